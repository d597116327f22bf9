"""Plausible claims by the million, each in Korean and English, with the same numbers in both.

>>> from random import Random
>>> people(2)[0]
('김가람', 'Kim Ga-ram')
>>> korean, english = claim(Random(4), ("김가람", "Kim Ga-ram"), 2021)
"""

from collections.abc import Callable
from random import Random

from claims.text.particles import final_consonant

SURNAMES = [
    *[
        ("김", "Kim"),
        ("이", "Lee"),
        ("박", "Park"),
        ("최", "Choi"),
        ("정", "Jung"),
        ("강", "Kang"),
        ("조", "Cho"),
    ],
    *[
        ("윤", "Yoon"),
        ("장", "Jang"),
        ("임", "Lim"),
        ("한", "Han"),
        ("오", "Oh"),
        ("서", "Seo"),
        ("신", "Shin"),
    ],
    *[("권", "Kwon"), ("황", "Hwang"), ("안", "Ahn"), ("송", "Song"), ("류", "Ryu"), ("홍", "Hong")],
]
SYLLABLES = [
    *[("가람", "Ga-ram"), ("나래", "Na-rae"), ("다온", "Da-on"), ("도윤", "Do-yoon"), ("라온", "Ra-on")],
    *[("민서", "Min-seo"), ("보람", "Bo-ram"), ("서진", "Seo-jin"), ("수빈", "Su-bin"), ("아름", "A-reum")],
    *[("예준", "Ye-jun"), ("유나", "Yu-na"), ("은호", "Eun-ho"), ("재원", "Jae-won"), ("준영", "Jun-young")],
    *[("지훈", "Ji-hoon"), ("찬미", "Chan-mi"), ("태오", "Tae-o"), ("하늘", "Ha-neul"), ("현우", "Hyun-woo")],
]
TOPICS = [
    *[
        ("금리", "Interest rates"),
        ("물가", "Prices"),
        ("고용", "Jobs"),
        ("부동산", "Housing"),
        ("세금", "Taxes"),
    ],
    *[("무역", "Trade"), ("반도체", "Semiconductors"), ("인공지능", "Artificial intelligence")],
    *[("전기차", "Electric cars"), ("원자력", "Nuclear power"), ("재생에너지", "Renewable energy")],
    *[("기후", "Climate"), ("의료", "Health care"), ("백신", "Vaccines"), ("연금", "Pensions")],
    *[("교육", "Education"), ("대학", "Universities"), ("출산율", "Birth rate"), ("이민", "Immigration")],
    *[("국방", "Defence"), ("외교", "Foreign affairs"), ("선거", "Elections"), ("국회", "National Assembly")],
    *[
        ("법원", "Courts"),
        ("범죄", "Crime"),
        ("교통", "Transport"),
        ("통신", "Telecoms"),
        ("농업", "Farming"),
    ],
    *[
        ("수산업", "Fisheries"),
        ("관광", "Tourism"),
        ("문화", "Culture"),
        ("체육", "Sport"),
        ("언론", "Press"),
    ],
    *[("지방재정", "Local budgets"), ("복지", "Welfare"), ("노동", "Labour"), ("소상공인", "Small shops")],
    *[("증시", "Stock market"), ("환율", "Exchange rates"), ("우주", "Space")],
]
PLACES = [
    *[("서울", "Seoul"), ("부산", "Busan"), ("대구", "Daegu"), ("인천", "Incheon"), ("광주", "Gwangju")],
    *[
        ("대전", "Daejeon"),
        ("울산", "Ulsan"),
        ("세종", "Sejong"),
        ("경기도", "Gyeonggi"),
        ("강원도", "Gangwon"),
    ],
    *[
        ("제주", "Jeju"),
        ("미국", "the United States"),
        ("일본", "Japan"),
        ("중국", "China"),
        ("독일", "Germany"),
    ],
]
OUTLETS = [
    f"{place}{kind}"
    for place in ("한강", "남산", "동해", "서해", "백두", "한라", "금강", "낙동", "영산", "섬진")
    for kind in ("일보", "신문", "경제", "방송", "저널")
]

Pair = tuple[str, str]


def _won(dice: Random) -> Pair:
    amount = dice.randint(2, 9800)  # hundred millions
    return f"{amount:,}억 원", f"{amount / 10:g} billion won"


def _dollars(dice: Random) -> Pair:
    amount = dice.randint(2, 9800)  # ten thousands
    return f"{amount:,}만 달러", f"${amount * 10_000:,}"


def _share(dice: Random) -> Pair:
    amount = f"{dice.randint(10, 990) / 10:g}%"
    return amount, amount


def _people(dice: Random) -> Pair:
    amount = dice.randint(1, 4000) * 10
    return f"{amount:,}명", f"{amount:,} people"


def _times(dice: Random) -> Pair:
    amount = f"{dice.randint(11, 95) / 10:g}"
    return f"{amount}배", f"{amount} times"


