"""Who says the words between two offsets of a text?

A guess offered to the editor, never forced: None where the text does not say it plainly. Looked at are the
sentences that hold the passage and the quotation it stands in; when these name nobody but a pronoun (“he
said”, “그는 말했다”), the sentences just before. Who is meant by the name is not asked.

>>> text = "“물가가 올랐다”고 이창용 한국은행 총재는 말했다."
>>> guess_speaker(text, 1, 8)
Speaker(name='이창용', start=13, end=16)
>>> guess_speaker("Costs doubled, according to the Ministry of Health.", 0, 13).name
'Ministry of Health'
"""

import re
from dataclasses import dataclass

from claims.text import speaker_english, speaker_korean
from claims.text.sentences import sentences

REACH = 1500  # characters looked at before and after a passage; also the longest part of it that is read
SENTENCES_BACK = 3  # how far a pronoun may point
QUOTATION = re.compile(
    r"“[^“”]{0,1500}”?|(?<![\w\"])\"[^\"]{0,1500}\"?|‘[^‘’]{2,300}’(?![a-z])|[「『][^」』]{0,1500}[」』]?"
)
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
    base = max(0, start - REACH)
    window = text[base : end + REACH]
    spans = sentences(window)
    first, last = _holding(window, spans, start - base, end - base)
    if first is None:
        return None
    masked = _without_quotations(window)
    language = _language(window[spans[first][0] : spans[last][1]])
    passage = (start - base, end - base)
    found = language.named(masked, spans[first][0], spans[last][1], passage)
    if found is None and language.points_back(masked, spans[first][0], spans[last][1]):
        for a, b in reversed(spans[max(0, first - SENTENCES_BACK) : first]):
            found = language.named(masked, a, b, (b, b))
            if found:
                break
    if found is None:
        return None
    return Speaker(window[found[0] : found[1]], base + found[0], base + found[1])


def _language(said: str):
    korean = len(HANGUL.findall(said)) * 2 > len(LATIN.findall(said))
    return speaker_korean if korean else speaker_english


def _holding(window: str, spans: list[tuple[int, int]], start: int, end: int) -> tuple[int | None, int]:
    """Indices of the first and last sentence of the passage and of the quotation that it stands in."""
    for quotation in QUOTATION.finditer(window):
        if quotation.start() <= start and end <= quotation.end():
            start, end = quotation.start(), max(end, quotation.end())
            break
    within = [i for i, (a, b) in enumerate(spans) if a < max(end, start + 1) and b > start]
    return (within[0], within[-1]) if within else (None, -1)


def _without_quotations(window: str) -> str:
    """The same text with blanks for what stands in quotation marks, the marks kept: offsets stay."""

    def blank(match: re.Match) -> str:
        inside = match.group()
        return inside[0] + " " * (len(inside) - 2) + inside[-1] if len(inside) > 1 else inside

    return QUOTATION.sub(blank, window)
