"""Which stretches of a text lie under which marks, when marks may overlap?

A page cannot nest marks that overlap, so it shows a row of segments, each with the keys of all marks over it.

>>> for piece in segments("abcdef", 0, 6, [Span(1, 4, "x"), Span(3, 5, "y")]):
...     print(piece.start, piece.end, piece.keys, piece.ending)
0 1 () ()
1 3 ('x',) ()
3 4 ('x', 'y') ('x',)
4 5 ('y',) ('y',)
5 6 () ()
"""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import pairwise

# Every break at which an HTML parser or a reader may see a new line: none of them is ever inside a segment,
# because a browser turns a carriage return into a line feed and offsets would shift.
_PARAGRAPH = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    key: Hashable


@dataclass(frozen=True)
class Segment:
    """``keys`` of the marks over it, by their start; ``starting``, ``ending``: those with that edge here."""

    start: int
    end: int
    keys: tuple
    starting: tuple
    ending: tuple


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the lines that hold anything, in order, without their breaks."""
    return [found.span() for found in _PARAGRAPH.finditer(text) if not found[0].isspace()]


def segments(text: str, start: int, end: int, spans: Iterable[Span]) -> list[Segment]:
    """The stretch ``text[start:end]`` cut at every edge of the spans, without gaps."""
    inside = sorted(
        (span for span in spans if span.start < end and span.end > start),
        key=lambda span: (span.start, -span.end),
    )
    edges = sorted(
        {start, end}
        | {span.start for span in inside if span.start > start}
        | {span.end for span in inside if span.end < end}
    )
    cut, open_spans, waiting = [], [], list(reversed(inside))
    for left, right in pairwise(edges):
        open_spans = [span for span in open_spans if span.end > left]
        while waiting and waiting[-1].start <= left:
            open_spans.append(waiting.pop())
        cut.append(
            Segment(
                left,
                right,
                tuple(span.key for span in open_spans),
                tuple(span.key for span in open_spans if span.start == left),
                tuple(span.key for span in open_spans if span.end == right),
            )
        )
    return cut
