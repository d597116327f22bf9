"""Reads one amount: a number with its sign, currency and unit, where it stands in a text.

    read_amounts("557만6천달러(약 78억8천만원)")
        -> [Amount(value=5576000, unit="USD", …), Amount(value=7880000000, unit="KRW", …)]

Bare numbers are amounts too, with `unit` None: quantities.py keeps those that a range or a word such as "about" shows
to be meant. It does not read "about", "at least" or ranges. Offsets are those of the text given.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from .counters import settle
from .lookalikes import is_labelled, is_named, spans
from .numerals import BIG, DIGITS_START, HANGUL_START, ONE, WORDS_START, Number, digits_at, hangul_at, words_at
from .unit_tables import LABEL
from .units import Unit, currency_before, noun_at, unit_at


@dataclass(slots=True)
class Amount:
    """One number in its place: `value` already in `unit` (None: bare).

    `written` and `scale` let a range share the magnitude of its other end. `sure` is False for a bare small number
    and for one that only a plain noun follows.
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
    sure: bool = True
    bare: bool = False


_SIGN = re.compile(
    r"(?P<minus>(?<![A-Za-z0-9가-힣.,%)\]])[-−]|마이너스\s?|(?:영하|(?<!plus\sor\s)minus|negative)\s)$|(?:영상|플러스)\s?$", re.IGNORECASE
)
_AGED = re.compile(r"\bage[sd]?\s$")
# A 7B model, Llama 3.1 405B: part of a name.
_MODEL_SIZE = re.compile(r"[BMT]\s(?:model|version|variant|모델|버전)")
_MODEL_BEFORE = re.compile(r"\d\.\d{1,2}\s$")
# 67m people: a million where people or goods are counted, metres elsewhere.
_MILLIONS_OF = re.compile(
    r"m(?=\s(?:people|users|customers|viewers|jobs|tons|tonnes|barrels|homes|households|voters|visitors|passengers|adults|children|"
    r"workers|subscribers|members|patients|doses|copies|downloads|units|vehicles|cars|shares|tokens|views|followers|[A-Z][a-z]+s)\b)"
)
_PER = re.compile(r"\s?당(?=[\s\d]|$)")
_ODD = re.compile(r"\s?여(?P<big>[만억조])?\s?(?!권|름|성|야|섯|덟)|[\s-]odd\b|\s?몇\s?(?=[명개건곳])|\+(?!\d)")
# A word for a number counts only where one of these follows its counter: "두 명이" but not "두 명문대".
_PARTICLE = re.compile(
    r"$|[^가-힣]|이상|이하|이내|이나|이며|이고|이었|이었다|이다|인데|인\s|이|가|은|는|을|를|에게|에서|에|의|로|으로|도|만|과|와|까지|부터|"
    r"씩|쯤|가량|정도|째|간|동안|안팎|남짓|뿐|보다|마다|당|여|중|넘|내|전|후|뒤|였|짜리|꼴|치|들이|들은|들의|들"
)
# Counters that a number in words may have; the rest only follow digits.
_COUNTER = re.compile(
    r"\s?(?:여\s?)?("
    + "|".join(
        sorted(
            """
            명 살 곳 군데 개 건 달 시간 번 배 대 마리 척 채 가지 사람 차례 장 권 주 해 가구 팀 편 병 잔 그루 켤레 쌍 줄 통 골
            경기 개월 년 세 종류 점 표 석 원 달러 엔 위안 유로 파운드 톤 킬로미터 미터 평 도 퍼센트 % 회 배럴 세대 개국 개사
            주일 그릇 상자 벌 분 초 인 일 종 발
            """.split(),
            key=len,
            reverse=True,
        )
    )
    + ")"
)
_ONE_COUNTS = frozenset("명 곳 건 달 시간 대 마리 살 척 사람 개 군데 주 가구 팀 쌍".split())
_SINGLE_SINO = frozenset("일삼사오육칠팔구")
# 만 번, 백 대, 천 일 … are idioms or other words; 만 명, 천 원 are amounts.
_NOT_AFTER_MAGNITUDE = frozenset("번 대 세 도 일 해 주 분 회 인 발".split())
_NOT_AFTER_NATIVE = frozenset("일 분 초 인 회 도 세 % 퍼센트 원 엔 년 개월 유로".split())
_MAGNITUDES = frozenset("만 천 백 십 억 조".split())
_OLD_THREES = frozenset("석 서 넉 너".split())
_MONEY = frozenset("원 달러 엔 위안 유로 파운드".split())
_DIGIT_RUN = re.compile(r"\d[\d.,]*")
_DEFINITE = re.compile(
    r"\b(?:the|these|those|both|his|her|their|its|our|my|your|other|all|first|last|no|any)\s$", re.IGNORECASE
)
# "one day", "one person", "one point" tell a story, they do not count.
_ONE_IS_IDLE = frozenset(["point", "day", "person", "quarter", "second", "foot", "week", "night", "minute"])
_LONG_NAME = re.compile(
    r"[\s-]?(?:US\s|U\.S\.\s|Canadian\s|Australian\s|Hong\sKong\s)?(?:dollars?|euros?|pounds?|yen|won|yuan|달러|원)"
    r"(?![A-Za-z])"
)


def read_amounts(text: str) -> list[Amount]:
    """Every number that is no date, version, name or rank, in order, none overlapping."""
    closed = spans(text)
    digits = _walk(text, closed, DIGITS_START, _digit_amount)
    words = _walk(text, closed, WORDS_START, _word_amount)
    hangul = _walk(text, closed, HANGUL_START, _hangul_amount)
    found: list[Amount] = []
    for amount in sorted([*digits, *words, *hangul], key=lambda one: (one.start, -one.end)):
        if not found or amount.start >= found[-1].end:
            found.append(amount)
    return found


