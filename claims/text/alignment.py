"""Where a known wording stands in a stretch of text, word by word, when some of its words differ.

Pairs of neighbouring words in common give the frame (longest common subsequence, bit-parallel); single words
fill it; stray words far off are left out; the stored surroundings say where replaced edges begin and end.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Indel, Levenshtein

from claims.text.folding import spaced

SUPPORT = 10.0

# Words: numbers, single CJK letters (particles change eojeols, not letters), Latin words, marks.
_CJK = "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3"
_TOKEN = re.compile(rf"\d+(?:[.,:]\d+)*|[{_CJK}]|[^\W\d_{_CJK}](?:'?[^\W_{_CJK}])*|\.{{2,}}|-+|[^\w\s]|_")
STOPS = frozenset(".!?")


@dataclass(frozen=True)
class Tokens:
    """A text as comparable tokens with original spans; ``weights`` say how much a token tells."""

    words: list[str]
    spans: list[tuple[int, int]]
    weights: list[float]
    breaks: list[bool]  # a line break or sentence end stands before this token
    joined: list[bool]  # nothing stands between this token and the one before: one word, two syllables
    opens: bool = False  # a sentence begins with the text
    closes: bool = False  # a sentence ends with it
    breaks_off: bool = False  # it ends within a word

    @classmethod
    def of(cls, text: str, at: int = 0) -> "Tokens":
        folded = spaced(text, at)
        words, spans, weights, breaks, joined = [], [], [], [], []
        after_stop, last_end = True, at
        for found in _TOKEN.finditer(folded.text):
            word = found[0].lower()
            start, end = folded.starts[found.start()], folded.ends[found.end() - 1]
            telling = word[0].isalnum()
            breaks.append(after_stop or "\n" in text[last_end - at : start - at])
            joined.append(
                bool(words) and telling and words[-1][-1].isalnum() and folded.text[found.start() - 1] != " "
            )
            words.append(word)
            spans.append((start, end))
            weights.append(float(len(word)) if telling else 0.1)
            after_stop, last_end = word in STOPS or (after_stop and not telling), end
        return cls(words, spans, weights, breaks, joined)


@dataclass(frozen=True)
class _Block:
    """Quote tokens ``[at, at + size)`` stand at window tokens ``[there, there + size)``."""

    at: int
    there: int
    size: int
    weight: float
    support: float = 0.0  # the weight of surroundings that stand unbroken beside it, at most SUPPORT


@dataclass(frozen=True)
class Alignment:
    """Original span and the share of the quote found there (0..1)."""

    start: int
    end: int
    coverage: float
    inserted: float  # weight of foreign words inside, as a share of the quote's
    figures: float  # how much of its numbers is there (1 if it has none)
    upto: float  # the share of the quote that comes before the break, if the page breaks off
    cut_off: bool
    gap: tuple[int, int] | None  # the widest foreign stretch inside, in original offsets


def align(quote: Tokens, before: Tokens, after: Tokens, window: Tokens, is_end: bool) -> Alignment | None:
    """The quote in a window; ``is_end``: the page ends with the window. None if nothing of it is there."""
    known = before.words + quote.words + after.words
    first, last = len(before.words), len(before.words) + len(quote.words)
    frame = _frame(known, window.words)
    blocks = _best_run(_quote_blocks(frame, first, last, quote, known), quote, window)
    if not blocks:
        return None
    cut = _cut(blocks, quote, window, is_end)
    if cut:
        blocks = blocks[:cut]
    blocks = _filled(blocks, quote, window)
    lost = _lost(blocks, quote)
    left = _left_edge(blocks[0], frame, first, quote, window, lost)
    if cut:
        right = _cut_edge(blocks[-1], quote, window)
    else:
        right = _right_edge(blocks[-1], frame, last, quote, window, lost)
    total, matched = sum(quote.weights), sum(block.weight for block in blocks)
    more = 0.0
    if not cut:
        left, right, more = _reordered(blocks, left, right, quote, window)
    inserted = max(0.0, sum(window.weights[left:right]) - total)
    return Alignment(
        window.spans[left][0],
        window.spans[right - 1][1],
        min(1.0, (matched + more) / total),
        inserted / total,
        _figures(blocks, quote),
        sum(quote.weights[: blocks[-1].at + blocks[-1].size]) / total,
        bool(cut),
        _gap(blocks, quote, window),
    )


def _figures(blocks: list[_Block], quote: Tokens) -> float:
    numbers = {place for place, word in enumerate(quote.words) if word[0].isdigit()}
    kept = {place for block in blocks for place in range(block.at, block.at + block.size)}
    return len(numbers & kept) / len(numbers) if numbers else 1.0


def _gap(blocks: list[_Block], quote: Tokens, window: Tokens) -> tuple[int, int] | None:
    widest, gap = 8.0, None
    for one, other in pairwise(blocks):
        there = sum(window.weights[one.there + one.size : other.there])
        lost = sum(quote.weights[one.at + one.size : other.at])
        if there - lost > widest:
            widest = there - lost
            gap = window.spans[one.there + one.size - 1][1], window.spans[other.there][0]
    return gap


# What a page says where it stops short of the whole article.
_GOES_ON_ELSEWHERE = re.compile(
    r"^(?:\.\.\.|\[|\()?\s?(?:\.\.\.|더 ?보기|전체 ?기사|기사 ?전문|전문 ?보기|"
    r"계속 ?읽|이어서|로그인|구독|회원|유료|"
    r"이 ?기사는|"
    r"read more|continue|subscribe|sign in|log in|already a|to read|this article|register|create)",
    re.IGNORECASE,
)


def _cut(blocks: list[_Block], quote: Tokens, window: Tokens, is_end: bool) -> int:
    """After how many blocks the page stops, or sends its reader on, before the quote ends; else 0."""
    total, later = sum(quote.weights), 0.0
    for place in range(len(blocks), 0, -1):
        block = blocks[place - 1]
        if later > 0.2 * total:
            return 0
        lost = sum(quote.weights[block.at + block.size :])
        if lost >= 1:
            rest = block.there + block.size
            if rest < len(window.words) and _is_beginning(window.words[rest], quote, block):
                rest += 1
            ends = is_end and not any(weight >= 1 for weight in window.weights[rest:])
            if ends or _GOES_ON_ELSEWHERE.match(" ".join(window.words[rest : rest + 12])):
                return place
            if _GOES_ON_ELSEWHERE.match("".join(window.words[rest : rest + 12])):
                return place
        later += block.weight
    return 0


def _is_beginning(word: str, quote: Tokens, block: _Block) -> bool:
    at = block.at + block.size
    return at < len(quote.words) and word != quote.words[at] and quote.words[at].startswith(word)


def _cut_edge(block: _Block, quote: Tokens, window: Tokens) -> int:
    """Half a word at the break still belongs to the passage."""
    right = block.there + block.size
    if right < len(window.words) and _is_beginning(window.words[right], quote, block):
        right += 1
    return right


def _frame(known: list[str], there: list[str]) -> list[tuple[int, int, int]]:
    """Stretches of two or more tokens in common, in order (longest common subsequence of word pairs)."""
    numbers: dict[str, int] = {}
    for word in known:
        numbers.setdefault(word, len(numbers) + 1)
    base = len(numbers) + 1

    def pairs(words: list[str], stranger: int) -> list[int]:
        codes = [numbers.get(word, stranger) for word in words]
        return [one * base + other if one and other else -1 for one, other in pairwise(codes)]

    matching = Indel.opcodes(pairs(known, 0), pairs(there, 0)).as_matching_blocks()
    frame: list[tuple[int, int, int]] = []
    for at, place, size in matching:
        if not size:
            continue
        size += 1
        if frame and at < frame[-1][0] + frame[-1][2]:  # pairs overlap by one word
            at, place, size = at + 1, place + 1, size - 1
        if frame and place < frame[-1][1] + frame[-1][2]:
            at, place, size = at + 1, place + 1, size - 1
        if size > 0:
            frame.append((at, place, size))
    return frame


def _filled(blocks: list[_Block], quote: Tokens, window: Tokens) -> list[_Block]:
    """Between the blocks, single words in common."""
    filled = [blocks[0]]
    for block in blocks[1:]:
        at, there = filled[-1].at + filled[-1].size, filled[-1].there + filled[-1].size
        between = Levenshtein.opcodes(quote.words[at : block.at], window.words[there : block.there])
        for offset, place, size in between.as_matching_blocks():
            if size:
                filled.append(_block(at + offset, there + place, size, quote))
        filled.append(block)
    return filled


def _block(at: int, there: int, size: int, quote: Tokens) -> _Block:
    """A lone syllable or mark tells little."""
    weight = sum(quote.weights[at : at + size])
    return _Block(at, there, size, weight * 0.4 if size == 1 and len(quote.words[at]) == 1 else weight)


def _quote_blocks(
    frame: list[tuple[int, int, int]], first: int, last: int, quote: Tokens, known: list[str]
) -> list[_Block]:
    """The common stretches clipped to the quote."""
    blocks = []
    for at, there, size in frame:
        skip = max(0, first - at)
        width = min(at + size, last) - at - skip
        if width <= 0:
            continue
        beside = [*known[at:first], *known[last : at + size]]
        support = min(SUPPORT, float(sum(map(len, beside))))
        blocks.append(replace(_block(at + skip - first, there + skip, width, quote), support=support))
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
        score += block.weight + block.support
        if score > best[0]:
            best = (score, begin, place + 1)
    return blocks[best[1] : best[2]]


def _lost(blocks: list[_Block], quote: Tokens) -> frozenset[str]:
    """The words of the quote that no block holds."""
    kept = {place for block in blocks for place in range(block.at, block.at + block.size)}
    return frozenset(word for place, word in enumerate(quote.words) if place not in kept)


def _left_edge(
    block: _Block, frame, first: int, quote: Tokens, window: Tokens, lost_words: frozenset[str]
) -> int:
    """The window token where the passage begins, words that replaced the quote's first ones included."""
    lost = sum(quote.weights[: block.at])
    anchors = [
        place + min(size, first - at)
        for at, place, size in frame
        if at < first and first - min(at + size, first) <= 2 and place < block.there
    ]
    between = window.words[anchors[-1] : block.there] if anchors else []
    if lost < 0.05 and not _are_from(between, lost_words):
        return block.there
    reach = 3 * lost + 40
    if anchors and sum(window.weights[anchors[-1] : block.there]) <= reach:
        return _without_marks(anchors[-1], block.there, quote, window)[0]
    edge, budget = block.there, block.at
    while edge > 0 and budget > 0 and not window.breaks[edge]:
        edge, budget = edge - 1, budget - 1
    while edge > 0 and window.joined[edge]:
        edge -= 1
    if quote.opens:
        start = next((place for place in range(edge, -1, -1) if window.breaks[place]), None)
        if start is not None and sum(window.weights[start:edge]) <= lost:
            edge = start
    return edge


