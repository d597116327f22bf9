"""Labelled sentences live beside this file: quantities_ko.txt and quantities_en.txt say how to read them."""

import unicodedata
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.quantities import Quantity, agree, find_quantities
from claims.text.readings import MOST


def labelled(language: str) -> list[tuple[str, list[tuple]]]:
    """(sentence, [(words, low, high, unit, approximate), …]) of a file of labelled sentences."""
    cases = []
    lines = Path(__file__).with_name(f"quantities_{language}.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("  "):
            words, _, label = line.strip().rpartition(" | ")
            cases[-1][1].append((words, *read_label(label)))
        elif line and not line.startswith("#"):
            cases.append((line, []))
    return cases


def read_label(label: str) -> tuple[Decimal | None, Decimal | None, str, bool]:
    value, _, unit = label.lstrip("~").partition(" ")
    low, dots, high = value.partition("..")
    return number(low), number(high if dots else low), unit, label.startswith("~")


def number(written: str) -> Decimal | None:
    if "/" in written:
        upper, lower = written.split("/")
        return Decimal(upper) / Decimal(lower)
    return Decimal(written) if written else None


def read(text: str) -> list[tuple]:
    return [(q.text, q.low, q.high, q.unit, q.approximate) for q in find_quantities(text)]


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(("sentence", "expected"), labelled("ko"))
def test_korean_sentences_are_read_as_labelled(sentence, expected):
    assert read(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), labelled("en"))
def test_english_sentences_are_read_as_labelled(sentence, expected):
    assert read(sentence) == expected


@pytest.mark.parametrize("language", ["ko", "en"])
def test_decomposed_hangul_and_invisible_characters_change_nothing_but_offsets(language):
    for sentence, expected in labelled(language):
        typed = unicodedata.normalize("NFD", sentence).replace(" ", "\u200b ")
        found = find_quantities(typed)
        assert [(q.low, q.high, q.unit, q.approximate) for q in found] == [case[1:] for case in expected]
        assert all(typed[q.start : q.end] == q.text for q in found)


@given(
    st.text(alphabet="0123456789.,-~$%만억조천백십원명월일년 한두세aMbntheof를에서약()/:+'\n", max_size=60)
)
def test_any_text_yields_ordered_spans_of_itself(text):
    found = find_quantities(text)
    assert all(text[q.start : q.end] == q.text for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.low is None or q.high is None or q.low <= q.high for q in found)


@given(st.integers(min_value=1, max_value=10**15))
def test_a_whole_number_of_won_is_read_back_exactly(amount):
    assert only(f"예산은 {amount:,}원이다.").low == amount


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal(999), places=2))
def test_a_decimal_of_millions_is_exact(amount):
    assert only(f"It cost ${amount} million.").low == amount * 10**6