def _walk(text: str, closed: list[tuple[int, int]], starts: re.Pattern, read) -> list[Amount]:
    amounts, pos, index = [], 0, 0
    while start := starts.search(text, pos):
        at = start.start()
        while index < len(closed) and closed[index][1] <= at:
            index += 1
        if index < len(closed) and closed[index][0] <= at:
            pos = closed[index][1]
            continue
        amount, end = read(text, at)
        if amount is not None:
            amounts.append(amount)
        pos = max(end, at + 1)
    return amounts


def _digit_amount(text: str, at: int) -> tuple[Amount | None, int]:
    currency = currency_before(text, at)
    number = digits_at(text, at, money=currency is not None)
    if number is None:
        return None, _DIGIT_RUN.match(text, at).end()
    start = currency[1] if currency else at
    amount = _with_unit(text, start, at, number, currency[0] if currency else None)
    return amount, amount.end if amount else number.end


def _word_amount(text: str, at: int) -> tuple[Amount | None, int]:
    number = words_at(text, at)
    if number is None:
        return None, at + 1
    amount = _with_unit(text, at, at, number, None)
    if amount is None or not _words_count(text, at, number, amount):
        return None, number.end
    return amount, amount.end


def _words_count(text: str, at: int, number: Number, amount: Amount) -> bool:
    """Whether a number word is meant as an amount: "two companies", not "the two leaders" or "one of them"."""
    if amount.bare:
        return number.value > 10 or (number.value > 1 and not text.startswith(" of", amount.end))
    if number.value == 1 and number.scale == 1:
        return amount.sure and amount.unit not in _ONE_IS_IDLE
    definite = _DEFINITE.search(text[max(0, at - 8) : at])
    return not (definite and number.value <= 10 and not amount.sure)


def _hangul_amount(text: str, at: int) -> tuple[Amount | None, int]:
    number = hangul_at(text, at)
    if number is None:
        return None, at + 1
    counter = _COUNTER.match(text, number.end)
    if counter is None or not _hangul_counts(text[at : number.end], counter[1], text[number.end] == " "):
        return None, number.end
    amount = _with_unit(text, at, at, number, None)
    if amount is None or amount.bare or not _PARTICLE.match(text, amount.end):
        return None, number.end
    return amount, amount.end


def _hangul_counts(word: str, counter: str, apart: bool) -> bool:
    """Whether word and counter (`apart`: with a space between) mean an amount: 두 명, not 백인, 구조대, 석유로, 세일."""
    if word == "한":
        return counter in _ONE_COUNTS
    if word in _OLD_THREES:
        return counter in ("달", "장", "대", "잔")
    if word[-1] in "한두세네섯곱덟홉열무흔른" and counter in _NOT_AFTER_NATIVE:
        return False
    if word.endswith(("조", "경")) or (word.endswith("억") and len(word) == 1):
        return counter in _MONEY
    if word in _MAGNITUDES and not apart and counter not in ("원", "명"):
        return False
    if len(word) == 1 and word in _SINGLE_SINO:
        return counter in ("년", "개월", "퍼센트", "주일")
    if word in ("이", "영"):
        return False
    return not (word in _MAGNITUDES and counter in _NOT_AFTER_MAGNITUDE)


def _with_unit(text: str, start: int, at: int, number: Number, currency: str | None) -> Amount | None:
    """The amount of `number`: digits start at `at`, its currency sign at `start`; None where it is a name or a rank."""
    sign = _SIGN.search(text[max(0, start - 9) : start])
    if sign:
        start -= len(sign[0])
    amount = Amount(
        start, number.end, -number.value if sign and sign["minus"] else number.value, currency, number.high,
        number.value / number.scale, number.scale, approximate=number.approximate or number.vague, vague=number.vague,
    )  # fmt: skip
    end = number.end
    if odd := _ODD.match(text, end):
        end = odd.end()
        if odd["big"]:
            amount.value *= BIG[odd["big"]]
            amount.scale *= BIG[odd["big"]]
        amount.end, amount.approximate = len(text[:end].rstrip()) if end - number.end > 1 else end, True
    if currency:
        if again := _LONG_NAME.match(text, amount.end):
            amount.end = again.end()
        return amount
    if number.vague and text.startswith(" of ", end):
        end += 3
    if _MILLIONS_OF.match(text, end):
        number = replace(number, value=number.value * 10**6, end=end + 1, scale=Decimal(10**6))
        amount.value, amount.scale, amount.end, end = amount.value * 10**6, number.scale, end + 1, end + 1
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
    if not unit.sure and is_labelled(text, start):
        return None
    if number.value < 10 and _PER.match(text, unit.end):
        return None
    amount.unit, amount.end, amount.factor, amount.sure = unit.name, unit.end, unit.factor, unit.sure
    amount.value *= unit.factor
    if amount.high is not None:
        amount.high *= unit.factor
    return amount


def _is_year(at: int, number: Number) -> bool:
    whole = number.scale == 1 and not number.grouped and number.value == number.value.to_integral_value()
    return whole and number.end - at == 4 and 1700 <= number.value < 2100


def _bare(text: str, amount: Amount, at: int, number: Number) -> Amount | None:
    amount.bare, amount.sure = True, number.scale > 1 or number.grouped or number.vague
    if _AGED.search(text[max(0, at - 6) : at]) and number.value < 130:
        amount.bare, amount.sure, amount.unit = False, True, "year"
        return amount
    if _MODEL_SIZE.match(text, number.end - 1) or _MODEL_BEFORE.search(text[max(0, at - 6) : at]):
        return None
    if _is_year(at, number) or (is_named(text, at) and not number.grouped):
        return None
    return amount
