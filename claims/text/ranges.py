"""Joins amounts that belong together: ranges, changes that share a unit, compound durations.

- `10~20%`: one amount, 10 to 20 %
- `$10 to $20 million`: one amount, the magnitude is shared
- `10%에서 15%로`, `rose from 10 to 15 percent`: two amounts, a change and no range
- `1시간 30분`: one amount, 90 minute
- `3-1`, `2023-24`: nothing, a score and a season
"""

import re
from dataclasses import replace
from decimal import Decimal

from .placing import Amount

_WAVE = re.compile(r"\s?[~∼]\s?$")
_DASH = re.compile(r"\s?[-–—]\s?$")
_TO = re.compile(r"\s(?:to|through|or)\s(?:as\s(?:much|many|high)\sas\s)?$", re.IGNORECASE)
_AND = re.compile(r"\sand\s(?:about\s)?$", re.IGNORECASE)
_KOREAN_FROM = re.compile(r"(?:에서|부터|내지|\s내지|에서부터)\s?(?:많게는|길게는|크게는|최대|최고|약)?\s?$")
_BETWEEN = re.compile(r"\bbetween\s(?:about\s|roughly\s)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:about\s|around\s|roughly\s|just\s|an?\s\w+\s)?$", re.IGNORECASE)
_RANGE_CUE = re.compile(
    r"\b(?:rang\w*|var(?:y|ies|ied|ying)|anywhere|somewhere|estimat\w*|cost\w*|price[sd]?|pricing|fees?|"
    r"fines?|salar\w+|tickets?|span\w*|differ\w*|aged?|sizes?|"
    r"between|take[sn]?|last\w*|sell\w*|pay\w*|measur\w*|budgets?|bids?|deals?|worth|anything|heights?|"
    r"weigh\w*)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_CHANGE_CUE = re.compile(
    r"\b(?:r[oi]se\w*|rising|fell|fall\w*|up|down|gain\w*|drop\w*|increas\w*|decreas\w*|gr[eo]w\w*|cut\w*|"
    r"rais\w*|jump\w*|climb\w*|lower\w*|slid\w*|slip\w*|surg\w*|plung\w*|"
    r"soar\w*|shr[aiu]nk\w*|declin\w*|doubl\w*|widen\w*|narrow\w*|eas\w*|edg\w*|went|mov\w*|chang\w*|"
    r"boost\w*|reduc\w*|expand\w*|trimm\w*|tripl\w*|improv\w*|upgrad\w*|revis\w*|by)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_KOREAN_CHANGE = re.compile(
    r"(?:(?:수준|선|대|가량|정도|안팎)?(?:으로|로)(?!\s?추[정산])|[이가]\s?(?:되|됐|된)|"
    r"까지\s?(?:[가-힣]{1,4}\s)?(?:올|늘|줄|떨어|내[렸려리]|급|상승|하락|증가|감소|확대|축소|뛰|치솟|낮|높|"
    r"오르|커))"
)
_KOREAN_RANGE = re.compile(
    r"\s?(?:까지|사이|정도|수준|가량|안팎|내외|범위|선|이|가|은|는|도|씩|에|의|을|를|,|\.|\)|$)"
)
_AND_UPPER = re.compile(r"\s?(?:이상|초과|부터)\s?[~∼]?\s?$")
_UPPER_AFTER = re.compile(r"\s?(?:이하|미만|이내|까지)")
_JOINED_TIME = re.compile(r",?\s?(?:and\s)?$")
# Each unit in terms of the next smaller: only what is exact.
_TIME = [
    ("year", "month", 12),
    ("week", "day", 7),
    ("day", "hour", 24),
    ("hour", "minute", 60),
    ("minute", "second", 60),
    ("foot", "inch", 12),
]
_SMALLER = {bigger: (smaller, Decimal(times)) for bigger, smaller, times in _TIME}


