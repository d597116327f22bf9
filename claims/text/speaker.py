"""Who says the words between two offsets of a text?

A guess offered to the editor, never forced: None where the text does not say it plainly. Looked at are the
sentences that hold the passage and the quotation it stands in; when these name nobody but a pronoun (“he
said”, “그는 말했다”), the sentences just before. Who is meant by the name is not asked.

>>> text = "“물가가 올랐다”고 이창용 한국은행 총재는 말했다."
>>> guess_speaker(text, 1, 8)
Speaker(name='이창용', start=11, end=14)
>>> guess_speaker("Costs doubled, according to the Ministry of Health.", 0, 13).name
'Ministry of Health'
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from claims.text import speaker_english, speaker_korean
from claims.text.sentences import sentences

REACH = 1500  # characters of a passage that are read; of a very long text also what is looked at around it
WHOLE = 100_000  # a text up to this long is cut once and remembered, for the passages of an article in turn
SENTENCES_BACK = 3  # how far a pronoun may point
QUOTATION = re.compile(
    r"“[^“”]{0,1500}”?|(?<![\w\"])\"[^\"]{0,1500}\"?|‘[^‘’]{2,300}’(?![a-z])|[「『][^」』]{0,1500}[」』]?"
)
BARE = re.compile(r"[\s“”\"‘’「」『』.!?]+")  # nothing but a quotation, blanked out
HANGUL = re.compile(r"[가-힣]")
LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True)
class Speaker:
    """``name`` as written, with the offsets where it stands."""

    name: str
    start: int
    end: int


def guess_speaker(text: str, start: int, end: int) -> Speaker | None:
    """The speaker of the passage ``text[start:end]``, or None. Offsets outside the text are a ValueError."""
    if not 0 <= start <= end <= len(text):
        raise ValueError("the passage lies outside the text")
    end = min(end, start + REACH)
    if len(text) <= WHOLE:
        return _guess(_prepare(text), start, end)
    base = max(0, start - REACH)
    found = _guess(_Prepared(text[base : end + REACH]), start - base, end - base)
    return Speaker(found.name, base + found.start, base + found.end) if found else None


class _Prepared:
    """A text cut into sentences, with its quotations blanked out (their marks kept: offsets stay)."""

    def __init__(self, text: str):
        self.text = text
        self.spans = sentences(text)
        self.ends = [end for _, end in self.spans]
        self.quotations = [match.span() for match in QUOTATION.finditer(text)]
        self.masked = QUOTATION.sub(_blank, text)

    def holding(self, start: int, end: int) -> range:
        """The sentences of the passage and of the quotation that it stands in."""
        index = bisect_right(self.quotations, (start, len(self.text) + 1)) - 1
        if index >= 0 and end <= self.quotations[index][1]:
            start, end = self.quotations[index]
        first = last = bisect_right(self.ends, start)
        while last < len(self.spans) and self.spans[last][0] < max(end, start + 1):
            last += 1
        return range(first, last)


_prepare = lru_cache(maxsize=4)(_Prepared)


def _blank(match: re.Match) -> str:
    inside = match.group()
    return inside[0] + " " * (len(inside) - 2) + inside[-1] if len(inside) > 1 else inside


def _guess(prepared: _Prepared, start: int, end: int) -> Speaker | None:
    held = prepared.holding(start, end)
    if not held:
        return None
    opens, closes = prepared.spans[held[0]][0], prepared.spans[held[-1]][1]
    language = _language(prepared.text[opens:closes])
    found = language.named(prepared.masked, opens, closes, (start, end))
    if found is None and language.points_back(prepared.masked, opens, closes):
        for a, b in reversed(prepared.spans[max(0, held[0] - SENTENCES_BACK) : held[0]]):
            found = language.named(prepared.masked, a, b, (b, b))
            if found:
                break
    if found is None and held[0] and BARE.fullmatch(prepared.masked, opens, closes):
        # A quotation that goes on after “…,” said somebody.
        a, b = prepared.spans[held[0] - 1]
        if "\n" not in prepared.text[b:opens] and QUOTATION.search(prepared.text, a, b):
            found = language.named(prepared.masked, a, b, (b, b))
    return Speaker(prepared.text[slice(*found)], *found) if found else None


def _language(said: str):
    korean = len(HANGUL.findall(said)) * 2 > len(LATIN.findall(said))
    return speaker_korean if korean else speaker_english
