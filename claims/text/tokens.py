"""What does a text look like to the search index, and what does a reader's query ask of it?

Core PostgreSQL has no Korean dictionary, so words are cut here. A run of Hangul or Han becomes its overlapping
pairs of characters, a Latin word stays whole, a number keeps its digits; matches of pairs in a row are phrases.

>>> tokens("미국은 R1")
[('미국', 2), ('국은', 3), ('은', 4), ('r1', 6)]
>>> tsquery("미국")
"'미국'"
"""

import re
import unicodedata

HAN = "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_TOKEN = re.compile(rf"([{HAN}]+)|(\d+(?:[.,]\d+)*(?![^\W_{HAN}]))|([^\W_{HAN}]+)")

MAX_POSITION = 16_383  # PostgreSQL: positions above are all kept as this one
MAX_PLACES = 255  # PostgreSQL: positions kept per lexeme
MAX_LEXEME = 100  # characters; PostgreSQL takes 2,046 bytes
MAX_TEXT = 100_000  # characters indexed; keeps a tsvector far below its limit of 1 MB
MAX_TERMS = 32  # of a query


def tokens(text: str) -> list[tuple[str, int]]:
    """Lexemes with their positions, from 1. Runs that do not touch are one free position apart."""
    out: list[tuple[str, int]] = []
    position = 0
    last = -1
    for match in _TOKEN.finditer(_plain(text[:MAX_TEXT])):
        if match.start() != last:
            position += 1
        last = match.end()
        run, number, word = match.groups()
        for lexeme in _pieces(run) if run else [(number or word).replace(",", "")[:MAX_LEXEME]]:
            position += 1
            out.append((lexeme, position))
    return out


def tsvector(text: str) -> str:
    """The text form of a tsvector, ready for ``%s::tsvector``."""
    places: dict[str, list[int]] = {}
    for lexeme, position in tokens(text):
        kept = places.setdefault(lexeme, [])
        if len(kept) < MAX_PLACES and position <= MAX_POSITION:
            kept.append(position)
    return " ".join(
        f"'{lexeme}'" + (":" + ",".join(map(str, kept)) if kept else "") for lexeme, kept in places.items()
    )


def tsquery(text: str, prefix: bool = False) -> str:
    """The text form of a tsquery, ready for ``%s::tsquery``: every word of the query; "" when there is none."""
    terms = []
    for match in _TOKEN.finditer(_plain(text[:1000])):
        run, number, word = match.groups()
        if run and len(run) == 1:
            terms.append(f"'{run}':*")
        elif run:
            terms.append(_phrase([run[index : index + 2] for index in range(len(run) - 1)]))
        else:
            terms.append(f"'{(number or word).replace(',', '')[:MAX_LEXEME]}'" + (":*" if prefix and word else ""))
        if len(terms) == MAX_TERMS:
            break
    return " & ".join(dict.fromkeys(terms))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _pieces(run: str) -> list[str]:
    """Pairs of characters, then the last one alone, so that a one-syllable query sees the end of a run too."""
    return [run[index : index + 2] for index in range(len(run) - 1)] + [run[-1]]


def _phrase(pairs: list[str]) -> str:
    phrase = " <-> ".join(f"'{pair}'" for pair in pairs[:MAX_TERMS])
    return f"({phrase})" if len(pairs) > 1 else phrase
