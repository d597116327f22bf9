"""Whether two wordings of one passage say the same, and if not, which words differ.

>>> same_words("The US paid", "the  US paid")
Sameness.SAME
>>> [(change.kind.value, change.old, change.new) for change in changes("rose 15 percent", "fell 15%")]
[('replaced', 'rose', 'fell'), ('notation', 'percent', '%')]

Does not find passages (``quotes`` does) and does not read numbers (``figures`` does).
"""

import re
from dataclasses import dataclass
from enum import Enum, StrEnum

from rapidfuzz.distance import Levenshtein

from claims.text.figures import Figure, find_figures, same_values
from claims.text.folding import flat, spaced


class ChangeKind(StrEnum):
    REPLACED = "replaced"
    INSERTED = "inserted"
    DELETED = "deleted"
    NUMBER = "number"  # a value, unit or sign differs
    NOTATION = "notation"  # the same value, written differently


@dataclass(frozen=True)
class Change:
    """Words that differ; ``old_at`` counts from the start of the old text, ``new_at`` from that of the new."""

    old: str
    new: str
    kind: ChangeKind
    old_at: int = 0
    new_at: int = 0


class Sameness(Enum):
    SAME = "same"
    RESPACED = "respaced"  # equal only after removing all white space
    DIFFERENT = "different"

    def __repr__(self) -> str:
        return str(self)


_WORD = re.compile(r"\w+(?:[.,:'·/]\w+)*|[^\w\s]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:'(\[]\s*|[-·]\s*)$")
_NEGATIONS = re.compile(r"\b(?:not|no|nor|never|cannot)\b", re.IGNORECASE)

# Words that are another word when capitalised: a name, a month, a people, a party, an abbreviation.
_CASE_MATTERS = frozenset(
    "us it who aids am or in is me pa la ma may march august polish turkey china apple amazon meta target gap shell "
    "alphabet oracle windows word bill mark will rose frank grant rich sue chase visa ford sun bush rice "
    "republican republicans democratic democrat democrats conservative conservatives liberal liberals labour green "
    "greens catholic orthodox state congress english reading nice job mercury earth moderna stripe square block uber "
    "who's mars jack pat ray dick tan hong nut april june sat wed mon".split()
)


def same_words(old: str, new: str) -> Sameness:
    """Compare two texts whose flat forms are equal: may only form differ, or does the meaning?"""
    old, new = spaced(old).text.strip(), spaced(new).text.strip()
    if old == new:
        return Sameness.SAME
    if _DIGITS.findall(old) != _DIGITS.findall(new) or _case_matters(old, new):
        return Sameness.DIFFERENT
    if old.lower() == new.lower():
        return Sameness.SAME
    if [word.lower() for word in _NEGATIONS.findall(old)] != [word.lower() for word in _NEGATIONS.findall(new)]:
        return Sameness.DIFFERENT  # "not able" is not "notable"
    return Sameness.RESPACED


def _case_matters(old: str, new: str) -> bool:
    """Capitals at a sentence's start, a headline in capitals or title case are style; the rest may be another word."""
    olds, news = list(_LATIN_WORD.finditer(old)), list(_LATIN_WORD.finditer(new))
    if len(olds) != len(news):
        return False
    differing = [(one, other) for one, other in zip(olds, news, strict=True) if one[0] != other[0]]
    if len(differing) > 2 and len(differing) > 0.5 * len(olds):
        return False
    for one, other in differing:
        if one[0].lower() != other[0].lower():
            continue
        if old[: one.start()].rstrip()[-1:].isdigit():
            return True  # 5 mW is not 5 MW
        if one[0].lower() not in _CASE_MATTERS:
            continue
        shouted = len(one[0]) > 1 and one[0].isupper() != other[0].isupper()
        if shouted or not _SENTENCE_START.search(old[: one.start()]):
            return True
    return False


@dataclass(frozen=True)
class _Region:
    """A stretch of words that differs: word indices, end exclusive."""

    old_from: int
    old_to: int
    new_from: int
    new_to: int


@dataclass(frozen=True)
class _Words:
    """A text as folded words with original spans."""

    text: str
    words: list[str]
    spans: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str) -> "_Words":
        folded = spaced(text)
        words, spans = [], []
        for found in _WORD.finditer(folded.text):
            words.append(found[0].lower())
            spans.append((folded.starts[found.start()], folded.ends[found.end() - 1]))
        return cls(text, words, spans)

    def cut(self, first: int, last: int) -> tuple[str, int]:
        """The original text of some words, and where it starts."""
        if first == last:
            at = self.spans[first][0] if first < len(self.spans) else len(self.text)
            return "", at
        start, end = self.spans[first][0], self.spans[last - 1][1]
        return self.text[start:end], start


