"""Where sentences begin and end: tables of prose, Korean and English, and what must hold for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Growth was 2.5%.", "Prices fell."],
        ["He moved to the U.S. in 1990.", "She stayed."],
        ["He left the U.S.", "The rest stayed."],
        ["Mr. J. R. Smith of Apple Inc. in New York said no.", "Nobody asked."],
        ["It opened on Jan. 5 at 9 a.m. local time.", "See No. 7 below."],
        ['"Is it true?" she asked.', "“Stop!” Smith said."],
        ["“We won.", "We cut taxes,” he said."],
        ["Sales fell 3.5 per cent...", "Then they rose."],
        ["Prices rose.", "iPhone sales fell."],
        ["1. First point here.", "2. Second point."],
        ["What now?!", "Nobody knows."],
    ],
)
def test_english_is_cut_at_its_stops_but_not_at_abbreviations(parts):
    assert cut(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["수출이 8.2% 늘었다.", "수입은 줄었다."],
        ["“경제가 좋아졌다. 실업률이 3%다”고 김모 씨는 말했다.", "그러나 야당은 반박했다."],
        ['야당은 "아니다. 거짓말"이라고 했다.', "왜?", "아무도 모른다!"],
        ["딥시크(DeepSeek. 중국)는 V3를 공개했다.", "값은 낮았다."],
        ["2025. 1. 28. 오전의 일이다.", "비가 왔다."],
        ["주가는… 더 내렸다.", "그랬다…", "다시 올랐다."],
    ],
)
def test_korean_is_cut_at_its_endings_but_not_inside_a_quotation_it_carries_on_from(parts):
    assert cut(" ".join(parts)) == parts


def test_a_stop_that_lost_its_space_still_ends_a_sentence():
    korean, english = cut("물가가 올랐다.이어 금리도 올랐다."), cut("They said so.The rest left.")

    assert korean == ["물가가 올랐다.", "이어 금리도 올랐다."]
    assert english == ["They said so.", "The rest left."]


def test_a_headline_and_a_paragraph_end_without_a_stop():
    text = "엔비디아 급락…시총 증발\n\n미국 주가가 내렸다.\r\nA headline here\nThe text begins."

    assert cut(text) == [
        "엔비디아 급락…시총 증발",
        "미국 주가가 내렸다.",
        "A headline here",
        "The text begins.",
    ]


def test_a_line_that_was_only_wrapped_is_one_sentence():
    assert cut("The bank raised\nits rate in May.") == ["The bank raised\nits rate in May."]


def test_a_speech_in_quotation_marks_is_cut_when_it_is_long():
    speech = "나라 살림이 늘 어려웠다. " * 40

    assert len(cut(f"“{speech}”고 그는 말했다.")) > 30


def test_addresses_and_decimals_are_not_cut():
    assert len(cut("Write to a.b@c.org or see www.Example.Com/a.Html for 1.5.2 notes today.")) == 1


@given(st.text(alphabet="가다. 요?!…“”\"'()\nA b.1,U.S", max_size=80))
def test_spans_are_trimmed_in_order_and_lose_nothing_but_space(text):
    spans = sentences(text)

    assert all(
        0 <= start < end <= len(text) and text[start:end].strip() == text[start:end] for start, end in spans
    )
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "piece", ["a", "다 ", '"', "(", ". ", "“다.”고", "\n", "a\n", "Mr. ", "A.", "(a. B) "]
)
def test_text_without_end_is_still_cut(piece):
    text = piece * (200_000 // len(piece))

    assert all(start < end for start, end in sentences(text))
