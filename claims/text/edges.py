"""What stands directly beside a quote's words and changes what they say.

The words "rose 5" stand in "rose 57", "guilty" in "not guilty", "증가" in "증가하지 않았다": verbatim, yet
not the quote. Compared with the stored surroundings, so that a quote taken from such a place stays itself.
"""

import re

from claims.text.folding import spaced
from claims.text.passages import Needle
from claims.text.wording import Change, ChangeKind

_HANGUL = re.compile(r"[가-힣\u1100-\u11ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_NUMBER_BEFORE = re.compile(r"(?:\d[.,]?|(?<![\w)\]])[-+](?:[A-Z]{0,3}[$€£¥₩])?)$")
_NUMBER_AFTER = re.compile(r"^(?:[.,:]?\d+)+")
_UNITS = re.compile(
    r"%|per ?cent|points?|[mb]illion|trillion|thousand|hundred|bn|[만억조천백명개건배원]|"
    r"달러|유로|엔|위안|퍼센트|포인트"
)
# What makes another unit of the one a quote ends with: 7% and 7%포인트, 3 percent and 3 percentage points.
_UNIT_GOES_ON = re.compile(r"^ ?(?:p\b|포인트|points?\b|age points?\b)", re.I)
_UNIT_AFTER = re.compile(r"^ ?(%p?|[°$€£¥₩]|[A-Za-z]+|[가-힣]{1,4})")
_NEGATION_BEFORE = re.compile(
    r"(?:^|[\s(])(not|never|no|hardly|cannot|(?:is|was|are|were|do|does|did|has|have|had|would|could)n't|안|못)$",
    re.I,
)
_NEGATION_AFTER = re.compile(
    r"^\s?(?:하?(?:지|지는|지도|진|질) ?(?:않|못|아니|말)|"
    r"(?:이|가|은|는)? ?아니(?:다|라|었|며|고|ㄴ|,)|(?:not|never)\b)",
    re.I,
)


def _near(text: str) -> str:
    return spaced(text).text


def edge_changes(needle: Needle, text: str, start: int, end: int) -> tuple[Change, ...]:
    """Changes at the edges of ``text[start:end]``, which holds the quote's own words; empty if none."""
    exact = needle.exact
    before, after = _near(text[max(0, start - 24) : start]), _near("'" + text[end : end + 24])[1:]
    known_before, known_after = _near(needle.prefix[-24:]), _near("'" + needle.suffix[:24])[1:]
    found = []
    if change := _before(exact, before, known_before, bool(needle.prefix)):
        found.append(change)
    if change := _after(exact, after, known_after, bool(needle.suffix)):
        found.append(change)
    return tuple(found)


def _differ(now: re.Match[str] | None, then: re.Match[str] | None, is_known: bool) -> bool:
    """More of a number stands beside the quote's digits than did, or less."""
    return (now[0] if now else "") != (then[0] if then else "") and (is_known or now is not None)


def _before(exact: str, there: str, known: str, is_known: bool) -> Change | None:
    first = exact[0]
    if first.isdigit() or first in "$€£¥₩":
        now, then = _NUMBER_BEFORE.search(there), _NUMBER_BEFORE.search(known)
        if _differ(now, then, is_known):
            return Change(exact, (now[0] if now else "") + exact, ChangeKind.NUMBER)
    if _LATIN.match(first) and _LATIN.match(there[-1:]) and not _LATIN.match(known[-1:]):
        return Change(exact, there[-1:] + exact, ChangeKind.REPLACED)
    now = _NEGATION_BEFORE.search(there.rstrip())
    if is_known and now and not _NEGATION_BEFORE.search(known.rstrip()):
        return Change("", now[1], ChangeKind.INSERTED)
    return None


def _after(exact: str, there: str, known: str, is_known: bool) -> Change | None:
    last = exact[-1]
    at = len(exact)
    if last.isdigit():
        now, then = _NUMBER_AFTER.match(there), _NUMBER_AFTER.match(known)
        if _differ(now, then, is_known):
            return Change(exact, exact + (now[0] if now else ""), ChangeKind.NUMBER)
        unit_now, unit_then = _UNIT_AFTER.match(there), _UNIT_AFTER.match(known)
        if is_known and unit_now and unit_then and unit_now[1] != unit_then[1]:
            measured = all(_UNITS.match(unit[1]) for unit in (unit_now, unit_then))
            if measured or not (known[:1].isspace() or there[:1].isspace()):
                return Change(exact + unit_then[0], exact + unit_now[0], ChangeKind.NUMBER)
    if last == "%" or exact.lower().endswith(("percent", "퍼센트")):
        now, then = _UNIT_GOES_ON.match(there), _UNIT_GOES_ON.match(known)
        if bool(now) != bool(then) and (is_known or now):
            return Change(exact, exact + (now[0] if now else ""), ChangeKind.NUMBER)
    for letters in (_LATIN, _HANGUL):
        if letters.match(last) and letters.match(there[:1]):
            doubtful = is_known or letters is _LATIN  # Korean particles follow a noun without a space
            if doubtful and not letters.match(known[:1]):
                return Change(exact, exact + there.split(" ")[0], ChangeKind.REPLACED)
    now = _NEGATION_AFTER.match(there)
    if is_known and now and not _NEGATION_AFTER.match(known):
        return Change("", now[0].strip(), ChangeKind.INSERTED, at, at)
    return None