def changes(old: str, new: str) -> tuple[Change, ...]:
    """The word-level changes that turn ``old`` into ``new``, in order; differences of form only are left out."""
    old_words, new_words = _Words.of(old), _Words.of(new)
    regions, equal = _regions(old_words, new_words)
    verdicts = _figure_kinds(old_words, new_words, regions, equal)
    found = []
    for region, figure_kind in zip(regions, verdicts, strict=True):
        old_text, old_at = old_words.cut(region.old_from, region.old_to)
        new_text, new_at = new_words.cut(region.new_from, region.new_to)
        if not figure_kind and flat(old_text) == flat(new_text):
            if same_words(old_text, new_text) is not Sameness.DIFFERENT:
                continue
        if figure_kind:
            kind = figure_kind
        elif not old_text:
            kind = ChangeKind.INSERTED
        elif not new_text:
            kind = ChangeKind.DELETED
        else:
            kind = ChangeKind.REPLACED
        found.append(Change(old_text, new_text, kind, old_at, new_at))
    return tuple(found)


def _regions(old: _Words, new: _Words) -> tuple[list[_Region], dict[int, int]]:
    """The differing stretches (neighbours joined) and, for words that stand in both, new index by old index."""
    regions: list[_Region] = []
    equal: dict[int, int] = {}
    for tag, old_from, old_to, new_from, new_to in Levenshtein.opcodes(old.words, new.words):
        if tag == "equal":
            equal.update(zip(range(old_from, old_to), range(new_from, new_to), strict=True))
        elif regions and regions[-1].old_to == old_from and regions[-1].new_to == new_from:
            regions[-1] = _Region(regions[-1].old_from, old_to, regions[-1].new_from, new_to)
        else:
            regions.append(_Region(old_from, old_to, new_from, new_to))
    return regions, equal


def _covered(words: _Words, figure: Figure) -> list[int]:
    return [
        index
        for index, (start, end) in enumerate(words.spans)
        if start < figure.end and end > figure.start
    ]


def _figure_kinds(
    old: _Words, new: _Words, regions: list[_Region], equal: dict[int, int]
) -> list[ChangeKind | None]:
    """For each region: NUMBER if a figure it touches has another value, NOTATION if only another form, else None.

    Figures of the two texts belong together when they share an unchanged word ("*15* percent", "*15*%") or
    stand in one changed stretch.
    """
    if not regions:
        return []
    old_figures = [(figure, set(_covered(old, figure))) for figure in find_figures(old.text)]
    new_figures = [(figure, set(_covered(new, figure))) for figure in find_figures(new.text)]
    if not old_figures or not new_figures:
        return [None] * len(regions)
    kinds: list[ChangeKind | None] = []
    for region in regions:
        old_touched = [pair for pair in old_figures if _touches(pair[1], region.old_from, region.old_to)]
        new_touched = [pair for pair in new_figures if _touches(pair[1], region.new_from, region.new_to)]
        anchors = {equal[index] for _, covered in old_touched for index in covered if index in equal}
        new_touched += [pair for pair in new_figures if pair not in new_touched and pair[1] & anchors]
        covered_new = {index for _, covered in new_touched for index in covered}
        back = {index for index, counterpart in equal.items() if counterpart in covered_new}
        old_touched += [pair for pair in old_figures if pair not in old_touched and pair[1] & back]
        kinds.append(_compare([pair[0] for pair in old_touched], [pair[0] for pair in new_touched]))
    return kinds


def _touches(covered: set[int], first: int, last: int) -> bool:
    if first == last:  # nothing stands here: the figure must run across the place
        return first - 1 in covered and first in covered
    return any(first <= index < last for index in covered)


def _compare(old: list[Figure], new: list[Figure]) -> ChangeKind | None:
    if not old or not new:
        return None
    if len(old) == len(new) and all(same_values(one, other) for one, other in zip(old, new, strict=True)):
        return ChangeKind.NOTATION
    left = list(new)
    lost = []
    for figure in old:
        same = next((other for other in left if same_values(figure, other)), None)
        if same is None:
            lost.append(figure)
        else:
            left.remove(same)
    if lost and left:
        return ChangeKind.NUMBER
    if lost or left:
        return None
    return ChangeKind.NUMBER  # the same values, but changed places
