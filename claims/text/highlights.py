"""Where in a text do the words of a search stand, for a reader to see why it was found?

Marks what ``tokens`` would find: Hangul with or without its particle, also within compounds and across one
blank; Latin words in any case, singular or plural, the last one unfinished; numbers by value. Marks for the
eye, no proof: a text may be found by more than is marked.

>>> text = "딥시크는 557만6천달러를 썼다"
>>> [text[start:end] for start, end in spans("딥시크가 5.576M", text)]
['딥시크', '557만6천달러']
"""

import re
from collections.abc import Iterator

from claims.text.tokens import ENGLISH_STOP, KOREAN_STOP, Piece, latin, pieces, plain, stem
from claims.text.value_lexemes import Value, find_values

MAX_TEXT = 5_000  # characters of a text that are looked at
MAX_QUERY = 200
MAX_WORDS = 32

Span = tuple[int, int]


def spans(words: str, text: str) -> list[Span]:
    """The marked stretches of ``text`` in order, without overlap."""
    text = text[:MAX_TEXT]
    folded, places = _folded(text)
    asked = plain(words[:MAX_QUERY])
    found = [*_of_values(asked, folded), *_of_words(asked, folded)]
    return _joined((places[start], places[end - 1] + 1) for start, end in found)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as ``plain`` has it, character by character, and where each of its characters came from."""
    out, places = [], []
    for place, character in enumerate(text):
        for piece in plain(character) if not character.isascii() else character:
            out.append(piece)
            places.append(place)
    return "".join(out), places


def _of_values(asked: str, text: str) -> Iterator[Span]:
    wanted = find_values(asked)
    for value in find_values(text) if wanted else ():
        if any(_same(value, other) for other in wanted):
            yield value.start, value.end


def _same(value: Value, other: Value) -> bool:
    units_fit = not value.unit or not other.unit or value.unit == other.unit
    return bool(set(value.digits) & set(other.digits)) and (units_fit or value.telling)


def _of_words(asked: str, text: str) -> Iterator[Span]:
    found = list(pieces(asked))[:MAX_WORDS]
    there = list(pieces(text))
    for index, piece in enumerate(found):
        is_open = index == len(found) - 1 and piece.end == len(asked)
        if piece.kind == "run":
            yield from _of_run(piece.text, text)
        elif piece.kind == "word":
            yield from _of_latin(piece.text, there, is_open)
        else:
            yield from ((other.start, other.end) for other in there if _number(other) == _number(piece))


def _of_run(run: str, text: str) -> Iterator[Span]:
    """A Hangul or Han word, without its particle; a blank may stand between its syllables."""
    noun = stem(run)
    if run in KOREAN_STOP or noun in KOREAN_STOP:
        return
    if len(noun) == 1:  # one syllable marks the words it begins, as the index finds them
        pattern = rf"(?<![가-힣]){re.escape(noun)}"
    else:
        pattern = " ?".join(map(re.escape, noun[:40])) if len(noun) > 3 else re.escape(noun)
    yield from (match.span() for match in re.finditer(pattern, text))


def _of_latin(word: str, there: list[Piece], is_open: bool) -> Iterator[Span]:
    wanted = latin(word)
    if not wanted or (wanted in ENGLISH_STOP and not is_open):
        return
    for piece in there:
        if piece.kind == "word":
            own = latin(piece.text)
            if own == wanted:
                yield piece.start, piece.end
            elif is_open and own.startswith(wanted):
                yield piece.start, piece.start + min(len(word), piece.end - piece.start)


def _number(piece: Piece) -> str:
    return piece.text.replace(",", "") if piece.kind == "number" else ""


def _joined(found: Iterator[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
