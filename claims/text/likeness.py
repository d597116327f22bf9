"""Do two claims say the same, and why would one think so?

Looks at shared values, shared names and shared words, across Korean and English: values are compared as
values, names also by their sound (딥시크 and DeepSeek have the consonants d-p-s-k). A reason to look, never
a proof: two claims that differ in one figure are alike.

>>> likeness("딥시크는 557만6천달러를 썼다", "DeepSeek spent $5.576 million").reasons
(Reason(code='names', shared=('딥시크',)), Reason(code='quantity', shared=('557만6천달러',)))
"""

import re
from dataclasses import dataclass

from claims.text.quantities import Quantity, agree, find_quantities
from claims.text.sounds import skeleton
from claims.text.tokens import ENGLISH_STOP, KOREAN_STOP, Piece, latin, pairs, pieces, plain, stem
from claims.text.value_lexemes import is_telling

# Claims are sentences; more is not read.
MAX_TEXT = 2000
MAX_QUANTITIES = 30
# Written like names, but shared by half of all claims.
NOT_TELLING = frozenset(["ai", "ceo", "eu", "gdp", "it", "uk", "un", "us", "usa"])

# What is left of 개발하는 and 공개된 without their endings is no word to show.
VERBAL = frozenset("하되")

# How much of the rest each kind of evidence settles: one shared name says less than most words shared.
NAMES, QUANTITY, WORDS = 0.5, 0.5, 0.9


@dataclass(frozen=True)
class Reason:
    """code: names, quantity or words; ``shared``: the words in question as the first text has them."""

    code: str
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Likeness:
    """score: 0 nothing shared … 1 the same words."""

    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class _Features:
    """What is compared of a text, each feature with the word it was read from."""

    names: dict[str, str]
    capitals: tuple[str, ...]
    nouns: dict[str, str]
    words: dict[str, str]
    shingles: frozenset[str]
    quantities: list[Quantity]


def likeness(a: str, b: str) -> Likeness:
    """How alike two claims are, with the reasons, strongest first."""
    one, other = _features(a), _features(b)
    names = _shared_names(one, other)
    amounts = [x.text for x in one.quantities if any(_same(x, y) for y in other.quantities)]
    words = [word for key, word in one.words.items() if word not in names and _says(other, key)]
    overlap = WORDS * _share(len(one.shingles & other.shingles), len(one.shingles), len(other.shingles))
    by_name = NAMES * _share(len(names), _names(one), _names(other))
    by_amount = QUANTITY * _share(len(amounts), len(one.quantities), len(other.quantities))
    found = [(by_name, "names", names), (by_amount, "quantity", amounts), (overlap, "words", words)]
    found = sorted((reason for reason in found if reason[2]), key=lambda reason: -reason[0])
    score = 1.0
    for weight, _, _ in found:
        score *= 1 - weight
    if found and plain(a) == plain(b):
        score = 0.0
    reasons = tuple(Reason(code, tuple(dict.fromkeys(shared))) for _, code, shared in found)
    return Likeness(round(1 - score, 3), reasons)


def _features(text: str) -> _Features:
    text = plain(text[:MAX_TEXT])
    quantities = find_quantities(text)[:MAX_QUANTITIES]
    names: dict[str, str] = {}
    capitals: list[str] = []
    nouns: dict[str, str] = {}
    words: dict[str, str] = {}
    shingles: set[str] = set()
    korean = re.search("[가-힣]", text) is not None
    for piece in pieces(text):
        if piece.kind == "number" or any(q.start <= piece.start < q.end for q in quantities):
            continue
        if piece.kind == "run":
            noun = stem(piece.text)
            if len(noun) > 1 and noun not in KOREAN_STOP:
                nouns.setdefault(skeleton(noun), noun)
                words.setdefault(noun, piece.text if noun[-1] in VERBAL else noun)
                shingles.update(pairs(noun))
            continue
        word = latin(piece.text)
        if len(word) < 2 or word in ENGLISH_STOP or piece.text.lower() in ENGLISH_STOP:
            continue
        if word not in NOT_TELLING and _is_name(piece, korean):
            names.setdefault(word, piece.text)
        if korean or piece.text[0].isupper():
            capitals.append(piece.text)
        words.setdefault(word, piece.text)
        shingles.add(word)
    nouns.pop("", None)
    return _Features(names, tuple(dict.fromkeys(capitals)), nouns, words, frozenset(shingles), quantities)


def _is_name(piece: Piece, korean: bool) -> bool:
    """Latin letters in Korean text are a name; in English a capital that no sentence began with, or a
    digit.
    """
    if korean or any(character.isdigit() or character.isupper() for character in piece.text[1:]):
        return True
    return piece.text[0].isupper() and piece.start > 0 and not re.search(r"[.!?\n]\s*\W*$", piece.gap)


def _shared_names(one: _Features, other: _Features) -> list[str]:
    """The first text's names that stand in the second, in either alphabet."""
    sounds = {skeleton(name) for name in other.capitals}
    shared = [name for key, name in one.names.items() if key in other.words]
    shared += [name for name in one.capitals if skeleton(name) in other.nouns and name not in shared]
    shared += [noun for sound, noun in one.nouns.items() if sound in sounds]
    return shared


def _names(features: _Features) -> int:
    return max(len(features.names), 1)


def _says(features: _Features, word: str) -> bool:
    """Whether a text has a word, though perhaps with a blank within (인공 지능)."""
    parts = pairs(word)
    return word in features.words or set(parts[::2] if len(word) > 3 else parts) <= features.shingles


def _same(a: Quantity, b: Quantity) -> bool:
    """The same amount; a telling value is the same whether or not both name its unit."""
    if agree(a, b):
        return True
    unnamed = not a.unit or not b.unit
    return unnamed and a.low is not None and (a.low, a.high) == (b.low, b.high) and is_telling(str(a.low))


def _share(shared: int, one: int, other: int) -> float:
    """Shared features of both sides' features, 0..1 (Dice)."""
    return min(1.0, 2 * shared / max(one + other, 1))
