"""Whether two wordings of one passage say the same, and if not, which words differ.

>>> same_words("The US paid", "the  US paid")
Sameness.SAME
>>> [(change.kind.value, change.old, change.new) for change in changes("rose 15 percent", "fell 15%")]
[('replaced', 'rose', 'fell'), ('notation', 'percent', '%')]

Does not find passages (``quotes`` does) and does not read numbers (``figures`` does).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum

from rapidfuzz.distance import Levenshtein

from claims.text.figures import Figure, Relation, find_figures, relation
from claims.text.folding import flat, spaced


class ChangeKind(StrEnum):
    REPLACED = "replaced"
    INSERTED = "inserted"
    DELETED = "deleted"
    NUMBER = "number"  # a value, unit or sign differs
    REORDERED = "reordered"  # the same sentences in another order
    NOTATION = "notation"  # the same value, written differently


@dataclass(frozen=True)
class Change:
    """Words that differ; ``old_at`` and ``new_at`` count from the start of the old and of the new text."""

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
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])[”\"'’]?\s+|\n+")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:'(\[]\s*|[-·]\s*)$")
# A lost space between these two words would say the contrary.
_OTHER_WORDS = re.compile(r"\b(?:not able|in formal|in accurate|in visible|in effective)\b", re.IGNORECASE)

# Words that are another word when capitalised: a name, a month, a people, a party, an abbreviation.
_CASE_MATTERS = frozenset(
    """
    us it who aids am or in is me pa la ma may march august polish turkey china apple amazon meta target
    gap shell alphabet oracle windows word bill mark will rose frank grant rich sue chase visa ford sun
    bush rice republican republicans democratic democrat democrats conservative conservatives liberal
    liberals labour green greens catholic orthodox state congress english reading nice job mercury earth
    moderna stripe square block uber mars jack pat ray dick tan hong nut april june sat wed mon
    """.split()  # noqa: SIM905 - a list of ninety words reads better as text
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
    if bool(_OTHER_WORDS.search(old)) != bool(_OTHER_WORDS.search(new)):
        return Sameness.DIFFERENT
    return Sameness.RESPACED


# Marks that a wiki or a journal renumbers without touching a word: [12], [a], [주 3], [출처 필요].
_FOOTNOTES = re.compile(
    r"\[\s?(?:\d{1,3}|[a-z]|(?:주|note|nb|n)\s?\d{1,3}|citation needed|출처 ?필요|편집|edit)\s?\]", re.I
)


_BROKEN_WORD = re.compile(r"(?<=[a-z])[-\u00ad‐]\s*\n\s*(?=[a-z])")


def without_footnotes(text: str) -> str:
    return _FOOTNOTES.sub("", text)


def unbroken(text: str) -> str:
    """Words broken by a hyphen at the end of a line, joined."""
    return _BROKEN_WORD.sub("", text)


def _case_matters(old: str, new: str) -> bool:
    """Capitals at a sentence's start and headlines in capitals are style; the rest may be another word."""
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
    written: list[str]  # with their capitals
    spans: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str) -> "_Words":
        folded = spaced(text)
        written, spans = [], []
        for found in _WORD.finditer(folded.text):
            written.append(found[0])
            spans.append((folded.starts[found.start()], folded.ends[found.end() - 1]))
        return cls(text, [word.lower() for word in written], written, spans)

    def cut(self, first: int, last: int) -> tuple[str, int]:
        """The original text of some words, and where it starts."""
        if first == last:
            at = self.spans[first][0] if first < len(self.spans) else len(self.text)
            return "", at
        start, end = self.spans[first][0], self.spans[last - 1][1]
        return self.text[start:end], start


