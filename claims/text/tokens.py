"""What does a text look like to the search index, and what does a query ask of it?

Core PostgreSQL has no Korean dictionary, so words are cut here, the same way for text and for query. Lexemes:

    '미국' '국은' '은' a run of Hangul or Han: its overlapping pairs, then its last syllable; in a row: a
    phrase '공+지' the pair across one blank (인공 지능), at the place of the syllable before the blank
    '=미국' the run without its particle; of four syllables or more also its last two ('=은행') 'nvidia'
    'gpu' 'r1' Latin words: lower case, without accents, possessive and plural 'gpt4' a name and number
    joined by a hyphen (GPT-4), besides 'gpt' and '4' '1234' '5.576' numbers as written, without thousands
    marks '#5576000' '#5%' values that ``quantities`` reads, alone and with their unit

A query finds, for certain: a Hangul noun of two syllables or more with any particle or none, also within
compounds; a noun with its particle where the same noun stands as a word or ends one; 인공지능 by 인공 지능,
and the reverse where both parts have two syllables; GPT-4 as GPT4 and the reverse; a value of three digits
that count in any notation and unit, a shorter one with the same unit. A phrase never matches across a comma
or a line.

>>> tokens("미국은 R1")
[('미국', 2), ('국은', 3), ('은', 4), ('=미국', 0), ('r1', 6)]
>>> tsquery("인공지능")
"('인공' <-> ('공지' | '공+지') <-> '지능')"
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from claims.text.particles import is_particle, split_particle
from claims.text.value_lexemes import Value, find_values, number_term, value_lexemes

MAX_TEXT = 100_000  # characters indexed
MAX_BYTES = 800_000  # of lexemes and positions; PostgreSQL refuses a tsvector of 1 MB
MAX_POSITION = 16_383  # PostgreSQL gives all later ones this position
MAX_PLACES = 255  # PostgreSQL keeps no more positions for a lexeme
MAX_LEXEME = 60  # characters of a word; PostgreSQL takes 2,046 bytes
MAX_QUERY = 600  # characters of a query that are read
MAX_TERMS = 32  # of a query
MAX_PAIRS = 24  # of a phrase
MAX_PROBED = 3_000  # characters that a probe reads
MAX_PROBES = 12  # terms of a probe

_HAN = "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_TOKEN = re.compile(
    rf"(?P<run>[{_HAN}]+)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)*)"
    r"|(?P<initials>(?:[A-Za-z]\.){2,})"
    rf"|(?P<word>[^\W\d_{_HAN}][^\W_{_HAN}]*(?:'[^\W\d_{_HAN}]+)*)"
)
_PLURAL_INITIALS = re.compile("[A-Z]{2,}s")  # GPUs, LLMs
# Invisible characters that pages put into words, and the apostrophes they write.
_NOISE = {**dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff")), ord("’"): "'", ord("ʼ"): "'"}

NOT_PLURAL = frozenset(["always", "news", "perhaps", "series", "species", "this"])
_ENGLISH = """
a about after all also an and are as at be been but by can could did do does for from had has have
he her his how if in into is it its more most no not of on one or other our out over said says she
so some such than that the their them then there these they those to under up was we were what when
which who will with would you
"""
_KOREAN = (
    "것 곳 그 및 등 때 또 더 수 약 이 저 중 즉 한 있다 없다 한다 했다 된다 됐다 대한 대해 위해 통해 따라 관련"
)
ENGLISH_STOP = frozenset(_ENGLISH.split())
KOREAN_STOP = frozenset(_KOREAN.split())


@dataclass(frozen=True)
class Piece:
    """A cut-out word. kind: run (Hangul, Han), number or word; ``gap``: what stands between it and the last
    one.
    """

    kind: str
    text: str
    start: int
    end: int
    gap: str


def tokens(text: str) -> list[tuple[str, int]]:
    """Lexemes with their positions from 1 upwards; 0 for those that have none. Text that touches is in a
    row.
    """
    text = plain(text[:MAX_TEXT])
    out: list[tuple[str, int]] = []
    position = 0
    last: Piece | None = None
    for piece in pieces(text):
        blank_between = piece.gap == " " and piece.kind == "run" and last is not None and last.kind == "run"
        if blank_between:
            out.append((f"{last.text[-1]}+{piece.text[0]}", position))
        elif piece.gap or last is None:
            position += 1
        for lexeme in _in_a_row(piece):
            position += 1
            out.append((lexeme, position))
        out.extend((lexeme, 0) for lexeme in _besides(piece, last))
        last = piece
    out.extend((lexeme, 0) for value in find_values(text) for lexeme in value_lexemes(value, text))
    return out


def tsvector(text: str) -> str:
    """The text form of a tsvector, for ``%s::tsvector``. Never too large, whatever the text."""
    places: dict[str, list[int]] = {}
    size = 0
    for lexeme, position in tokens(text):
        kept = places.get(lexeme)
        if kept is None:
            size += len(lexeme.encode()) + 4
            kept = places[lexeme] = []
        if size > MAX_BYTES:
            break
        if position and len(kept) < MAX_PLACES and position <= MAX_POSITION and kept[-1:] != [position]:
            size += 2
            kept.append(position)
    return " ".join(
        f"'{lexeme}':{','.join(map(str, kept))}" if kept else f"'{lexeme}'" for lexeme, kept in places.items()
    )


def tsquery(text: str, prefix: bool = False) -> str:
    """The text form of a tsquery, for ``%s::tsquery``: all words of the query; "" when it holds none.

    ``prefix``: the last word may be unfinished (search as you type).
    """
    text = plain(text[:MAX_QUERY])
    terms = dict.fromkeys(term for term, _ in zip(_terms(text, prefix), range(MAX_TERMS), strict=False))
    telling = [term for term in terms if not _is_stop(term)]
    return " & ".join(telling or terms)


def probe(text: str) -> str:
    """A loose tsquery for texts that may say the same: any of its most telling values, names and words."""
    text = plain(text[:MAX_PROBED])
    weights: dict[str, float] = {}
    values = find_values(text)
    for value in values:
        weights[value.term()] = 100 if value.telling else 8
    for piece in _outside(text, values):
        term, weight = _probe_term(piece)
        if weight:
            weights[term] = max(weight, weights.get(term, 0))
    telling = sorted(weights, key=weights.get, reverse=True)[:MAX_PROBES]
    return " | ".join(telling)


def plain(text: str) -> str:
    """Unicode's compatibility form without invisible characters: full-width digits and ligatures are
    ordinary.
    """
    return unicodedata.normalize("NFKC", text).translate(_NOISE)[:MAX_TEXT]


def pieces(text: str) -> Iterator[Piece]:
    """The words of a plain text in order; letter case is kept."""
    last = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        word = match[0].replace(".", "") if kind == "initials" else match[0]
        yield Piece(
            "word" if kind == "initials" else kind, word, *match.span(), gap=text[last : match.start()]
        )
        last = match.end()


def _outside(text: str, values: list[Value]) -> Iterator[Piece]:
    """The words of a plain text that are not part of a value. Values come in their order."""
    ahead = iter(values)
    value = next(ahead, None)
    for piece in pieces(text):
        while value is not None and value.end <= piece.start:
            value = next(ahead, None)
        if value is None or piece.end <= value.start:
            yield piece


def _hangs_on(piece: Piece) -> bool:
    """Whether a run stands right behind a number or Latin word and adds nothing: a particle, a counter
    (R1은, 3명).
    """
    return (
        piece.kind == "run"
        and not piece.gap
        and piece.start > 0
        and (len(piece.text) == 1 or is_particle(piece.text))
    )


def latin(word: str) -> str:
    """A Latin word as it is compared: lower case, no accents, no possessive, no plural."""
    word = word[: 2 * MAX_LEXEME]
    word = word[:-1] if _PLURAL_INITIALS.fullmatch(word) else word
    word = re.sub(r"'s$|'", "", word.casefold())
    if not word.isascii():
        marked = unicodedata.normalize("NFKD", word)
        word = "".join(c for c in marked if not unicodedata.combining(c) and (c.isalnum()))
    return singular(word)[:MAX_LEXEME]


def singular(word: str) -> str:
    """An English noun without its plural ending; right often enough, and the same on both sides."""
    if len(word) < 4 or not word.isascii() or not word.endswith("s") or word in NOT_PLURAL:
        return word
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def stem(run: str) -> str:
    """A run of Hangul without particle and plural 들."""
    noun = split_particle(run)[0]
    return noun[:-1] if len(noun) > 2 and noun.endswith("들") else noun


def _in_a_row(piece: Piece) -> list[str]:
    """The lexemes of a piece that have positions."""
    if piece.kind == "run":
        return [*pairs(piece.text), piece.text[-1]]
    if piece.kind == "word":
        return [latin(piece.text)] if latin(piece.text) else []
    return _numbers(piece.text)


def _besides(piece: Piece, last: Piece | None) -> list[str]:
    """The lexemes of a piece that stand for it as a whole."""
    if piece.kind == "run" and len(piece.text) > 1:
        noun = stem(piece.text)[-MAX_LEXEME:]
        return [f"={noun}", f"={noun[-2:]}"] if len(noun) > 3 else [f"={noun}"]
    if piece.kind == "number" and last is not None and last.kind == "word" and piece.gap == "-":
        return [(last.text.casefold() + piece.text)[:MAX_LEXEME]] if last.text.isalnum() else []
    return []


def _numbers(text: str) -> list[str]:
    """A number without thousands marks; the parts of a dotted date or version one by one."""
    text = text.replace(",", "")
    parts = text.split(".") if text.count(".") > 1 else [text]
    return [part[:MAX_LEXEME] for part in parts]


def pairs(run: str) -> list[str]:
    return [run[index : index + 2] for index in range(len(run) - 1)]


def _terms(text: str, prefix: bool) -> Iterator[str]:
    """The terms of a query, each a lexeme or a parenthesis."""
    values = find_values(text)
    yield from (value.term() for value in values)
    covered = 0
    found = list(_outside(text, values))
    for index, piece in enumerate(found):
        if piece.start < covered or _hangs_on(piece):
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        if piece.kind == "word" and following is not None and latin(piece.text) and _is_hyphenated(following):
            covered = following.end
            yield _name_and_number(piece.text, following.text)
        elif piece.kind != "word" or latin(piece.text):
            open_end = prefix and index == len(found) - 1 and piece.end == len(text)
            yield _term(piece, open_end)


def _term(piece: Piece, open_end: bool) -> str:
    if piece.kind == "run":
        return _run_term(piece.text)
    if piece.kind == "number":
        numbers = _numbers(piece.text)[:MAX_PAIRS]
        return (
            number_term(numbers[0]) if len(numbers) == 1 else _phrase([f"'{number}'" for number in numbers])
        )
    word = latin(piece.text)
    return f"'{word}'" + (":*" if open_end else "")


def _run_term(run: str) -> str:
    """A run in a query: as it is, or its noun when its end is surely a particle, or either."""
    if len(run) == 1:
        return f"'{run}':*"
    noun, particle = split_particle(run)
    sure = not particle or len(noun) > 2 or len(particle) > 1
    phrase = _joinable(noun if sure else run)
    base = stem(run)
    return phrase if sure and base == noun else f"({phrase} | '={base}')"


def _joinable(run: str) -> str:
    """A run as a phrase of pairs that may be split by a blank where two syllables are left on both sides."""
    terms = []
    for index, pair in enumerate(pairs(run)[:MAX_PAIRS]):
        splittable = index >= 1 and len(run) - index >= 3
        terms.append(f"('{pair}' | '{pair[0]}+{pair[1]}')" if splittable else f"'{pair}'")
    return _phrase(terms)


def _is_hyphenated(piece: Piece) -> bool:
    return piece.kind == "number" and piece.gap == "-"


def _name_and_number(name: str, number: str) -> str:
    joined = (name.casefold() + number)[:MAX_LEXEME]
    parts = _phrase([f"'{part}'" for part in _numbers(number)[:MAX_PAIRS]])
    apart = f"('{latin(name)}' <2> {parts})"
    return f"('{joined}' | {apart})" if joined.isalnum() else apart


def _phrase(terms: list[str]) -> str:
    return f"({' <-> '.join(terms)})" if len(terms) > 1 else terms[0]


def _is_stop(term: str) -> bool:
    word = re.sub(r"[^\w]", "", term)
    return word in ENGLISH_STOP or word in KOREAN_STOP


def _probe_term(piece: Piece) -> tuple[str, float]:
    """A term and how telling it is; 0: not at all."""
    if piece.kind == "run":
        noun = stem(piece.text)
        if len(noun) < 2 or noun in KOREAN_STOP:
            return "", 0
        return (_joinable(noun[:MAX_PAIRS]) if len(noun) > 3 else f"'={noun}'"), 3 * len(noun)
    if piece.kind == "word":
        word = latin(piece.text)
        if len(word) < 2 or word in ENGLISH_STOP or piece.text.lower() in ENGLISH_STOP:
            return "", 0
        is_name = piece.text[0].isupper() or any(c.isdigit() for c in word)
        return f"'{word}'", len(word) + (10 if is_name else 0)
    return f"'{_numbers(piece.text)[0]}'", len(piece.text) if len(piece.text) > 2 else 0
