"""Where a passage stands on a page although its words were changed: candidates, aligned word by word.

Anchors (short verbatim pieces of the quote, and its stored surroundings) say where to look; a bit-parallel
Levenshtein alignment of words says what stands there. Work is bounded: so many anchors, so many windows.
Whether a candidate *is* the passage is decided in ``quotes``.
"""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel, Levenshtein

from claims.text.folding import Folded, flat, spaced

ANCHORS = 40  # verbatim pieces looked for
ANCHORS_ON_HUGE_PAGES = 20  # above HUGE characters: each search reads the whole page
HUGE = 300_000
OCCURRENCES = 24  # of one anchor; what stands more often says nothing
WINDOWS = 6  # candidates aligned
ALIGNED_TOKENS = 24_000  # quote tokens aligned in all windows together, whatever their number
FITS = 0.7  # surroundings this alike are the same surroundings
FAR_CONTEXT = 400  # flat characters inserted between a passage and its surroundings

# Words: numbers, single CJK letters (particles and respacing change eojeols, not syllables), Latin words, marks.
_CJK = "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3"
_TOKEN = re.compile(
    rf"\d+(?:[.,:]\d+)*|[{_CJK}]|[^\W\d_{_CJK}](?:'?[^\W_{_CJK}])*|\.{{2,}}|-+|[^\w\s]|_"
)
_STOPS = frozenset(".!?")


@dataclass(frozen=True)
class Tokens:
    """A text as comparable tokens with original spans; ``weights`` say how much a token tells."""

    words: list[str]
    spans: list[tuple[int, int]]
    weights: list[float]
    breaks: list[bool]  # a line break or sentence end stands before this token

    @classmethod
    def of(cls, text: str, at: int = 0) -> "Tokens":
        folded = spaced(text, at)
        words, spans, weights, breaks = [], [], [], []
        after_stop, last_end = True, at
        for found in _TOKEN.finditer(folded.text):
            word = found[0].lower()
            start, end = folded.starts[found.start()], folded.ends[found.end() - 1]
            telling = word[0].isalnum()
            breaks.append(after_stop or "\n" in text[last_end - at : start - at])
            words.append(word)
            spans.append((start, end))
            weights.append(float(len(word)) if telling else 0.1)
            after_stop, last_end = word in _STOPS or (after_stop and not telling), end
        return cls(words, spans, weights, breaks)


@dataclass(frozen=True)
class Needle:
    """A quote made ready for searching."""

    exact: str
    prefix: str
    suffix: str
    start: int | None
    flat: str = field(init=False)
    before: str = field(init=False)
    after: str = field(init=False)

    def __post_init__(self):
        for name, text in (("flat", self.exact), ("before", self.prefix), ("after", self.suffix)):
            object.__setattr__(self, name, flat(text))

    @property
    def known_sides(self) -> int:
        return (len(self.before) >= 4) + (len(self.after) >= 4)


@dataclass(frozen=True)
class Passage:
    """A place on the page, in original offsets, and how much of the quote and its surroundings is there (0..1)."""

    start: int
    end: int
    coverage: float
    before: float
    after: float
    cut_off: bool = False
    neighbour: bool = False  # this is what stood beside the quote, not the quote
    near: bool = False

    @property
    def fitting_sides(self) -> int:
        return (self.before >= FITS) + (self.after >= FITS)

    @property
    def rank(self) -> float:
        return self.coverage + 0.3 * self.fitting_sides + 0.1 * self.near - 0.6 * self.neighbour


def surroundings(needle: Needle, page: Folded, start: int, end: int) -> tuple[float, float]:
    """How well the stored prefix and suffix fit a place (0 where they are unknown)."""
    return (
        _fit(needle.before[::-1], flat(page.original[max(0, start - 800) : start])[::-1]),
        _fit(needle.after, flat(page.original[end : end + 800])),
    )


def _fit(known: str, actual: str) -> float:
    """Both read away from the passage."""
    if len(known) < 4:
        return 0.0
    whole = Indel.normalized_similarity(known, actual[: len(known)])
    nearest = Indel.normalized_similarity(known[:14], actual[:14])
    if max(whole, nearest) < FITS and len(known) >= 10 and known[:10] in actual[:FAR_CONTEXT]:
        return FITS
    return max(whole, nearest)


def is_near(needle: Needle, page: Folded, start: int, least: int, share: float) -> bool:
    """At about the stored place: within ``least`` characters, or within this share of the page."""
    return needle.start is not None and abs(start - needle.start) <= max(least, share * len(page.original))


def candidates(needle: Needle, page: Folded) -> list[Passage]:
    """Places where the quote may stand changed, best first."""
    text = page.flat
    if not text or not needle.flat:
        return []
    tokens = Tokens.of(needle.exact)
    if not tokens.words:
        return []
    found = []
    for start, end in _windows(needle, page, len(tokens.words)):
        passage = _aligned(needle, tokens, page, *page.span(start, end))
        if passage and passage not in found:
            found.append(passage)
    return sorted(found, key=lambda passage: -passage.rank)


