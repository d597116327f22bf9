"""Who speaks, in a stretch of English prose whose quotations are blanked out? A step of speaker.py."""

import re

_SAYS = """
said says told added adds wrote writes argued argues claimed claims announced warned warns noted notes
stated states insisted testified tweeted posted acknowledged admitted denied denies explained explains
reported reports estimated estimates asked replied replies recalled concluded declared complained
promised confirmed predicted joked responded revealed found commented observed
"""
SAYS = "(?:" + "|".join(_SAYS.split()) + ")"
_TITLES = """
Mr Ms Mrs Dr Prof Sen Rep Gov Gen Col Lt Sir Lord Lady Justice Judge President Vice_President Senator
Governor Secretary Congressman Congresswoman Representative Professor Minister Prime_Minister Chancellor
Chairman Chairwoman Mayor King Queen Prince Pope Chief_Executive CEO Attorney_General Speaker
"""
TITLES = "(?:" + "|".join(_TITLES.split()).replace("_", " ") + ")"
_WORD = r"(?:[A-Z][\w’'-]*|[A-Z]\.)"
NAME = rf"(?P<name>{_WORD}(?: (?:(?:of|the|for|and|de|van|von|der|bin|al|du|da) ){{0,2}}{_WORD}){{0,5}})"
_SPOKESMAN = r"(?:(?:[a-z-]+ ){0,3}(?:spokes(?:man|woman|person) )?)?"
_LEAD = rf"(?:[Tt]he )?{_SPOKESMAN}(?:(?:former |then-)?{TITLES}\.? )?"
_ASIDE = r"(?:,[^,“”\"]{2,120},|\s\([^)]{1,60}\))?"
_BETWEEN = r"(?: (?:also|has|have|had|later|then|once|repeatedly|previously|recently|himself|herself)){0,2}"
PATTERNS = (
    re.compile(rf"\b[Aa]ccording to {_LEAD}{NAME}"),
    re.compile(rf"[”\"],? {SAYS} {_LEAD}{NAME}"),
    re.compile(rf"(?<![\w’'-])(?:{TITLES}\.? )?{NAME}{_ASIDE}{_BETWEEN} {SAYS}\b"),
    re.compile(rf", {SAYS} {_LEAD}{NAME}"),
    re.compile(
        r"(?m)^(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}|[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}):\s"
    ),
)
PRONOUN = re.compile(rf"\b(?:he|she|they|He|She|They)\b{_BETWEEN} {SAYS}\b|\b{SAYS} (?:he|she|they)\b")
# Capitalised words that open a sentence or stand for nobody.
_NOBODY = """
I He She They It We You The This That These Those There Here But And Or So Yet If When While As In On At
By For From After Before Since Although Though However Meanwhile Officials Critics Experts Analysts
Police Sources Some Many Most Others Nobody No One What Who Which Where Why How Not All Both Each Every
His Her Their Its Our My Your Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
March April May June July August September October November December Then Now Also Still Yes Another
Earlier Later Last According Research Studies
"""
NOBODY = frozenset(_NOBODY.split())


def named(masked: str, start: int, end: int, passage: tuple[int, int]) -> tuple[int, int] | None:
    """The span of the name nearest to the passage, or None."""
    found = []
    for pattern in PATTERNS:
        for match in pattern.finditer(masked, start, end):
            span = _trimmed(masked, *match.span("name"))
            if span:
                found.append((_distance(span, passage), span))
    return min(found)[1] if found else None


def points_back(masked: str, start: int, end: int) -> bool:
    return PRONOUN.search(masked, start, end) is not None


def _trimmed(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """Without a word in front that is no part of a name, and without ``’s``."""
    while start < end:
        word = re.match(r"[^\s]+", masked[start:end]).group()
        if word not in NOBODY and word.lower() not in ("of", "the", "for", "and"):
            break
        start += len(word)
        while start < end and masked[start] == " ":
            start += 1
    name = re.sub(r"^(\S+ \S+(?: \S+)?) of .*", r"\1", masked[start:end])  # "Ion Stoica of UC Berkeley"
    return (start, start + len(re.sub(r"['’]s$", "", name))) if len(name) > 1 else None


def _distance(span: tuple[int, int], passage: tuple[int, int]) -> int:
    return max(passage[0] - span[1], span[0] - passage[1], 0)
