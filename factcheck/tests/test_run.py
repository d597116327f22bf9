"""``manage.py run``: one command, one Ctrl-C, nothing left; what is stored stays.

With DATABASE_URL and CELERY_BROKER_URL set, the same stories are told on that PostgreSQL, in a database of
their own, and that broker.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from factcheck.tests.processes import living_in

ROOT = Path(__file__).parents[2]


class Run:
    """A ``manage.py run`` and what it has said so far."""

    def __init__(self, environment: dict[str, str], *options: str):
        command = [sys.executable, "manage.py", "run", "--workers", "1", *options]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.output = ""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        with self.process.stdout as lines:
            for line in lines:
                self.output += line

    def until_said(self, pattern: str) -> None:
        """Wait for a line; the run's end or two minutes without it fail the test, showing what was said."""
        enough = time.monotonic() + 120
        while (
            not re.search(pattern, self.output) and self.process.poll() is None and time.monotonic() < enough
        ):
            time.sleep(0.05)
        assert re.search(pattern, self.output), self.output

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.wait()

    def wait(self) -> int:
        code = self.process.wait(timeout=120)
        self._reader.join(timeout=30)
        return code


@pytest.fixture(scope="module")
def scratch_database():
    """The address of a new database on the server that DATABASE_URL names, or nothing."""
    if not settings.DATABASE_URL:
        yield {}
        return
    name = f"test_run_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(settings.DATABASE_URL, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield {"DATABASE_URL": re.sub(r"/[^/?]+(\?|$)", rf"/{name}\1", settings.DATABASE_URL)}
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def environment(shared_open_folder, scratch_database):
    """One folder and database for all runs, so that only the first one builds the demo."""
    ports = {"PORT": free_port(), "DEMO_SITE_PORT": free_port()}
    given = {name: str(port) for name, port in ports.items()}
    place = {"FACTCHECK_VAR_DIR": str(shared_open_folder / "var"), "FACTCHECK_DEMO": "1", "HOST": "127.0.0.1"}
    return {**os.environ, **given, **place, **scratch_database}


@pytest.fixture
def run(environment):
    started = []

    def run(**changed: str) -> Run:
        started.append(Run({**environment, **changed}))
        return started[-1]

    yield run
    for one in started:
        if one.process.poll() is None:
            one.end(signal.SIGTERM)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def desk(environment: dict[str, str]) -> int:
    """The HTTP status of the desk's first page."""
    with urllib.request.urlopen(f"http://127.0.0.1:{environment['PORT']}/admin/", timeout=30) as answer:
        return answer.status


def manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    ).stdout


USERS = "from claims.models import User; print(sorted(User.objects.values_list('username', flat=True)))"


def test_a_run_serves_works_and_ends_with_one_interrupt(run, environment):
    whole = run()
    whole.until_said("Ctrl-C ends everything")
    status = desk(environment)
    whole.until_said(r"(?m)^worker \| .*recheck_due.* succeeded")

    code = whole.end(signal.SIGINT)

    assert status == 200
    assert code == 0, whole.output
    assert not living_in(environment["FACTCHECK_VAR_DIR"])


def test_a_second_run_keeps_what_was_stored(run, environment):
    first = run()
    first.until_said("Ctrl-C ends everything")
    add = "from claims.models import User; User.objects.create_user('kim-kept', password=None)"
    manage(environment, "shell", "--no-imports", "-c", add)
    first.end(signal.SIGINT)

    second = run()
    second.until_said("Ctrl-C ends everything")

    assert "kim-kept" in manage(environment, "shell", "--no-imports", "-c", USERS)


def test_after_a_hard_kill_the_next_run_serves_again(run, environment):
    first = run()
    first.until_said("Ctrl-C ends everything")
    first.process.kill()
    first.wait()

    second = run()
    second.until_said("Ctrl-C ends everything")

    assert desk(environment) == 200
    assert second.end(signal.SIGTERM) == 0
    assert not living_in(environment["FACTCHECK_VAR_DIR"])


def test_a_taken_port_is_named_before_anything_starts(run, environment):
    with socket.create_server(("127.0.0.1", int(environment["PORT"]))):
        refused = run()

        assert refused.wait() != 0
    assert f"Port {environment['PORT']} cannot be used" in refused.output
    assert "Traceback" not in refused.output


def test_two_runs_from_one_folder_do_not_mix(run, environment):
    first = run()
    first.until_said("Ctrl-C ends everything")

    second = run(PORT=str(free_port()))

    assert second.wait() != 0
    assert (
        f"already runs from {environment['FACTCHECK_VAR_DIR']} (process {first.process.pid})" in second.output
    )


def test_when_one_process_fails_the_others_end_and_the_code_says_so(run, environment):
    whole = run()
    whole.until_said("Ctrl-C ends everything")
    beat = next(
        process for process in living_in(environment["FACTCHECK_VAR_DIR"]) if "beat" in process.cmdline()
    )

    beat.kill()

    assert whole.wait() == 1
    assert "beat ended by itself (code -9)" in whole.output
    assert not living_in(environment["FACTCHECK_VAR_DIR"])