# --- Where to look -----------------------------------------------------------------------------


def _occurrences(text: str, piece: str, limit: int = OCCURRENCES) -> list[int]:
    """Where a piece stands; nothing if it stands too often to tell."""
    places, at = [], text.find(piece)
    while at >= 0:
        places.append(at)
        if len(places) > limit:
            return []
        at = text.find(piece, at + 1)
    return places


def _anchors(quote: str, huge: bool) -> list[tuple[int, str]]:
    """Short pieces of the quote, spread evenly, with their offsets."""
    korean = sum("가" <= letter <= "힣" for letter in quote) * 3 > len(quote)
    size = (4 if len(quote) < 30 else 6) if korean else (6 if len(quote) < 40 else 10)
    size = min(size, max(2, len(quote) // 2))
    most = ANCHORS_ON_HUGE_PAGES if huge else ANCHORS
    step = max(1 if len(quote) < 60 else size // 2, (len(quote) - size) // most + 1)
    return [(at, quote[at : at + size]) for at in range(0, max(1, len(quote) - size + 1), step)]


def _windows(needle: Needle, page: Folded, width: int) -> list[tuple[int, int]]:
    """Flat stretches worth aligning, best first."""
    text, quote = page.flat, needle.flat
    size = max(40, len(quote))
    votes: Counter[int] = Counter()
    for offset, piece in _anchors(quote, len(text) > HUGE):
        for bucket in {(at - offset) // size for at in _occurrences(text, piece)}:
            votes[bucket] += 2
            votes[bucket - 1] += 1
            votes[bucket + 1] += 1
    starts = [bucket * size + size // 2 for bucket, _ in votes.most_common(WINDOWS * 2)]
    for piece, shift in ((needle.before[-16:], len(needle.before[-16:])), (needle.after[:16], -len(quote))):
        if len(piece) >= 6:
            starts[:0] = [at + shift for at in _occurrences(text, piece, 6)]
    if needle.start is not None:
        starts.append(page.flat_index(needle.start))
    slack = size // 2 + 160
    most = max(2, min(WINDOWS, ALIGNED_TOKENS // max(1, width)))
    windows: list[tuple[int, int]] = []
    for start in starts:
        window = (max(0, start - slack), min(len(text), start + len(quote) + slack))
        if window[0] >= window[1]:
            continue
        if any(abs(window[0] - other[0]) < slack // 3 for other in windows):
            continue
        windows.append(window)
        if len(windows) == most:
            break
    return windows


# --- What stands there -------------------------------------------------------------------------


@dataclass(frozen=True)
class _Block:
    """Quote tokens ``[at, at + size)`` stand at window tokens ``[there, there + size)``."""

    at: int
    there: int
    size: int
    weight: float


def _aligned(needle: Needle, quote: Tokens, page: Folded, start: int, end: int) -> Passage | None:
    window = Tokens.of(page.original[start:end], start)
    before, after = Tokens.of(needle.prefix), Tokens.of(needle.suffix)
    known = before.words + quote.words + after.words
    matching = Levenshtein.opcodes(known, window.words).as_matching_blocks()
    first, last = len(before.words), len(before.words) + len(quote.words)
    blocks = _best_run(_quote_blocks(matching, first, last, quote), quote, window)
    if not blocks:
        return None
    left = _left_edge(blocks[0], matching, first, quote, window)
    right = _right_edge(blocks[-1], matching, last, quote, window)
    matched = sum(block.weight for block in blocks)
    left, right, more = _reordered(blocks, left, right, quote, window)
    coverage = min(1.0, (matched + more) / sum(quote.weights))
    place = window.spans[left][0], window.spans[right - 1][1]
    fits = surroundings(needle, page, *place)
    return Passage(
        *place,
        coverage,
        *fits,
        cut_off=_is_cut_off(blocks[-1], quote, page, place[1]),
        neighbour=_is_neighbour(needle, flat(page.original[slice(*place)])),
        near=is_near(needle, page, place[0], 150, 0.02),
    )


def _quote_blocks(matching, first: int, last: int, quote: Tokens) -> list[_Block]:
    """The matching blocks clipped to the quote; a lone syllable or mark tells little."""
    blocks = []
    for at, there, size in matching:
        skip = max(0, first - at)
        size = min(at + size, last) - at - skip
        if size <= 0:
            continue
        at, there = at + skip - first, there + skip
        weight = sum(quote.weights[at : at + size])
        if size == 1 and len(quote.words[at]) == 1:
            weight *= 0.4
        blocks.append(_Block(at, there, size, weight))
    return blocks


def _best_run(blocks: list[_Block], quote: Tokens, window: Tokens) -> list[_Block]:
    """The neighbouring blocks that together tell most; a stray word far off is not part of the passage."""
    total = sum(quote.weights)
    dearest = max(6.0, min(16.0, 0.25 * total))
    best: tuple[float, int, int] = (0.0, 0, 0)
    score, begin = 0.0, 0
    for place, block in enumerate(blocks):
        penalty = 0.0
        if place:
            previous = blocks[place - 1]
            there = sum(window.weights[previous.there + previous.size : block.there])
            lost = sum(quote.weights[previous.at + previous.size : block.at])
            penalty = min(dearest, 0.4 * max(0.0, there - lost))
        if score - penalty <= 0:
            score, begin = 0.0, place
        else:
            score -= penalty
        score += block.weight
        if score > best[0]:
            best = (score, begin, place + 1)
    return blocks[best[1] : best[2]]


def _left_edge(block: _Block, matching, first: int, quote: Tokens, window: Tokens) -> int:
    """The window token where the passage begins, words that replaced the quote's first ones included."""
    lost = sum(quote.weights[: block.at])
    if lost < 0.5:
        return block.there
    anchor = max(
        (there + min(size, first - at) for at, there, size in matching
         if size and at < first and first - min(at + size, first) <= 2 and there < block.there),
        default=None,
    )  # fmt: skip
    if anchor is not None and sum(window.weights[anchor : block.there]) <= 3 * lost + 40:
        while anchor < block.there and window.weights[anchor] < 1 and quote.weights[0] >= 1:
            anchor += 1
        return anchor
    edge, budget = block.there, block.at
    while edge > 0 and budget > 0 and not window.breaks[edge]:
        edge, budget = edge - 1, budget - 1
    return edge


def _right_edge(block: _Block, matching, last: int, quote: Tokens, window: Tokens) -> int:
    """The window token after the passage's last one."""
    at, there = block.at + block.size, block.there + block.size
    lost = sum(quote.weights[at:])
    if lost < 0.05:
        return there
    anchor = min(
        (place + max(0, last - known) for known, place, size in matching
         if size and known + size > last and known - last <= 2 and place + size > there),
        default=None,
    )  # fmt: skip
    if anchor is not None and anchor >= there and sum(window.weights[there:anchor]) <= 3 * lost + 40:
        while anchor > there and window.weights[anchor - 1] < 1 and quote.weights[-1] >= 1:
            anchor -= 1
        return anchor
    edge, budget = there, len(quote.words) - at
    while edge < len(window.words) and budget > 0 and not window.breaks[edge]:
        edge, budget = edge + 1, budget - 1
    return edge


def _reordered(
    blocks: list[_Block], left: int, right: int, quote: Tokens, window: Tokens
) -> tuple[int, int, float]:
    """Sentences of the quote that stand beside the passage in another order widen it."""
    starts, total = [], 0
    for word in window.words:
        starts.append(total)
        total += len(word)
    text, more, at = "".join(window.words), 0.0, 0
    reach = len(quote.words) + 20
    for block in [*blocks, _Block(len(quote.words), 0, 0, 0.0)]:
        lost = quote.words[at : block.at]
        weight = sum(quote.weights[at : block.at])
        at = block.at + block.size
        if weight < 10:
            continue
        place = text.find("".join(lost))
        if place < 0:
            continue
        begin = bisect_right(starts, place) - 1
        end = begin + len(lost)
        if begin >= left - reach and end <= right + reach:
            left, right, more = min(left, begin), max(right, end), more + weight
    return left, right, more


_GOES_ON_ELSEWHERE = re.compile(
    r"^.{0,3}(?:\.\.\.|…|더보기|더 보기|전체 ?기사|기사 ?전문|계속 읽|이어서|로그인|구독|회원|유료|read more|continue|"
    r"subscribe|sign in|log in|already a|to read|this article is)",
    re.IGNORECASE | re.DOTALL,
)


def _is_cut_off(block: _Block, quote: Tokens, page: Folded, end: int) -> bool:
    """The page stops, or asks for a login, before the quote does."""
    lost = sum(quote.weights[block.at + block.size :])
    if lost < 1:
        return False
    rest = page.original[end : end + 200].strip()
    return not rest.strip(".…·-[]()") or bool(_GOES_ON_ELSEWHERE.match(rest))


def _is_neighbour(needle: Needle, there: str) -> bool:
    """The candidate reads more like the text stored around the quote than like the quote."""
    pairs = ((needle.after, there, needle.flat), (needle.before[::-1], there[::-1], needle.flat[::-1]))
    for known, candidate, quote in pairs:
        size = min(len(known), len(candidate))
        if size < 10:
            continue
        as_context = Indel.normalized_similarity(known[:size], candidate[:size])
        as_quote = Indel.normalized_similarity(quote[:size], candidate[:size])
        if as_context >= 0.8 and as_context > as_quote + 0.05:
            return True
    return False
