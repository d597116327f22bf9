"""Is this sentence worth a fact-check?

A score from 0 to 1 and the reasons a person can read. It does not say whether a sentence is true, and
it reads one sentence at a time: what stands around it is not looked at.

>>> assess("The deficit rose by 12 percent last year because of the tax cut.").score > 0.7
True
>>> checkworthiness("Thank you, and good evening.") < 0.2
True
>>> assess("이 법은 반드시 고쳐야 한다.").reasons[0].value
'opinion'

How the weights came about and what they reach: docs/decisions/0006.
"""

import math
import re
from dataclasses import dataclass

from claims.text import english_model
from claims.text.cues import KOREAN, tidy
from claims.text.sentences import sentences
from claims.words import AGAINST_CHECKING, Reason

__all__ = ["Assessment", "assess", "checkworthiness", "sentences"]

TOLD = 0.25  # log-odds below which a reason is not worth telling
KOREAN_BIAS = -2.1
KOREAN_PER_WORD, KOREAN_WORDS = 0.06, 12
KOREAN_FRAGMENT_WORDS, KOREAN_FRAGMENT = 3, -1.5
ENGLISH_WEIGHTS = english_model.load()
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
    said = tidy(sentence)
    letters = len(LATIN.findall(said))
    if not letters and not HANGUL.search(said):
        return Assessment(0.0, (Reason.FRAGMENT,))
    korean = len(HANGUL.findall(said)) * 2 > letters
    odds, weighed = _korean(said) if korean else _english(said)
    score = 1 / (1 + math.exp(-odds))
    return Assessment(score, _order(weighed, score))


def _english(said: str) -> tuple[float, dict[Reason, float]]:
    cues = english_model.found(said)
    given = english_model.features(said, cues)
    telling = [cue for cue in cues if cue.name not in english_model.MANNER]
    parts = [(cue.reason, english_model.part(cue, ENGLISH_WEIGHTS)) for cue in telling]
    parts += [
        (reason, ENGLISH_WEIGHTS.get(name, 0.0))
        for name, reason in english_model.STANDING.items()
        if given.get(name)
    ]
    return english_model.odds(given, ENGLISH_WEIGHTS), _by_reason(parts)


def _korean(said: str) -> tuple[float, dict[Reason, float]]:
    parts = [(cue.reason, cue.weight) for cue in KOREAN.values() if cue.found_in(said, said)]
    words = len(said.split())
    if words < KOREAN_FRAGMENT_WORDS:
        parts.append((Reason.FRAGMENT, KOREAN_FRAGMENT))
    odds = KOREAN_BIAS + sum(weight for _, weight in parts) + min(words, KOREAN_WORDS) * KOREAN_PER_WORD
    return odds, _by_reason(parts)


def _by_reason(parts: list[tuple[Reason, float]]) -> dict[Reason, float]:
    """What each reason came to, without those that weigh next to nothing or against their own sense."""
    weighed: dict[Reason, float] = {}
    for reason, weight in parts:
        weighed[reason] = weighed.get(reason, 0.0) + weight
    return {
        reason: weight
        for reason, weight in weighed.items()
        if abs(weight) >= TOLD and (weight < 0) == (reason in AGAINST_CHECKING)
    }


def _order(weighed: dict[Reason, float], score: float) -> tuple[Reason, ...]:
    worth_it = score >= 0.5
    return tuple(
        sorted(weighed, key=lambda reason: ((weighed[reason] > 0) != worth_it, -abs(weighed[reason])))
    )
