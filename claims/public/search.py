"""``/search/`` and ``/claims/``: claims by words, numbers and filters, and how many each would leave."""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.dateparse import parse_date
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from claims.models import Claim, Claimant, Hits, Rating, TooBroad, Topic, hits_of
from claims.models.hits import SAMPLE
from claims.words import Language

from .paging import page_of_hits
from .reading import kept, reading, show

LONGEST = 200  # characters of a search that are read
CHOICES = 30  # of a filter, the most frequent ones
EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True)
class Asked:
    """What a reader asks for; whatever cannot be understood is "", as if it were not given."""

    q: str = ""
    rating: str = ""
    topic: str = ""
    person: str = ""
    language: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def read(cls, given: dict[str, str]) -> "Asked":
        plain = {
            name: given.get(name, "").replace("\0", "").strip()[:LONGEST] for name in cls.__annotations__
        }
        for name in ("topic", "person"):
            plain[name] = plain[name] if plain[name].isascii() and plain[name].isdecimal() else ""
            plain[name] = plain[name] if len(plain[name]) < 18 else "0"  # nobody's, and no overflow
        for name in ("since", "until"):
            plain[name] = plain[name] if _day(plain[name]) else ""
        plain["language"] = plain["language"] if plain["language"] in list(Language) else ""
        return cls(**plain)

    def given(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}

    def rows(self):
        """The published claims that answer, in no order."""
        rows = Claim.objects.published()
        rows = rows.matching(self.q) if self.q else rows
        rows = rows.rated(self.rating) if self.rating else rows
        rows = rows.filter(topics=int(self.topic)) if self.topic else rows
        rows = rows.filter(claimant=int(self.person)) if self.person else rows
        rows = rows.standing_in(self.language) if self.language else rows
        rows = rows.carried_by(self.outlet) if self.outlet else rows
        rows = rows.filter(published_at__gte=_midnight(self.since)) if self.since else rows
        return rows.filter(published_at__lt=_midnight(self.until, days=1)) if self.until else rows


@dataclass(frozen=True)
class Choice:
    """One value of a filter; ``count`` is None where it was not counted."""

    value: str
    label: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    name: str
    label: str
    choices: list[Choice]


@reading
@kept
def search(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request.GET.dict())
    return _answer(request, asked, "search", ask=bool(asked.given()))


@reading
@kept
def claims(request: HttpRequest) -> HttpResponse:
    return _answer(request, Asked.read(request.GET.dict()), "claims", ask=True)


def _answer(request: HttpRequest, asked: Asked, name: str, *, ask: bool) -> HttpResponse:
    given = asked.given()
    context = {"asked": asked, "kept": given, "searching": ask, "filtered": bool(given.keys() - {"q"})}
    if ask:
        try:
            hits = hits_of(asked.rows())
            page = page_of_hits(hits, request.GET.get("before", ""))
            context |= {"page": page, "count": hits.count, "more": hits.more}
            context |= {"filters": _filters(hits, asked), "sample": hits.more or hits.count > SAMPLE}
        except TooBroad:
            context |= {"too_broad": True, "filters": []}
    else:
        context["topics"] = Topic.objects.in_public()[:12]
    template = "claims/_results.html" if request.htmx else f"claims/{name}.html"
    response = show(request, template, **context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _filters(hits: Hits, asked: Asked) -> list[Filter]:
    values = hits.values()
    ratings = Rating.objects.filter(scale__is_default=True).order_by("order")
    languages = {str(code): _(code.label) for code in Language}
    named = {
        "rating": (_("Verdict"), {rating.code: str(rating) for rating in ratings}),
        "topic": (_("Topic"), _labels(Topic, values.topic, asked.topic)),
        "person": (_("Who said it"), _labels(Claimant, values.person, asked.person)),
        "outlet": (_("Outlet"), _outlets(values.outlet, asked.outlet)),
        "language": (_("Language of the check"), languages),
    }
    return [
        Filter(name, label, [_choice(value, text, getattr(values, name), getattr(asked, name))
                             for value, text in labels.items()])
        for name, (label, labels) in named.items()
    ]  # fmt: skip


def _choice(value: object, label: str, counts: Counter, chosen: str) -> Choice:
    return Choice(str(value), label, counts.get(value, 0), str(value) == chosen)


def _labels(model: type, counts: Counter, chosen: str) -> dict[int, str]:
    """Names of the most frequent topics or claimants among the hits, and of the chosen one."""
    pks = [pk for pk, _count in counts.most_common(CHOICES)]
    found = model.objects.in_bulk([*pks, int(chosen)] if chosen else pks)
    return {pk: str(found[pk]) for pk in dict.fromkeys([*pks, *found])}


def _outlets(counts: Counter, chosen: str) -> dict[str, str]:
    names = [name for name, _count in counts.most_common(CHOICES)]
    return {name: name for name in dict.fromkeys([*names, chosen] if chosen else names)}


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and EARLIEST <= day <= date(9000, 1, 1) else None


def _midnight(text: str, days: int = 0) -> datetime:
    """The beginning of a day in the site's time zone."""
    return make_aware(datetime.combine(_day(text) + timedelta(days=days), time()))
