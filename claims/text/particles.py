"""Where does a Korean word end and its particle begin?

By table and by the sound rule (은 after a consonant, 는 after a vowel), without a dictionary, so a noun
that only looks like one with a particle is cut as well (김정은 → 김정 + 은). Callers must live with that:
see ``tokens`` (both readings are kept) and ``link_spans`` (cuts only where a name is unlikely to end so).

>>> split_particle("미국에서는")
('미국', '에서는')
>>> split_particle("마을")  # 을 needs a consonant before it
('마을', '')
"""

import re

# Particles of case and their kin; after them one of role may follow (에서 + 는). In this order: place, time,
# direction; comparison, company, share; quotation; copula.
_CASE_WORDS = """
에 에서 에게 에게서 한테 한테서 께 께서 으로 로 으로서 로서 으로써 로써 으로부터 로부터 까지 부터
처럼 보다 만큼 같이 와 과 이랑 랑 하고 마다 대로 밖에 뿐 조차 마저 커녕
라고 이라고 라는 이라는 라며 이라며 라면 이라면 이란 란
이다 다 입니다 이며 며 이고 이지만 이었다 였다 이라 인
"""
_CASE = _CASE_WORDS.split()
_ROLE = ["은", "는", "이", "가", "을", "를", "의", "도", "만", "나", "이나", "요"]
_AFTER_CASE = ["은", "는", "도", "만", "의", "이나", "나"]

PARTICLES = frozenset(_CASE + _ROLE + [case + role for case in _CASE for role in _AFTER_CASE])
LONGEST = max(map(len, PARTICLES))

# What the last sound before a particle must be: True a consonant, False a vowel; others do not mind.
_SOUND = {
    **dict.fromkeys(("은", "을", "이", "과"), True),
    **dict.fromkeys(("는", "를", "가", "와", "나", "며", "다", "란", "랑"), False),
}
_LIQUID = 8  # index of ㄹ among final consonants: 로, not 으로, follows it (서울로)


def split_particle(word: str) -> tuple[str, str]:
    """A run of Hangul as (stem, particle); the particle is "" when none is found. A stem has two syllables
    or more.
    """
    for length in range(min(LONGEST, len(word) - 2), 0, -1):
        stem, particle = word[:-length], word[-length:]
        if particle in PARTICLES and sounds_right(stem, particle):
            return stem, particle
    return word, ""


def is_particle(run: str) -> bool:
    """Whether a run of Hangul can be nothing but particles, as after a Latin word or an address."""
    return run in PARTICLES


def sounds_right(stem: str, particle: str) -> bool:
    """Whether the particle's form fits the last sound of the stem; True where the stem does not end in
    Hangul.
    """
    final = final_consonant(stem[-1:])
    if final is None:
        return True
    if particle.startswith("으로"):
        return final not in (0, _LIQUID)
    if particle.startswith("로") and particle != "로":
        return final in (0, _LIQUID)
    if particle == "로":
        return final in (0, _LIQUID)
    if particle.startswith(("이라", "이랑", "이란", "이나", "이며", "이고", "이지", "이었")):
        return final != 0
    wanted = _SOUND.get(particle)
    return wanted is None or wanted == (final != 0)


def final_consonant(syllable: str) -> int | None:
    """Index of a Hangul syllable's final consonant, 0 for none; None for anything else."""
    if not re.fullmatch("[가-힣]", syllable):
        return None
    return (ord(syllable) - 0xAC00) % 28
