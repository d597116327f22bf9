"""How many requests a second the readers' pages take, beside a hello-world view on the same server.

    make bench ONLY=public                        a newsroom of BENCH_CLAIMS (2,000) made for the run
    BENCH_VAR_DIR=… make bench ONLY=public        one that is there already, such as of a million claims

Granian with one worker of one thread, one client that keeps its connection: figures are of one core. ``kept``
is the page as a crowd asks for it (rendered once a second); ``first`` is rendered at every request. Searches
are ten in Korean and English, each page asked for with another word or never kept.
"""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote, urlencode

BASE = Path(__file__).resolve().parents[3]
CLAIMS = os.environ.get("BENCH_CLAIMS", "2000")
SECONDS = float(os.environ.get("BENCH_SECONDS", "3"))
SEARCHES = [
    *["금리", "반도체 수출", "인공지능은", "서울의 원자력 예산", "3.5%"],
    *["semiconductors", "said Seoul budgeted", "housing Busan 2021", "Jung Ha-neul", "$5,000,000"],
]
HELLO = """
from django.http import HttpResponse
from django.urls import path
from factcheck.urls import urlpatterns as site
urlpatterns = [path("hello", lambda request: HttpResponse("Hello, world")), *site]
"""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="factcheck-bench-") as place:
        Path(place).chmod(0o755)
        environment = prepared(place)
        tell(f"{count(environment):,} published claims")
        base = measured(environment, {"hello": [("/hello", {})]}, kept=True)["hello"]
        pages = addresses(environment)
        kept = {name: pages[name] for name in ("claim page", "304")}
        report("kept", measured(environment, kept, kept=True), base)
        report("first", measured(environment, {**pages, **searches()}, kept=False), base)


def prepared(place: str) -> dict[str, str]:
    """The environment of a server with a newsroom and a hello-world view."""
    (Path(place) / "bench_urls.py").write_text(HELLO)
    (Path(place) / "bench_settings.py").write_text(
        'from factcheck.settings import *\nROOT_URLCONF = "bench_urls"\nMIDDLEWARE = MIDDLEWARE\n'
    )
    environment = {
        **os.environ,
        "FACTCHECK_VAR_DIR": os.environ.get("BENCH_VAR_DIR") or f"{place}/var",
        "PYTHONPATH": f"{place}:{BASE}",
        "DJANGO_SETTINGS_MODULE": "bench_settings",
        "API_REQUESTS_PER_MINUTE": "0",
        "LOG_LEVEL": "ERROR",
    }
    if not os.environ.get("BENCH_VAR_DIR"):
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "bulk_demo", "--claims", CLAIMS)
    return environment


def addresses(environment: dict[str, str]) -> dict[str, list]:
    """The pages that are measured: name → [(address, headers)]."""
    code = (
        "from claims.models import Claim; from django.utils.translation import override\n"
        "from claims.public.paging import _write\n"
        "rows = Claim.objects.published().order_by('-published_at', '-id')\n"
        "deep = rows[rows.count() * 9 // 10]\n"
        "with override('ko'): print(rows[0].get_absolute_url(), _write(deep.published_at, deep.pk))"
    )
    page, deep = manage(environment, "shell", "--verbosity", "0", "-c", code).split()[-2:]
    return {
        "claim page": [(page, {})],
        "304": [(page, {"If-None-Match": "*"})],
        "claims, newest": [("/ko/claims/", {})],
        "claims, deep": [(f"/ko/claims/?before={deep}", {})],
        "API page": [("/api/v1/claims?fields=id,wording,rating", {})],
    }


def searches() -> dict[str, list]:
    found = {}
    for words in SEARCHES:
        language = "ko" if ord(words[0]) > 999 else "en"
        found[f"search {words}"] = [(f"/{language}/search/?{urlencode({'q': words})}", {})]
    return {**found, "search, all ten": [one for (one,) in found.values()]}


def measured(environment: dict[str, str], pages: dict[str, list], *, kept: bool) -> dict[str, tuple]:
    """(requests a second, p95 in ms, processor time of the server in ms) of each page."""
    port = free_port()
    command = (
        f"granian --interface wsgi --host 127.0.0.1 --port {port} --workers 1 --blocking-threads 1 --no-ws"
    )
    server = subprocess.Popen(
        [sys.executable, "-m", *command.split(), "factcheck.wsgi:application"],
        env={**environment, "PAGES_KEPT_SECONDS": "1" if kept else "0"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        connection = connected(port)
        return {name: pace(connection, asked, server.pid) for name, asked in pages.items()}
    finally:
        server.terminate()
        server.wait(20)


def pace(connection: http.client.HTTPConnection, asked: list, server: int) -> tuple[float, float, float]:
    for address, headers in asked:  # the first one of all compiles templates and opens a connection
        ask(connection, address, headers)
    times: list[float] = []
    spent = cpu_of(server)
    begun = time.perf_counter()
    while time.perf_counter() - begun < SECONDS or len(times) < 20:
        address, headers = asked[len(times) % len(asked)]
        start = time.perf_counter()
        ask(connection, address, headers)
        times.append(time.perf_counter() - start)
    took = time.perf_counter() - begun
    spent = 1000 * (cpu_of(server) - spent) / len(times)
    return len(times) / took, 1000 * sorted(times)[int(0.95 * len(times))], spent


def cpu_of(session: int) -> float:
    """Seconds of processor time that the server's processes took so far (Linux; 0 elsewhere)."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        if int(fields[3]) == session:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def ask(connection: http.client.HTTPConnection, address: str, headers: dict[str, str]) -> None:
    connection.request("GET", quote(address, safe="/?&=%,+-"), headers=headers)
    response = connection.getresponse()
    response.read()
    if response.status not in (200, 304):
        raise RuntimeError(f"{address} answered {response.status}")


def report(title: str, results: dict[str, tuple], base: tuple) -> None:
    tell(f"{title}: hello-world {base[0]:,.0f} requests/s, {base[2]:.2f} ms of the server's processor")
    for name, (rate, p95, spent) in results.items():
        ratio = f"{rate / base[0]:6.3f} of hello-world"
        tell(f"  {name:26}{rate:8,.0f} /s   p95 {p95:7.1f} ms   {spent:6.2f} ms cpu   {ratio}")


def count(environment: dict[str, str]) -> int:
    code = "from claims.models import Claim; print(Claim.objects.published().count())"
    return int(manage(environment, "shell", "--verbosity", "0", "-c", code).split()[-1])


def manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, str(BASE / "manage.py"), *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def connected(port: int) -> http.client.HTTPConnection:
    deadline = time.monotonic() + 60
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        try:
            ask(connection, "/healthz", {})
            return connection
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
