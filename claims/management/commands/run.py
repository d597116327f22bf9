"""``manage.py run``: the whole product under one terminal. One Ctrl-C ends all of it."""

import os
import shutil
import signal
import socket
import sys
import threading
import time
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from claims.management.demo.build import PASSWORD, PEOPLE
from claims.models import Article, User
from factcheck import together
from factcheck.embedded import EmbeddedError

CELERY = [sys.executable, "-W", "ignore:You're running the worker with superuser privileges"]
CELERY += ["-m", "celery", "--quiet", "--app", "factcheck"]
MANAGE = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py")]
FORMER_RUN_SECONDS = together.END_SECONDS + 5  # a killed run's processes are gone by then
FIRST_ANSWER_SECONDS = 60


class Command(BaseCommand):
    help = "Migrate, build the demo if there is no article yet, then run web server, worker and scheduler."

    def add_arguments(self, parser):
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
        parser.add_argument("--workers", type=int, default=2, help="processes of the web server")
        parser.add_argument(
            "--stop-with-parent", action="store_true", help="end when the program that started this ends"
        )

    def handle(self, *, host, port, workers, stop_with_parent, **options):
        if together.fcntl is None:
            raise CommandError("`run` needs Linux or macOS. On Windows use WSL.")
        parent = os.getppid() if stop_with_parent else None
        environment = {**os.environ, "PORT": str(port), "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
        try:
            lock = together.only_one(settings.VAR_DIR / "run.lock", patience=FORMER_RUN_SECONDS)
            refuse_taken_port(host, port, "PORT")
            programs = self.programs(host, port, workers)
            if "source" in programs:
                refuse_taken_port("127.0.0.1", settings.DEMO_SITE_PORT, "DEMO_SITE_PORT")
            self.prepare()
            with together.Together(lock, self.say) as processes:
                stopping = stop_on_signals(processes)
                for name, command in programs.items():
                    processes.start(name, command, environment)
                self.say_where(host, port, processes, stopping)
                code = self.wait(processes, stopping, parent)
                self.say("Ending …")
        except together.AlreadyRunning as running:
            raise CommandError(
                f"Factcheck already runs from {settings.VAR_DIR} (process {running}). End it, or set"
                " FACTCHECK_VAR_DIR to another folder for a second one."
            ) from None
        except EmbeddedError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            code = 0
        finally:
            connection.close()
            if hasattr(connection, "server"):  # the private PostgreSQL
                connection.server.leave()
        self.say("Ended.")
        sys.exit(code)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def programs(self, host: str, port: int, workers: int) -> dict[str, list[str]]:
        """What runs: name → command line."""
        schedule = settings.VAR_DIR / "beat"
        shutil.rmtree(schedule, ignore_errors=True)  # it only repeats the settings, and a kill may tear it
        schedule.mkdir(parents=True)
        web = f"granian --interface wsgi --host {host} --port {port} --workers {workers} --no-ws"
        # One thread a worker: more only take turns at the interpreter's lock.
        web += " --blocking-threads 1 --respawn-failed-workers --workers-kill-timeout 3"
        worker = "worker --loglevel INFO --without-gossip --without-mingle --concurrency"
        # An editor who waits for a page does not wait for a batch of slow hosts.
        now = f"{worker} 1 --queues now --hostname now@%h"
        beat = ["beat", "--loglevel", "WARNING", "--pidfile", "", "--schedule", str(schedule / "schedule")]
        programs = {
            "web": [sys.executable, "-m", *web.split(), "factcheck.wsgi:application"],
            "worker": [*CELERY, *worker.split(), "2"],
            "now": [*CELERY, *now.split()],
            "beat": [*CELERY, *beat],
        }
        if settings.DEMO:
            programs["source"] = [*MANAGE, "demo_site", "--port", str(settings.DEMO_SITE_PORT)]
        return programs

    def prepare(self) -> None:
        self.say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
        if not settings.DEMO:
            call_command("collectstatic", verbosity=0, interactive=False)
        elif not Article.objects.exists():
            self.say("Building the first article …")
            call_command("demo", stdout=StringIO())  # what it says is said below, at every start

    def say_where(self, host, port, processes, stopping) -> None:
        """Name the address as soon as it answers."""
        address = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104
        deadline = time.monotonic() + FIRST_ANSWER_SECONDS
        while not (stopping.is_set() or processes.ended() or time.monotonic() > deadline):
            if listens(address, port):
                place = f"[{address}]" if ":" in address else address
                self.say(f"\nReaders: http://{place}:{port}/\nDesk:    http://{place}:{port}/admin/")
                self.say_logins()
                connection.close()
                self.say("Ctrl-C ends everything.\n")
                return
            stopping.wait(0.1)

    def say_logins(self) -> None:
        known = User.objects.filter(username__in=PEOPLE, is_active=True).values_list("username", flat=True)
        if settings.DEMO and known:
            self.say(f"Logins of the demo (password {PASSWORD}, unless changed):")
            for login, (name, role) in PEOPLE.items():
                if login in known:
                    self.say(f"  {login:<14}{role.label:<16}{name}")

    def wait(self, processes, stopping, parent) -> int:
        """Until a signal (exit code 0), the parent's end (0), or the end of one of the processes (1)."""
        while not stopping.wait(0.3):
            if ended := processes.ended():
                for name, code in ended.items():
                    self.say(f"{name} ended by itself (code {code}); ending the others.")
                return 1
            if parent and os.getppid() != parent:
                break
        return 0


def stop_on_signals(processes: together.Together) -> threading.Event:
    """The first signal asks for a good end, a second one for a quick one."""
    stopping = threading.Event()

    def stop(number, frame):
        if stopping.is_set():
            processes.hurry.set()
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # under nohup a closed terminal changes nothing
            signal.signal(number, stop)
    return stopping


def refuse_taken_port(host: str, port: int, setting: str) -> None:
    family, *_, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Choose another, such as:"
                f" make run {setting}={port + 1}"
            ) from error


def listens(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True
