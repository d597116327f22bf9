"""How a text reads when form is set aside, with a way back to every original offset.

Two forms of the same folding. *Spaced* keeps case and single spaces and knows the offset of every
character: for short texts and windows. *Flat* drops white space and case: for searching whole pages.

>>> spaced("“We\\u00a0 paid — ５만…”").text
"'We paid - 5만...'"
>>> fold("We\\u00ad  Paid").flat
'wepaid'

Folded: Unicode composition (NFC), white space, invisible characters, quote marks, dashes, ellipses, middle
dots, full-width forms, ligatures, squared units. Not folded, because a value would change: superscripts
(10² is not 102), fractions, circled numbers, accents, primes. Does not say whether texts mean the same.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from unicodedata import is_normalized, normalize

# Characters a page is folded by at a time: offsets are worked out only for the pieces a match touches.
CHUNK = 1024

_QUOTE_MARKS = '"`´‘’‚‛“”„‟«»‹›「」『』《》〈〉〝〞〟＂＇'
_DASHES = "‐‑‒–—―−﹘﹣－⁃"
_MIDDLE_DOTS = "ㆍ・‧•∙⋅･"
_WAVES = "∼〜～˜"
# Soft hyphen, zero-width and direction marks, joiners, Hangul fillers, variation selectors, byte order mark.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u3164\ufeff\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
)
# Full-width forms, small forms, ligatures, Roman numerals, squared units and currency signs.
_COMPATIBLE = (
    (0xFF01, 0xFF5F),
    (0xFFE0, 0xFFE7),
    (0xFE50, 0xFE6C),
    (0xFB00, 0xFB07),
    (0x2160, 0x2180),
    (0x3380, 0x33DE),
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0900-\u0903\u093a-\u094f\u1160-\u11ff"
    "\u1dc0-\u1dff\u20d0-\u20f0\u3099\u309a\ud7b0-\ud7fb\ufe20-\ufe2f"
)


def _table() -> dict[int, str]:
    table = {}
    for low, high in _COMPATIBLE:
        for code in range(low, high):
            plain = normalize("NFKC", chr(code))
            if plain != chr(code) and (low == 0xFF01 or not re.search(r"\d", plain)):
                table[code] = plain
    table.update({ord("㎡"): "m²", ord("㎢"): "km²", ord("㎥"): "m³", ord("㎤"): "cm³", ord("㎠"): "cm²"})
    table.update({ord("℃"): "°C", ord("℉"): "°F", ord("ℓ"): "l", ord("№"): "No", ord("İ"): "I"})
    table.update({ord("…"): "...", ord("⋯"): "...", ord("‥"): "..", ord("\u2800"): " "})
    for characters, plain in (
        (_QUOTE_MARKS, "'"),
        (_DASHES, "-"),
        (_MIDDLE_DOTS, "·"),
        (_WAVES, "~"),
        (_INVISIBLE, ""),
    ):
        table.update(dict.fromkeys(map(ord, characters), plain))
    return table


TABLE = _table()
# Stretches that do not fold to themselves; single spaces beside them included, so that gaps stay single.
_SPECIALS = "".join(re.escape(chr(code)) for code in TABLE)
_IRREGULAR = re.compile(rf" ?(?:[{_SPECIALS}]|[^\S ]|  )[{_SPECIALS}\s]*")
_SPECIAL = re.compile(f"[{_SPECIALS}]")
_RUNS = re.compile(r"\.{2,}|--+|''+")
_MARK = re.compile(f"[{_MARKS}]")
_CLUSTER = re.compile(rf"\s|.[{_MARKS}]*", re.DOTALL)


def _plain(found: re.Match[str]) -> str:
    return TABLE[ord(found[0])]


def _run(found: re.Match[str]) -> str:
    return "..." if found[0][0] == "." else found[0][0]


def _letters(text: str) -> str:
    """Composed and translated; white space still as it was."""
    if text.isascii():
        return text.replace('"', "'").replace("`", "'")
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    text = _SPECIAL.sub(_plain, text, count=64)
    return text.translate(TABLE) if _SPECIAL.search(text) else text  # dense pieces: one pass for all the rest


def flat(text: str) -> str:
    """The text without white space and case: what pages are searched by."""
    return _RUNS.sub(_run, "".join(_letters(text).split()).lower())


@dataclass(frozen=True)
class Spaced:
    """A folded text with single spaces; ``starts[i]``, ``ends[i]`` are character ``i`` in the original."""

    text: str
    starts: list[int]
    ends: list[int]


def spaced(text: str, at: int = 0) -> Spaced:
    """Fold a short text, remembering offsets (counted from ``at``); white space at its start is dropped."""
    if not is_normalized("NFC", text):
        return _spaced_by_cluster(((found.start(), found[0]) for found in _CLUSTER.finditer(text)), at, True)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 1 if text[:1] == " " else 0
    for found in _IRREGULAR.finditer(text, done):
        start, end = found.span()
        run = _spaced_by_cluster(enumerate(found[0], start), at, start <= 1 and not pieces and done == start)
        pieces += (text[done:start], run.text)
        starts += range(at + done, at + start)
        ends += range(at + done + 1, at + start + 1)
        starts += run.starts
        ends += run.ends
        done = end
    pieces.append(text[done:])
    starts += range(at + done, at + len(text))
    ends += range(at + done + 1, at + len(text) + 1)
    return Spaced("".join(pieces), starts, ends)


def _spaced_by_cluster(clusters: Iterable[tuple[int, str]], at: int, gap: bool) -> Spaced:
    """Letter by letter: ``clusters`` are offsets and letters with marks; ``gap``: a space came before."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, cluster in clusters:
        plain = TABLE.get(ord(cluster), cluster) if len(cluster) == 1 else _letters(cluster)
        if not plain:
            continue
        if plain.isspace():
            if gap:
                continue
            plain, gap = " ", True
        else:
            gap = False
        for character in plain:
            pieces.append(character)
            starts.append(at + start)
            ends.append(at + start + len(cluster))
    return Spaced("".join(pieces), starts, ends)


