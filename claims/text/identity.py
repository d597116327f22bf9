"""Is a candidate the quoted passage, changed, or only its look-alike?

What stands around it decides: a sentence in the same words about another company, another year or another
place is not the passage. The less the surroundings fit, the less may differ, names and numbers least of all.
"""

from claims.text.folding import Folded, flat
from claims.text.passages import SHORT, Needle, Passage
from claims.text.wording import (
    Change,
    ChangeKind,
    Sameness,
    names_differ,
    same_words,
    unbroken,
    without_footnotes,
)

TELLING = 20  # flat characters of surroundings; fewer may be the same beside a look-alike


def may_be(needle: Needle, passage: Passage) -> bool:
    """Worth comparing word by word."""
    return not passage.neighbour and passage.coverage >= (0.2 if len(needle.flat) < SHORT else 0.35)


def apart_from_layout(needle: Needle, page: Folded, passage: Passage) -> Sameness | None:
    """The same words but for footnote marks, renumbered or dropped, and words broken at the end of a line."""
    now = page.original[passage.start : passage.end]
    for then, there in ((needle.exact, now), (unbroken(needle.exact), unbroken(now))):
        then, there = without_footnotes(then), without_footnotes(there)
        if flat(then) == flat(there) and (sameness := same_words(then, there)) is not Sameness.DIFFERENT:
            return sameness
    return None


def has_rivals(passage: Passage, found: list[Passage]) -> bool:
    """Other places tell the same in nearly the same words: a table in prose, a list of results."""
    return any(
        other.likeness >= passage.likeness - 0.1
        and (other.start >= passage.end or passage.start >= other.end)
        for other in found
    )


def is_the_passage(
    needle: Needle, passage: Passage, differences: tuple[Change, ...], rivals: bool = False
) -> bool:
    """In place, enough of the words; out of place, nearly all, and none that make it another's sentence."""
    if passage.neighbour:
        return False
    coverage, fits = passage.coverage, passage.fitting_sides
    number = any(change.kind is ChangeKind.NUMBER for change in differences)
    template = tells_of_another(differences)
    if passage.cut_off:
        standing = coverage >= 0.85 * passage.upto or passage.strong_sides > 0
        return coverage > 0.5 and standing and not template
    if fits:
        if number and not _surely_in_place(needle, passage, template or rivals):
            return False
        if fits == 2:
            least = 0.2 if len(needle.flat) < SHORT else 0.35 if passage.strong_sides == 2 else 0.45
            return coverage >= least
        return coverage >= 0.5
    if passage.near or passage.loose_sides:
        return coverage >= 0.6 and not template
    if not needle.known_sides:
        return coverage >= (0.9 if template else 0.6)
    return coverage >= 0.85 and not number


def tells_of_another(differences: tuple[Change, ...]) -> bool:
    """Another name with another number: the words may be a template's."""
    return any(change.kind is ChangeKind.NUMBER for change in differences) and names_differ(differences)


def _surely_in_place(needle: Needle, passage: Passage, look_alikes: bool) -> bool:
    """A changed number is only told of a passage that its surroundings hold fast."""
    if look_alikes:
        told = all(len(side) >= TELLING for side in (needle.before, needle.after) if side)
        return passage.strong_sides == needle.known_sides and told
    return passage.strong_sides > 0 or (
        passage.near and (passage.fitting_sides == needle.known_sides or passage.coverage >= 0.9)
    )
