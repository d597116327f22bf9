"""``manage.py recheck URL`` or ``--source ID``: one source looked at aloud, step by step."""

import asyncio
from uuid import UUID, uuid4

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.models import Source
from claims.recheck import due, run
from claims.recheck.fetch import Fetcher
from claims.recheck.guard import Refused, check_url
from claims.recheck.look import Keep, Seeing, look_at, request_for
from claims.recheck.record import Look, record
from claims.recheck.state import Watch
from claims.text.links import BadLink
from claims.words import OUTCOME_CLASS, AlertKind, Finding, Health, Outcome


class Command(BaseCommand):
    help = "Looks at one source aloud: what is asked, what is answered, what is read, found and concluded."

    def add_arguments(self, parser):
        parser.add_argument("url", nargs="?", help="an address, watched or not")
        parser.add_argument("--source", type=int, help="the number of a source")
        parser.add_argument("--record", action="store_true", help="write down what comes of it")

    def handle(self, *, url, source, record, **options):
        if (url is None) == (source is None):
            raise CommandError("Name either an address or --source with its number.")
        known = self._source(url, source)
        if record and known is None:
            raise CommandError("Nobody watches this address: there is nothing to record it with.")
        lease = self._lease(known) if record else (known and known.lease)
        watch, age = self._watch(known, lease, url)
        self._say_what_is_known(known, watch)
        if not self._guard(watch):
            return
        self._say_request(watch, age)
        seen = asyncio.run(self._look(watch, age, run.keep_response if record else None))
        self._say_answer(seen)
        self._say_text(seen)
        self._say_findings(seen)
        look = run.judged(known.pk if known else 0, lease or uuid4(), seen, run.clock())
        self._say_decision(look)
        self._finish(look, record)

    # --- Before the look ---

    def _source(self, url: str | None, number: int | None) -> Source | None:
        if number is not None:
            source = Source.objects.filter(pk=number).first()
            if source is None:
                raise CommandError(f"There is no source {number}.")
            return source
        try:
            return Source.objects.at(url).first()
        except BadLink as error:
            raise CommandError(f"This is no web address: {error}") from None

    def _lease(self, source: Source) -> UUID:
        lease = due.take_one(source.pk)
        if lease is None:
            raise CommandError("Somebody is looking at this source right now, or it is not a web page.")
        return lease

    def _watch(self, source: Source | None, lease, url: str | None) -> tuple[Watch, float | None]:
        if source is None:
            return Watch(url), None
        watches, ages = run.load({source.pk: lease})
        return watches[source.pk], ages.get(source.pk)

    def _say_what_is_known(self, source: Source | None, watch: Watch) -> None:
        self._head("What is known")
        if source is None:
            self._say(f"{watch.url}: nobody watches this address, so there are no quotes to look for.")
            return
        self._say(f"Source {source.pk}, {source}: {watch.url}")
        self._say(f"{Health(watch.health).label}; last looked at {source.checked_at or 'never'}.")
        self._say(f"{len(watch.citations)} quotes rest on it.")

    def _guard(self, watch: Watch) -> bool:
        self._head("Guard")
        try:
            check_url(watch.url, settings.RECHECK_ALLOWED_HOSTS, settings.RECHECK_ALLOWED_PORTS)
        except Refused as error:
            self._say(f"This address is never contacted ({error.reason}).")
            return False
        self._say("The address may be contacted. Where its name leads to is checked again at the socket.")
        return True

    def _say_request(self, watch: Watch, age: float | None) -> None:
        self._head("Fetch")
        request = request_for(watch) if age is None else request_for(watch, age)
        if request.etag or request.last_modified or request.body_hash:
            self._say("Asking for news only: the page was read in full and nothing waits to be confirmed.")
        else:
            self._say("Asking for the whole page.")

    async def _look(self, watch: Watch, age: float | None, keep: Keep | None) -> Seeing:
        async with Fetcher(run.limits_of_settings()) as fetcher:
            seen = await look_at(
                {0: watch},
                fetcher,
                age={} if age is None else {0: age},
                control=settings.RECHECK_CONTROL_HOSTS,
                keep=keep,
            )
        return seen[0]

    # --- After it ---

    def _say_answer(self, seen: Seeing) -> None:
        if seen.response is None:
            self._say(f"The look broke off: {seen.trouble}")
            return
        response = seen.response
        for hop in response.hops:
            self._say(f"{hop.url} answered {hop.status} from {hop.address}.")
        self._say(f"{response.duration:.2f} s on the network. {_outcome(response.outcome, response.detail)}")

    def _say_text(self, seen: Seeing) -> None:
        if seen.page is None:
            return
        page = seen.page
        self._head("Extract")
        charset = f" in {page.charset}" if page.charset else ""
        pages = f" on {len(page.page_starts)} pages" if page.page_starts else ""
        self._say(f"Read as {page.kind}{charset}: {len(page.text):,} characters{pages}.")
        said = {
            "Title": page.title,
            "Language": page.language,
            "Published": page.published_on,
            "Calls itself": page.canonical_url,
            "Trouble": page.trouble,
        }
        for name, value in said.items():
            if value:
                self._say(f"{name}: {value}")

    def _say_findings(self, seen: Seeing) -> None:
        if not seen.found:
            return
        self._head("Compare")
        for key, found in seen.found.items():
            where = f" at character {found.start:,}" if found.start is not None else ""
            remark = f" ({found.remark.label.lower()})" if found.remark else ""
            self._say(f"Quote {key}, “{_short(seen.watch.citations[key].quote.exact)}”")
            self._say(f"    {Finding(found.finding).label}{where}{remark}.")
            if found.text and found.finding in (Finding.EDITED, Finding.NUMBER_CHANGED):
                self._say(f"    It now reads: “{_short(found.text)}”")

    def _say_decision(self, look: Look) -> None:
        decision = look.decision
        self._head("Judge")
        self._say(_outcome(decision.outcome, decision.detail))
        before, after = look.watch.health, decision.source.get("health", look.watch.health)
        if before != after:
            self._say(f"The source was “{Health(before).label}” and is “{Health(after).label}”.")
        waiting = [key for key, fields in decision.citations.items() if fields.get("unconfirmed")]
        if waiting or decision.source.get("unconfirmed"):
            self._say("This counts once a second look agrees.")
        for news in decision.news:
            of = f" (quote {news.citation})" if news.citation else ""
            self._say(f"News: {AlertKind(news.kind).label}{of}.")
        if not decision.news:
            self._say("Nothing of it is news.")
        self._say(f"Next look in {_span(decision.next_in)}.")

    def _finish(self, look: Look, wanted: bool) -> None:
        self._head("Record")
        if not wanted:
            self._say("Nothing was written. Say --record to write it down.")
        elif record([look], run.clock()):
            self._say("Written down.")
        else:
            self._say("Not written: somebody else took the source over meanwhile.")

    def _head(self, name: str) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(name))

    def _say(self, sentence: str) -> None:
        self.stdout.write(f"  {sentence}")


def _outcome(outcome: str, detail: str) -> str:
    kind = OUTCOME_CLASS[Outcome(outcome)].label.lower()
    return f"{Outcome(outcome).label} ({kind}{f'; {detail}' if detail else ''})."


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 100 else f"{text[:99]}…"


def _span(seconds: float) -> str:
    for size, name in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"about {seconds / size:.0f} {name}"
    return f"about {seconds:.0f} seconds"
