"""A statement that says two things is cut where the second begins."""

import pytest

from claims.text.parting import likely_cut, words

CUTS = [
    ("매출은 3% 늘었고 이익은 5% 줄었다", "이익은 5% 줄었다"),
    ("매출은 3% 늘었다. 이익은 크게 줄었다고 회사는 말했다.", "이익은 크게 줄었다고 회사는 말했다."),
    ("Sales rose 3% and profit fell by half", "and profit fell by half"),
    ("The bank, it said, lent $5bn, but half of it was lost", "but half of it was lost"),
    ("하나 둘", "둘"),
]


@pytest.mark.parametrize(("text", "second"), CUTS)
def test_the_second_statement_begins_after_the_first_clause(text, second):
    assert text[likely_cut(text) :] == second


@pytest.mark.parametrize("text", ["", "   ", "하나", " 하나 "])
def test_a_single_word_is_not_cut(text):
    assert likely_cut(text) is None


def test_words_are_what_stands_between_white_space():
    assert words(" 557만6천달러를\n 썼다 ") == [(1, 10), (12, 14)]
