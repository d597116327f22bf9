"""Two versions side by side: the words that differ are marked, numbers are named."""

import pytest

from claims.text.differences import LONGEST, numbers_changed, side_by_side, versions


def changed(pieces):
    return [piece.text for piece in pieces if piece.is_changed]


@pytest.mark.parametrize(
    ("before", "after", "went", "came"),
    [
        ("It cost 5.576 million.", "It cost 5.6 million.", ["5.576"], ["5.6"]),
        ("비용은 557만6천달러였다", "비용은 560만달러였다", ["557만6천달러였다"], ["560만달러였다"]),
        ("The same words", "The same words", [], []),
        ("The words", "The very same words", [], ["very same"]),
        ("A passage", "", ["A passage"], []),
    ],
)
def test_the_words_that_differ_are_marked(before, after, went, came):
    marked = side_by_side(before, after)

    assert (changed(marked.before), changed(marked.after)) == (went, came)


def test_the_pieces_add_up_to_the_text_whatever_changed():
    before, after = "Shares fell 15% on Monday, the 27th.", "Shares rose 17% on Monday."

    marked = side_by_side(before, after)

    assert "".join(piece.text for piece in marked.before) == before
    assert "".join(piece.text for piece in marked.after) == after


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("It cost $5.576 million.", "It cost $5.6 million.", [("$5.576 million", "$5.6 million")]),
        ("It cost $5.576 million.", "It cost $5.576 billion.", [("$5.576 million", "$5.576 billion")]),
        ("비용은 557만6천달러였다", "비용은 약 560만달러였다", [("557만6천달러", "약 560만달러")]),
        ("15%대 급락했다", "17%대 급락했다", [("15%대", "17%대")]),
        ("from 3% to 5% in 2019", "from 4% to 5% in 2020", [("3%", "4%"), ("2019", "2020")]),
        ("the two plants", "the three plants", [("two", "three")]),
        ("ran on the H800", "ran on the H100", [("H800", "H100")]),
        ("It cost $5 million.", "It cost five million dollars.", []),
        ("It rose.", "It fell.", []),
    ],
)
def test_a_number_that_became_another_one_is_named_with_its_unit(before, after, named):
    assert [(number.old, number.new) for number in numbers_changed(before, after)] == named


def test_a_passage_too_long_to_compare_word_by_word_is_shown_whole():
    text = "word " * LONGEST

    marked = side_by_side(text, text + "more")

    assert changed(marked.before) == [text]


def test_two_versions_of_a_page_show_only_the_lines_that_differ():
    before = "Heading\nThe first line.\nIt cost 10 dollars.\nThe end."
    after = "Heading\nThe first line.\nIt cost 12 dollars.\nThe end.\nUpdated."

    found = versions(before, after)

    assert [changed(stretch.after) for stretch in found.stretches] == [["12"], ["Updated."]]
    assert found.left_off == 0


def test_a_page_that_was_rewritten_shows_its_first_differences_and_counts_the_others():
    before = "\n".join(f"same\nline {number} of the old page" for number in range(20))
    after = "\n".join(f"same\nrow {number} on a new page" for number in range(20))

    found = versions(before, after, limit=5)

    assert (len(found.stretches), found.left_off) == (5, 15)
