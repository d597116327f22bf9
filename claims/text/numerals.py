"""Reads numbers: what value stands here, written in digits, Hangul or English words?

    digits_at("557만6천달러", 0)        -> Number(5576000, end=6)
    hangul_at("서른다섯 살", 0)         -> Number(35, end=4)
    hangul_at("수천 명", 0)             -> Number(1000, end=2, vague=True)   several thousand: at least one
    words_at("twenty-five hundred", 0)  -> Number(2500, end=19)

It does not ask what the number counts (units.py) nor whether it is a quantity at all (lookalikes.py).
What it cannot read comes back as None. Values are exact decimals. Every pattern is bounded or possessive:
a megabyte of digits takes linear time.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from a text: `value` ends at offset `end`.

    `scale` is a magnitude written once behind the digits (million, 만): a range may share it. `grouped`:
    has thousands marks; `high`: upper value where the word itself is a range (두세: 2 to 3); `vague`:
    only an order of magnitude (수천, dozens); `approximate`: the word itself says about (여남은).
    """

    value: Decimal
    end: int
    scale: Decimal = ONE
    grouped: bool = False
    high: Decimal | None = None
    vague: bool = False
    approximate: bool = False


# Thousands are marked by a comma or, in SI style and on the continent, by a no-break space.
DIGITS = r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d{1,3}(?:[\u00a0\u202f]\d{3})++(?!\d)|\d++)(?:\.\d++)?+"
# Not inside a name (H800), nor the rest of a version or a broken number (3.1.2).
# EUR5bn is money.
DIGITS_START = re.compile(
    r"(?=\d)(?:(?<![A-Za-z0-9_])|(?<![A-Za-z]USD|[A-Za-z]EUR)(?<=USD|EUR|GBP|JPY|KRW|CNY|RMB|CHF|HKD|AUD|CAD))"
    r"(?<!\d[.,·])"
)
# Longer than this is an identifier, not an amount.
LONGEST = 24

SMALL = {"십": 10, "백": 100, "천": 1000}
BIG = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
# Magnitudes that are the head of another word: 3경기, 2조각, 5만큼, 100만 but 3만기.
_BIG = r"(?:만(?!큼|료)|억(?!제)|조(?!각|기|합|직|건|항|별)|경(?!기|찰|제|우|남|북))"
_PLAIN = re.compile(DIGITS)
_PART = re.compile(
    rf"({DIGITS})((?:\s?[천백십](?!분의|신|화점|개국)(?:{DIGITS}|[ ]{DIGITS}(?=[백십]))?+){{0,4}})"
)
_SMALL_PART = re.compile(rf"\s?([천백십])[ ]?({DIGITS})?")
# In 5천 430억 the hundreds stand apart; in 5천 430 nothing says that they belong together.
_APART = re.compile(rf"[ ]({DIGITS})(?=[ ]?{_BIG})")
_BIG_AT = re.compile(rf"[ ]?({_BIG})")
_GAP = re.compile(r"[ ]?(?=\d)")
# 100억 2024년, 3만 10%: the second number is a date or a share of its own, not the rest of the first.
_NOT_A_REST = re.compile(r"[ ]?(?:(?:[년월일분초위차%]|시(?!간))|퍼센트|대\s?\d|개월)")
# 3만 10~20%: a range of its own; 1만2000~1만5000원 is written together.
_RANGE_BEGINS = re.compile(r"[ ]?[~∼-]")

_LATIN_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "mn": 10**6, "mln": 10**6, "mm": 10**6,
    "billion": 10**9, "bn": 10**9, "bln": 10**9, "trillion": 10**12, "tn": 10**12, "trn": 10**12,
    "quadrillion": 10**15, "crore": 10**7, "lakh": 10**5, "k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12,
}  # fmt: skip
_LATIN_SCALE = re.compile(
    r"[\s-]?(hundred|thousand|million|billion|trillion|quadrillion|crore|lakh|mln|mn|bln|bn|trn|tn)"
    r"(?![A-Za-z0-9])(?:\s(thousand|million|billion|trillion|crore)\b)?",
    re.IGNORECASE,
)
_LETTER_SCALE = re.compile(r"(MM|[KkMmBbTt])(?![A-Za-z0-9/²³])")
_SPACED_LETTER_SCALE = re.compile(r"[ ](MM|[KMBT])(?![A-Za-z0-9&'])")
# 671 B parameters: a letter apart from its number is a magnitude only before what is counted by millions.
_COUNTED_LETTER_SCALE = re.compile(
    r"[ ]([KMBT])(?=[ ](?:parameters|tokens|people|users|workers|jobs|homes|households|voters|votes|visitors|"
    r"views|downloads|subscribers|customers|members|barrels|tons|tonnes|units|shares|vehicles|cars|"
    r"dollars|euros|pounds|won|yen|yuan)\b)"
)


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").replace("\u00a0", "").replace("\u202f", ""))


