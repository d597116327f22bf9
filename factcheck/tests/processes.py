"""What the tests of servers and commands need to know about processes."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import psutil


def until(condition: Callable[[], object], *, seconds: float = 30):
    """The first true answer of a condition; an AssertionError when it has none in time."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"not within {seconds} s: {condition}"
        time.sleep(0.02)
    return answer


def gone(process: psutil.Process) -> bool:
    """Has a process ended? A zombie has: it only waits for its parent to ask."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def naming(path: Path) -> list[psutil.Process]:
    """The living processes whose command line names a path or something below it."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            named = any(str(path) in word for word in process.cmdline())
            if named and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def living_in(folder: Path) -> list[psutil.Process]:
    """The living processes that were given a folder as FACTCHECK_VAR_DIR."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            there = process.environ().get("FACTCHECK_VAR_DIR") == str(folder)
            if there and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found
