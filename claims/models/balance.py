"""How even-handed the desk is: its published claims of a period by who said them, verdict, topic and outlet,
and what it published, corrected and took back month by month.

Each question is one statement over a span of days, by the index on the day of publishing (a correction's, on
the day of the correction), and kept as a ``figure``: dear ones are not asked at every look.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth, TruncWeek
from django.utils import timezone

from claims.words import CitationKind, ClaimState, CorrectionKind, VerdictState

from .citation import Citation
from .claim import Claim
from .correction import Correction
from .figure import figure

Pairs = Counter  # (of whom or what, rating's id) -> published claims


@dataclass(frozen=True)
class Period:
    """Whole days of the desk's time zone, the last one included."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first}:{self.last}"

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first moment of the first day up to that of the day after the last."""
        return midnight(self.first), midnight(self.last + timedelta(days=1))


@dataclass(frozen=True)
class Month:
    """What one month saw. ``corrected`` counts corrections, ``withdrawn`` checks taken back."""

    first: date
    published: int
    corrected: int
    withdrawn: int


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def by_claimant(period: Period) -> Pairs:
    """Claims without a claimant stand under None."""
    return _folded(_by_who(period), 0)


def by_kind(period: Period) -> Pairs:
    """By kind of claimant: person or organisation; None without a claimant."""
    return _folded(_by_who(period), 1)


def by_topic(period: Period) -> Pairs:
    start, end = period.moments
    rows = Claim.topics.through.objects.filter(
        claim__state=ClaimState.PUBLISHED,
        claim__published_at__gte=start,
        claim__published_at__lt=end,
        claim__verdicts__state=VerdictState.APPROVED,
    )
    return _figure(f"topic:{period}", lambda: _pairs(rows, "topic", "claim__verdicts__rating"))


def by_outlet(period: Period) -> Pairs:
    """A claim that appears in articles of several outlets counts for each, in several of one once."""
    start, end = period.moments
    rows = Citation.objects.public().filter(
        kind=CitationKind.APPEARANCE,
        source__article__isnull=False,
        claim__state=ClaimState.PUBLISHED,
        claim__published_at__gte=start,
        claim__published_at__lt=end,
        claim__verdicts__state=VerdictState.APPROVED,
    )
    names = ("source__article__outlet", "claim__verdicts__rating")
    claims = Count("claim", distinct=True)
    return _figure(f"outlet:{period}", lambda: _pairs(rows, *names, counted=claims))


def months_until(today: date, count: int) -> list[Month]:
    """The last ``count`` months, oldest first; the current one is not over yet."""
    firsts = [_month_before(today, back) for back in range(count - 1, -1, -1)]
    span = Period(firsts[0], today)
    published = _figure(f"published:{span}", lambda: _published_by_month(span))
    corrected = _figure(f"corrected:{span}", lambda: _corrected_by_month(span))
    return [
        Month(
            first,
            published[first],
            sum(corrected[first, kind] for kind in CorrectionKind if kind != CorrectionKind.RETRACTION),
            corrected[first, CorrectionKind.RETRACTION],
        )
        for first in firsts
    ]


def weeks_with_a_check(today: date, count: int) -> int:
    """In how many of the last ``count`` weeks, the current one left out, something was published."""
    monday = today - timedelta(days=today.weekday())
    span = Period(monday - timedelta(weeks=count), monday - timedelta(days=1))
    weeks = figure(f"balance:weeks:{span}", lambda: _ever_public(span, TruncWeek("published_at")))
    return len(weeks)


def _published(period: Period) -> QuerySet:
    start, end = period.moments
    return Claim.objects.published().filter(published_at__gte=start, published_at__lt=end).order_by()


def _ever_public(period: Period, part) -> Counter:
    """By day on which a week or month begins. What was taken back later was published all the same."""
    start, end = period.moments
    gone = Claim.objects.filter(
        state=ClaimState.WITHDRAWN, published_at__gte=start, published_at__lt=end
    ).order_by()
    counts: Counter = Counter()
    for rows in (_published(period), gone):
        found = rows.annotate(part=part).values("part").annotate(count=Count("pk"))
        for begins, count in found.values_list("part", "count"):
            counts[timezone.localdate(begins)] += count
    return counts


def _published_by_month(period: Period) -> Counter:
    return _ever_public(period, TruncMonth("published_at"))


def _corrected_by_month(period: Period) -> Counter:
    start, end = period.moments
    rows = Correction.objects.filter(made_at__gte=start, made_at__lt=end).order_by()
    found = rows.annotate(part=TruncMonth("made_at")).values("part", "kind").annotate(count=Count("pk"))
    return Counter(
        {
            (timezone.localdate(begins), kind): count
            for begins, kind, count in found.values_list("part", "kind", "count")
        }
    )


def _by_who(period: Period) -> Counter:
    """(claimant, kind of claimant, rating) -> claims."""
    rows = _published(period).filter(verdicts__state=VerdictState.APPROVED)
    names = ("claimant", "claimant__kind", "verdicts__rating")

    def count() -> Counter:
        found = rows.values(*names).annotate(count=Count("pk")).values_list(*names, "count")
        return Counter({tuple(of): number for *of, number in found})

    return _figure(f"who:{period}", count)


def _folded(counts: Counter, place: int) -> Pairs:
    folded: Pairs = Counter()
    for of, number in counts.items():
        folded[of[place], of[-1]] += number
    return folded


def _pairs(rows: QuerySet, one: str, other: str, *, counted: Count | None = None) -> Pairs:
    found = rows.values(one, other).annotate(count=counted or Count("pk"))
    return Counter(
        {(first, second): count for first, second, count in found.values_list(one, other, "count")}
    )


def _figure(name: str, count: Callable[[], Counter]) -> Counter:
    return figure(f"balance:{name}", count)


def _month_before(day: date, back: int) -> date:
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)
