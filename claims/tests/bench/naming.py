"""One run of ``bench_naming``."""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402  settings come first
from django.core.management import call_command  # noqa: E402
from django.db.models import F  # noqa: E402

from claims.models import Alert, Check, Citation, Claim, Source  # noqa: E402
from claims.recheck import due, run  # noqa: E402
from claims.recheck.extract import extract  # noqa: E402
from claims.tests.bench import linkchecking  # noqa: E402
from claims.tests.bench.kinds import KINDS, Kind, addresses, story, whole  # noqa: E402
from claims.tests.bench.web import quotes  # noqa: E402
from claims.tests.make import unsaved_citation  # noqa: E402
from claims.tests.recheck.site import HTML, SourceSite  # noqa: E402
from claims.text.quotes import Quote, describe  # noqa: E402

HOUR = timedelta(hours=1)


def selected(number: int) -> Iterator[Quote]:
    """The quotes as an editor selects them in the page's text."""
    text = extract(story(number).encode(), HTML).text
    for quote in quotes(number):
        start = text.index(quote)
        yield describe(text, start, start + len(quote))


def make_sources(site: SourceSite, kinds: dict[int, Kind]) -> dict[int, Source]:
    claim = Claim.objects.create(wording_en="A claim with much evidence.")
    for number in kinds:
        site.page(f"/{number}", story(number))
    sources = Source.objects.bulk_create(
        Source(url=site.url(f"/{number}"), key=f"//{site.host}/{number}", next_check_at=run.clock())
        for number in kinds
    )
    Citation.objects.bulk_create(
        unsaved_citation(claim, source, **vars(quote), end=quote.start + len(quote.exact))
        for number, source in zip(kinds, sources, strict=True)
        for quote in selected(number)
    )
    return dict(zip(kinds, sources, strict=True))


def look_at_all() -> None:
    """A look at every source that is watched, whatever its schedule says; an hour after the last."""
    Source.objects.update(next_check_at=run.clock(), unconfirmed_at=F("unconfirmed_at") - HOUR)
    Citation.objects.update(unconfirmed_at=F("unconfirmed_at") - HOUR)
    for pairs in due.batches():
        run.recheck(pairs)


def named_by_us(kinds: dict[int, Kind], sources: dict[int, Source]) -> dict[int, str]:
    """What was said of each address where it is not what was to be said; "" where it is."""
    wrong = {}
    for number, kind in kinds.items():
        source = sources[number]
        outcomes = Check.objects.filter(source=source).order_by("-pk")[:2].values_list("outcome", flat=True)
        first = Citation.objects.filter(source=source).earliest("pk")
        alerts = set(Alert.objects.filter(source=source).values_list("kind", flat=True))
        # Whatever was unchanged at the second look is told by the first.
        said = [] if kind.outcome in outcomes else list(outcomes)
        said += [first.finding] if kind.finding and first.finding != kind.finding else []
        said += [f"alerts: {sorted(alerts)}"] if alerts != ({kind.alert} if kind.alert else set()) else []
        wrong[number] = ", ".join(said)
    return wrong


def named_by_linkchecker(kinds: dict[int, Kind], site: SourceSite) -> dict[int, bool]:
    said = linkchecking.verdicts([site.url(f"/{number}") for number in kinds])
    return {number: said.get(site.url(f"/{number}")) == kind.told_by_status for number, kind in kinds.items()}


def main() -> None:
    call_command("migrate", verbosity=0)
    kinds = dict(addresses())
    with SourceSite() as site:
        settings.RECHECK_ALLOWED_HOSTS = [site.host]
        settings.RECHECK_SPACING_SECONDS, settings.RECHECK_PER_HOST = 0, 20
        site.page("/", whole("The Daily Example", *(f"Headline of the day, number {n}" for n in range(40))))
        site.page("/member/login", whole("Members", "Please enter your name.", extra="<input type=password>"))
        sources = make_sources(site, kinds)
        look_at_all()
        for number, kind in kinds.items():
            kind.become(site, number)
        look_at_all()
        look_at_all()
        ours = named_by_us(kinds, sources)
        theirs = named_by_linkchecker(kinds, site) if linkchecking.program() else {}
    show(kinds, ours, theirs)


def show(kinds: dict[int, Kind], ours: dict[int, str], theirs: dict[int, bool]) -> None:
    sys.stdout.write(f"{'':26}{'addresses':>10}{'ours':>8}{'linkchecker':>13}\n")
    for kind in KINDS:
        numbers = [number for number, its in kinds.items() if its is kind]
        right = sum(not ours[number] for number in numbers)
        told = sum(theirs[number] for number in numbers) if theirs else "-"
        said = Counter(ours[number] for number in numbers if ours[number])
        instead = "; ".join(f"{count} × {what}" for what, count in said.most_common(3))
        sys.stdout.write(f"{kind.name:26}{len(numbers):10}{right:8}{told:>13}  {instead}".rstrip() + "\n")
    total = sum(not wrong for wrong in ours.values())
    told = sum(theirs.values()) if theirs else "-"
    sys.stdout.write(f"{'named rightly':26}{len(kinds):10}{total:8}{told:>13}\n")
    false = sum("alerts" in ours[number] for number, kind in kinds.items() if not kind.alert)
    sys.stdout.write(f"false alarms: {false}\n")
    if not theirs:
        sys.stdout.write(linkchecking.MISSING)


if __name__ == "__main__":
    main()
