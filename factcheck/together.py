"""Several processes that live and die together, under one terminal.

Each leads a session of its own, so Ctrl-C reaches only the parent, which then ends them in good order. If
the parent itself is killed hard, a guard process sees the pipe to it close and ends them instead; whoever
comes next waits at :func:`only_one` until that is done. (Linux could have children killed with their parent,
but not their children's children; macOS could not at all.)

This file is also the guard's program and so imports nothing of Django or Celery.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

END_SECONDS = 3  # Celery on the filesystem broker sees its signals only every two seconds
DONE = "done"


class AlreadyRunning(RuntimeError):
    """Another run holds the lock; the argument is its process id, as text."""


def only_one(path: Path, *, patience: float) -> int:
    """Lock a file for this process and the guards it starts, waiting for a run that is just ending.

    Returns the open file; raises :exc:`AlreadyRunning` after ``patience`` seconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() > deadline:
                owner = path.read_text().strip()
                os.close(lock)
                raise AlreadyRunning(owner) from None
            time.sleep(0.1)
    os.ftruncate(lock, 0)
    os.write(lock, str(os.getpid()).encode())
    return lock


class Together:
    """A context: processes started in it have ended when it is left."""

    def __init__(self, lock: int, say: Callable[[str], None]):
        self._say = say
        self._processes: dict[str, subprocess.Popen] = {}
        self._pumps: list[threading.Thread] = []
        self.hurry = threading.Event()  # set it to end at once what is being ended in good order
        self._guard = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", __file__],  # -P: our celery.py is not *the* celery
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=[lock],
            text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *problem) -> None:
        end([process.pid for process in self._processes.values()], self.hurry)
        for process in self._processes.values():
            process.wait()
        for pump in self._pumps:
            pump.join(timeout=1)
        with contextlib.suppress(BrokenPipeError):
            self._guard.communicate(f"{DONE}\n")

    def start(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        """Start a process whose every line of output is said with its name before it."""
        process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**environment, "PYTHONUNBUFFERED": "1"},
            encoding="utf-8",
            errors="replace",
        )
        self._processes[name] = process
        self._guard.stdin.write(f"{process.pid}\n")
        self._guard.stdin.flush()
        pump = threading.Thread(target=self._pump, args=(name, process.stdout), daemon=True)
        pump.start()
        self._pumps.append(pump)

    def ended(self) -> dict[str, int]:
        """Exit codes of those that are no longer running."""
        codes = {name: process.poll() for name, process in self._processes.items()}
        return {name: code for name, code in codes.items() if code is not None}

    def _pump(self, name: str, lines) -> None:
        with lines:
            for line in lines:
                with contextlib.suppress(OSError):  # nobody reads us any more: still read the child
                    self._say(f"{name:<6} | {line.rstrip()}")


def end(leaders: list[int], hurry: threading.Event) -> None:
    """Ask each session's leader to end; kill what is left of the sessions after ``END_SECONDS``."""
    for leader in leaders:
        with contextlib.suppress(ProcessLookupError):
            os.kill(leader, signal.SIGTERM)
    deadline = time.monotonic() + END_SECONDS
    while (left := alive(leaders)) and time.monotonic() < deadline and not hurry.is_set():
        time.sleep(0.05)
    for leader in left:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(leader, signal.SIGKILL)


def alive(leaders: list[int]) -> set[int]:
    """Those process groups that still have a member which is not a zombie."""
    found = set()
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            group = os.getpgid(process.pid)
            if group in leaders and process.status() != psutil.STATUS_ZOMBIE:
                found.add(group)
    return found


def guard() -> None:
    """Read process ids until the parent is gone; end them unless it said that it was done."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    words = sys.stdin.read().split()
    if DONE not in words:
        end([int(word) for word in words], threading.Event())


if __name__ == "__main__":
    guard()
