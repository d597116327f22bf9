"""The labelled sets in docs/checkworthy: what the shipped weights and cues reach on them.

These are sentences the weights were fitted on and the cues were tuned on, so the bounds guard against a
slip, not for a claim; what held-out parts reach is in docs/decisions/0006.
"""

from pathlib import Path

import pytest

from claims.text.checkworthy import checkworthiness

SETS = Path(__file__).resolve().parents[3] / "docs" / "checkworthy"


def read(name: str) -> list[tuple[int, str]]:
    lines = (SETS / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t", 2) for line in lines if not line.startswith("#")]
    return [(int(label), sentence) for label, _part, sentence in rows]


@pytest.mark.parametrize(("name", "least"), [("english.tsv", 0.9), ("korean.tsv", 0.9)])
def test_the_labelled_sets_are_told_apart(name, least):
    rows = read(name)

    right = sum((checkworthiness(sentence) >= 0.5) == bool(label) for label, sentence in rows)

    assert right / len(rows) >= least


def test_the_labelled_sets_hold_no_sentence_twice():
    for name in ("english.tsv", "korean.tsv"):
        told = [sentence for _, sentence in read(name)]
        assert len(told) == len(set(told))
