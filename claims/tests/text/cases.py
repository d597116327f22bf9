"""Quotes taken from the articles' pages, each with every change of its page that applies."""

import random
import re
from collections.abc import Iterator
from itertools import pairwise

from claims.tests.text.articles import ENGLISH, ENGLISH_TEMPLATES, KOREAN, KOREAN_TEMPLATES, page
from claims.tests.text.given import Case, Given, sentences
from claims.tests.text.mutations import RULES
from claims.text.quotes import Quote


def _givens(rng: random.Random) -> Iterator[Given]:
    for article in [*KOREAN, *ENGLISH, *KOREAN_TEMPLATES, *ENGLISH_TEMPLATES]:
        korean = article in KOREAN or article in KOREAN_TEMPLATES
        text = page(article)
        offset = text.index(article)
        spans = sentences(article)
        pairs = [
            (one[0], other[1]) for one, other in pairwise(spans) if "\n" not in article[one[0] : other[1]]
        ]
        fragments = []
        for start, end in spans:
            words = list(re.finditer(r"\S+", article[start:end]))
            if len(words) > 9:
                fragments.append((start + words[2].start(), start + words[-2].end()))
        others = [other for other in (KOREAN if korean else ENGLISH) if other != article]
        for start, end in [
            *spans,
            *rng.sample(pairs, min(3, len(pairs))),
            *rng.sample(fragments, min(3, len(fragments))),
        ]:
            yield Given(text, start + offset, end + offset, korean, article, others, rng)


def cases(seed: int = 1, context: int = 32) -> Iterator[Case]:
    rng = random.Random(seed)
    for given in _givens(rng):
        text = given.page
        quote = Quote(
            given.exact,
            text[max(0, given.start - context) : given.start],
            text[given.end : given.end + context],
            given.start,
        )
        for rule in RULES:
            result = rule(given)
            if result:
                yield Case(rule.__name__, quote, *result)