def _right_edge(
    block: _Block, frame, last: int, quote: Tokens, window: Tokens, lost_words: frozenset[str]
) -> int:
    """The window token after the passage's last one."""
    at, there = block.at + block.size, block.there + block.size
    lost = sum(quote.weights[at:])
    anchors = [
        place + max(0, last - known)
        for known, place, size in frame
        if known + size > last and known - last <= 2 and place + max(0, last - known) >= there
    ]
    between = window.words[there : anchors[0]] if anchors else []
    if lost < 0.05 and not _are_from(between, lost_words):
        return there
    reach = 3 * lost + 40
    if anchors and sum(window.weights[there : anchors[0]]) <= reach:
        return _without_marks(there, anchors[0], quote, window)[1]
    edge, budget, size = there, len(quote.words) - at, len(window.words)
    while edge < size and budget > 0 and not window.breaks[edge]:
        edge, budget = edge + 1, budget - 1
    while edge < size and window.joined[edge] and not quote.breaks_off:
        edge += 1
    if quote.closes:
        end = next((place for place in range(edge, size) if window.breaks[place]), size)
        if sum(window.weights[edge:end]) <= lost + 8:
            edge = end
    return edge


def _are_from(words: list[str], lost: frozenset[str]) -> bool:
    """Words beside the passage that are the quote's own, changed places: "A beat B", "B beat A"."""
    telling = [word for word in words if word[0].isalnum()]
    return bool(telling) and 2 * sum(word in lost for word in telling) >= len(telling)


