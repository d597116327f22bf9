"""Marks that overlap, cut into stretches that a page can show."""

from hypothesis import given
from hypothesis import strategies as st

from claims.text.segments import Span, paragraphs, segments

TEXT = "The quick brown fox jumps over the lazy dog again and again."


def keys_at(pieces, position):
    return next(set(piece.keys) for piece in pieces if piece.start <= position < piece.end)


def test_a_text_without_marks_is_one_segment():
    (piece,) = segments("abc", 0, 3, [])

    assert (piece.start, piece.end, piece.keys) == (0, 3, ())


def test_nested_and_equal_marks_all_show():
    pieces = segments("abcdef", 0, 6, [Span(0, 6, "outer"), Span(2, 4, "in"), Span(2, 4, "same")])

    assert [(piece.start, piece.end, piece.keys) for piece in pieces] == [
        (0, 2, ("outer",)),
        (2, 4, ("outer", "in", "same")),
        (4, 6, ("outer",)),
    ]
    assert pieces[1].starting == ("in", "same")
    assert pieces[1].ending == ("in", "same")


def test_a_mark_that_runs_over_two_paragraphs_starts_in_one_and_ends_in_the_other():
    text = "first line\nsecond line"
    mark = [Span(6, 17, "m")]

    first, second = (segments(text, *line, mark) for line in paragraphs(text))

    assert [piece.starting for piece in first] == [(), ("m",)]
    assert [piece.ending for piece in first] == [(), ()]
    assert [piece.ending for piece in second] == [("m",), ()]


def test_blank_lines_and_carriage_returns_are_in_no_paragraph():
    text = "one\r\n\r\n  \ntwo\u2028three"

    assert [text[start:end] for start, end in paragraphs(text)] == ["one", "two", "three"]


SPANS = st.lists(
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(lambda pair: pair[0] < pair[1]),
    max_size=8,
)


@given(SPANS)
def test_segments_join_to_the_whole_and_every_position_knows_its_marks(pairs):
    spans = [Span(start, end, number) for number, (start, end) in enumerate(pairs)]

    pieces = segments(TEXT, 0, len(TEXT), spans)

    assert "".join(TEXT[piece.start : piece.end] for piece in pieces) == TEXT
    for position in range(len(TEXT)):
        expected = {span.key for span in spans if span.start <= position < span.end}
        assert keys_at(pieces, position) == expected
    for span in spans:
        assert sum(span.key in piece.starting for piece in pieces) == 1
        assert sum(span.key in piece.ending for piece in pieces) == 1
