"""Reads one amount: a number with its sign, currency and unit, where it stands in a text.

    read_amounts("557만6천달러(약 78억8천만원)")
        -> [Amount(value=5576000, unit="USD", …), Amount(value=7880000000, unit="KRW", …)]

Bare numbers are amounts too, with `unit` None: quantities.py keeps those that a range or a word such as
"about" shows to be meant. It does not read "about", "at least" or ranges. Offsets are those of the text
given.
"""

import re
from dataclasses import replace

from .lookalikes import spans
from .numerals import DIGITS_START, HANGUL_START, WORDS_START, Number, digits_at, hangul_at, words_at
from .placing import Amount, place
from .unit_tables import words
from .units import currency_before

# A word for a number counts only where one of these follows its counter: "두 명이" but not "두 명문대".
_PARTICLE = re.compile(
    r"$|[^가-힣]|이상|이하|이내|이나|이며|이고|이었|이었다|이다|인데|인\s|이|가|은|는|을|를|에게|에서|에|의|"
    r"로|으로|도|만|과|와|까지|부터|"
    r"씩|쯤|가량|정도|째|간|동안|안팎|남짓|뿐|보다|마다|당|여|중|넘|내|전|후|뒤|였|짜리|"
    r"대(?=[의로를은에도까다였인\s,)]|$)|꼴|치|들이|들은|들의|들"
)
# Counters that a number in words may have; the rest only follow digits.
# 인구는 삼백만을 넘었다: three syllables up to a great magnitude name nothing else (천만다행, 억만장자 do).
_BARE_SINO = re.compile("[일이삼사오육칠팔구십백천]{2,}[만억조]")
_BARE_END = re.compile(r"(?:을|를|이|가|은|는|에|에서|까지|으로|보다)(?![가-힣])")
_COUNTER = re.compile(
    r"\s?(?:여\s?)?("
    + "|".join(
        sorted(
            words("""
            명 살 곳 군데 개 건 달 시간 번 배 대 마리 척 채 가지 사람 차례 장 권 주 해 가구 팀 편 병 잔
            그루 켤레 쌍 줄 통 골
            경기 개월 년 세 종류 점 표 석 원 달러 엔 위안 유로 파운드 톤 킬로미터 미터 평 도 퍼센트 % 회
            배럴 세대 개국 개사
            나라 회사 기업 도시 주일 그릇 상자 벌 분 초 인 일 종 발
            """),
            key=len,
            reverse=True,
        )
    )
    + ")"
)
_ONE_COUNTS = words("명 곳 건 달 시간 대 마리 살 척 사람 개 군데 주 가구 팀 쌍")
_SINGLE_SINO = frozenset("일삼사오육칠팔구")
# 만 번, 백 대, 천 일 … are idioms or other words; 만 명, 천 원 are amounts.
_NOT_AFTER_MAGNITUDE = words("번 대 세 도 일 해 주 분 회 인 발")
_NOT_AFTER_NATIVE = words("일 분 초 인 회 도 세 % 퍼센트 원 엔 년 개월 유로")
_MAGNITUDES = words("만 천 백 십 억 조")
_OLD_THREES = words("석 서 넉 너")
_MONEY = words("원 달러 엔 위안 유로 파운드")
# 한 명도 없다: none at all.
_NOT_ONE = re.compile(r"한\s?[가-힣]{1,3}도\s(?:없|않|못|안\s)")
_DIGIT_RUN = re.compile(r"\d[\d.,]*")
_DEFINITE = re.compile(
    r"\b(?:the|these|those|both|his|her|their|its|our|my|your|other|all|first|last|no|any)\s$", re.IGNORECASE
)
# One person died: a count after all.
_HARMED = re.compile(
    r"\s(?:(?:was|is|has\sbeen|had\sbeen)\s(?:killed|injured|wounded|arrested|dead|missing|hurt|shot|charged|"
    r"detained|hospitalized|rescued)|died|dead|injured|missing)\b"
)
# "one day", "one person", "one point" tell a story, they do not count.
_ONE_IS_IDLE = frozenset(["point", "day", "person", "quarter", "second", "foot", "week", "night", "minute"])


# Numbers looked at in one text and way of writing: a newspaper page has some hundreds. The rest is left out,
# which bounds the work on hostile pages.
MOST = 10_000


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
    amounts, pos, index, looks = [], 0, 0, 0
    while looks < MOST and (start := starts.search(text, pos)):
        at = start.start()
        while index < len(closed) and closed[index][1] <= at:
            index += 1
        if index < len(closed) and closed[index][0] <= at:
            pos = closed[index][1]
            continue
        amount, end = read(text, at)
        looks += amount is not None or starts is not HANGUL_START  # Hangul numerals begin many words
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
    amount = place(text, start, at, number, currency[0] if currency else None)
    return amount, amount.end if amount else number.end


def _word_amount(text: str, at: int) -> tuple[Amount | None, int]:
    number = words_at(text, at)
    if number is None:
        return None, at + 1
    amount = place(text, at, at, number, None)
    if amount is None or not _words_count(text, at, number, amount):
        return None, number.end
    return amount, amount.end


def _words_count(text: str, at: int, number: Number, amount: Amount) -> bool:
    """Whether a number word is meant as an amount: "two companies", not "the two leaders" or "one of
    them".
    """
    if amount.bare:
        return number.value > 10 or (number.value > 1 and not text.startswith(" of", amount.end))
    if number.value == 1 and number.scale == 1:
        if amount.unit == "person" and _HARMED.match(text, amount.end):
            return True
        return amount.sure and amount.unit not in _ONE_IS_IDLE
    definite = _DEFINITE.search(text[max(0, at - 8) : at])
    return not (definite and number.value <= 10 and not amount.sure)


def _hangul_amount(text: str, at: int) -> tuple[Amount | None, int]:
    number = hangul_at(text, at)
    if number is None:
        return None, at + 1
    if _BARE_SINO.fullmatch(text, at, number.end) and _BARE_END.match(text, number.end):
        amount = place(text, at, at, number, None)
        return amount and replace(amount, sure=True), number.end
    counter = _COUNTER.match(text, number.end)
    if counter is None or not _hangul_counts(text[at : number.end], counter[1], text[number.end] in " 여"):
        return None, number.end
    amount = place(text, at, at, number, None)
    if amount is None or amount.bare or not _PARTICLE.match(text, amount.end) or _NOT_ONE.match(text, at):
        return None, number.end
    return amount, amount.end


def _hangul_counts(word: str, counter: str, apart: bool) -> bool:
    """Whether word and counter (`apart`: with a space or 여 between) mean an amount: 두 명, not 백인, 구조대,
    석유로, 세일.
    """
    if word == "한":
        return counter in _ONE_COUNTS
    if word == "세" and counter == "대" and not apart:
        return False
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
