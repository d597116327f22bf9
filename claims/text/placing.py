"""Turns a number into an amount where it stands: its sign, its unit, or no amount at all.

place(" -3.2% ", 2, 2, <3.2>, None)     -> Amount(start=1, end=6, value=-3.2, unit="%")
place("아이폰 16 ", 4, 4, <16>, None)    -> None: part of a name
place("10여만 명", 0, 0, <10>, None)     -> Amount(value=100000, unit="person", approximate)
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from .counters import settle
from .lookalikes import is_labelled, is_named
from .numerals import BIG, ONE, Number
from .unit_tables import LABEL
from .units import Unit, noun_at, unit_at


@dataclass(slots=True)
class Amount:
    """One number in its place: `value` already in `unit` (None: bare).

    `written` and `scale` let a range share the magnitude of its other end. `vague`: only an order of
    magnitude; `at_least`: written with a plus (100+). `sure` is False for a bare small number and where
    only a plain noun follows. `bare`: nothing but digits.
    """

    start: int
    end: int
    value: Decimal
    unit: str | None
    high: Decimal | None = None
    written: Decimal = Decimal(0)
    scale: Decimal = ONE
    factor: Decimal = ONE
    approximate: bool = False
    vague: bool = False
    at_least: bool = False
    sure: bool = True
    bare: bool = False


_SIGN = re.compile(
    r"(?P<minus>(?<![A-Za-z0-9가-힣.,%)\]~∼\s])[-−–]|(?<=\s)[-−–]|마이너스\s?(?:\([-−]\)\s?)?|"
    r"(?:영하|(?<!plus\sor\s)minus|negative)\s)$|(?:영상|플러스)\s?$",
    re.IGNORECASE,
)
_AGED = re.compile(r"\bage[sd]?\s$")
# A 7B model, Llama 3.1 405B: part of a name.
_MODEL_SIZE = re.compile(r"[BMT]\s(?:model|version|variant|모델|버전)")
_SPELLED_SCALE = re.compile(r"(?:hundred|thousand|[mbr]illion)$", re.IGNORECASE)
_MODEL_BEFORE = re.compile(r"\d\.\d{1,2}\s$")
# 67m people: a million where people or goods are counted, metres elsewhere. 3m euros is read with the money.
_MILLIONS_OF = re.compile(
    r"m(?=\s(?:people|users|customers|viewers|jobs|tons|tonnes|barrels|homes|households|voters|visitors|"
    r"passengers|"
    r"adults|children|workers|subscribers|members|patients|doses|copies|downloads|units|vehicles|cars|"
    r"shares|tokens|"
    r"views|followers|euros?|dollars?|pounds|yen|yuan|won|rubles|rupees|francs|[A-Z][a-z]+s)\b)"
)
_PER = re.compile(r"\s?당(?=[\s\d]|$)")
# What stands between a number and its unit: 10여 명, 2천여만원, 100-odd people, 100+ people, 100 or so
# people.
_BETWEEN = re.compile(
    r"(?P<odd>\s?여(?P<big>[만억조])?\s?(?!권|름|성|야|섯|덟)|[\s-]odd\b|\sor\sso\b|\s?몇\s?(?=[명개건곳]))|"
    r"\+(?!\d)|-plus\b|"
    r"\sor\smore\b(?=\s[a-z])"
)
# 1시간 반, 2년 반: and a half of the same unit.
_AND_A_HALF = re.compile(r"\s?반(?=$|[^가-힣]|만\s|이[나\s]|을|의\s|가량|동안|간|정도|쯤)")
_HALVED = frozenset(["hour", "year", "month", "day", "x", "week"])
_LONG_NAME = re.compile(
    r"[\s-]?(?:US\s|U\.S\.\s|Canadian\s|Australian\s|Hong\sKong\s)?"
    r"(?:dollars?|euros?|pounds?|yen|won|yuan|달러|원)(?![A-Za-z])"
)


def place(text: str, start: int, at: int, number: Number, currency: str | None) -> Amount | None:
    """The amount of `number`, its digits at `at`, its currency sign at `start`; None for a name, rank or
    date.
    """
    sign = _SIGN.search(text[max(0, start - 14) : start])
    if sign:
        start -= len(sign[0])
    amount = Amount(
        start, number.end, -number.value if sign and sign["minus"] else number.value, currency, number.high,
        number.value / number.scale, number.scale,
        approximate=number.approximate or number.vague, vague=number.vague,
    )  # fmt: skip
    end = _between(text, amount, number)
    if currency:
        if again := _LONG_NAME.match(text, amount.end):
            amount.end = again.end()
        return amount
    unit = unit_at(text, end, number.value)
    if isinstance(unit, Unit):
        unit = settle(text, start, end, number, unit) or LABEL
    if unit == LABEL or (unit is None and re.match("[A-Za-z]", text[end : end + 1])):
        return None
    if unit is None:
        unit = noun_at(text, end)
        if unit is not None and (is_named(text, start) or _is_year(at, number)):
            return None
    if unit is None:
        return _bare(text, amount, at, number)
    if (not unit.sure and is_labelled(text, start)) or (number.value < 10 and _PER.match(text, unit.end)):
        return None
    return _measured(text, amount, unit)


def _between(text: str, amount: Amount, number: Number) -> int:
    """Reads what stands between number and unit into `amount`; the offset where the unit begins."""
    end = number.end
    if between := _BETWEEN.match(text, end):
        end = between.end()
        amount.approximate = amount.approximate or between["odd"] is not None
        amount.at_least = between["odd"] is None
        amount.end = len(text[:end].rstrip()) if between[0][-1:] == " " else end
        if between["big"]:
            amount.value, amount.scale = (
                amount.value * BIG[between["big"]],
                amount.scale * BIG[between["big"]],
            )
    if number.vague and text.startswith(" of ", end):
        end += 3
    if _MILLIONS_OF.match(text, end):
        end += 1
        amount.value, amount.scale, amount.end = amount.value * 10**6, Decimal(10**6), end
    return end


def _measured(text: str, amount: Amount, unit: Unit) -> Amount:
    amount.unit, amount.end, amount.factor, amount.sure = unit.name, unit.end, unit.factor, unit.sure
    amount.value *= unit.factor
    if amount.high is not None:
        amount.high *= unit.factor
    if unit.name in _HALVED and amount.high is None and (half := _AND_A_HALF.match(text, unit.end)):
        amount.value, amount.end = amount.value + Decimal("0.5"), half.end()
    return amount


def _is_year(at: int, number: Number) -> bool:
    whole = number.scale == 1 and not number.grouped and number.value == number.value.to_integral_value()
    return whole and number.end - at == 4 and 1700 <= number.value < 2100


def _bare(text: str, amount: Amount, at: int, number: Number) -> Amount | None:
    spelled = _SPELLED_SCALE.search(text[at : number.end])  # 2 million, twenty-five hundred: no name, no date
    amount.bare, amount.sure = True, bool(number.scale > 1 or number.grouped or number.vague or spelled)
    if number.value < 130 and _AGED.search(text[max(0, at - 6) : at]):
        amount.bare, amount.sure, amount.unit = False, True, "year"
        return amount
    if _MODEL_SIZE.match(text, number.end - 1) or _MODEL_BEFORE.search(text[max(0, at - 6) : at]):
        return None
    if _is_year(at, number) or (is_named(text, at) and not (number.grouped or spelled)):
        return None
    return amount