def changes(old: str, new: str) -> tuple[Change, ...]:
    """The word-level changes that turn ``old`` into ``new``, in order; differences of form are left out."""
    if _is_reordered(old, new):
        return (Change(old, new, ChangeKind.REORDERED),)
    old_words, new_words = _Words.of(old), _Words.of(new)
    regions, equal = _regions(old_words, new_words)
    verdicts = _figure_kinds(old_words, new_words, regions, equal)
    found = []
    for region, figure_kind in zip(regions, verdicts, strict=True):
        old_text, old_at = old_words.cut(region.old_from, region.old_to)
        new_text, new_at = new_words.cut(region.new_from, region.new_to)
        alike = not figure_kind and flat(old_text) == flat(new_text)
        if alike and same_words(old_text, new_text) is not Sameness.DIFFERENT:
            continue
        if figure_kind:
            kind = figure_kind
        elif _other_version(old_text, new_text):
            kind = ChangeKind.NUMBER
        elif not old_text:
            kind = ChangeKind.INSERTED
        elif not new_text:
            kind = ChangeKind.DELETED
        else:
            kind = ChangeKind.REPLACED
        found.append(Change(old_text, new_text, kind, old_at, new_at))
    if _case_matters(spaced(old).text, spaced(new).text):
        found += _recapitalised(old_words, new_words, equal)
    return tuple(found)


def _is_reordered(old: str, new: str) -> bool:
    ours, theirs = (
        [flat(sentence) for sentence in _BETWEEN_SENTENCES.split(text.strip())] for text in (old, new)
    )
    return len(ours) == len(theirs) > 1 and ours != theirs and sorted(ours) == sorted(theirs)


def _recapitalised(old: _Words, new: _Words, equal: dict[int, int]) -> Iterator[Change]:
    for index, counterpart in equal.items():
        if old.written[index] != new.written[counterpart]:
            old_text, old_at = old.cut(index, index + 1)
            new_text, new_at = new.cut(counterpart, counterpart + 1)
            yield Change(old_text, new_text, ChangeKind.REPLACED, old_at, new_at)


_PARTICLE = re.compile(r"(?:은|는|이|가|도|의|에서|에게|을|를|과|와|에|으로|로)$")
# A short Korean word that does not end like a verb or an adverb.
_NOUN = re.compile(r"[가-힣]{1,6}[^다고며면서던게히지만\W]")


def names_differ(differences: tuple[Change, ...]) -> bool:
    """Somebody or something else is spoken of: capitalised words, or nouns before a particle, differ."""
    for change in differences:
        if change.kind is ChangeKind.NUMBER or not change.old or not change.new:
            old, new = re.sub(r"\S*\d\S*", "", change.old), re.sub(r"\S*\d\S*", "", change.new)
        else:
            old, new = change.old, change.new
        olds, news = spaced(old).text.split(), spaced(new).text.split()
        if not olds or not news or olds == news:
            continue
        if olds[0][0].isupper() and news[0][0].isupper():
            return True
        if len(olds) == len(news) == 1 and _NOUN.fullmatch(olds[0]) and _NOUN.fullmatch(news[0]):
            return True
        for word in olds:
            particle = _PARTICLE.search(word)
            if particle and any(other != word and other.endswith(particle[0]) for other in news):
                return True
    return False


def _regions(old: _Words, new: _Words) -> tuple[list[_Region], dict[int, int]]:
    """The differing stretches (neighbours joined); for words in both texts, new index by old index."""
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


def _covered(words: _Words, figure: Figure) -> range:
    """The words a figure runs across."""
    first = bisect_right(words.spans, figure.start, key=lambda span: span[1])
    last = bisect_left(words.spans, figure.end, key=lambda span: span[0])
    return range(first, max(first, last))


@dataclass(frozen=True)
class _Figures:
    """The figures of a text with the words they cover."""

    words: _Words
    figures: list[tuple[Figure, frozenset[int]]]

    @classmethod
    def of(cls, words: _Words) -> "_Figures":
        return cls(
            words, [(figure, frozenset(_covered(words, figure))) for figure in find_figures(words.text)]
        )

    def touching(self, first: int, last: int) -> set[int]:
        return {place for place, (_, covered) in enumerate(self.figures) if _touches(covered, first, last)}

    def sharing(self, words: set[int]) -> set[int]:
        return {place for place, (_, covered) in enumerate(self.figures) if covered & words}

    def covered(self, places: set[int]) -> set[int]:
        return {index for place in places for index in self.figures[place][1]}

    def company(self, place: int) -> tuple[str, str]:
        """The words before and after a figure."""
        _, covered = self.figures[place]
        words = ["", *self.words.words, ""]
        return (words[min(covered)], words[max(covered) + 2]) if covered else ("", "")


