"""Which published claims answer a question, newest first, as quick among a million as among ten.

No plan of the database is quick for rare and for common words alike. So hits are fetched unsorted up to a
cap. Fewer than that: these are all, and are sorted here. More: hits are common, so walking down the dates
meets enough of them soon. Measured at a million claims: docs/decisions/0017.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import OperationalError, connection, transaction
from django.db.models import Count, F, Q, QuerySet

from claims.words import CitationKind, Language, VerdictState

from .citation import Citation
from .claim import Claim
from .verdict import Verdict

ENOUGH = 3000  # hits that are fetched at most; a count beyond is told as "more than"
SAMPLE = 300  # hits whose filter values are counted
SLOWEST_MS = 2000  # a search that takes longer is refused
# Everything that would look at all hits before it gives the first one.
_NOT_WALKING = ("enable_sort", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin", "enable_seqscan")

Place = tuple[datetime, int]  # published_at and id: where a claim stands in the list


class TooBroad(Exception):
    """The database gave up on this search: it should ask for less."""


@dataclass(frozen=True)
class Hits:
    """``places``: newest first, all of them when there are no more than ``ENOUGH``, else just so many."""

    rows: QuerySet
    places: list[Place]

    @property
    def more(self) -> bool:
        return len(self.places) > ENOUGH

    @property
    def count(self) -> int:
        return min(len(self.places), ENOUGH)

    def page(self, after: Place | None, size: int) -> list[Claim]:
        """``size`` hits that follow ``after``, with what a list shows of them."""
        if self.more:
            return self._walked(after, size)
        places = [place for place in self.places if after is None or place < after][:size]
        found = self.rows.model.objects.with_verdict().in_bulk([pk for _, pk in places])
        return [found[pk] for _, pk in places if pk in found]

    def _walked(self, after: Place | None, size: int) -> list[Claim]:
        rows = self.rows.with_verdict().order_by("-published_at", "-id")
        if after:
            moment, pk = after
            rows = rows.filter(Q(published_at__lt=moment) | Q(published_at=moment, id__lt=pk))
            rows = rows.filter(published_at__lte=moment)  # where the walk down the index begins
        with _patience(*_NOT_WALKING):
            return list(rows[:size])

    def values(self) -> "Values":
        """What the hits could be narrowed by; beyond ``SAMPLE`` hits the counts are lower bounds."""
        pks = [pk for _, pk in self.places[:SAMPLE]]
        verdicts = Verdict.objects.filter(state=VerdictState.APPROVED, claim__in=pks)
        appearances = Citation.objects.public().filter(kind=CitationKind.APPEARANCE, claim__in=pks)
        outlet = F("source__article__outlet")
        return Values(
            rating=_counted(verdicts, F("rating__code")),
            language=_languages(verdicts),
            topic=_counted(Claim.topics.through.objects.filter(claim__in=pks), F("topic")),
            person=_counted(Claim.objects.filter(pk__in=pks).exclude(claimant=None), F("claimant")),
            outlet=_counted(appearances.exclude(source__article__outlet=""), outlet, distinct=True),
        )


@dataclass(frozen=True)
class Values:
    """Per filter, how many of the hits have which value."""

    rating: Counter
    language: Counter
    topic: Counter
    person: Counter
    outlet: Counter


def hits_of(rows: QuerySet) -> Hits:
    """The hits of a queryset of published claims. Raises ``TooBroad``."""
    with _patience():
        places = list(rows.order_by().values_list("published_at", "pk")[: ENOUGH + 1])
    return Hits(rows, sorted(places, reverse=True))


def _counted(rows: QuerySet, value: F, distinct: bool = False) -> Counter:
    count = Count("claim", distinct=True) if distinct else Count("pk")
    found = rows.order_by().values(value=value).annotate(count=count).values_list("value", "count")
    return Counter({value: count for value, count in found if value is not None})


def _languages(verdicts: QuerySet) -> Counter:
    """In how many hits the check stands in each language: wording and summary."""
    said = {
        str(code): Count("pk", filter=~Q(**{f"summary_{code}": ""}) & ~Q(**{f"claim__wording_{code}": ""}))
        for code in Language
    }
    return Counter(verdicts.order_by().aggregate(**said))


@contextmanager
def _patience(*switched_off: str) -> Iterator[None]:
    """A transaction in which a statement may take ``SLOWEST_MS``, and the planner goes without these."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                limits = [f"statement_timeout = {SLOWEST_MS}", *(f"{name} = off" for name in switched_off)]
                cursor.execute("; ".join(f"SET LOCAL {limit}" for limit in limits))
            yield
    except OperationalError as error:
        if "statement timeout" not in str(error):
            raise
        raise TooBroad from None