def _without_marks(left: int, right: int, quote: Tokens, window: Tokens) -> tuple[int, int]:
    """Punctuation at the edges belongs to the passage only if the quote has some there."""
    while quote.weights[0] >= 1 and left < right and window.weights[left] < 1:
        left += 1
    while quote.weights[-1] >= 1 and right > left and window.weights[right - 1] < 1:
        right -= 1
    return left, right


def _reordered(
    blocks: list[_Block], left: int, right: int, quote: Tokens, window: Tokens
) -> tuple[int, int, float]:
    """Sentences of the quote that stand right beside the rest in another order widen the passage."""
    starts, total = [], 0
    for word in window.words:
        starts.append(total)
        total += len(word)
    text, more, at = "".join(window.words), 0.0, 0
    whole = sum(quote.weights)
    for block in [*blocks, _Block(len(quote.words), 0, 0, 0.0)]:
        lost = quote.words[at : block.at]
        weight = sum(quote.weights[at : block.at])
        at = block.at + block.size
        if weight < max(8.0, 0.15 * whole) or len(lost) < 4:
            continue
        place = text.find("".join(lost))
        if place < 0:
            continue
        begin = bisect_right(starts, place) - 1
        end = begin + len(lost)
        if begin <= right + 3 and end >= left - 3:
            left, right, more = min(left, begin), max(right, end), more + weight
    return left, right, more