def merge(text: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts with ranges and compound durations joined, and shared units and magnitudes handed over."""
    merged: list[Amount] = []
    for amount in amounts:
        left = merged[-1] if merged else None
        if left is None or not 0 <= amount.start - left.end <= 12 or left.vague:
            merged.append(amount)
            continue
        gap = text[left.end : amount.start]
        joined = _compound(text, left, amount, gap) or _range(text, left, amount, gap)
        if joined is not None:
            merged[-1] = joined
        elif _is_score(text, left, amount, gap):
            merged.pop()
        else:
            _share_change(text, left, amount, gap)
            merged.append(amount)
    return merged


def _is_score(text: str, left: Amount, right: Amount, gap: str) -> bool:
    """3-1, and "odds of 10 to 1"; but not "from 20 to 12"."""
    if not (left.bare and right.bare) or left.sure or right.sure:
        return False
    if _DASH.fullmatch(gap):
        return True
    return bool(_TO.fullmatch(gap) and left.value > right.value and not _FROM.search(text[: left.start][-8:]))


def _compound(text: str, left: Amount, right: Amount, gap: str) -> Amount | None:
    """1시간 30분, 5 feet 10 inches: in the smallest unit, which is exact."""
    smaller, times = _SMALLER.get(left.unit or "", (None, None))
    if smaller is None or right.unit != smaller or not _JOINED_TIME.fullmatch(gap) or right.value >= times:
        return None
    if "," in gap and text[left.end - 1] != "s":
        return None
    if left.unit in ("day", "week") or left.high is not None or right.high is not None:
        return None
    value = left.value * times + right.value
    return replace(right, start=left.start, value=value, written=value)


def _range(text: str, left: Amount, right: Amount, gap: str) -> Amount | None:
    if (right.unit is None and not (right.sure or left.unit)) or left.high is not None:
        return None
    if left.unit == "x" and right.unit is None:  # doubled to 40,000
        return None
    if not _is_range(text, left, right, gap):
        return None
    low, unit = _low_end(left, right)
    if unit is not None and right.unit is None and left.unit is not None:
        # $10-20 and 10%~20: the sign is written once, before or behind the first number.
        right = replace(right, unit=left.unit, bare=False, sure=left.sure, value=right.value * left.factor)
    high = right.value if right.high is None else right.high
    if low is None or low >= high:
        return None
    return replace(
        right, start=left.start, value=low, high=high, approximate=left.approximate or right.approximate,
        bare=right.unit is None, sure=right.sure and (not right.bare or left.sure),
    )  # fmt: skip


def _low_end(left: Amount, right: Amount) -> tuple[Decimal | None, str | None]:
    """(lower value, unit) when both can be one range; the left end takes what only the right end says."""
    if left.unit is not None and right.unit is not None and left.unit != right.unit:
        return None, None
    shares = left.scale == 1 and right.scale > 1 and left.written < right.written
    factor = right.scale if shares else Decimal(1)
    if left.unit is None:
        factor *= right.factor
    return left.value * factor, right.unit or left.unit


def _is_range(text: str, left: Amount, right: Amount, gap: str) -> bool:
    before = text[max(0, left.start - 60) : left.start]
    if _WAVE.fullmatch(gap):
        return True
    if _DASH.fullmatch(gap):
        return right.unit is not None or left.unit is not None
    if _AND_UPPER.fullmatch(gap) and _UPPER_AFTER.match(text, right.end):
        return True
    if _KOREAN_FROM.fullmatch(gap):
        if _KOREAN_CHANGE.match(text, right.end):
            return False
        return bool(_KOREAN_RANGE.match(text, right.end)) or "내지" in gap
    if _AND.fullmatch(gap):
        return bool(_BETWEEN.search(before))
    if not _TO.fullmatch(gap):
        return False
    if " or " in gap:
        return left.unit is None and right.unit is not None and left.bare
    if _FROM.search(before):
        if _CHANGE_CUE.search(before) and not re.search(r"\brang", before):
            return False
        return left.unit is None or bool(_RANGE_CUE.search(before))
    own_unit = left.unit is not None
    return not (own_unit and _CHANGE_CUE.search(before[-24:]))


def _share_change(text: str, left: Amount, right: Amount, gap: str) -> None:
    """ "from 10 to 15 percent", 10에서 15%로: the first number is of the same unit."""
    if not left.bare or right.unit is None or right.bare:
        return
    english = _TO.fullmatch(gap) and _FROM.search(text[max(0, left.start - 24) : left.start])
    if not english and not _KOREAN_FROM.fullmatch(gap) and gap.strip() != "→":
        return
    low, unit = _low_end(left, right)
    left.value, left.unit, left.bare, left.sure = low, unit, False, right.sure
