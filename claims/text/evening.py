"""Evens out how numbers are typed, keeping offsets: full-width digits, decomposed Hangul, invisible
characters, fractions.

even("１５％")   -> ("15%", None)              same length: offsets stand
even("1½ km")    -> ("1.5 km", [0, 1, 1, …])
even(NFD text)   -> (composed text, [0, 3, …])  offset of each character, and of the end, in the text given
"""

import re
import unicodedata

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SIGNS = str.maketrans("￥￦￡￠−﹣－～∼〜﹪٪，．\u3000\u00a0", "¥₩£¢--" + "-~~~%%,." + "  ")
_TABLE = {**_WIDE, **_SIGNS}
# 1 000 000: a no-break space inside a number marks thousands and is kept apart from one between words.
_GROUPED = re.compile(r"(?<=\d)\u00a0(?=\d{3}(?!\d))")
# A third has no exact decimal: 20 digits are within what `agree` allows for.
_FRACTIONS = {
    "½": "5", "¼": "25", "¾": "75", "⅓": "3" * 20, "⅔": "6" * 19 + "7", "⅕": "2", "⅖": "4", "⅗": "6",
    "⅘": "8", "⅛": "125", "⅜": "375", "⅝": "625", "⅞": "875",
}  # fmt: skip
_MIXED = {"1/2": "5", "1/4": "25", "3/4": "75", "1/8": "125", "3/8": "375", "5/8": "625", "7/8": "875"}
_BROKEN = re.compile(
    # One look at the first character: most begin none of these.
    f"(?=[\u1100-\u1112\u00ad\u200b\u200c\u200d\u2060\ufeff.\\d{''.join(_FRACTIONS)}])(?:"
    "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\u00ad\u200b\u200c\u200d\u2060\ufeff]+"
    r"|(?<![\w.,)\]])(?P<point>\.(?=\d))"
    f"|(?:(?<![\\d.,])(?P<whole>\\d{{1,3}})[ ]?)?(?P<sign>[{''.join(_FRACTIONS)}])"
    f"|(?<![\\d.,/])(?P<before>\\d{{1,3}})[ \u00a0-](?P<mixed>{'|'.join(_MIXED)})(?![\\d/]))"
)


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
        elif value := _fraction(found):
            pieces.append(value)
            origin += [start, *[end - 1] * (len(value) - 1)]
        last = end
    pieces.append(text[last:])
    origin.extend(range(last, len(text) + 1))
    return "".join(pieces).translate(_TABLE), origin


def _fraction(found: re.Match[str]) -> str:
    """1½, 1 1/2 and .5 as a decimal; empty for what is no fraction."""
    if found["point"]:
        return "0."
    if found["sign"]:
        return f"{found['whole'] or 0}.{_FRACTIONS[found['sign']]}"
    return f"{found['before']}.{_MIXED[found['mixed']]}" if found["mixed"] else ""