def digits_at(text: str, start: int, money: bool = False) -> Number | None:
    """The number in digits at `start`, Korean or Latin magnitudes included; None when it is no number.

    `money`: a currency sign stands before it, so a single letter behind it (m, b) can only be a magnitude.
    """
    plain = _PLAIN.match(text, start)
    if plain is None or plain.end() - start > LONGEST:
        return None
    grouped = any(mark in plain[0] for mark in ",\u00a0\u202f")
    korean = _korean_digits(text, start)
    if korean is not None:
        value, end, scale = korean
        return Number(value, end, scale, grouped)
    scale, end = latin_scale_at(text, plain.end(), money)
    return Number(_decimal(plain[0]) * scale, end, scale, grouped)


def latin_scale_at(text: str, pos: int, money: bool) -> tuple[Decimal, int]:
    """(scale, end) of an English magnitude behind a number; (1, pos) without one.

    A capital or a k is a magnitude (10M users); a small m, b or t is one only in money (units.py has
    metre, ton).
    """
    if found := _LATIN_SCALE.match(text, pos):
        scale = Decimal(_LATIN_SCALES[found[1].lower()])
        return (scale * _LATIN_SCALES[found[2].lower()] if found[2] else scale), found.end()
    apart = _SPACED_LETTER_SCALE if money else _COUNTED_LETTER_SCALE
    found = _LETTER_SCALE.match(text, pos) or apart.match(text, pos)
    if found and (money or found[1] in ("K", "k", "M", "B", "T")):
        return Decimal(_LATIN_SCALES[found[1].lower()]), found.end()
    return ONE, pos


def _korean_digits(text: str, start: int) -> tuple[Decimal, int, Decimal] | None:
    """(value, end, scale) where Korean magnitudes stand: 1조 2천억, 557만6천, 1억 2,345만 6,789; else
    None.
    """
    value, pos, scale, ceiling = _korean_part(text, start)
    if pos == start or scale == 1:
        return None
    total = value
    while ceiling is not None:
        gap = _GAP.match(text, pos)
        if gap is None:
            break
        value, end, part_scale, big = _korean_part(text, gap.end())
        if value >= ceiling or value != value.to_integral_value():
            break
        if part_scale == 1 and (
            _NOT_A_REST.match(text, end) or (gap.end() > pos and _RANGE_BEGINS.match(text, end))
        ):
            break
        total, pos, scale, ceiling = total + value, end, ONE, big
        if part_scale == 1:
            break
    return total, pos, scale


def _korean_part(text: str, start: int) -> tuple[Decimal, int, Decimal, Decimal | None]:
    """(value, end, magnitude written, 만/억/조/경 or None) of one part: 1천430억 is (1430·10⁸, …, 10⁸)."""
    part = _PART.match(text, start)
    if part is None or len(part[1]) > LONGEST:
        return Decimal(0), start, ONE, None
    value, end, scale = _decimal(part[1]), part.end(), ONE
    if part[2]:
        total, current = Decimal(0), value
        for unit, rest in _SMALL_PART.findall(part[2]):
            total, current = total + current * SMALL[unit], _decimal(rest) if rest else Decimal(0)
            scale = Decimal(SMALL[unit])
        value = total + current
        apart = _APART.match(text, end)
        if apart and not current and _decimal(apart[1]) < scale:
            value, end, scale = value + _decimal(apart[1]), apart.end(), ONE
        if current:
            scale = ONE
    big = _BIG_AT.match(text, end)
    if big is None:
        # A part with 천 or 백 is Korean even when its digits run on (2천500): its scale must not read as 1.
        return value, end, scale if not part[2] or scale > 1 else Decimal(10), None
    factor = Decimal(BIG[big[1]])
    return value * factor, big.end(), factor * scale, factor


