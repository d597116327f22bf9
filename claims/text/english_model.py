"""How much does each feature of an English sentence weigh, for or against checking it?

A linear model in log-odds over cues and words. The weights are trained by docs/checkworthy/train.py
on docs/checkworthy/english.tsv and kept in english_weights.tsv beside this file; this module
turns a sentence into features, for training and for use alike.
"""

import math
import re
from pathlib import Path

from claims.text.cues import ENGLISH, Cue
from claims.words import Reason

WEIGHTS_FILE = Path(__file__).with_name("english_weights.tsv")
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d")
WORD_VALUE = 0.7  # a word counts less than a cue, so that training leans on cues first
FRAGMENT_WORDS = 5
FOR_SCALE, AGAINST_SCALE = 4, 3  # so that the counts run from 0 to about 2
NUMBERS = {"digits", "big number", "number word", "fraction"}
RECORDS = {name for name, cue in ENGLISH.items() if cue.reason == Reason.RECORD}
# How we talk, rather than what we say: these do not take a number or a record its standing.
MANNER = {"we", "chatter", "i am", "people feel"}
FIXED = {name: cue.weight for name, cue in ENGLISH.items() if cue.weight}  # not trained
# Features that are no cue of their own, and the reason they count towards.
STANDING = {"a number stands": Reason.NUMBER, "a record stands": Reason.RECORD, "fragment": Reason.FRAGMENT}


def found(said: str) -> list[Cue]:
    """The cues of a sentence; ``said`` is tidy."""
    small = said.lower()
    return [cue for cue in ENGLISH.values() if cue.found_in(said, small)]


def features(said: str, cues: list[Cue]) -> dict[str, float]:
    """Cues by name, what they come to together, the length, and words as ``=word``."""
    names = {cue.name for cue in cues}
    against = {cue.name for cue in cues if cue.against}
    given: dict[str, float] = dict.fromkeys(names, 1.0)
    if not against - MANNER:
        given["a number stands"] = float(bool(names & NUMBERS))
        given["a record stands"] = float(bool(names & RECORDS))
    given["cues for"] = min(len(names - against), 8) / FOR_SCALE
    given["cues against"] = min(len(against), 6) / AGAINST_SCALE
    length = len(said.split())
    given["length"] = min(length, 40) / 20
    given["fragment"] = float(length < FRAGMENT_WORDS)
    for word in WORD.findall(said.lower()):
        given["=" + word] = WORD_VALUE
    return given


def load(path: Path = WEIGHTS_FILE) -> dict[str, float]:
    """Weights by feature; the bias under ``bias``. Lines that begin with ``#`` are remarks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return FIXED | {name: float(weight) for name, weight in pairs}


def odds(given: dict[str, float], weights: dict[str, float]) -> float:
    """The log-odds that a sentence with these features is worth checking."""
    return weights["bias"] + math.fsum(weights.get(name, 0.0) * value for name, value in given.items())


def part(cue: Cue, weights: dict[str, float]) -> float:
    """What one cue brings: its own weight, and its share in the count of cues for or against."""
    if cue.against:
        return weights.get(cue.name, 0.0) + weights["cues against"] / AGAINST_SCALE
    return weights.get(cue.name, 0.0) + weights["cues for"] / FOR_SCALE