HOSTILE = {
    "digits": "1" * 200_000,
    "commas": "1," * 100_000,
    "thousands": "1" + ",111" * 50_000,
    "Hangul numerals": "일이삼사천만" * 30_000,
    "magnitudes": "1천" * 50_000,
    "number words": "hundred and one " * 10_000,
    "ranges": "5%~" * 10_000,
    "dates": "1월 1" * 20_000,
    "addresses": "http://" * 20_000,
    "mail": "a." * 60_000 + "@",
    "dashes": "1-" * 20_000,
    "spaces": " " * 200_000,
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_hostile_text_is_read_to_its_end(name):
    text = HOSTILE[name]

    found = find_quantities(text)

    assert all(text[q.start : q.end] == q.text for q in found)


AGREEING = [
    ("5.576 million dollars", "557만6천달러", True),
    ("$5.576M", "$5,576,000", True),
    ("5.576 million dollars", "5.567 million dollars", False),
    ("5.6 million dollars", "5,576,000 dollars", False),
    ("about 5.6 million dollars", "5,576,000 dollars", True),
    ("약 560만달러", "$5.576M", True),
    ("약 560만달러", "$5.4M", False),
    ("650억 달러", "93조원", None),
    ("100 dollars", "100 euros", None),
    ("15%", "15%포인트", None),
    ("50 basis points", "0.5%포인트", True),
    ("3 kg", "3 km", None),
    ("200명", "200개", None),
    ("200명", "200 people", True),
    ("노동자 300명", "300 workers", True),
    ("2,048개", "2,048 GPUs", True),
    ("2,048대", "2,048 GPUs", True),
    ("15%대", "15.4%", True),
    ("15%대", "16%", False),
    ("15%대", "17%", False),
    ("최대 650억 달러", "$60-65 billion", True),
    ("최대 650억 달러", "$70 billion", False),
    ("at least 50 people", "50명", True),
    ("more than 50 people", "50명", False),
    ("50명 이상", "67명", True),
    ("절반", "50%", True),
    ("a third of voters", "3분의 1", True),
    ("두 배", "twice as many", True),
    ("2.788 million GPU hours", "278만8천 시간", True),
    ("-3.2%", "3.2%", False),
    ("10~20%", "10 to 20 percent", True),
    ("10~20%", "30 to 40 percent", False),
    ("10~20%", "15 percent", True),
    ("약 3분의 1", "33%", True),
    ("3분의 1", "33%", False),
    ("nearly half", "48%", True),
    ("one in five", "20%", True),
    ("열 배", "tenfold", True),
    ("스무 명", "twenty people", True),
    ("two dozen people", "24명", True),
    ("수천 명", "5,000 people", True),
    ("nearly 2 million people", "195만명", True),
    ("1조5천억원", "$1.5 trillion", None),
    ("3조엔", "3 trillion yen", True),
    ("360㎞", "360 miles", None),
    ("6.7퍼센트", "6.7 per cent", True),
    ("50개 기업", "50 companies", True),
    ("2시간 30분", "150 minutes", True),
    ("약 78억8천만원", "7,881,000,000원", True),
    ("약 78억8천만원", "8.2 billion won", False),
    ("1½ miles", "1.5 miles", True),
]


@pytest.mark.parametrize(("one", "other", "expected"), AGREEING)
def test_two_quantities_agree_across_languages_and_notations(one, other, expected):
    assert agree(only(one), only(other)) is expected
    assert agree(only(other), only(one)) is expected


def test_the_yen_sign_is_the_yuan_in_a_text_about_china_that_names_no_yen():
    assert only("Beijing set aside ¥500 billion.").unit == "CNY"
    assert only("Toyota set aside ¥500 billion.").unit == "JPY"


def test_the_first_article_yields_every_figure_it_carries():
    text = (
        "딥시크는 557만6천달러(약 78억8천만원)를 썼다. 1억 달러(약 1천430억원)에서 10억 달러(약 "
        "1조4천억원)가 든다. "
        "27일(현지시간) 정오 무렵 15%대 급락했다. 최대 650억 달러(약 93조원)를 2022년 8월 H100과 H800에 썼다."
    )

    assert [(q.low, q.high, q.unit) for q in find_quantities(text)] == [
        (Decimal(5576000), Decimal(5576000), "USD"),
        (Decimal(7880000000), Decimal(7880000000), "KRW"),
        (Decimal(10**8), Decimal(10**8), "USD"),
        (Decimal(143000000000), Decimal(143000000000), "KRW"),
        (Decimal(10**9), Decimal(10**9), "USD"),
        (Decimal(1400000000000), Decimal(1400000000000), "KRW"),
        (Decimal(15), Decimal(16), "%"),
        (None, Decimal(65000000000), "USD"),
        (Decimal(93000000000000), Decimal(93000000000000), "KRW"),
    ]


def test_a_table_of_bare_numbers_holds_no_quantities_and_the_prose_around_it_does():
    table = "\n".join(f"{row} 12.5 300 | 7" for row in range(40))

    found = find_quantities(f"It cost $5 million in 2019.\n{table}\nThe rest cost 3 percent more.")

    assert [q.text for q in found] == ["$5 million", "3 percent"]


def test_a_short_row_of_figures_is_no_table():
    assert [q.unit for q in find_quantities("$3, $4, $5 and 6%")] == ["USD", "USD", "USD", "%"]


@pytest.mark.parametrize("piece", ["1만 ", "1% ", "3 to ", "$1 ", "two cows, "])
def test_no_more_numbers_are_looked_at_than_a_long_page_holds(piece):
    assert len(find_quantities(piece * (MOST + 500))) <= MOST


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("1½ miles", "1.5", "mile"),
        ("2¾ hours", "2.75", "hour"),
        ("1 1/2 miles", "1.5", "mile"),
        ("a ¼ percentage point", "0.25", "pp"),
        (".5 percent", "0.5", "%"),
        ("½ cup", "0.5", ""),
    ],
)
def test_fractions_are_read_as_decimals(written, value, unit):
    found = find_quantities(f"It was {written} longer.")

    assert [(str(q.low), q.unit) for q in found] == [(value, unit)]
