"""Where does each sentence of an article begin and end?

Answers with spans in the text as given, for Korean and English news prose. It does not say what a
sentence means, and it changes nothing.

>>> text = "Growth was 2.5%, the U.S. Treasury said. 물가는 내렸다.\\n\\nA headline"
>>> [text[start:end] for start, end in sentences(text)]
['Growth was 2.5%, the U.S. Treasury said.', '물가는 내렸다.', 'A headline']

A quotation that a Korean sentence carries on from (``“… 올랐다. … 내렸다”고 말했다``) stays whole up to
QUOTATION_LIMIT characters; English quotations are cut at their own stops, as English prose reads.
Every pattern looks at a bounded stretch around a stop, so the work grows with the length only.
"""

import re
from bisect import bisect_right

QUOTATION_LIMIT = 300  # characters; a longer quotation is a speech, and its sentences stand alone
ABBREVIATION_LENGTH = 12  # the longest token that is looked up as an abbreviation

_TITLES = """
mr mrs ms dr prof sen rep reps sens gov gen lt col sgt capt maj cmdr adm hon rev pres sec amb supt det
st mt ft messrs mme vs v al fr sr. op cf viz e.g i.e eg ie approx est ca
"""
TITLES = frozenset(_TITLES.split())  # a name or an example follows: the stop never ends a sentence
_SHORT_FORMS = """
inc ltd co corp plc llc bros jr sr etc u.s u.k u.n e.u d.c u.s.a u.a.e a.m p.m ph.d m.d b.a m.a n.y n.j
calif fla mass conn ill ariz pa va wash tenn mich minn wis dept assn ave blvd univ
"""
SHORT_FORMS = frozenset(
    _SHORT_FORMS.split()
)  # the stop ends a sentence when a word follows that one starts with
_BEFORE_NUMBER = "no nos p pp fig vol art sec ch jan feb mar apr jun jul aug sep sept oct nov dec"
BEFORE_NUMBER = frozenset(_BEFORE_NUMBER.split())  # the stop ends a sentence unless a number follows
_STARTERS = """
The A An This That These Those He She It They We You I His Her Its Their Our My But And Or So Yet In On At
For From With By As If When While After Before Since Until Although Though However Meanwhile Still Then
There Here What Who Why How Where Which Some Many Most Both All No Not One Two Last Earlier Also Instead
According Under Over During Despite Because Officials Critics Police
"""
STARTERS = frozenset(_STARTERS.split())

