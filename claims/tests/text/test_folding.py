"""Folding sets form aside, keeps values, and finds its way back to every original offset."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.folding import CHUNK, flat, fold, spaced

FORMS = [
    "a", "B", "é", "e\u0301", " ", "  ", "\n", "\u00a0", "\u3000", "가", "각", "\u1100\u1161\u11a8", "\u1161",
    ".", "..", "…", "-", "--", "—", "−", "'", '"', "“", "”", "「", "\u200b", "\u00ad", "\ufeff", "ﬁ", "%",
    "ㆍ", "·", "İ",
]  # fmt: skip
PIECES = [*FORMS, "5", "５", "²", "½", "㎡"]
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("가격", normalize("NFD", "가격")),
        ("a b", "a\u00a0 \n b"),
        ("information", "infor\u00ad\u200bmation"),
        ("“yes” ‘no’", "\"yes\" 'no'"),
        ("1990–95 — so", "1990-95 -- so"),
        ("and so…", "and so..."),
        ("15%", "１５％"),
        ("office", "oﬃce"),
        ("가·나", "가ㆍ나"),
        ("12 km", "12 ㎞"),
        ("Headline", "HEADLINE"),
    ],
)
def test_form_is_set_aside(one, other):
    assert flat(one) == flat(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10²", "102"),
        ("3½", "31/2"),
        ("5′", "5″"),
        ("5%", "5"),
        ("-5", "5"),
        ("1.5", "15"),
        ("①", "1"),
        ("é", "e"),
    ],
)
def test_what_carries_a_value_or_a_sound_is_kept(one, other):
    assert flat(one) != flat(other)


@given(texts)
def test_every_flat_character_has_a_place_in_the_original(text):
    page = fold(text)
    places = [page.span(index, index + 1) for index in range(len(page.flat))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(texts)
def test_a_span_of_the_flat_text_folds_back_to_itself(text):
    page = fold(text)
    half = len(page.flat) // 2
    if half:
        start, end = page.span(0, half)
        assert flat(text[start:end]).startswith(page.flat[:half].rstrip(".-'"))


@given(st.lists(st.sampled_from([*FORMS, *"123456789", *"１２３"]), max_size=60).map("".join))
def test_folding_neither_moves_nor_drops_a_digit(text):
    assert [one for one in flat(text) if one.isdigit()] == [
        one for one in normalize("NFKC", text) if one.isdigit()
    ]


@given(texts)
def test_spaced_text_has_single_spaces_and_an_offset_for_every_character(text):
    folded = spaced(text, at=7)
    assert "  " not in folded.text
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(
        7 <= start < end <= len(text) + 7 for start, end in zip(folded.starts, folded.ends, strict=True)
    )


def test_offsets_hold_across_the_pieces_a_page_is_folded_by():
    text = ("가나다 \u00a0“라마”… " * CHUNK)[: 5 * CHUNK] + "여기"
    page = fold(text)
    at = page.flat.index("여기")
    assert page.span(at, at + 2) == (len(text) - 2, len(text))
    assert page.flat_index(len(text) - 2) == at


def test_offsets_hold_on_a_decomposed_page():
    text = normalize("NFD", "한글 문장이 길게 이어진다. " * 200)
    page = fold(text)
    at = page.flat.index("이어진다", 500)
    start, end = page.span(at, at + 4)
    assert normalize("NFC", text[start:end]) == "이어진다"