class Folded:
    """A page to be searched several times: folded once, and only when a search needs it."""

    def __init__(self, original: str):
        self.original = original
        self._maps: dict[int, tuple[list[int], list[int]]] = {}

    @cached_property
    def _chunks(self) -> tuple[list[int], list[int], str]:
        """Where each piece begins in the original and in the flat text, and the flat text."""
        original, length = self.original, len(self.original)
        begins, flat_begins, pieces = [], [], []
        start = total = 0
        while start < length:
            end = min(start + CHUNK, length)
            for _ in range(64):  # a mark belongs to the letter before it
                if end >= length or not _MARK.match(original, end):
                    break
                end += 1
            piece = flat(original[start:end])
            begins.append(start)
            flat_begins.append(total)
            pieces.append(piece)
            total += len(piece)
            start = end
        begins.append(length)
        flat_begins.append(total)
        return begins, flat_begins, "".join(pieces)

    @property
    def flat(self) -> str:
        return self._chunks[2]

    def _map(self, number: int) -> tuple[list[int], list[int]]:
        """Original start and end of every flat character of one piece."""
        if number not in self._maps:
            begins, flat_begins, _ = self._chunks
            begin, end = begins[number], begins[number + 1]
            starts, ends = _flat_offsets(self.original[begin:end], begin)
            wanted = flat_begins[number + 1] - flat_begins[number]
            if len(starts) != wanted:  # a script composing in ways we do not know: spread evenly
                width = max(1, end - begin)
                starts = [begin + place * width // max(1, wanted) for place in range(wanted)]
                ends = [*starts[1:], end] if starts else []
            self._maps[number] = (starts, ends)
        return self._maps[number]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of ``flat[start:end]`` (not empty)."""
        _, flat_begins, _ = self._chunks
        first = bisect_right(flat_begins, start) - 1
        last = bisect_right(flat_begins, end - 1) - 1
        starts, _ = self._map(first)
        _, ends = self._map(last)
        return starts[start - flat_begins[first]], ends[end - 1 - flat_begins[last]]

    def flat_index(self, offset: int) -> int:
        """Where an original offset falls in the flat text."""
        begins, flat_begins, text = self._chunks
        if offset >= len(self.original):
            return len(text)
        number = max(0, bisect_right(begins, offset) - 1)
        starts, _ = self._map(number)
        return flat_begins[number] + bisect_right(starts, offset - 1)


def _flat_offsets(text: str, at: int) -> tuple[list[int], list[int]]:
    """The offsets of every character of ``flat(text)``."""
    folded = spaced(text, at)
    kept = [place for place, character in enumerate(folded.text) if character != " "]
    squeezed = "".join(folded.text[place] for place in kept)
    starts = [folded.starts[place] for place in kept]
    ends = [folded.ends[place] for place in kept]
    if not _RUNS.search(squeezed):
        return starts, ends
    out_starts, out_ends, done = [], [], 0
    for found in _RUNS.finditer(squeezed):
        width = len(_run(found))
        first, last = found.start(), found.end()
        out_starts += starts[done:first]
        out_ends += ends[done:first]
        for place in range(width):
            out_starts.append(starts[min(first + place, last - 1)])
            out_ends.append(ends[last - 1] if place == width - 1 else ends[min(first + place, last - 1)])
        done = last
    return out_starts + starts[done:], out_ends + ends[done:]


def fold(text: str) -> Folded:
    return Folded(text)
