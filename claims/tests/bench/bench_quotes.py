"""How long a quote takes to be found, beside ``str.find`` and rapidfuzz in the same run.

    python -m claims.tests.bench.bench_quotes

Times are processor time, the best of several runs, in milliseconds. Pages are Korean and English prose;
hostile pages are a million characters (one of five million) of whatever makes a search slow.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator

from rapidfuzz import fuzz

from claims.tests.text.articles import ENGLISH, KOREAN
from claims.text.quotes import Match, Quote, describe, locate

RUNS = 5
BOUNDS = {"exact": 1.0, "moved": 1.0, "edited": 20.0, "hostile": 150.0}  # milliseconds


def best(work: Callable[[], object], runs: int = RUNS) -> tuple[float, object]:
    times, result = [], None
    for _ in range(runs):
        begun = time.process_time()
        result = work()
        times.append((time.process_time() - begun) * 1000)
    return min(times), result


def prose(articles: list[str], size: int, seed: int = 3) -> str:
    """Unordered words of the articles: no sentence of theirs stands in it."""
    rng, words, lines, total = random.Random(seed), " ".join(articles).split(), [], 0
    while total < size:
        lines.append(" ".join(rng.choices(words, k=120)))
        total += len(lines[-1]) + 1
    return "\n".join(lines)[:size]


def pages(articles: list[str], size: int) -> tuple[Quote, dict[str, str]]:
    """A quote from an article in the middle of a page, and the page as it was and as it became."""
    article, around = articles[0], prose(articles[1:], size - len(articles[0]))
    middle = around.index("\n", len(around) // 2)
    page = around[:middle] + "\n" + article + around[middle:]
    start = page.index(article) + article.index(". ") + 2
    quote = describe(page, start, page.index(".", start + 40) + 1)
    words = quote.exact.split(" ")
    edited = " ".join([*words[:2], "그러나" if articles is KOREAN else "however", *words[3:]])
    return quote, {
        "exact": page,
        "moved": page.replace(quote.exact, "") + "\n" + quote.exact,
        "edited": page.replace(quote.exact, edited),
    }


def hostile() -> Iterator[tuple[str, Quote, str]]:
    million, rng = 1_000_000, random.Random(7)
    long_quote = Quote("".join(rng.choices("가나다라마바사", k=5000)), "가나다라마", "바사가나", 100)
    repeated = Quote("the company said that " * 227, "so ", " and", 3)
    yield "one letter", repeated, "a" * million
    yield (
        "two letters by turns, quote of 5,000",
        Quote("abab" * 1250, "xyz " * 8, "zyx " * 8, 5000),
        "ab\n" * 333_333,
    )
    yield "two syllables by turns", long_quote, "가나" * (million // 2)
    yield "one sentence again and again", repeated, "the company said " * (million // 17)
    yield "only quote marks", repeated, "“”’" * (million // 3)
    yield "only combining marks", long_quote, "e" + "\u0301" * million
    yield "decomposed Hangul", long_quote, "\u1100\u1161\u11a8" * (million // 3)
    yield "zero-width spaces", repeated, "a\u200b" * (million // 2)
    yield "one line of five million", repeated, "lorem ipsum dolor " * 280_000


def line(name: str, took: float, rest: str, bound: float) -> None:
    mark = "" if took <= bound else f"  over {bound:g} ms"
    sys.stdout.write(f"{name:44}{took:9.2f} ms  {rest}{mark}\n")


def main() -> None:
    for language, articles in (("Korean", KOREAN), ("English", ENGLISH)):
        quote, states = pages(articles, 100_000)
        find, _ = best(lambda: states["exact"].find(quote.exact))  # noqa: B023 - called at once
        fuzzy, _ = best(lambda: fuzz.partial_ratio_alignment(quote.exact, states["edited"]), 2)  # noqa: B023
        for state, page in states.items():
            took, match = best(lambda: locate(quote, page))  # noqa: B023
            finding = match.finding if isinstance(match, Match) else ""
            ratios = f"{took / find:8.1f} x str.find  {took / fuzzy:7.3f} x partial_ratio_alignment"
            line(f"{language}, 100 KB, {state} ({finding})", took, ratios, BOUNDS[state])
    for name, quote, page in hostile():
        took, match = best(lambda: locate(quote, page), 2)  # noqa: B023
        find, _ = best(lambda: page.find(quote.exact), 2)  # noqa: B023
        line(f"hostile: {name}", took, f"{took / max(find, 0.001):8.1f} x str.find", BOUNDS["hostile"])


if __name__ == "__main__":
    main()
