"""Two versions of a text side by side: which words went, which came, which numbers are other ones.

>>> marked = side_by_side("It cost 5.576 million.", "It cost 5.6 million.")
>>> [(piece.text, piece.is_changed) for piece in marked.before]
[('It cost ', False), ('5.576', True), (' million.', False)]
>>> [(number.old, number.new) for number in marked.numbers]
[('5.576 million', '5.6 million')]

Does not say whether a difference matters (``wording`` and ``recheck.judge`` do).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from claims.text.figures import Figure, find_figures
from claims.text.wording import Change, ChangeKind, changes

LONGEST = 6_000  # characters compared word by word; longer stretches are shown whole
MOST_LINES = 4_000  # lines compared; a version of a page rarely has 1,000


@dataclass(frozen=True)
class Piece:
    """A stretch of one version; ``is_changed`` where the other version has other words."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True)
class Number:
    """A number that became another one, each with its sign, unit and magnitude as written."""

    old: str
    new: str


@dataclass(frozen=True)
class Marked:
    """Both versions cut into pieces, and the numbers that became other ones."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True)
class Versions:
    """The stretches that differ between two long texts; ``left_off`` more differ and are not shown."""

    stretches: tuple[Marked, ...]
    left_off: int = 0


def side_by_side(before: str, after: str) -> Marked:
    """Mark the words that differ in two short passages."""
    if len(before) > LONGEST or len(after) > LONGEST or not before or not after:
        return Marked(_whole(before), _whole(after))
    found = changes(before, after)
    return Marked(
        tuple(_cut(before, [(change.old_at, change.old) for change in found])),
        tuple(_cut(after, [(change.new_at, change.new) for change in found])),
        _numbers(before, after, found),
    )


def numbers_changed(before: str, after: str) -> tuple[Number, ...]:
    """Which numbers of a short passage became which others."""
    return side_by_side(before, after).numbers


def versions(before: str, after: str, *, limit: int = 60) -> Versions:
    """The differing lines of two versions of a page, words marked, at most ``limit`` stretches of them."""
    old, new = before.splitlines()[:MOST_LINES], after.splitlines()[:MOST_LINES]
    differing = list(_stretches(old, new))
    shown = [side_by_side("\n".join(old[a:b]), "\n".join(new[c:d])) for a, b, c, d in differing[:limit]]
    return Versions(tuple(shown), len(differing) - len(shown))


def _stretches(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of lines that differ, neighbouring edits joined."""
    run: tuple[int, int, int, int] | None = None
    for tag, old_from, old_to, new_from, new_to in Levenshtein.opcodes(old, new):
        if tag == "equal":
            continue
        if run and run[1] == old_from and run[3] == new_from:
            run = (run[0], old_to, run[2], new_to)
            continue
        if run:
            yield run
        run = (old_from, old_to, new_from, new_to)
    if run:
        yield run


def _numbers(before: str, after: str, found: tuple[Change, ...]) -> tuple[Number, ...]:
    """The changed numbers, whole: "$5.576 million" where only its digits differ."""
    changed = [change for change in found if change.kind == ChangeKind.NUMBER]
    if not changed:
        return ()
    olds, news = find_figures(before), find_figures(after)
    numbers = [
        Number(
            _figures_at(before, olds, change.old_at, change.old),
            _figures_at(after, news, change.new_at, change.new),
        )
        for change in changed
    ]
    return tuple(dict.fromkeys(numbers))  # two stretches of one figure are told once


def _figures_at(text: str, figures: list[Figure], at: int, words: str) -> str:
    """From the first to the last figure that the changed words touch; the words alone if none does."""
    held = [figure for figure in figures if figure.start < at + max(len(words), 1) and at < figure.end]
    return text[held[0].start : held[-1].end] if held else words


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, True),) if text else ()


def _cut(text: str, marks: list[tuple[int, str]]) -> Iterator[Piece]:
    at = 0
    for start, words in marks:
        if not words or start < at:
            continue
        if start > at:
            yield Piece(text[at:start])
        at = start + len(words)
        yield Piece(text[start:at], True)
    if at < len(text):
        yield Piece(text[at:])