# {p} person, {t} and {a} topics, {l} place, {y} year, {n} number; [은] the particle that fits the word before
TEMPLATES: list[tuple[Callable[[Random], Pair], str, str]] = [
    (_won, "{p}[은] {y}년 {l}의 {t} 예산이 {n}이라고 말했다", "{p} said {l} budgeted {n} for {t} in {y}"),
    (
        _won,
        "{p}[은] 정부가 {t}에 {n}을 더 썼다고 주장했다",
        "{p} claimed the government spent {n} more on {t}",
    ),
    (_dollars, "{l}의 {t} 수출은 {y}년 {n}에 이르렀다", "{l} exported {n} in {t} in {y}"),
    (_dollars, "{p}[은] {t} 연구에 {n}[을] 투자했다고 밝혔다", "{p} said {n} were invested in {t} research"),
    (_share, "{l}의 {t} 비중은 {y}년 {n}였다", "The share of {t} in {l} was {n} in {y}"),
    (_share, "{p}[은] {t}[이] 한 해에 {n} 올랐다고 말했다", "{p} said {t} rose by {n} within a year"),
    (_share, "{l} 시민의 {n}는 {t} 정책에 반대한다", "{n} of people in {l} oppose the policy on {t}"),
    (
        _people,
        "{y}년 {l}에서 {t} 관련 일자리 {n} 분이 사라졌다",
        "Jobs for {n} in {t} were lost in {l} in {y}",
    ),
    (_people, "{p}[은] {t} 집회에 {n}이 모였다고 말했다", "{p} said {n} joined the rally over {t}"),
    (_times, "{l}의 {t} 지출은 {a}의 {n}다", "{l} spends {n} as much on {t} as on {a}"),
    (
        _times,
        "{p}[은] {t} 피해가 {y}년의 {n}로 늘었다고 썼다",
        "{p} wrote that losses in {t} grew to {n} those of {y}",
    ),
    (_won, "{l}[은] {y}년까지 {t}에 {n}[을] 들이기로 했다", "{l} will put {n} into {t} by {y}"),
    (
        _share,
        "{t} 예산의 {n}[이] {a}에 쓰였다고 {p}[이] 지적했다",
        "{p} noted that {n} of the {t} budget went to {a}",
    ),
    (
        _dollars,
        "{l} 기업의 {t} 매출이 {y}년 {n}[을] 넘었다",
        "Companies of {l} sold more than {n} in {t} in {y}",
    ),
]
REPORTS: list[tuple[Callable[[Random], Pair], str, str]] = [
    (
        _won,
        "{y}년 {l}의 {t} 결산액은 {n}으로 확정되었다.",
        "Final accounts of {l} for {t} came to {n} in {y}.",
    ),
    (_share, "통계에 따르면 {l}의 {t} 비율은 {n}이다.", "According to statistics, {t} in {l} stood at {n}."),
    (_people, "{l}에서 {t} 분야에 종사하는 사람은 {n}이다.", "In {l}, {n} work in {t}."),
    (_dollars, "{t} 부문의 거래액은 {y}년 {n}이었다.", "Trade in {t} amounted to {n} in {y}."),
    (_times, "{t} 지출은 {y}년보다 {n} 많았다.", "Spending on {t} was {n} that of {y}."),
]
_PARTICLES = {"은": ("은", "는"), "이": ("이", "가"), "을": ("을", "를")}


def people(count: int) -> list[Pair]:
    """Names in both languages; beyond the four hundred there are, with a number behind."""
    pairs = [(s[0] + g[0], f"{s[1]} {g[1]}") for s in SURNAMES for g in SYLLABLES]
    turns = range(count)
    return [
        (
            pairs[i % 400][0] + str(i // 400 + 1) * (i >= 400),
            pairs[i % 400][1] + f" {i // 400 + 1}" * (i >= 400),
        )
        for i in turns
    ]


def claim(dice: Random, person: Pair, year: int) -> Pair:
    """One claim in Korean and English."""
    return _filled(dice, dice.choice(TEMPLATES), person, year)


def report(dice: Random, year: int) -> Pair:
    """One sentence of a source, in Korean and English."""
    return _filled(dice, dice.choice(REPORTS), ("", ""), year)


def _filled(dice: Random, template: tuple, person: Pair, year: int) -> Pair:
    number, korean, english = template
    topic, another = dice.choice(TOPICS), dice.choice(TOPICS)
    parts = {"p": person, "t": topic, "a": another, "l": dice.choice(PLACES), "n": number(dice)}
    said = {name: pair[1] if name in "pln" else pair[1].lower() for name, pair in parts.items()}
    sentence = english.format(**said, y=year)
    return _with_particles(korean.format(**{name: pair[0] for name, pair in parts.items()}, y=year)), (
        sentence[0].upper() + sentence[1:]
    )


def _with_particles(text: str) -> str:
    """``김가람[은]`` → ``김가람은``; after a digit or sign the form for a vowel."""
    done, *rest = text.split("[")
    for piece in rest:
        after_consonant, after_vowel = _PARTICLES[piece[0]]
        done += (after_consonant if final_consonant(done[-1]) else after_vowel) + piece[2:]
    return done
