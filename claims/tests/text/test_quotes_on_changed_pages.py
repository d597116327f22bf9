"""Thousands of labelled changes of whole pages: findings that can be defended, spans that are right."""

from collections import Counter

import pytest

from claims.tests.text.cases import Case, cases
from claims.text.quotes import Match, locate

SAME = ("exact", "moved")
# Rules whose quote is gone from the page.
GONE = {
    "cut_early",
    "deleted",
    "paragraph_deleted",
    "other_article",
    "look_alike",
    "error_page",
    "translated",
}
# Rules that change meaning or value within the quote.
CHANGED = {
    "one_digit", "digits_swapped", "rounded", "other_unit", "sign_flipped", "one_word", "negated",
    "name_swapped", "clause_inserted", "corrected_with_note",
}  # fmt: skip


@pytest.fixture(scope="module")
def results() -> list[tuple[Case, Match]]:
    return [(case, locate(case.quote, case.page)) for case in cases(seed=1)]


def failures(results, wrong) -> Counter:
    return Counter(case.rule for case, match in results if wrong(case, match))


def test_findings_can_be_defended(results):
    wrong = failures(results, lambda case, match: match.finding not in case.findings)

    assert wrong.total() <= 0.01 * len(results), wrong


def test_spans_hold_the_passage_as_it_is_now(results):
    def is_off(case, match):
        there = case.page[match.start : match.end] if match.start is not None else ""
        return case.there not in (None, "second") and there.strip(' ."”') != case.there.strip(' ."”')

    wrong = failures(results, is_off)

    assert wrong.total() <= 0.01 * len(results), wrong


def test_no_change_of_meaning_or_value_is_called_the_same(results):
    wrong = failures(results, lambda case, match: case.rule in CHANGED and match.finding in SAME)

    assert not wrong


def test_what_is_gone_is_called_gone(results):
    gone = [pair for pair in results if pair[0].rule in GONE]
    wrong = failures(gone, lambda case, match: match.finding != "missing")

    assert wrong.total() <= 0.01 * len(gone), wrong


def test_what_is_there_is_not_called_missing(results):
    there = [pair for pair in results if pair[0].there is not None]
    wrong = failures(there, lambda case, match: match.finding == "missing")

    assert wrong.total() <= 0.005 * len(there), wrong
