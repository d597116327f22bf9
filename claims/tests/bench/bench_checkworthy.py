"""How long it takes to suggest what is worth checking in an article, and what the shipped weights tell apart.

    python -m claims.tests.bench.bench_checkworthy

Processor time, the best of several runs, in milliseconds, for articles of 10,000 characters and for a
megabyte of what makes a search slow; as ratios beside ``str.find`` and rapidfuzz in the same run.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz

from claims.text.checkworthy import assess, checkworthiness
from claims.text.sentences import sentences
from claims.text.speaker import guess_speaker

RUNS = 5
SIZE = 10_000
BOUND = 100.0  # milliseconds for an article, with everything
SETS = Path(__file__).resolve().parents[3] / "docs" / "checkworthy"
HOSTILE = ["a", "다 ", '"', "(", ". ", "“다.”고", "\n", "Mr. ", "A.", "(a. B) "]


def best(work: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        times.append((time.process_time() - begun) * 1000)
    return min(times)


def read(name: str) -> list[tuple[int, str]]:
    rows = (
        line.split("\t", 2)
        for line in (SETS / name).read_text(encoding="utf-8").splitlines()
        if line[0] != "#"
    )
    return [(int(label), sentence) for label, _part, sentence in rows]


def suggest(article: str) -> list[tuple[float, object]]:
    """What the breakdown screen does: cut, score, and guess the speaker of what is worth checking."""
    found = []
    for start, end in sentences(article):
        assessment = assess(article[start:end])
        if assessment.score >= 0.5:
            found.append((assessment.score, guess_speaker(article, start, end)))
    return found


def tell_apart(rows: list[tuple[int, str]]) -> tuple[float, float]:
    """(average precision, F1 at 0.5)."""
    scored = sorted(((checkworthiness(sentence), label) for label, sentence in rows), reverse=True)
    hits, precision = 0, 0.0
    for rank, (_, label) in enumerate(scored, 1):
        hits += label
        precision += label * hits / rank
    offered = sum(score >= 0.5 for score, _ in scored)
    right = sum(score >= 0.5 and label == 1 for score, label in scored)
    return precision / hits, 2 * right / (offered + hits)


def report(name: str) -> str:
    rows = read(name)
    text = " ".join(sentence for _, sentence in rows)
    article = (text * (1 + SIZE // len(text)))[:SIZE]
    needle = article[-200:]
    find = max(best(lambda: article.find(needle)), 1e-3)
    fuzzy = best(lambda: fuzz.partial_ratio_alignment(needle, article))
    cut = best(lambda: sentences(article))
    turn = iter(range(RUNS))
    whole = best(lambda: suggest(f"{next(turn)} {article}"))  # a new text each time: nothing remembered
    precision, f1 = tell_apart(rows)
    return (
        f"{name}: {len(sentences(article))} sentences in {SIZE:,} characters\n"
        f"  cut {cut:.1f} ms · cut, score, guess speakers {whole:.1f} ms"
        f" ({'ok' if whole < BOUND else 'TOO SLOW'}, bound {BOUND:.0f} ms)\n"
        f"  {whole / fuzzy:.0f} × rapidfuzz ({fuzzy:.2f} ms) · {whole / find:.0f} × str.find\n"
        f"  its own set ({len(rows)} sentences, fitted on, not held out): AP {precision:.3f}  F1 {f1:.3f}\n"
    )


def hostile(piece: str) -> str:
    text = piece * (1_000_000 // len(piece))
    return f"a megabyte of {piece!r}: cut in {best(lambda: sentences(text), runs=1):.0f} ms\n"


def main() -> None:
    for name in ("english.tsv", "korean.tsv"):
        sys.stdout.write(report(name))
    for piece in HOSTILE:
        sys.stdout.write(hostile(piece))


if __name__ == "__main__":
    main()
