"""Is this sentence worth a fact-check?

A score from 0 to 1 and the reasons a person can read. It does not say whether a sentence is true, and
it reads one sentence at a time: what stands around it is not looked at.

>>> assess("The deficit rose by 12 percent last year because of the tax cut.").score > 0.7
True
>>> checkworthiness("Thank you, and good evening.") < 0.2
True
>>> assess("이 법은 반드시 고쳐야 한다.").reasons[0].value
'opinion'
"""

import math
import re
from dataclasses import dataclass

from claims.text.cues_english import ENGLISH, Cue
from claims.text.cues_korean import KOREAN
from claims.text.sentences import sentences
from claims.words import AGAINST_CHECKING, Reason

__all__ = ["Assessment", "assess", "checkworthiness", "sentences"]

READ_LENGTH = 1200  # characters of a sentence that are looked at: what is longer is not a sentence
ENGLISH_BIAS = -1.1
KOREAN_BIAS = -1.7
FRAGMENT_WORDS = 4
HANGUL = re.compile(r"[가-힣]")
LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True)
class Assessment:
    """``score`` 0..1; ``reasons`` strongest first, those that carried the score before those against it."""

    score: float
    reasons: tuple[Reason, ...]


def checkworthiness(sentence: str) -> float:
    return assess(sentence).score


def assess(sentence: str) -> Assessment:
    """How much this one sentence (Korean or English) is worth checking, and why."""
    said = " ".join(sentence[:READ_LENGTH].split()).replace("’", "'")
    if not said:
        return Assessment(0.0, (Reason.FRAGMENT,))
    korean = len(HANGUL.findall(said)) * 2 > len(LATIN.findall(said))
    bias, cues = (KOREAN_BIAS, KOREAN) if korean else (ENGLISH_BIAS, ENGLISH)
    weights = _weigh(said, cues)
    words = len(said.split())
    if words < FRAGMENT_WORDS:
        weights[Reason.FRAGMENT] = -1.5
    score = 1 / (1 + math.exp(-(bias + sum(weights.values()) + min(words, 25) * 0.03)))
    return Assessment(score, _order(weights, score))


def _weigh(said: str, cues: tuple[Cue, ...]) -> dict[Reason, float]:
    small = said.lower()
    weights: dict[Reason, float] = {}
    for cue in cues:
        if cue.pattern.search(said if cue.cased else small):
            weights[cue.reason] = weights.get(cue.reason, 0.0) + cue.weight
    return weights


def _order(weights: dict[Reason, float], score: float) -> tuple[Reason, ...]:
    against = score < 0.5
    return tuple(
        sorted(weights, key=lambda reason: ((reason in AGAINST_CHECKING) != against, -abs(weights[reason])))
    )
