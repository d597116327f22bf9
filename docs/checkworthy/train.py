"""Train the English check-worthiness weights and say how well they do on sentences kept back.

    python docs/checkworthy/train.py            # writes claims/text/english_weights.tsv
    python docs/checkworthy/train.py --measure  # leaves out each part of the set in turn, writes nothing

Plain Python, no packages, about half a minute, the same result every time: logistic regression with an
L2 penalty, fitted by full-batch gradient descent with one step size per weight (Rprop).
"""

import argparse
import math
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from claims.text import english_model as model  # noqa: E402
from claims.text.cues import tidy  # noqa: E402

DATA = HERE / "english.tsv"
PENALTY = 2.0
ROUNDS = 200
RARE = 3  # a word seen in fewer sentences gets no weight
# A third of our check-worthy sentences hold a number; in debates and news it is about half, and about
# one in twelve of the others. Each kind is weighed to those shares.
WITH_NUMBER = {1: 0.5, 0: 0.08}


def read() -> list[tuple[int, str, str]]:
    """(label, part, sentence) for every line that is not a remark."""
    lines = DATA.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t", 2) for line in lines if line and not line.startswith("#"))
    return [(int(label), part, sentence) for label, part, sentence in rows]


def prepare(rows):
    """(features, label, weight of the sentence) for each row."""
    given = []
    for label, _part, sentence in rows:
        said = tidy(sentence)
        cues = model.found(said)
        given.append((model.features(said, cues), label, bool({cue.name for cue in cues} & model.NUMBERS)))
    held = Counter((label, number) for _, label, number in given)
    totals = Counter(label for _, label, _ in given)
    mass = len(given) / 2
    prepared = []
    for features, label, number in given:
        share = WITH_NUMBER[label] if number else 1 - WITH_NUMBER[label]
        prepared.append((features, label, mass * share / held[label, number]))
    assert len(totals) == 2, "the set needs both labels"  # noqa: S101
    return prepared


def fit(examples) -> dict[str, float]:
    seen = Counter(name for features, _, _ in examples for name in features)
    names = [n for n, times in seen.items() if times >= RARE or not n.startswith("=")]
    weights = dict.fromkeys([*sorted(names), "bias"], 0.0) | model.FIXED
    steps, before = dict.fromkeys(weights, 0.05), dict.fromkeys(weights, 0.0)
    rows = [([(n, v) for n, v in f.items() if v and n in weights], y, w) for f, y, w in examples]
    for _ in range(ROUNDS):
        slope = {name: PENALTY * weight for name, weight in weights.items()}
        slope["bias"] = 0.0
        for features, label, weight in rows:
            odds = weights["bias"] + sum(weights[n] * v for n, v in features)
            error = weight * (1 / (1 + math.exp(-odds)) - label)
            slope["bias"] += error
            for name, value in features:
                slope[name] += error * value
        for name, gradient in slope.items():
            if name in model.FIXED:
                continue
            turn = gradient * before[name]
            steps[name] = (
                min(steps[name] * 1.2, 0.5) if turn > 0 else steps[name] * 0.5 if turn < 0 else steps[name]
            )
            if turn < 0:
                before[name] = 0.0
                continue
            weights[name] -= math.copysign(steps[name], gradient) if gradient else 0.0
            before[name] = gradient
    return weights


def average_precision(scored) -> float:
    """``scored``: (score, label) pairs."""
    hits, total = 0, 0.0
    for rank, (_, label) in enumerate(sorted(scored, key=lambda pair: -pair[0]), 1):
        if label:
            hits += 1
            total += hits / rank
    return total / max(hits, 1)


def f1(scored, threshold: float = 0.5) -> float:
    right = sum(1 for score, label in scored if score >= threshold and label)
    offered = sum(1 for score, _ in scored if score >= threshold)
    wanted = sum(label for _, label in scored)
    return 2 * right / max(offered + wanted, 1)


def score(features, weights) -> float:
    return 1 / (1 + math.exp(-model.odds(features, weights)))


def measure(rows) -> None:
    pooled = []
    for part in sorted({part for _, part, _ in rows}):
        weights = fit(prepare([row for row in rows if row[1] != part]))
        kept = [(score(f, weights), y) for f, y, _ in prepare([row for row in rows if row[1] == part])]
        pooled += kept
        sys.stdout.write(
            f"without {part}: AP {average_precision(kept):.3f}  F1 {f1(kept):.3f}  n {len(kept)}\n"
        )
    sys.stdout.write(f"all parts: AP {average_precision(pooled):.3f}  F1 {f1(pooled):.3f}  n {len(pooled)}\n")


def write(weights) -> None:
    lines = [
        "# Trained by docs/checkworthy/train.py on docs/checkworthy/english.tsv. Log-odds; =word is a word."
    ]
    lines += [
        f"{name}\t{weight:.3f}"
        for name, weight in sorted(weights.items())
        if abs(weight) >= 0.0005 and name not in model.FIXED
    ]
    model.WEIGHTS_FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--measure", action="store_true", help="cross-check by parts, write nothing")
    rows = read()
    if parser.parse_args().measure:
        measure(rows)
    else:
        write(fit(prepare(rows)))


if __name__ == "__main__":
    main()
