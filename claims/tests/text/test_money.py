from decimal import Decimal

import pytest

from claims.text.money import cross_checks

PAIRS = "1억 달러(약 1천430억원)에서 10억 달러(약 1조4천억원). 최대 650억 달러(약 93조원)."


def flagged(text: str) -> list[str]:
    return [check.second.text for check in cross_checks(text) if check.flagged]


def test_money_given_twice_at_one_rate_is_not_flagged():
    checks = cross_checks("557만6천달러(약 78억8천만원). " + PAIRS)

    assert [round(check.rate) for check in checks] == [1413, 1430, 1400, 1431]
    assert not any(check.flagged for check in checks)


def test_a_slip_of_one_place_is_flagged_and_only_that():
    assert flagged("557만6천달러(약 788억원). " + PAIRS) == ["약 788억원"]


def test_a_slip_among_three_pairs_leaves_the_good_ones_alone():
    assert flagged("10달러(1만4천원), 20달러(2만8천원), 30달러(42만원)") == ["42만원"]


def test_two_pairs_that_disagree_are_both_flagged():
    assert flagged("10달러(1만4천원), 20달러(28만원)") == ["1만4천원", "28만원"]


def test_a_lone_pair_has_nothing_to_be_compared_with():
    (check,) = cross_checks("메타는 650억 달러(약 93조원)를 쓴다.")

    assert (check.expected, check.deviation, check.flagged) == (None, None, False)
    assert round(check.rate) == 1431


def test_pairs_of_other_currencies_are_not_compared():
    assert flagged("10달러(1만4천원), 100엔(920원), 20달러(2만8천원), 200엔(1840원)") == []


def test_the_order_of_the_currencies_does_not_matter():
    assert flagged("10달러(1만4천원), 2만8천원(20달러), 30달러(4만2천원)") == []


@pytest.mark.parametrize(
    "text",
    [
        "Samsung earned 6.5 trillion won ($4.7 billion).",
        "Samsung earned 6.5 trillion won, or $4.7 billion.",
        "삼성은 6조5천억원(미화 47억달러)을 벌었다.",
    ],
)
def test_the_second_amount_is_found_in_either_language(text):
    (check,) = cross_checks(text)

    assert check.rate.quantize(Decimal(1)) == 1383


@pytest.mark.parametrize(
    "text",
    [
        "10달러와 1만4천원을 냈다.",
        "10달러(12개)",
        "매출은 10억원, 이익은 1억달러였다.",
        "10달러(약 20달러)",
        "",
    ],
)
def test_amounts_side_by_side_are_no_pair(text):
    assert cross_checks(text) == []
