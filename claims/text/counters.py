"""Korean counters that mean several things, decided by what stands around them.

3일간 is a span, 27일 a date; 2년 a span, 2022년 a date; 전기차 10만대 vehicles, 30대 남성 an age band;
2주간 weeks, 100만주 shares; 세 번 a count, 5번 출구 a name.
"""

import re

from .numerals import Number
from .units import Unit

# What follows a day or a year that lasts rather than a date.
_LASTING = re.compile(
    r"\s?(?:간|동안|만에|만의|만이|만으로|째|넘|이상|이내|이하|내에|내로|여|치|짜리|가량|연속|이 지|이 걸|"
    r"이나|도 (?:안|채|되지)|정도|남짓|안팎|뒤|"
    r"후(?!반)|씩|앞당)"
)
# 24년 상반기 is 2024.
_PART_OF_YEAR = re.compile(r"\s?(?:[상하]반기|\d분기|\d{1,2}월|시즌|대선|총선|지방선거)")
_VEHICLE = re.compile(r"(?:차|차량|버스|트럭|택시|SUV|오토바이|승용차|세단)[가-힣\s]{0,8}$")
_COUNTED = re.compile(
    r"(?:차|량|버스|트럭|택시|SUV|바이|헬기|기|드론|폰|PC|컴퓨터|노트북|서버|TV|장비|전차|탱크|로봇|GPU|"
    r"대수|카메라|생산|판매|출고|총|약|등록)"
    r"[가-힣\s]{0,6}$"
)
_AGES = re.compile(
    r"\s?(?:[여남]성|청소년|소녀|소년|초반|중반|후반|젊은|청년|부부|직장인|자녀|학생|들|[여남]\b)"
)
# 2030세대, 586세대
_GENERATION = re.compile(r"(?:[1-5]0[2-6]0|[3-5]86)세대")
_CHIPS = re.compile(r"(?:GPU|칩|그래픽카드|가속기|반도체|[A-Z]{1,2}\d{2,3})[가-힣]?\s(?:약\s)?$")
# 21대 대선, 22대 국회: the number of a term.
_TERM = re.compile(r"\s?(?:대선|총선|국회|대통령|의회|지방의회|회장|총장|왕|임금)")
# 52주 신고가: the name of a record.
_RECORD = re.compile(r"\s?(?:신고가|최고가|신저가|최저가|최고치|최저치)")
_HALF_TIME = re.compile(r"(?:[전후]반|연장)\s?$")
_SINO_AGE = re.compile(r"[이삼사오육칠팔구]?십\s?대")
_REPEATED = re.compile(r"이나|의|씩|\s?연속|\s?만에|을|\s?이상|\s?넘")


def settle(text: str, start: int, end: int, number: Number, unit: Unit) -> Unit | None:
    """The unit meant by the counter at `end` of the number at `start`; None where it makes a date, a rank
    or a name.
    """
    rule = _RULES.get(text[end : unit.end].strip())
    return rule(text, start, number, unit) if rule else unit


def _day(text: str, start: int, number: Number, unit: Unit) -> Unit | None:
    return unit if number.value > 31 or number.scale > 1 or _LASTING.match(text, unit.end) else None


def _year(text: str, start: int, number: Number, unit: Unit) -> Unit | None:
    lasting = _LASTING.match(text, unit.end)
    if number.scale == 1 and not number.grouped and number.value == number.value.to_integral_value():
        if 1000 <= number.value < 2200:
            return unit if lasting and number.value < 1700 else None
        # 97년 is 1997 unless it lasts: 97년 만에.
        if _PART_OF_YEAR.match(text, unit.end):
            return None
        if (60 <= number.value <= 99 or text[start : start + 1] == "0") and not lasting:
            return None
    return unit


def _unit(text: str, start: int, number: Number, unit: Unit) -> Unit | None:
    before = text[max(0, start - 14) : start]
    if _TERM.match(text, unit.end):
        return None
    if number.scale == 1 and not number.grouped and text[start].isdigit():
        if number.value % 10 == 0 and 10 <= number.value <= 90:
            if not _COUNTED.search(before) or _AGES.match(text, unit.end):
                return None
        elif number.value < 10 and not _COUNTED.search(before):
            return None
    if _SINO_AGE.match(text, start) and not _COUNTED.search(before):
        return None
    return Unit("vehicle", unit.end) if _VEHICLE.search(before) else unit


def _week_or_share(text: str, start: int, number: Number, unit: Unit) -> Unit | None:
    if _RECORD.match(text, unit.end):
        return None
    return Unit("share", unit.end) if number.scale > 1 or number.value >= 100 else unit


def _times(text: str, start: int, number: Number, unit: Unit) -> Unit | None:
    return unit if not text[start].isdigit() or _REPEATED.match(text, unit.end) else None


def _level(text: str, start: int, number: Number, unit: Unit) -> Unit | None:
    """2,400선 is the level of an index; 4차선, 3선 의원 and 2호선 are names."""
    return unit if number.grouped or number.value >= 500 else None


def _minute(text: str, start: int, number: Number, unit: Unit) -> Unit | None:
    """전반 23분 is a time of the match."""
    return None if _HALF_TIME.search(text[max(0, start - 4) : start]) else unit


def _persons(text: str, start: int, number: Number, unit: Unit) -> Unit | None:
    """1인 가구, 1인 시위: one person as a kind of thing."""
    return unit if number.value > 1 else None


def _households(text: str, start: int, number: Number, unit: Unit) -> Unit | None:
    """1,250세대 are households, 3세대 a generation."""
    return unit if number.value >= 10 and not _GENERATION.match(text, start) else None


def _sheet(text: str, start: int, number: Number, unit: Unit) -> Unit | None:
    """Graphics cards are counted like sheets in Korean, and like units elsewhere."""
    return Unit("unit", unit.end) if _CHIPS.search(text[max(0, start - 14) : start]) else unit


_RULES = {
    "일": _day,
    "년": _year,
    "대": _unit,
    "주": _week_or_share,
    "번": _times,
    "선": _level,
    "인": _persons,
    "세대": _households,
    "장": _sheet,
    "분": _minute,
}
