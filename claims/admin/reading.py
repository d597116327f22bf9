"""The text of an article as the breakdown screen shows it: marks, suggestions, coverage."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import accumulate

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext

from claims.models import Article, Citation, Claim
from claims.text.checkworthy import Assessment, assess, sentences
from claims.text.money import CrossCheck, cross_checks
from claims.text.quotes import fold, locate
from claims.text.segments import Segment, Span, paragraphs, segments
from claims.words import AGAINST_CHECKING, CitationKind

WORTH_CHECKING = 0.5  # from this score on a sentence counts as checkable and is shaded
WELL_WORTH = 0.75  # from this score on it is shaded strongly
REASONS_TOLD = 3  # the strongest ones; more is noise beside a sentence
SHOWN_LENGTH = 160  # characters of a sentence in the list beside the text
LISTED = 50  # suggestions beside the text
UNRATED_SIGN = "○"
MONEY_READ = 100_000  # characters; text that is all numbers takes 17 ms a thousand to read


@lru_cache(maxsize=32)
def assessed(text: str) -> tuple[tuple[int, int, Assessment], ...]:
    """Every checkable sentence of a text: start, end, why. A snapshot never changes, so neither does this."""
    found = ((start, end, assess(text[start:end])) for start, end in sentences(text))
    return tuple(item for item in found if item[2].score >= WORTH_CHECKING)


@lru_cache(maxsize=32)
def money_checks(text: str) -> tuple[CrossCheck, ...]:
    """Amounts given in two currencies that can be compared with another such pair of the same text."""
    return tuple(check for check in cross_checks(text[:MONEY_READ]) if check.expected is not None)


@dataclass(frozen=True)
class Suggestion:
    """A sentence worth checking that no claim covers yet. ``number`` counts from 1 in reading order."""

    number: int
    start: int
    end: int
    text: str
    assessment: Assessment

    @property
    def is_strong(self) -> bool:
        return self.assessment.score >= WELL_WORTH

    @property
    def shown(self) -> str:
        return self.text if len(self.text) <= SHOWN_LENGTH else f"{self.text[: SHOWN_LENGTH - 1]}…"

    @cached_property
    def why(self) -> str:
        reasons = [reason for reason in self.assessment.reasons if reason not in AGAINST_CHECKING]
        told = ", ".join(gettext(reason.label) for reason in reasons[:REASONS_TOLD])
        return told or gettext("Reads like a statement of fact")


@dataclass(frozen=True)
class Mark:
    """A claim's appearance in this text; ``start`` is None where its words no longer stand here."""

    citation: Citation
    start: int | None
    end: int | None
    is_again: bool = False  # the claim has a mark before this one

    @property
    def claim(self) -> Claim:
        return self.citation.claim

    @property
    def rating(self):
        return self.claim.verdict.rating if self.claim.verdict else None

    @property
    def tone(self) -> str:
        return self.rating.tone if self.rating else "neutral"

    @property
    def sign(self) -> str:
        return self.rating.sign if self.rating else UNRATED_SIGN


@dataclass(frozen=True)
class Piece:
    """A segment with what lies over it, ready to be shown."""

    segment: Segment
    text: str
    marks: tuple[Mark, ...] = ()
    ending: tuple[Mark, ...] = ()
    suggestion: Suggestion | None = None

    @property
    def start(self) -> int:
        return self.segment.start

    @property
    def claims(self) -> str:
        """Keys of the claims over it, for the script that lights them up."""
        return " ".join(str(mark.claim.pk) for mark in self.marks)

    @property
    def tone(self) -> str:
        """Where marks overlap, the one that began last shows its colour: it is the narrower."""
        return self.marks[-1].tone

    @property
    def begins_suggestion(self) -> bool:
        return self.suggestion is not None and self.suggestion.start == self.segment.start


@dataclass(frozen=True)
class Paragraph:
    """Its pieces; ``is_around`` when it stands outside the article itself, in a menu or an imprint."""

    pieces: list[Piece]
    is_around: bool


