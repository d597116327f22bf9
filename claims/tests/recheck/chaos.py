"""Every source is checked exactly as often as due, whatever is killed meanwhile. Run by ``test_chaos``.

Not collected by itself: it restarts the database server, so it wants one of its own (FACTCHECK_VAR_DIR).
A broker to be hit as well, or another size: CHAOS_BROKER=redis://… CHAOS_SOURCES=300 CHAOS_KILLS=12
"""

import os
import random
import re
import signal
from contextlib import suppress

import psutil
import pytest
from django.db import OperationalError, connection

from claims.models import Alert, Check, Citation, Source
from claims.recheck.run import clock
from claims.tests.make import make_claim, make_user, unsaved_citation
from claims.tests.recheck.site import SourceSite
from claims.tests.workers import Workers
from claims.words import Finding, Role
from factcheck.tests.processes import until

SOURCES = int(os.environ.get("CHAOS_SOURCES", "2000"))
KILLS = int(os.environ.get("CHAOS_KILLS", "50"))
BROKER = os.environ.get("CHAOS_BROKER", "")  # redis://…; without it the file-system broker
CHANGED_EVERY = SOURCES // 40  # one source in so many carries another number; one mail spells 50 alerts out
SETTINGS = {
    "RECHECK_BATCH": "20",
    "RECHECK_OUTSTANDING": "120",
    "RECHECK_LEASE_SECONDS": "4",
    "RECHECK_CONFIRM_SECONDS": "1",
    "RECHECK_MIN_INTERVAL_SECONDS": "36000",
    "RECHECK_PER_HOST": "20",
    "RECHECK_CONTROL_HOSTS": "",
    "RECHECK_OBEY_ROBOTS": "0",
}


def page(number: int, cost: str) -> str:
    return f"<title>Report {number}</title><p>Costs rose. Run {number} cost ${cost}M, says the report.</p>"


def make_sources(site: SourceSite) -> set[int]:
    """Sources with a quote each; the ids of those whose page says another number."""
    claim = make_claim(assignee=make_user(Role.EDITOR))
    now = clock()
    sources = Source.objects.bulk_create(
        Source(url=site.url(f"/{n}"), key=f"{site.host}/{n}", next_check_at=now) for n in range(SOURCES)
    )
    Citation.objects.bulk_create(
        unsaved_citation(claim, source, f"Run {number} cost $5.576M", finding=Finding.EXACT)
        for number, source in enumerate(sources)
    )
    for number in range(SOURCES):
        site.page(f"/{number}", page(number, "5.576" if number % CHANGED_EVERY else "5.567"))
    return {source.pk for number, source in enumerate(sources) if number % CHANGED_EVERY == 0}


class Chaos:
    """Kills one process after another: a whole worker, its main process alone, or one of its children.

    Children only with a real broker: on the file-system one a pool's children share a lock, and
    whoever is killed holding it stops the others for good.
    """

    def __init__(self, workers: Workers):
        self.workers = workers
        self.dice = random.Random(7)
        self.kills = 0

    def strike(self) -> None:
        roots = [process for process in self.workers.workers if process.poll() is None]
        chosen = self.dice.choice(roots)
        children = psutil.Process(chosen.pid).children()
        self.kills += 1
        if children and BROKER and self.dice.random() < 0.7:
            with suppress(psutil.NoSuchProcess):
                self.dice.choice(children).kill()
            return
        if self.dice.random() < 0.5:
            chosen.kill()
        else:
            os.killpg(chosen.pid, signal.SIGKILL)
        chosen.wait()
        self.workers.start_worker(f"again{self.kills}")

    def empty_broker(self) -> None:
        self.workers.start("purge", "--force").wait()

    def restart_database(self) -> None:
        """Stop the server as an operator does; the next connection of this process starts it again."""
        postmaster = int((connection.server.data / "postmaster.pid").read_text().split()[0])
        psutil.Process(postmaster).send_signal(signal.SIGINT)
        until(lambda: not psutil.pid_exists(postmaster))
        connection.close()
        connection.ensure_connection()


def checked() -> int:
    """Checks so far; -1 while the database is away."""
    try:
        return Check.objects.count()
    except OperationalError:
        connection.close()
        return -1


@pytest.mark.django_db(transaction=True)
def test_every_source_is_checked_exactly_as_often_as_due(tmp_path):
    with SourceSite() as site:
        changed = make_sources(site)
        expected = SOURCES + len(changed)
        broker = {"CELERY_BROKER_URL": BROKER} if BROKER else {}
        with Workers(tmp_path, count=2, RECHECK_ALLOWED_HOSTS=site.host, **SETTINGS, **broker) as workers:
            chaos = Chaos(workers)
            until(lambda: checked() > 0, seconds=60)
            for number in range(KILLS):
                done = checked()
                until(lambda done=done: checked() > done or checked() >= expected, seconds=60)
                chaos.strike()
                if number == KILLS // 3:
                    chaos.empty_broker()
                if number == KILLS // 2:
                    chaos.restart_database()
            until(lambda: checked() >= expected, seconds=240)
            until(lambda: not Alert.objects.unsent().exists(), seconds=60)
        letters = [path.read_text() for path in (tmp_path / "mail").glob("*")]
    looks = dict.fromkeys(Source.objects.values_list("pk", flat=True), 0)
    for key in Check.objects.values_list("source_id", flat=True):
        looks[key] += 1
    assert {key for key, count in looks.items() if count == 2} == changed
    assert set(looks.values()) == {1, 2}
    assert set(Alert.objects.values_list("citation__source_id", flat=True)) == changed
    assert Alert.objects.count() == len(changed)
    assert not Source.objects.filter(lease__isnull=False).exists()
    mailed = re.findall(r"/admin/claims/alert/(\d+)/change/", "".join(letters))
    assert {int(number) for number in mailed} == set(Alert.objects.values_list("pk", flat=True))
    print(f"{SOURCES} sources, {chaos.kills} kills, {expected} looks, {len(changed)} alerts")  # noqa: T201
