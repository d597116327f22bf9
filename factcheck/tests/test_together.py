"""Processes that live and die together, and the lock that keeps two runs apart."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from factcheck.tests.processes import gone, until
from factcheck.together import AlreadyRunning, Together, only_one

ROOT = Path(__file__).parents[2]
SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(600)",
]
PARENT = f"""
import os, sys, time
from pathlib import Path
from factcheck.together import Together, only_one
with Together(only_one(Path(sys.argv[1]), patience=0), print) as processes:
    processes.start("first", {SLEEPER!r}, dict(os.environ))
    processes.start("second", {SLEEPER!r}, dict(os.environ))
    print(*[process.pid for process in processes._processes.values()], flush=True)
    time.sleep(600)
"""


@pytest.fixture
def lock(tmp_path):
    lock = only_one(tmp_path / "run.lock", patience=0)
    yield lock
    os.close(lock)


def test_every_line_is_said_with_its_name_before_it(lock):
    said = []

    with Together(lock, said.append) as processes:
        processes.start("one", [sys.executable, "-c", "print('안녕')"], dict(os.environ))
        until(processes.ended)

    assert said == ["one    | 안녕"]


def test_leaving_ends_them(lock):
    said = []
    with Together(lock, said.append) as processes:
        processes.start("one", SLEEPER, dict(os.environ))
        until(lambda: said)

    assert processes.ended() == {"one": -signal.SIGTERM}


def test_one_that_will_not_end_is_killed(lock):
    said = []
    with Together(lock, said.append) as processes:
        processes.start("deaf", DEAF, dict(os.environ))
        until(lambda: said)
        processes.hurry.set()

    assert processes.ended() == {"deaf": -signal.SIGKILL}


def test_the_exit_code_of_one_that_ends_by_itself_is_known(lock):
    with Together(lock, print) as processes:
        processes.start("one", [sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ))

        assert until(processes.ended) == {"one": 3}


def test_a_parent_killed_hard_takes_them_along_before_the_next_may_run(tmp_path):
    path = tmp_path / "run.lock"
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, path], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    pids = next(line for line in iter(parent.stdout.readline, "") if line[0].isdigit())
    children = [psutil.Process(int(pid)) for pid in pids.split()]

    parent.kill()
    parent.communicate()
    next_lock = only_one(path, patience=10)

    os.close(next_lock)
    assert all(gone(child) for child in children)


def test_a_second_run_is_refused_and_told_who_is_first(tmp_path, lock):
    with pytest.raises(AlreadyRunning, match=str(os.getpid())):
        only_one(tmp_path / "run.lock", patience=0)