@dataclass
class Reading:
    """An article's text, its claims in reading order, and what is still to do."""

    article: Article
    marks: list[Mark] = field(default_factory=list)
    lists_all: bool = False

    @classmethod
    def of(cls, article: Article, *, lists_all: bool = False) -> "Reading":
        body, page = article.body, None
        marks = []
        for citation in _appearances(article):
            start, end = citation.start, citation.end
            if start is None or body[start:end] != citation.exact:
                page = page or fold(body)
                match = locate(citation.quote, page)
                start, end = match.start, match.end
            marks.append(Mark(citation, start, end))
        marks.sort(key=lambda mark: (mark.start is None, mark.start or 0, mark.citation.pk))
        seen = set()
        for at, mark in enumerate(marks):
            if mark.claim.pk in seen:
                marks[at] = replace(mark, is_again=True)
            seen.add(mark.claim.pk)
        return cls(article, marks, lists_all)

    @cached_property
    def placed(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.start is not None]

    @cached_property
    def cards(self) -> list[Mark]:
        """The marks in the order that editors chose for their claims, by the text where they chose none."""
        place = {pk: at for at, pk in enumerate(self.article.in_order([claim.pk for claim in self.claims]))}
        return sorted(self.marks, key=lambda mark: place[mark.claim.pk])

    def mark_of(self, citation: int) -> Mark | None:
        return next((mark for mark in self.marks if mark.citation.pk == citation), None)

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """Checkable sentences without a claim that nobody waved away."""
        dismissed = {tuple(span) for span in self.article.dismissed}
        left = [
            (start, end, assessment)
            for start, end, assessment in self._checkable
            if (start, end) not in dismissed and not self._is_marked(start, end)
        ]
        return [
            Suggestion(number, start, end, self.article.body[start:end], assessment)
            for number, (start, end, assessment) in enumerate(left, start=1)
        ]

    @property
    def listed(self) -> list[Suggestion]:
        """Those that stand beside the text; a debate of a whole day has more than anybody reads in a list."""
        return self.suggestions if self.lists_all else self.suggestions[:LISTED]

    @cached_property
    def _checkable(self) -> list[tuple[int, int, Assessment]]:
        """Of the article itself: a fetched page brings menus, teasers and an imprint along."""
        begin, stop = self.article.main_span
        return [item for item in assessed(self.article.body) if begin <= item[0] and item[1] <= stop]

    @cached_property
    def dismissed(self) -> list[tuple[int, int, str]]:
        return [(start, end, self.article.body[start:end]) for start, end in self.article.dismissed]

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        body = self.article.body
        begin, stop = self.article.main_span
        spans = [Span(mark.start, mark.end, mark) for mark in self.placed]
        spans += [Span(item.start, item.end, item) for item in self.suggestions]
        found = paragraphs(body)
        lying = _lying_in(found, spans)
        return [
            Paragraph(
                [self._piece(segment) for segment in segments(body, start, end, over)],
                is_around=end <= begin or start >= stop,
            )
            for (start, end), over in zip(found, lying, strict=True)
        ]

    @property
    def money_checks(self) -> tuple[CrossCheck, ...]:
        return money_checks(self.article.body)

    # The coverage bar

    @property
    def checkable(self) -> int:
        return len(self._checkable)

    @property
    def settled(self) -> int:
        """Checkable sentences that have a claim or were waved away."""
        return self.checkable - len(self.suggestions)

    @cached_property
    def claims(self) -> list[Claim]:
        return list({mark.claim.pk: mark.claim for mark in self.marks}.values())

    @property
    def rated(self) -> int:
        return sum(claim.verdict is not None for claim in self.claims)

    def _is_marked(self, start: int, end: int) -> bool:
        """Whether a mark lies over any of it: of those that begin before its end, does one reach into it?"""
        starts, reach = self._reach
        before = bisect_left(starts, end)
        return before > 0 and reach[before - 1] > start

    @cached_property
    def _reach(self) -> tuple[list[int], list[int]]:
        """Where the marks begin, in order, and how far the text is covered up to each."""
        ends = (mark.end for mark in self.placed)
        return [mark.start for mark in self.placed], list(accumulate(ends, max))

    def _piece(self, segment: Segment) -> Piece:
        over = [key for key in segment.keys if isinstance(key, Mark)]
        return Piece(
            segment,
            self.article.body[segment.start : segment.end],
            tuple(over),
            tuple(key for key in segment.ending if isinstance(key, Mark)),
            next((key for key in segment.keys if isinstance(key, Suggestion)), None),
        )


def _lying_in(found: list[tuple[int, int]], spans: list[Span]) -> list[list[Span]]:
    """For each paragraph the spans that touch it, without looking through all of them each time."""
    starts, lying = [start for start, _end in found], [[] for _ in found]
    for span in spans:
        for at in range(max(0, bisect_right(starts, span.start) - 1), len(found)):
            if found[at][0] >= span.end:
                break
            lying[at].append(span)
    return lying


def _appearances(article: Article):
    claims = Claim.objects.with_verdict().annotate(
        evidence_count=Count("citations", filter=Q(citations__kind=CitationKind.EVIDENCE))
    )
    quotes = Citation.objects.proposed().filter(source=article.source_id, kind=CitationKind.APPEARANCE)
    return quotes.prefetch_related(Prefetch("claim", claims))
