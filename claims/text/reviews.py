"""What did others check, by their own markup? Reads ClaimReview as publishers really write it.

Takes schema.org's ``ClaimReview`` wherever it stands (alone, in arrays, ``@graph``, a ``DataFeed``, a
page's scripts) and the answers of the Google Fact Check Tools API. Every review found comes back as a row,
good or with the fault that makes it useless; what is merely odd (a date in year 1, a rating of -1) is left
out of the review and named in ``odd``. Says nothing about who is right.

>>> row, = rows_of('{"@type": "ClaimReview", "url": "https://a.example/1", "claimReviewed": "X &amp; Y",'
...                ' "author": "A", "reviewRating": "3/5"}')
>>> row.review.claim, row.review.rating, row.review.value
('X & Y', '3/5', Decimal('3'))
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from urllib.parse import urljoin

from claims.text.dates import day_of
from claims.text.jsonld import is_page, page_language, pieces_of
from claims.text.links import BadLink, clean, domain
from claims.text.markup import Linked, first, is_a, language_code, linked, names, plain_words, storable, words
from claims.words import Odd, ReviewFault

LONGEST_RAW = 60_000  # characters of one review's own markup
DEEPEST = 40
MOST_NUMBER = Decimal(1_000_000)
_NUMBER = re.compile(r"[-+]?\d{1,12}(?:[.,]\d{1,20})?")
_OUT_OF = re.compile(r"\s*([-+]?\d{1,6}(?:[.,]\d{1,4})?)\s*(?:/|out of|von|de|sur)\s*(\d{1,6})\s*", re.I)


@dataclass(frozen=True)
class Review:
    """One check by others. Texts are plain; ``value``, ``best`` and ``worst`` only where they make sense."""

    url: str
    claim: str
    rating: str
    publisher: str
    site: str
    language: str = ""
    title: str = ""
    author: str = ""  # the person, where an organisation publishes
    value: Decimal | None = None
    best: Decimal | None = None
    worst: Decimal | None = None
    claimant: str = ""
    claimed_on: date | None = None
    reviewed_on: date | None = None
    raw: dict = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Row:
    """One review found: ``number`` from 1, ``line`` of its document, and the review or its fault."""

    number: int
    line: int
    shown: str
    review: Review | None = None
    fault: ReviewFault | None = None
    odd: tuple[Odd, ...] = ()


@dataclass(frozen=True)
class Around:
    """What stands around a review: the page's address, the feed's language, an item's own address."""

    base: str = ""
    language: str = ""
    url: str = ""
    linked: Linked = field(default_factory=dict)


def rows_of(text: str, base: str = "") -> Iterator[Row]:
    """Every review in a text. ``base``: the address it came from, "" for a file."""
    around = Around(base=base, language=page_language(text) if is_page(text) else "")
    number = 0
    for piece in pieces_of(text):
        if piece.value is None:
            number += 1
            yield Row(number, piece.line, "", fault=ReviewFault.NOT_JSON)
            continue
        inside = Around(around.base, around.language, "", linked(piece.value))
        for node, where in _found(piece.value, inside, DEEPEST):
            number += 1
            yield _row(number, piece.line, node, where)


def _found(value, around: Around, depth: int) -> Iterator[tuple[dict, Around]]:
    """ClaimReviews below a value, each with what stands around it."""
    if depth == 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _found(item, around, depth - 1)
        return
    if not isinstance(value, dict):
        return
    if is_a(value, "ClaimReview") or "claimReviewed" in value:
        yield value, around
        return
    if isinstance(value.get("claimReview"), list):
        for review in value["claimReview"]:
            if isinstance(review, dict):
                yield _of_api(value, review), around
        return
    url = words(value.get("url")) if is_a(value, "DataFeedItem") else ""
    language = language_code(value.get("inLanguage")) or around.language
    inside = Around(around.base, language, url or around.url, around.linked)
    for item in value.values():
        if isinstance(item, dict | list):
            yield from _found(item, inside, depth - 1)


def _of_api(claim: dict, review: dict) -> dict:
    """A review of the Google Fact Check Tools API as the ClaimReview it was made from."""
    publisher = review.get("publisher") if isinstance(review.get("publisher"), dict) else {}
    return {
        "@type": "ClaimReview",
        "url": review.get("url"),
        "name": review.get("title"),
        "inLanguage": review.get("languageCode"),
        "claimReviewed": words(claim.get("text")),  # cut: each of many reviews carries it along
        "datePublished": review.get("reviewDate"),
        "author": {"@type": "Organization", "name": publisher.get("name") or publisher.get("site")},
        "reviewRating": {"alternateName": review.get("textualRating")},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"name": words(claim.get("claimant"))},
            "datePublished": words(claim.get("claimDate")),
        },
    }