STOP = re.compile(r"(?:\.{1,6}|[!?。！？｡…]{1,6})[!?]{0,3}([\"'”’」』》〉)\]]{0,4})")
PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
PAIRS = {"“": "”", "「": "」", "『": "』", "‘": "’", "(": ")", "（": "）", "[": "]"}
SPACE = " \t\u00a0\u3000\u200b\u200c\u200d\ufeff\u2002\u2003\u2009\u202f"
HANGUL = re.compile(r"[가-힣]")
KOREAN_END = re.compile(r"[다요까죠네음함임됨]$")
SAID_AFTER = re.compile(
    r"(?:[A-Z][\w’'.-]{0,20} ){1,4}"
    r"(?:said|says|asked|asks|added|told|wrote|replied|shouted|continued|explained)\b"
)
GLUED = re.compile(r"(?:^|[\s,;(“\"])(?!www)[\w’'-]*[a-z]{2}$")  # a plain word: not the middle of an address
KOREAN_DATE = re.compile(r"(?:^|[^\d])(?:\d{4}\. ?\d{1,2}\. ?\d{1,2}|\d{4}\. ?\d{1,2})$")  # 2025. 1. 28


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of a text, in order, trimmed, never empty, never overlapping."""
    spans = []
    for start, end in _paragraphs(text):
        spans.extend(_split(text, start, end))
    return spans


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Lines, with those joined again that were only wrapped."""
    found: list[tuple[int, int]] = []
    for line in PARAGRAPH.finditer(text):
        start, end = _trim(text, line.start(), line.end())
        if start == end:
            continue
        if found and _wrapped(text, *found[-1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _wrapped(text: str, start: int, end: int, next_start: int) -> bool:
    """Whether a line break stands inside a sentence: one break, and a small letter or a comma about it."""
    between = text[end : min(next_start, end + 8)]
    if between.count("\n") != 1 or next_start - end > 8:
        return False
    return text[next_start].islower() and (
        text[end - 1].isalpha() or text[end - 1] in ",;-–—’”\"'%0123456789"
    )


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    enclosed = _Enclosed(text, start, end)
    here = start
    for stop in STOP.finditer(text, start, end):
        if stop.end() >= end:
            break
        if stop.start() < here or not _ends(text, here, stop, end) or enclosed.keeps(stop.start()):
            continue
        spans.append(_trim(text, here, stop.end()))
        here = stop.end()
    spans.append(_trim(text, here, end))
    return [(a, b) for a, b in spans if a < b]


def _ends(text: str, here: int, stop: re.Match, end: int) -> bool:
    """Whether the stop ends the sentence that began at ``here``."""
    after = stop.end()
    following = text[after]
    before = text[max(here, stop.start() - 24) : stop.start()]
    if following not in SPACE:
        return _ends_without_space(text, before, stop, following)
    at = after
    while at < end and text[at] in SPACE:
        at += 1
    rest = text[at : at + 60].lstrip("\"'“‘(「『")
    if not rest:
        return at >= end or text[at] in "\"'“‘(「『"
    if not before.strip(SPACE) or (before.strip(SPACE).isdigit() and stop.start() - here <= 4):
        return False  # "1. First point", or a stray stop
    if stop.group().startswith(("…", "..")) and HANGUL.match(rest):
        return bool(KOREAN_END.search(before))
    if rest[0].islower():
        return len(rest) > 1 and rest[1].isupper()  # "iPhone sales fell."
    if stop.group(1) and SAID_AFTER.match(rest):
        return False
    if stop.group()[0] == "." and stop.group()[:2] != "..":
        return _full_stop_ends(before, rest)
    return True


def _ends_without_space(text: str, before: str, stop: re.Match, following: str) -> bool:
    """``했다.그러나`` and ``said.The``: a stop whose space was lost. A particle after a quote carries on."""
    if stop.group(1) or stop.group()[0] != ".":
        return False
    if HANGUL.match(following) or following in "“‘":
        return bool(before) and before[-1] in "다요까죠"
    if following.isupper() and GLUED.search(before):
        return text[stop.end() + 1 : stop.end() + 2].islower()
    return False


def _full_stop_ends(before: str, rest: str) -> bool:
    last = before.split()[-1].lstrip("\"'“‘([") if before.split() else ""
    if not last or len(last) > ABBREVIATION_LENGTH:
        return True
    word = last.lower()
    first = re.match(r"[^\s,.;:]*", rest).group()
    if word in TITLES:
        return False
    if word in BEFORE_NUMBER and rest[0].isdigit():
        return False
    if word in SHORT_FORMS or re.fullmatch(r"(?:[A-Za-z]\.){1,4}[A-Za-z]", last):
        return first in STARTERS or bool(HANGUL.match(rest))
    if len(last) == 1 and last.isalpha() and last.isupper() and last.isascii():
        return first in STARTERS and last != "I"
    if KOREAN_DATE.search(before):
        return False
    return not (last.isdigit() and len(last) <= 4 and rest[0].isdigit())


class _Enclosed:
    """Where a stop ends no sentence: in brackets, in quotations that a Korean sentence carries on from."""

    def __init__(self, text: str, start: int, end: int):
        self.opens: list[int] = []
        self.closes: list[int] = []
        waiting: list[tuple[str, int]] = []
        straight = None
        for match in re.finditer(r"[“”「」『』‘’()（）\[\]\"]", text[start:end]):
            char, at = match.group(), start + match.start()
            if char == '"':
                straight = self._close(text, straight, at, end) if straight is not None else at
            elif char in PAIRS:
                waiting = [(c, p) for c, p in waiting[-3:]] + [(PAIRS[char], at)]
            else:
                for index in range(len(waiting) - 1, -1, -1):
                    if waiting[index][0] == char:
                        self._close(text, waiting[index][1], at, end)
                        del waiting[index:]
                        break
        order = sorted(range(len(self.opens)), key=self.opens.__getitem__)
        self.opens, self.closes = [self.opens[i] for i in order], [self.closes[i] for i in order]
        for index in range(1, len(self.closes)):  # nested: the widest decides
            self.closes[index] = max(self.closes[index], self.closes[index - 1])

    def _close(self, text: str, opened: int, at: int, end: int) -> None:
        carries_on = at + 1 < end and HANGUL.match(text[at + 1])
        if at - opened <= QUOTATION_LIMIT and (carries_on or text[at] in ")）]"):
            self.opens.append(opened)
            self.closes.append(at)

    def keeps(self, position: int) -> bool:
        index = bisect_right(self.opens, position) - 1
        return index >= 0 and position < self.closes[index]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in SPACE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in SPACE):
        end -= 1
    return start, end
