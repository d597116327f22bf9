"""Evens out how numbers are typed, keeping offsets: full-width digits, decomposed Hangul, invisible
characters.

even("１５％")   -> ("15%", None)              same length: offsets stand
even(NFD text)   -> (composed text, [0, 3, …])  offset of each character, and of the end, in the text given
"""

import re
import unicodedata

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SIGNS = str.maketrans("￥￦￡￠−﹣－～∼〜﹪٪，．\u3000\u00a0", "¥₩£¢--" + "-~~~%%,." + "  ")
_TABLE = {**_WIDE, **_SIGNS}
# 1 000 000: a no-break space inside a number marks thousands and is kept apart from one between words.
_GROUPED = re.compile(r"(?<=\d)\u00a0(?=\d{3}(?!\d))")
_BROKEN = re.compile("[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\u00ad\u200b\u200c\u200d\u2060\ufeff]+")


def even(text: str) -> tuple[str, list[int] | None]:
    """The text as the readers expect it, and where each of its characters came from (None: same offsets)."""
    if "\u00a0" in text:
        text = _GROUPED.sub("\u202f", text)
    if not _BROKEN.search(text):
        return text.translate(_TABLE), None
    pieces, origin, last = [], [], 0
    for found in _BROKEN.finditer(text):
        start, end = found.span()
        pieces.append(text[last:start])
        origin.extend(range(last, start))
        if "\u1100" <= text[start] <= "\u1112":
            pieces.append(unicodedata.normalize("NFC", found[0]))
            origin.append(start)
        last = end
    pieces.append(text[last:])
    origin.extend(range(last, len(text) + 1))
    return "".join(pieces).translate(_TABLE), origin
