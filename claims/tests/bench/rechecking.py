"""One run of ``bench_recheck``: bare aiohttp, linkchecker and ours on the same pages, one after another."""

import asyncio
import resource
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import django
import psutil

django.setup()

from django.conf import settings  # noqa: E402  settings come first
from django.core.management import call_command  # noqa: E402

from claims.models import Check, Citation, Claim, Source  # noqa: E402
from claims.recheck.run import clock  # noqa: E402
from claims.tasks import recheck_due  # noqa: E402
from claims.tests.bench import linkchecking  # noqa: E402
from claims.tests.bench.web import address, quotes  # noqa: E402
from claims.tests.make import unsaved_citation  # noqa: E402
from claims.tests.workers import Workers  # noqa: E402
from claims.words import FOUND, Outcome  # noqa: E402
from factcheck.tests.processes import until  # noqa: E402

MILLION = 1_000_000
WARM_UP = 100  # sources that are looked at before anything is measured
AT_ONCE = 50  # requests in flight of the bare loop, as many as one of our workers has


@dataclass(frozen=True)
class Measured:
    """``cpu``: seconds of processor time; ``memory``: bytes at the peak, shared pages counted once."""

    name: str
    looks: int
    seconds: float
    cpu: float
    memory: int
    remark: str = ""

    @property
    def rate(self) -> float:
        return self.looks / self.seconds


class Meter:
    """Processor time and peak memory of processes that may come and go while it runs."""

    def __init__(self, processes: Callable[[], Iterable[psutil.Process]]):
        self._processes = processes
        self._spent: dict[int, float] = {}
        self.memory = 0

    def __enter__(self) -> "Meter":
        self._before = self._read()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._begun = time.perf_counter()
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.seconds = time.perf_counter() - self._begun
        self._stop.set()
        self._thread.join()
        after = self._read()
        self.cpu = sum(spent - self._before.get(key, 0.0) for key, spent in after.items())

    def _watch(self) -> None:
        while not self._stop.wait(0.25):
            self._read()

    def _read(self) -> dict[int, float]:
        total = 0
        for process in self._processes():
            with suppress(psutil.Error):
                times = process.cpu_times()
                self._spent[process.pid] = times.user + times.system
                total += process.memory_full_info().pss
        self.memory = max(self.memory, total)
        return dict(self._spent)


def bare_loop(port: int, pages: int) -> Measured:
    """GET, read, forget: what aiohttp alone takes on this machine."""

    async def fetch_all() -> None:
        connector = aiohttp.TCPConnector(limit=AT_ONCE)
        async with aiohttp.ClientSession(connector=connector) as session:

            async def fetch(number: int) -> None:
                async with session.get(address(number, port)) as response:
                    await response.read()

            await asyncio.gather(*(fetch(number) for number in range(pages)))

    begun, spent = time.perf_counter(), time.process_time()
    asyncio.run(fetch_all())
    seconds, cpu = time.perf_counter() - begun, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Measured("bare aiohttp", pages, seconds, cpu, peak, "fetches, reads nothing")


def linkchecker(port: int, pages: int) -> Measured | None:
    if linkchecking.program() is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        process = linkchecking.start(Path(folder), (address(number, port) for number in range(pages)))
        with Meter(lambda: [psutil.Process(process.pid)] if process.poll() is None else []) as meter:
            process.wait()
    return Measured("linkchecker", pages, meter.seconds, meter.cpu, meter.memory, "reachable or not")


def make_sources(port: int, numbers: range) -> None:
    claim = Claim.objects.create(wording_en="A claim with much evidence.")
    sources = Source.objects.bulk_create(
        Source(
            url=address(n, port),
            key=address(n, port).removeprefix("http:"),
            title=f"Report {n}",
            language="en",
            next_check_at=clock(),
        )
        for n in numbers
    )
    Citation.objects.bulk_create(
        unsaved_citation(claim, source, quote)
        for number, source in zip(numbers, sources, strict=True)
        for quote in quotes(number)
    )


def ring(
    name: str, parts: Callable[[], list[psutil.Process]], outcome: Outcome, **forgotten: str
) -> Measured:
    """Make all sources due and ring once, until each has one more look on record.

    ``forgotten``: fields of the sources that would spare the worker something, and what they are set to.
    """
    before, pages = Check.objects.count(), Source.objects.filter(next_check_at__isnull=False).count()
    Source.objects.filter(next_check_at__isnull=False).update(**forgotten, next_check_at=clock())
    with Meter(parts) as meter:
        recheck_due.delay()
        until(lambda: Check.objects.count() >= before + pages, seconds=300)
    found = Counter(Check.objects.order_by("-pk")[:pages].values_list("outcome", flat=True))
    lost = Citation.objects.filter(source__next_check_at__isnull=False).exclude(finding__in=FOUND).count()
    if found != {outcome: pages} or lost:
        sys.exit(f"{name}: not as expected: {dict(found)}, {lost} quotes not found")
    return Measured(name, pages, meter.seconds, meter.cpu, meter.memory, "every quote verified and recorded")


def ours(port: int, pages: int) -> Iterator[Measured]:
    folder = Path(settings.VAR_DIR) / "workers"
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS  # the workers' broker is ours
    options |= {"control_folder": str(folder / "broker" / "control")}
    options |= dict.fromkeys(("data_folder_in", "data_folder_out"), str(folder / "broker" / "messages"))
    for name in ("control", "messages"):
        (folder / "broker" / name).mkdir(parents=True)

    def parts() -> list[psutil.Process]:
        roots = [psutil.Process(process.pid) for process in workers.processes]
        return [one for root in roots for one in (root, *root.children(recursive=True))]

    with Workers(folder, beat=False) as workers:
        make_sources(
            port, range(pages, pages + WARM_UP)
        )  # addresses that answer 404: to load what is loaded lazily
        recheck_due.delay()
        until(lambda: Check.objects.count() >= WARM_UP, seconds=60)
        Source.objects.update(next_check_at=None)
        make_sources(port, range(pages))
        yield ring("ours, first read", parts, Outcome.OK)
        yield ring("ours, read whole", parts, Outcome.OK, etag="", last_modified="", body_hash="")
        yield ring("ours, same bytes", parts, Outcome.SAME_BYTES, etag="", last_modified="")
        yield ring("ours, 304", parts, Outcome.NOT_MODIFIED)


def show(measured: Iterable[Measured | None]) -> None:
    base = None
    sys.stdout.write(f"{'':26}{'sources/s':>10}{'ratio':>8}{'CPU ms':>8}{'MB':>6}\n")
    for one in measured:
        if one is None:
            sys.stdout.write(linkchecking.MISSING)
            continue
        base = base or one.rate
        sys.stdout.write(
            f"{one.name:26}{one.rate:10.0f}{one.rate / base:8.2f}{1000 * one.cpu / one.looks:8.2f}"
            f"{one.memory / MILLION:6.0f}  {one.remark}\n"
        )
        sys.stdout.flush()


def main(port: int, pages: int) -> None:
    call_command("migrate", verbosity=0)
    sys.stdout.write(f"{pages} sources with 2 quotes each; ratios to the first row\n")
    show(all_of_them(port, pages))


def all_of_them(port: int, pages: int) -> Iterator[Measured | None]:
    yield bare_loop(port, pages)
    yield linkchecker(port, pages)
    yield from ours(port, pages)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
