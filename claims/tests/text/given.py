"""A page with a quote on it, before and after a change."""

import random
import re
from dataclasses import dataclass

from claims.text.quotes import Quote

_SENTENCE = re.compile(r"(?:[^.!?\n]|[.](?=\d))+(?:[.!?][”\"]?)?")


@dataclass(frozen=True)
class Case:
    rule: str
    quote: Quote
    page: str
    findings: tuple[str, ...]
    there: str | None  # the text the span should hold


@dataclass(frozen=True)
class Given:
    page: str
    start: int
    end: int
    korean: bool
    article: str
    others: list[str]  # other articles of the language
    rng: random.Random

    @property
    def exact(self) -> str:
        return self.page[self.start : self.end]

    def replaced(self, new: str) -> str:
        return self.page[: self.start] + new + self.page[self.end :]


def sentences(text: str) -> list[tuple[int, int]]:
    spans = []
    for found in _SENTENCE.finditer(text):
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        if found.end() - start > 8:
            spans.append((start, found.end()))
    return spans
