"""What tests of archiving share: a source that is evidence, and time that passes."""

from datetime import timedelta

from django.db.models import F

from claims.archive import run
from claims.models import Host, PublicCopy, Source
from claims.recheck.run import clock
from claims.tests.make import make_citation, make_claim, make_source
from claims.words import Health

TEXT = "Costs rose. The final training run cost $5.576M at two dollars an hour, the report says."
QUOTE = "The final training run cost $5.576M"


def make_evidence(text=TEXT, quote=QUOTE, health=Health.ALIVE, **given) -> Source:
    """A web source whose text was read, with a quote that stands in it."""
    source = make_source(text, **given)
    make_citation(make_claim(), source, quote)
    Source.objects.filter(pk=source.pk).update(health=health, health_since_at=clock(), read_at=clock())
    source.refresh_from_db()
    return source


def ring(limits=None) -> int:
    """What beat, task and worker do between them, without them."""
    return run.work(run.ring(), limits)


def let_time_pass(**of) -> None:
    """Move everything that archiving wrote into the past: what is due by then is due now."""
    past = timedelta(**of)
    times = ("asked_at", "next_at", "posted_at", "leased_until")
    PublicCopy.objects.update(**{name: F(name) - past for name in times})
    Source.objects.update(health_since_at=F("health_since_at") - past)
    Host.objects.update(free_at=F("free_at") - past)


def ring_until_settled(most=30) -> None:
    """Let whole days pass in steps until nothing is open."""
    for _ in range(most):
        ring()
        if not PublicCopy.objects.open().exists():
            return
        let_time_pass(minutes=50)