def _row(number: int, line: int, node: dict, around: Around) -> Row:
    claim = _claim(node)
    shown = claim[:200] or words(node.get("url"))[:200]
    try:
        url = _url(node, around)
    except BadLink:
        return Row(number, line, shown, fault=ReviewFault.BAD_ADDRESS)
    rating, numbers, odd = _rating(first(node.get("reviewRating")))
    fault = None
    if not claim:
        fault = ReviewFault.NO_CLAIM
    elif not url:
        fault = ReviewFault.NO_ADDRESS
    elif not rating:
        fault = ReviewFault.NO_RATING
    elif len(json.dumps(node, ensure_ascii=False)) > LONGEST_RAW:
        fault = ReviewFault.TOO_LARGE
    if fault:
        return Row(number, line, shown, fault=fault)
    item = first(node.get("itemReviewed"))
    publisher, author = _who(node, around)
    claimed, odd_claimed = _date(item.get("datePublished") if isinstance(item, dict) else None)
    reviewed, odd_reviewed = _date(node.get("datePublished") or node.get("dateModified"))
    odd += [Odd.NO_PUBLISHER] * (not publisher) + odd_claimed + odd_reviewed
    review = Review(
        url=url,
        claim=claim,
        rating=rating,
        publisher=(publisher or domain(url))[:200],
        site=domain(url)[:200],
        language=language_code(node.get("inLanguage")) or around.language or _guessed(claim),
        title=words(node.get("headline") or node.get("name"))[:300],
        author=author[:200],
        value=numbers[0],
        best=numbers[1],
        worst=numbers[2],
        claimant=_claimant(item, around)[:300],
        claimed_on=claimed,
        reviewed_on=reviewed,
        raw=storable(node),
    )
    return Row(number, line, shown, review=review, odd=tuple(dict.fromkeys(odd)))


def _claim(node: dict) -> str:
    """The claim's words; of the item itself where ``claimReviewed`` is missing."""
    if claim := plain_words(node.get("claimReviewed")):
        return claim[:2000]
    item = first(node.get("itemReviewed"))
    if isinstance(item, str):
        return "" if item.startswith(("http://", "https://")) else plain_words(item)[:2000]
    if isinstance(item, dict) and is_a(item, "Claim"):
        found = (plain_words(item.get(name)) for name in ("text", "name", "headline", "description"))
        return next((claim for claim in found if claim), "")[:2000]
    return ""


def _url(node: dict, around: Around) -> str:
    """The review's own page; "" when nothing names one. Raises ``BadLink``."""
    places = (node.get("url"), node.get("mainEntityOfPage"), node.get("@id"), around.url, around.base)
    found = next((place for place in map(words, places) if place), "")
    if found and around.base:
        found = urljoin(around.base, found)
    return clean(found) if found else ""


def _who(node: dict, around: Around) -> tuple[str, str]:
    """Who publishes the review, and the person who wrote it where that is somebody else."""
    author = first(node.get("author"))
    author_name = ", ".join(names(node.get("author"), around.linked))
    publisher = ", ".join(names(node.get("publisher"), around.linked)) or ", ".join(
        names(node.get("sourceOrganization"), around.linked)
    )
    if not publisher or publisher == author_name:
        return author_name, ""
    if isinstance(author, dict) and is_a(author, "Organization"):
        return author_name or publisher, ""
    return publisher, author_name


def _claimant(item, around: Around) -> str:
    if not isinstance(item, dict):
        return ""
    if found := names(item.get("author"), around.linked) or names(item.get("creator"), around.linked):
        return ", ".join(found[:5])
    return ", ".join(names(item, around.linked)) if is_a(item, "Person", "Organization") else ""


def _rating(rating) -> tuple[str, tuple, list[Odd]]:
    """The verdict in words; value, best and worst; what was odd about them."""
    if not isinstance(rating, dict):
        said = plain_words(rating)
        match = _OUT_OF.fullmatch(said)
        return said[:200], _numbers(match[1], match[2], None) if match else (None, None, None), []
    given = [first(rating.get(name)) for name in ("ratingValue", "bestRating", "worstRating")]
    said = next(
        filter(
            None, (plain_words(rating.get(name)) for name in ("alternateName", "name", "ratingExplanation"))
        ),
        "",
    )
    value = plain_words(given[0])
    if match := _OUT_OF.fullmatch(value):
        given[:2] = match[1], match[2]
    elif value and _NUMBER.fullmatch(value) is None:
        said, given[0] = said or value, None
    numbers = _numbers(*given)
    odd = [Odd.RATING_NUMBERS] if numbers[0] is None and given[0] is not None else []
    if not said and numbers[0] is not None:
        said = "/".join(f"{number:f}" for number in numbers[:2] if number is not None)
        odd.append(Odd.NO_RATING_WORDS)
    return said[:200], numbers, odd


def _numbers(value, best, worst) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """The three numbers, or none at all where they contradict each other or are dummies (-1)."""
    value, best, worst = _number(value), _number(best), _number(worst)
    low = worst if worst is not None else Decimal(0)
    if value is None or value < 0 or value < low or (best is not None and (value > best or best <= low)):
        return None, None, None
    return value, best, worst


def _number(value) -> Decimal | None:
    text = plain_words(value).replace(",", ".")
    if not _NUMBER.fullmatch(text):
        return None
    number = round(Decimal(text), 4).normalize() + 0  # 3, not 3.0000; and no -0
    return number if abs(number) <= MOST_NUMBER else None


def _date(value) -> tuple[date | None, list[Odd]]:
    text = words(value)
    found = day_of(text) if text else None
    return found, [Odd.DATE] if text and found is None else []


def _guessed(claim: str) -> str:
    """Korean when it is written in Hangul; other scripts do not tell their language."""
    letters = [letter for letter in claim if letter.isalpha()]
    hangul = sum("가" <= letter <= "힣" for letter in letters)
    return "ko" if letters and hangul * 2 > len(letters) else ""
