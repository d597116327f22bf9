"""How long quantities take, beside a simple pattern for numbers on the same text in the same run.

Run: python -m claims.tests.bench.bench_quantities
"""

import re
import sys
import time
from pathlib import Path

from claims.text.money import cross_checks
from claims.text.quantities import find_quantities

SIZE = 10_000
SIMPLE = re.compile(
    r"[$€£¥₩]?\d[\d,.]*\s?(?:[만억조천]+|[KMBT]|million|billion)?\s?(?:%|원|달러|명|dollars|people)?"
)
PROSE = {
    "Korean prose, no numbers": "정부는 이날 대책을 발표했다. 시장 상황이 나빠지고 있다는 관측이 나온다. ",
    "English prose, no numbers": "The minister said that the government would consider the proposal. ",
    "hostile: ranges": "5%~",
    "hostile: digits": "1",
}


def sentences(language: str) -> str:
    """The labelled sentences, which hold far more quantities than any article."""
    path = Path(__file__).parents[1] / "text" / f"quantities_{language}.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return " ".join(line for line in lines if not line.startswith(("#", " ")))


def milliseconds(work, text: str) -> float:
    """Best of five: what the code costs, not what else the machine does."""
    best = float("inf")
    for _ in range(5):
        started = time.perf_counter()
        work(text)
        best = min(best, time.perf_counter() - started)
    return best * 1000


def main() -> None:
    texts = {"Korean sentences": sentences("ko"), "English sentences": sentences("en"), **PROSE}
    sys.stdout.write(
        f"{'10,000 characters of':28}{'found':>6}{'ms':>9}{'simple ms':>11}{'ratio':>8}{'pairs ms':>10}\n"
    )
    for name, sample in texts.items():
        text = (sample * (SIZE // len(sample) + 1))[:SIZE]
        ours, simple = milliseconds(find_quantities, text), milliseconds(SIMPLE.findall, text)
        pairs, found = milliseconds(cross_checks, text), len(find_quantities(text))
        sys.stdout.write(f"{name:28}{found:6}{ours:9.2f}{simple:11.2f}{ours / simple:8.1f}{pairs:10.2f}\n")


if __name__ == "__main__":
    main()