# --- Hangul words ---

_SINO = {"영": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
_ONES = {
    "한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "석": 3, "서": 3, "네": 4, "넷": 4, "넉": 4,
    "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
}  # fmt: skip
_TENS = {
    "열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80,
    "아흔": 90,
}  # fmt: skip
# Words that are a range by themselves.
_PAIRS = {
    "한두": (1, 2), "두세": (2, 3), "두서너": (2, 4), "서너": (3, 4), "너댓": (4, 5), "네댓": (4, 5),
    "네다섯": (4, 5),
    "대여섯": (5, 6), "예닐곱": (6, 7), "일고여덟": (7, 8), "여남은": (10, 12), "두어": (2, 3),
    "이삼": (2, 3),
    "삼사": (3, 4), "오륙": (5, 6), "칠팔": (7, 8), "서너너덧": (3, 5),
}  # fmt: skip
_SINO_WORD = re.compile(
    r"(수|몇|십수)?\s?((?:[일이삼사오육칠팔구]?(?:[십백천](?!분의))|[일이삼사오육칠팔구]|[만억조])+)"
)
_PAIR_WORD = re.compile("(" + "|".join(sorted(_PAIRS, key=len, reverse=True)) + r")([십백천]?[만억]?)")
_NATIVE_WORD = re.compile(
    "(?:(" + "|".join(_TENS) + ")(하나|한|둘|두|셋|세|넷|네|다섯|여섯|일곱|여덟|아홉)?|("
    + "|".join(sorted(_ONES, key=len, reverse=True)) + "))"
)  # fmt: skip
HANGUL_START = re.compile(
    r"(?=[수몇일이삼사오육칠팔구십백천만억조한하두둘세셋석서네넷넉너다여아열스마쉰예대])(?<![가-힣A-Za-z0-9])"
)


def hangul_at(text: str, start: int) -> Number | None:
    """The number in Hangul words at `start` (수천, 삼백만, 스무, 두세), without asking what follows; else
    None.
    """
    if pair := _PAIR_WORD.match(text, start):
        low, high = _PAIRS[pair[1]]
        factor = _magnitudes(pair[2])
        return Number(low * factor, pair.end(), factor, high=high * factor)
    native = _NATIVE_WORD.match(text, start)
    if sino := _SINO_WORD.match(text, start):
        vague, word = sino[1], sino[2]
        magnitude = any(unit in word for unit in "십백천만억조")
        value = sino_value(word) if magnitude or (len(word) == 1 and not vague and not native) else None
        if value is not None:
            return Number(value, sino.end(), vague=bool(vague))
    if native:
        tens, ones, alone = native.groups()
        value = Decimal(_ONES[alone]) if alone else Decimal(_TENS[tens] + (_ONES[ones] if ones else 0))
        return Number(value, native.end())
    return None


def _magnitudes(word: str) -> Decimal:
    factor = ONE
    for unit in word:
        factor *= SMALL.get(unit) or BIG[unit]
    return factor


def sino_value(word: str) -> Decimal | None:
    """삼백오십만 -> 3500000; None where magnitudes do not descend."""
    total, section, digit = 0, 0, None
    ceiling, small_ceiling = 10**20, 10**4
    for sign in word:
        if sign in _SINO:
            if digit is not None:
                return None
            digit = _SINO[sign]
        elif sign in SMALL:
            if SMALL[sign] >= small_ceiling:
                return None
            small_ceiling = SMALL[sign]
            section, digit = section + (1 if digit is None else digit) * SMALL[sign], None
        else:
            if BIG[sign] >= ceiling:
                return None
            ceiling, small_ceiling = BIG[sign], 10**4
            section += digit or 0
            total, section, digit = total + (section or 1) * BIG[sign], 0, None
    return Decimal(total + section + (digit or 0))


# --- English words ---

_SMALL_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS_WORDS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_SCALE_WORDS = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ANY_WORD = "|".join([*_SMALL_WORDS, *_TENS_WORDS, "hundred", "dozen", *_SCALE_WORDS])
WORDS_START = re.compile(
    rf"(?=[A-Za-z])(?<![A-Za-z0-9$€£¥₩'’-])(?=(?:{_ANY_WORD})(?![A-Za-z])|(?:half|quarter\sof)\sa\s|"
    rf"(?:a\squarter|three[\s-]quarters)\sof\sa\s(?:m|b)illion|(?:several|a\sfew|"
    rf"many)\s(?:hundred|thousand|million|billion)\b|a\s(?:hundred|thousand|million|billion|"
    r"trillion|dozen)\b|(?:hundred|thousand|million|billion|trillion|dozen|ten)s\s?)",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(rf"(?:[\s-]|\sand\s|-and-)?({_ANY_WORD})(?![A-Za-z])", re.IGNORECASE)
_LEADING_ARTICLE = re.compile(
    r"(half\s|(?:a\s)?quarter\sof\s|three[\s-]quarters\sof\s)?an?\s(?=[A-Za-z])", re.IGNORECASE
)
# "per million", "a few hundred": the word alone is no number.
_BARE_SCALE = re.compile(r"(?:hundred|thousand|million|billion|trillion|dozen)\b", re.IGNORECASE)
# dozens, tens of thousands, hundreds of millions
_PLURAL = re.compile(
    r"(tens|dozens|hundreds|thousands|millions|billions|trillions)"
    r"(?:\sof\s(thousands|millions|billions|trillions))?\b"
    r"|(?:several|a\sfew|many)\s(hundred|thousand|million|billion)\b",
    re.IGNORECASE,
)
_PLURALS = {
    "hundred": 100,
    **_SCALE_WORDS,
    "tens": 10,
    "dozens": 12,
    "hundreds": 100,
    **{f"{word}s": n for word, n in _SCALE_WORDS.items()},
}
_AND_A_PART = re.compile(
    r"\sand\s(?:a|one|three)[\s-](half|quarters?)\b(?:\s(thousand|million|billion|trillion)\b)?", re.I
)


def words_at(text: str, start: int) -> Number | None:
    """The number in English words at `start` (a dozen, two and a half, hundreds of thousands); else None."""
    if plural := _PLURAL.match(text, start):
        value = Decimal(
            _PLURALS[(plural[1] or plural[3]).lower()] * _PLURALS.get((plural[2] or "").lower(), 1)
        )
        return Number(value, plural.end(), value, vague=True)
    pos, share = start, ONE
    if article := _LEADING_ARTICLE.match(text, start):
        pos = article.end()
        if article[1]:
            share = Decimal({"h": "0.5", "t": "0.75"}.get(article[1][0].lower(), "0.25"))
    elif _BARE_SCALE.match(text, start):
        return None
    read = _read_words(text, pos)
    if read is None:
        return None
    value, end, scale = read
    if part := _AND_A_PART.match(text, end):
        more = "0.5" if part[1].lower() == "half" else "0.75" if "three" in part[0].lower() else "0.25"
        scale = Decimal(_SCALE_WORDS[part[2].lower()]) if part[2] else ONE
        value, end = (value + Decimal(more)) * scale, part.end()
    return Number(value * share, end, scale)


def _read_words(text: str, start: int) -> tuple[Decimal, int, Decimal] | None:
    """(value, end, last scale): takes words as long as they make one number; "one and two" ends after one."""
    total, section, room, end, scale = 0, 0, 10**3, start, 1
    while end - start < 120:
        found = _NEXT_WORD.match(text, end)
        if found is None or (end == start and found.start(1) != start):
            break
        word = found[1].lower()
        if "and" in found[0][: found.start(1) - found.start()] and not (room == 100 or scale > 1):
            break
        if word in _SMALL_WORDS:
            if room <= _SMALL_WORDS[word] or (room == 10 and _SMALL_WORDS[word] > 9):
                break
            section, room = section + _SMALL_WORDS[word], 1
        elif word in _TENS_WORDS:
            if room < 100:
                break
            section, room = section + _TENS_WORDS[word], 10
        elif word == "hundred":
            if section > 99 or (end > start and room == 10**3):
                break
            section, room = (section or 1) * 100, 100
        elif word == "dozen":
            section, room = (section or 1) * 12, 1
        else:
            factor = _SCALE_WORDS[word]
            if scale > 1 and factor >= scale:
                break
            total, section, room, scale = total + (section or 1) * factor, 0, 10**3, factor
        end = found.end()
    return (Decimal(total + section), end, Decimal(scale)) if end > start else None
