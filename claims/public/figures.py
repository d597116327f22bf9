"""How many published claims have which topic, speaker and verdict, counted as often as that is cheap."""

from collections import Counter
from copy import copy

from django.db.models import Count, Q
from django.utils.translation import gettext

from claims.models import Claim, Claimant, Correction, Rating, Topic
from claims.models.figure import figure
from claims.words import ClaimState, CorrectionKind, VerdictState

PUBLIC = Q(claim__state=ClaimState.PUBLISHED)


def topics(most: int) -> list[Topic]:
    """Topics of published claims with ``claim_count``, the busiest first."""
    return _with_counts(Topic, figure("topics", _topic_counts), most)


def people(most: int) -> list[Claimant]:
    return _with_counts(Claimant, figure("people", _person_counts), most)


def claims_of_topic(pk: int) -> int:
    return figure("topics", _topic_counts)[pk]


def claims_of_person(pk: int) -> int:
    return figure("people", _person_counts)[pk]


def tally(rows, name: str) -> list[Rating]:
    """The ratings given to these claims, with ``count``, in the order of the scale.

    ``name`` tells these rows from others whose figures are kept.
    """
    counts = figure(f"tally:{name}", lambda: _rating_counts(rows))
    ratings = Rating.objects.filter(pk__in=counts).order_by("scale", "order")
    for rating in ratings:
        rating.count = counts[rating.pk]
    return list(ratings)


def corrections() -> list[tuple[str, int]]:
    """How many corrections of which kind, by their label."""
    counts = figure("corrections", _correction_counts)
    return [(gettext(kind.label), counts[kind]) for kind in CorrectionKind if counts[kind]]


def by_topic(most: int) -> list[tuple[Topic, list[Rating]]]:
    """The busiest topics, each with the ratings that its claims were given, with ``count``."""
    spread = figure("topic-ratings", _topic_ratings)
    ratings = list(Rating.objects.order_by("scale", "order"))
    return [(topic, _spread(spread, topic.pk, ratings)) for topic in topics(most)]


def by_person(most: int) -> list[tuple[Claimant, list[Rating]]]:
    spread = figure("person-ratings", _person_ratings)
    ratings = list(Rating.objects.order_by("scale", "order"))
    return [(person, _spread(spread, person.pk, ratings)) for person in people(most)]


def _spread(spread: Counter, pk: int, ratings: list[Rating]) -> list[Rating]:
    """The ratings with their ``count`` for one topic or person; those never given are left out."""
    given = [copy(rating) for rating in ratings if spread[pk, rating.pk]]
    for rating in given:
        rating.count = spread[pk, rating.pk]
    return given


def _with_counts(model: type, counts: Counter, most: int) -> list:
    pks = [pk for pk, _count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]]
    found = model.objects.in_bulk(pks)
    for pk, thing in found.items():
        thing.claim_count = counts[pk]
    return [found[pk] for pk in pks if pk in found]


def _topic_counts() -> Counter:
    rows = Claim.topics.through.objects.filter(PUBLIC)
    return Counter(dict(rows.values("topic").annotate(count=Count("pk")).values_list("topic", "count")))


def _person_counts() -> Counter:
    rows = Claim.objects.published().exclude(claimant=None).order_by()
    return Counter(dict(rows.values("claimant").annotate(count=Count("pk")).values_list("claimant", "count")))


def _topic_ratings() -> Counter:
    rows = Claim.topics.through.objects.filter(PUBLIC, claim__verdicts__state=VerdictState.APPROVED)
    return _pairs(rows, "topic", "claim__verdicts__rating")


def _person_ratings() -> Counter:
    rows = Claim.objects.published().exclude(claimant=None)
    rows = rows.filter(verdicts__state=VerdictState.APPROVED).order_by()
    return _pairs(rows, "claimant", "verdicts__rating")


def _correction_counts() -> Counter:
    rows = Correction.objects.order_by().values("kind").annotate(count=Count("pk"))
    return Counter(dict(rows.values_list("kind", "count")))


def _pairs(rows, one: str, other: str) -> Counter:
    counted = rows.values(one, other).annotate(count=Count("pk")).values_list(one, other, "count")
    return Counter({(first, second): count for first, second, count in counted})


def _rating_counts(rows) -> Counter:
    given = rows.filter(verdicts__state=VerdictState.APPROVED).order_by()
    counted = given.values("verdicts__rating").annotate(count=Count("pk"))
    return Counter(dict(counted.values_list("verdicts__rating", "count")))
