"""Which JSON does a text carry: a file of JSON, JSON Lines, or a page with JSON-LD in its scripts?

Reads what publishers really write: comments, CDATA marks, trailing commas, a byte order mark, entities in
place of quotation marks, line breaks within strings. What still is no JSON comes back without a value.

>>> [piece.value for piece in pieces_of('<script type="application/ld+json">/* ours */ {"a": 1,}</script>')]
[{'a': 1}]
>>> [(piece.line, piece.value) for piece in pieces_of('{"a": 1}\\n{"a": ')]
[(1, {'a': 1}), (2, None)]
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_MENDED = 5_000_000  # characters of one text that are mended; longer ones are taken as they are, or not
MOST_PIECES = 200_000

# Comments are read together with scripts, so that a script within a comment is none, and the reverse.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<script\b(?P<attributes>[^>]{0,2000})>(?P<body>.*?)(?:</script|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_HTML_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})", re.IGNORECASE)
# Each place of a text is looked at once, whatever stands there: a string that does not end ends with the
# text, and commas are taken a whole row at a time.
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)'
_COMMENTS = re.compile(
    rf"(?P<kept>{_STRING})|/\*.*?(?:\*/|\Z)|//[^\n]*|<!--|-->|<!\[CDATA\[|\]\]>", re.DOTALL
)
_COMMAS = re.compile(rf"(?P<kept>{_STRING})|(?P<commas>,[\s,]*+)(?P<end>[}}\]])?", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """One JSON document. ``value``: None when it cannot be read; ``line``: where it begins, from 1."""

    line: int
    value: object


def pieces_of(text: str) -> Iterator[Piece]:
    """Every JSON document of a text, in order."""
    text = text.lstrip("\ufeff \t\r\n")
    if text[:1] == "<":
        yield from _of_page(text)
        return
    value = loads(text)
    lines = text.split("\n") if value is None else []
    if sum(line.lstrip()[:1] == "{" for line in lines[:3]) > 1 or (lines and loads(lines[0]) is not None):
        yield from _of_lines(lines)
    else:
        yield Piece(1, value)


def is_page(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n")[:1] == "<"


def page_language(text: str) -> str:
    """What ``<html lang>`` says: "ko", or ""."""
    found = _HTML_LANGUAGE.search(text[:20_000])
    return found[1].lower() if found else ""


def loads(text: str) -> object:
    """The value of a JSON text, mended where that is safe; None when it is none (and for ``null``)."""
    for version in _versions(text):
        try:
            return json.loads(version, strict=False, parse_constant=lambda _name: None)
        except (ValueError, RecursionError):
            continue
    return None


def _versions(text: str) -> Iterator[str]:
    yield text
    if len(text) > MOST_MENDED:
        return
    yield _mended(text)
    if "&quot;" in text or "&#34;" in text:
        yield _mended(html.unescape(text))


def _mended(text: str) -> str:
    text = _COMMENTS.sub(lambda match: match["kept"] or " ", text)
    text = _COMMAS.sub(lambda match: match["kept"] or match["end"] or match["commas"], text)
    return text.strip("\ufeff \t\r\n").rstrip(";")


def _of_page(text: str) -> Iterator[Piece]:
    line, counted = 1, 0
    for match in _MARKUP.finditer(text):
        if match["body"] is None or "ld+json" not in html.unescape(match["attributes"]).lower():
            continue
        line += text.count("\n", counted, match.start())
        counted = match.start()
        yield Piece(line, loads(match["body"]))


def _of_lines(lines: list[str]) -> Iterator[Piece]:
    for number, line in enumerate(lines[:MOST_PIECES], start=1):
        if line.strip():
            yield Piece(number, loads(line))