def _figure_kinds(
    old_words: _Words, new_words: _Words, regions: list[_Region], equal: dict[int, int]
) -> list[ChangeKind | None]:
    """For each region: NUMBER if a figure it touches has another value, NOTATION if another form, else None.

    Figures of the two texts belong together when they share an unchanged word ("*15* percent", "*15*%") or
    stand in one changed stretch.
    """
    if not regions:
        return []
    old, new = _Figures.of(old_words), _Figures.of(new_words)
    back = {counterpart: index for index, counterpart in equal.items()}
    kinds = []
    for region in regions:
        if _is_put_between(region, new_words):
            kinds.append(None)
            continue
        ours = old.touching(region.old_from, region.old_to)
        theirs = new.touching(region.new_from, region.new_to)
        theirs |= new.sharing({equal[index] for index in old.covered(ours) if index in equal})
        ours |= old.sharing({back[index] for index in new.covered(theirs) if index in back})
        kinds.append(_compare(old, sorted(ours), new, sorted(theirs), equal))
    return kinds


def _is_put_between(region: _Region, new: _Words) -> bool:
    """Some words without a number, an advert or a caption: they change no value, not even inside a figure."""
    added = new.words[region.new_from : region.new_to]
    return region.old_from == region.old_to and len(added) > 2 and not any(map(_DIGITS.search, added))


def _touches(covered: frozenset[int], first: int, last: int) -> bool:
    if first == last:  # nothing stands here: the figure must run across the place
        return first - 1 in covered and first in covered
    return any(first <= index < last for index in covered)


def _compare(
    old: _Figures, ours: list[int], new: _Figures, theirs: list[int], equal: dict[int, int]
) -> ChangeKind | None:
    if not ours or not theirs:
        return None
    left, lost = list(theirs), []
    for place in ours:
        same = next((other for other in left if _same(old, place, new, other)), None)
        if same is None:
            lost.append(place)
        else:
            left.remove(same)
    if not lost and not left:
        pairs = [relation(old.figures[a][0], new.figures[b][0]) for a, b in zip(ours, theirs, strict=True)]
        if Relation.OTHER in pairs:
            return ChangeKind.NUMBER  # the same values, but changed places
        return None if Relation.BOUND in pairs else ChangeKind.NOTATION
    lost = [place for place in lost if not _went_along(old, place, new, equal)]
    return ChangeKind.NUMBER if lost and left else None


def _same(old: _Figures, place: int, new: _Figures, other: int) -> bool:
    return relation(old.figures[place][0], new.figures[other][0]) is not Relation.OTHER


def _went_along(old: _Figures, place: int, new: _Figures, equal: dict[int, int]) -> bool:
    """The figure stands elsewhere in the new text, its neighbour with it: the order changed, no value did."""
    covered = old.figures[place][1]
    before, after = old.company(place)
    moved = (
        min(covered) - 1 not in equal and before.isalnum(),
        max(covered) + 1 not in equal and after.isalnum(),
    )
    for other in range(len(new.figures)):
        if _same(old, place, new, other):
            there = new.company(other)
            if (moved[0] and there[0] == before) or (moved[1] and there[1] == after):
                return True
    return False


def _other_version(old: str, new: str) -> bool:
    """H800 and H100: the same letters with other digits."""
    letters = [re.sub(r"\d+", "0", flat(text)) for text in (old, new)]
    return letters[0] == letters[1] and _DIGITS.findall(old) != _DIGITS.findall(new)
