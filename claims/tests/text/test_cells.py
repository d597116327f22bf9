"""Values in spreadsheets: never a formula, and read back as they were."""

import pytest

from claims.text.cells import cell, value_of


@pytest.mark.parametrize("text", ["=1+1", "+82 2 123", "-5", "@SUM(A1)", "\t=1", "＝1+1", " =1"])
def test_what_looks_like_a_formula_gets_an_apostrophe_and_loses_it_again(text):
    assert cell(text) == f"'{text}"
    assert value_of(cell(text)) == text


@pytest.mark.parametrize("text", ["", "plain", "'quoted'", "5-3", "딥시크"])
def test_other_text_stays_as_it_is(text):
    assert (cell(text), value_of(text)) == (text, text)
