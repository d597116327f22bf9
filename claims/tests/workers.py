"""A real Celery worker with its beat, as processes of their own, on a test's database.

    with Workers(folder, RECHECK_CONFIRM_SECONDS="1") as workers:
        until(lambda: Check.objects.exists())

The broker is the file-system one below ``folder``. The test must commit what it makes (``transaction=True``).
"""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import psutil
from django.db import connection

from factcheck.tests.processes import living_in

ROOT = Path(__file__).parents[2]


def database_url() -> str:
    """The address of the database that this test uses, for other processes."""
    connection.ensure_connection()
    info = connection.connection.info
    password = f":{quote(info.password)}" if info.password else ""
    host = quote(info.host, safe="")
    return f"postgresql://{quote(info.user)}{password}@{host}:{info.port}/{quote(info.dbname)}"


class Workers:
    """A context in which ``count`` worker processes (and one beat) run; on leaving it they are gone."""

    def __init__(self, folder: Path, *, count: int = 1, beat: bool = True, **environment: str):
        self.folder = folder
        self.count = count
        self.beat = beat
        self.environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "CELERY_BROKER_URL": "filesystem://",
            "FACTCHECK_DEMO": "1",
            "FACTCHECK_VAR_DIR": str(folder),
            "RECHECK_BEAT_SECONDS": "0.5",
            "ALERT_BEAT_SECONDS": "0.5",
            "PUBLISH_BEAT_SECONDS": "0.5",
            **environment,
        }
        self.processes: list[subprocess.Popen] = []
        self.workers: list[subprocess.Popen] = []

    def __enter__(self) -> "Workers":
        if self.beat:
            self.start("beat", "--schedule", str(self.folder / "beat"), "--pidfile", "")
        for number in range(self.count):
            self.start_worker(f"worker{number}")
        return self

    def start_worker(self, name: str) -> subprocess.Popen:
        worker = self.start(
            "worker", "--concurrency", "2", "--hostname", f"{name}@test", "--loglevel", "WARNING"
        )
        self.workers.append(worker)
        return worker

    def start(self, *command: str) -> subprocess.Popen:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "said.log").open("ab") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "factcheck", *command],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    @property
    def said(self) -> str:
        return (self.folder / "said.log").read_text()

    def __exit__(self, *_) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
        for left in living_in(self.folder):
            with suppress(psutil.NoSuchProcess):
                left.kill()
        for process in self.processes:
            process.wait()
