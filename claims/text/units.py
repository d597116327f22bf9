"""Reads units: what is counted by the number that ends here?

    unit_at("달러(약", 0, Decimal(5))      -> Unit("USD", end=2)
    unit_at("%포인트", 0, Decimal(1))       -> Unit("pp", end=4)
    unit_at(" basis points", 0, Decimal(50)) -> Unit("pp", end=13, factor=0.01)
    unit_at("분기", 0, Decimal(1))          -> LABEL   (the first quarter: a name, not an amount)
    currency_before("about US$", 9)         -> ("USD", 6)

Money is its ISO 4217 code, counters are their English singular, measures their SI symbol. Nothing is
converted but notations of one unit (cents, basis points, 할). None: no unit is known here. Plain nouns
are read by `noun_at`.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from .unit_tables import (
    ADJECTIVES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    ENGLISH_UNITS,
    IRREGULAR_NOUNS,
    KOREAN_THINGS,
    KOREAN_UNITS,
    LABEL,
    NOT_NOUNS,
    SYMBOLS,
)

ONE = Decimal(1)
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Unit:
    """`name` as Quantity.unit has it, ending at offset `end`; `factor` turns the written value into that
    unit.

    `sure`: the unit alone proves a quantity (money, measures); a plain noun does not (16 models, 5
    protections).
    """

    name: str
    end: int
    factor: Decimal = ONE
    sure: bool = True


def _either(words) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in sorted(words, key=len, reverse=True))


_KOREAN = re.compile(
    r"\s?(?:"
    + "|".join(
        f"{re.escape(word)}{KOREAN_UNITS[word][1]}" for word in sorted(KOREAN_UNITS, key=len, reverse=True)
    )
    + ")"
)
_KOREAN_MONEY = re.compile(
    r"\s?(?:"
    + _either(word for word in CURRENCY_WORDS if word >= "가")
    + r")(?!은행|자력|자재|유\s?가격)(?:화(?!물|학))?"
)
_ENGLISH_MONEY = re.compile(
    r"[\s-]?("
    + _either(word for word in CURRENCY_WORDS if word < "가").replace(r"\s?", r"[\s-]")
    + r")(?![A-Za-z])",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\s?(USD|EUR|GBP|JPY|KRW|CNY|RMB|HKD|TWD|AUD|CAD|CHF|INR|RUB|SGD|BRL|MXN|SEK|NOK|DKK|THB|VND|NZD|ZAR|"
    r"TRY|SAR|AED|"
    r"PLN|IDR|MYR|PHP|ILS|UAH|CZK|HUF|BTC|ETH)(?![A-Za-z])"
)
_SIGN_AFTER = re.compile(r"\s?(€|£|₩|¥|元|円|\$)(?!\s?\d)")
_CODES = {"RMB": "CNY"}
_ENGLISH = re.compile(
    r"[\s-]?(" + _either(ENGLISH_UNITS).replace(r"\s?", r"[\s-]") + r")(?![A-Za-z])", re.IGNORECASE
)
_SYMBOL = re.compile(
    r"[ -]?("
    + "|".join(re.escape(s) for s in sorted(SYMBOLS, key=len, reverse=True))
    + r")(?![A-Za-z0-9]|-\d)"
)
_SIGN_BEFORE = re.compile(
    "(" + "|".join(re.escape(s) for s in sorted(CURRENCY_SIGNS, key=len, reverse=True)) + r")\s?$"
)

_WORD = re.compile(r"[\s-]([A-Za-z][A-Za-z0-9'’.-]*)")
_PLURAL = re.compile(r"[a-z]+(?:-[a-z]+)*s")
# 208 Democrats, 12 F-16s, 16,000 H100s; but 31 Abrams tanks counts the tanks.
_NAMES = re.compile(r"[A-Z][A-Za-z]*(?:-?\d+)?s")
_PEOPLES = re.compile(
    r"[A-Z][a-z]{2,}(?:[cdeilrst]ans|nians)|Israelis|Iraqis|Pakistanis|Bangladeshis|Saudis|Thais|Britons|Scots|Swedes|"
    r"Danes|Finns|Turks|Poles|Czechs|Greeks|Serbs|Kurds|Arabs|Jews|Spaniards|Filipinos|Latinos|Democrats"
)
# iPhones
_MIXED = re.compile(r"[a-z]+[A-Z][a-z]+s")
_HOURS = re.compile(
    r"\s((?:[A-Z][A-Z]?\d+\s)?(?:GPU|TPU|CPU|man|person|worker|work|credit|flight|machine))[\s-](?:hours?\b|"
    r"시간)",
    re.I,
)


def currency_before(text: str, end: int) -> tuple[str, int] | None:
    """(ISO code, start) of a currency sign or code that ends at `end`; None without one."""
    window = text[max(0, end - 6) : end]
    found = _SIGN_BEFORE.search(window)
    if found is None:
        return None
    start = end - len(window) + found.start()
    if found[1].isalpha() and start and text[start - 1].isalpha():
        return None
    return CURRENCY_SIGNS[found[1]], start


def unit_at(text: str, pos: int, value: Decimal) -> Unit | str | None:
    """The unit that starts at `pos`; LABEL when the word makes a name of the number; None when there is
    none.
    """
    if found := _KOREAN_MONEY.match(text, pos):
        word = re.sub(r"\s|화$", "", found[0])
        code, factor = CURRENCY_WORDS[word]
        return Unit(code, found.end(), factor)
    if found := _KOREAN.match(text, pos):
        return _korean_unit(text, pos, found, value)
    if found := _CODE.match(text, pos) or _SIGN_AFTER.match(text, pos):
        return Unit(_CODES.get(found[1]) or CURRENCY_SIGNS.get(found[1], found[1]), found.end())
    if found := _HOURS.match(text, pos):
        return Unit(f"{found[1].split()[-1].lower()} hour", found.end())
    if found := _SYMBOL.match(text, pos):
        name, factor = SYMBOLS[found[1]]
        return Unit(name, found.end(), factor)
    if found := _POUNDS.match(text, pos):
        return _pounds(text, pos, found, value)
    if found := _ENGLISH_MONEY.match(text, pos):
        code, factor = CURRENCY_WORDS[re.sub(r"[\s-]", " ", found[1].lower())]
        return Unit(code, found.end(), factor)
    if found := _ENGLISH.match(text, pos):
        name, factor = ENGLISH_UNITS[re.sub(r"[\s-]", " ", found[1].lower())]
        return LABEL if name == LABEL else Unit(name, found.end(), factor)
    return None


def _pounds(text: str, pos: int, found: re.Match, value: Decimal) -> Unit:
    """Pounds are money where they are many or paid, weight where they are few, weighed, or pounds of
    something.
    """
    before = re.split(r"[.!?]\s", text[max(0, pos - 40) : pos])[-1]
    weight = (
        found[0].lower() in ("-pound", " pound") or _OF.match(text, found.end()) or _WEIGHED.search(before)
    )
    money = not weight and (
        value >= 1000 or _PAID.search(before) or "£" in text[max(0, pos - 200) : pos + 200]
    )
    return Unit("GBP" if money else "pound", found.end())


_POUNDS = re.compile(r"[\s-]pounds?(?![A-Za-z]|\ssterling)", re.IGNORECASE)
_OF = re.compile(
    r"\sof\s(?!(?:debt|funding|investment|savings|tax|public|government|income|revenue|spending)\b)"
)
_WEIGHED = re.compile(r"\b(?:weigh\w*|heav\w+|los[et]\w*|gain\w*|lift\w*|shed|weight)\b", re.IGNORECASE)
_PAID = re.compile(
    r"\b(?:pa(?:y|id)\w*|cost\w*|worth|fine\w*|rais\w+|spen[dt]\w*|price\w*|wages?|salar\w+|tax\w*|bills?|"
    r"fund\w*|earn\w*|sold|charg\w+)\b",
    re.IGNORECASE,
)


MANY_HOMES = 1000  # 3호 is a name, 1,200호 are homes


def _korean_unit(text: str, pos: int, found: re.Match, value: Decimal) -> Unit | str | None:
    name = KOREAN_UNITS[found[0].strip()][0]
    if found[0].strip() == "호" and value >= MANY_HOMES:
        return Unit("house", found.end())
    if name == LABEL:
        # 3위 and 3 위; but in "7.8 강진" the next word has nothing to do with the number.
        return LABEL if found[0][0] != " " or name in ("번째", "위", "순위") else None
    if name == "%" and found[0].strip() == "할":
        return Unit("%", found.end(), Decimal(10))
    if name == "pp" and found[0].strip() in ("bp", "베이시스포인트"):
        return Unit("pp", found.end(), HUNDREDTH)
    if name == "item" and (thing := _THING.match(text, found.end())):
        return Unit(KOREAN_THINGS[thing[1]], found.end(), sure=True)
    return Unit(name, found.end())


_THING = re.compile(r"\s?(" + _either(KOREAN_THINGS) + ")")


# A 1,000-page bill, a 12-member panel, a 17,000-strong crowd.
_COUNTED_KIND = re.compile(
    r"-(page|member|seat|room|nation|country|state|story|storey|bed|lane|man|person|vehicle|word|game|bedroom|"
    r"unit|store|school|team|car|ship|home|family|company|city|county|town|village|question|item|strong)"
    r"(?![A-Za-z-])"
)


def noun_at(text: str, pos: int) -> Unit | None:
    """The plural noun counted by the number that ends at `pos`: " H800 GPUs" -> gpu, " new jobs" -> job;
    or None.

    At most two words may stand between: adjectives, names of models or countries, hyphenated words.
    """
    if (kind := _COUNTED_KIND.match(text, pos)) and text[pos - 1].isdigit():
        return Unit("person" if kind[1] == "strong" else kind[1], kind.end(), sure=False)
    end, name_only = pos, None
    for _ in range(3):
        found = _WORD.match(text, end)
        if found is None:
            break
        word = found[1].rstrip(".'’-")
        lowered = word.lower()
        word_end = found.start(1) + len(word)
        if lowered in NOT_NOUNS and word != "US":
            break
        if lowered in IRREGULAR_NOUNS:
            return Unit(IRREGULAR_NOUNS[lowered], word_end, sure=lowered in ("people", "persons"))
        if re.fullmatch(r"[A-Z]{2,5}s", word) or _PLURAL.fullmatch(lowered):
            name = singular(lowered)
            if name and (word.islower() or word[:-1].isupper() or _MIXED.fullmatch(word)):
                return Unit(name, word_end, sure=False)
        if name_only is None and _NAMES.fullmatch(word) and (name := singular(lowered)):
            name_only = Unit("person" if _PEOPLES.fullmatch(word) else name, word_end, sure=False)
        if not _may_stand_between(word, lowered):
            break
        end = found.end() if "." in word else word_end  # U.S. service members
    return name_only


def _may_stand_between(word: str, lowered: str) -> bool:
    return (
        word[0].isupper()
        or "-" in word
        or lowered in ADJECTIVES
        or lowered.endswith(("ed", "ese", "ean", "ian", "ary", "ous", "ive", "ical", "onal", "ric", "tic"))
    )


def singular(noun: str) -> str | None:
    """companies -> company, boxes -> box, gpus -> gpu; None for what only looks like a plural (class,
    crisis).
    """
    if noun.endswith(("ss", "sis", "ous", "'s", "ics")) or len(noun) < 4:
        return None
    if noun.endswith("ies") and len(noun) > 4:
        return "movie" if noun == "movies" else noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes", "zes")):
        return noun[:-2]
    return noun[:-1]
