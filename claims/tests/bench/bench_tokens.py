"""How long search tokens, likeness and addresses take, beside Python's own ``split`` and ``urlsplit``.

    python -m claims.tests.bench.bench_tokens

Times are processor time, the best of several runs. Claims are sentences of the test articles. Hostile texts
are 100,000 characters of whatever grows an index or makes a pattern go back and forth: time must grow with
length, so half of each is measured too.
"""

import sys
import time
from collections.abc import Callable
from urllib.parse import clear_cache, urlsplit

from claims.tests.text.articles import ENGLISH, KOREAN
from claims.text.fragments import fragment_at
from claims.text.likeness import likeness
from claims.text.links import canonical_key, find_links
from claims.text.sentences import sentences
from claims.text.tokens import probe, tsquery, tsvector

RUNS = 3
SIZE = 100_000
# A page twice as long may take this many times as long: 2, and room for noise.
LINEAR = 3.5

URLS = [
    "https://www.example.com/2024/05/a-long-headline-of-news?utm_source=x&id=12#top",
    "https://ko.wikipedia.org/wiki/%EB%8C%80%ED%95%9C%EB%AF%BC%EA%B5%AD",
    "http://m.example.co.kr/news/articleView.html?idxno=123456",
    "https://대한민국.한국/소식/최근 글",
]
HOSTILE = {
    "one syllable": "가",
    "one-syllable words": "가 ",
    "particles": "에서는",
    "digits": "9",
    "thousands": "1,000,",
    "amounts": "5.576M 557만6천달러 ",
    "dotted letters": "a.",
    "apostrophes": "a'",
    "broken addresses": "https://a)",
    "addresses with brackets": "https://a.com/((",
    "addresses in Hangul": "www.가.한국/에서",
}


def best(work: Callable[[], object], runs: int = RUNS) -> float:
    """Milliseconds of processor time."""
    times = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        times.append((time.process_time() - begun) * 1000)
    return min(times)


def claims_of(articles: list[str]) -> list[str]:
    return [article[start:end] for article in articles for start, end in sentences(article)][:300]


def each(name: str, work: Callable[[str], object], texts: list[str], base: float) -> None:
    took = best(lambda: [work(text) for text in texts]) / len(texts)
    sys.stdout.write(f"  {name:16}{took:8.3f} ms each  {took / base:8.1f} x\n")


def hostile(name: str, piece: str) -> None:
    text = (piece * (SIZE // len(piece) + 1))[:SIZE]
    middle = SIZE // 2
    row = f"{name:26}"
    works = {
        "tsvector": lambda text: tsvector(text),
        "probe": lambda text: probe(text),
        "find_links": lambda text: find_links(text),
        "fragment_at": lambda text: fragment_at(
            "https://example.com", text, len(text) // 2, len(text) // 2 + 300
        ),
    }
    for label, work in works.items():
        half, whole = best(lambda: work(text[:middle]), 1), best(lambda: work(text), 1)  # noqa: B023
        mark = " NOT LINEAR" if whole > 50 and whole > LINEAR * half else ""
        row += f"  {label} {whole:7.1f}{mark}"
    sys.stdout.write(row + "\n")


def main() -> None:
    for language, articles in (("Korean", KOREAN), ("English", ENGLISH)):
        texts = claims_of(articles)
        split = best(lambda: [text.split() for text in texts]) / len(texts)  # noqa: B023
        sys.stdout.write(f"{language}: {len(texts)} sentences, beside str.split ({split:.4f} ms)\n")
        each("tsvector", tsvector, texts, split)
        each("tsquery", tsquery, texts, split)
        each("probe", probe, texts, split)
        each("likeness", lambda text: likeness(texts[0], text), texts, split)  # noqa: B023
    clear_cache()  # urlsplit remembers its answers
    base = best(lambda: [urlsplit(url) for url in URLS], 1) / len(URLS)
    sys.stdout.write(f"Addresses, beside urlsplit ({base:.4f} ms)\n")
    each("canonical_key", canonical_key, URLS, base)
    page = " ".join(KOREAN)[:SIZE] + "".join(f" 출처: {url}에서." for url in URLS * 25)
    each("find_links", find_links, [page], best(lambda: page.find("https://없는주소")) or 0.001)
    sys.stdout.write(f"Hostile texts of {SIZE:,} characters, ms\n")
    for name, piece in HOSTILE.items():
        hostile(name, piece)


if __name__ == "__main__":
    main()
