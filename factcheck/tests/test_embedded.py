"""The private PostgreSQL: who starts it, who stops it, and what a kill leaves behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest
from django.db.utils import ConnectionHandler

from factcheck import embedded
from factcheck.embedded import EmbeddedError, EmbeddedPostgres
from factcheck.tests.processes import gone, naming, until

ROOT = Path(__file__).parents[2]
USE = """
import sys
from factcheck.embedded import EmbeddedPostgres
EmbeddedPostgres(sys.argv[1]).join()
print("joined", flush=True)
sys.stdin.read()
"""

pytestmark = pytest.mark.skipif(embedded.fcntl is None, reason="the private server needs Linux or macOS")


@pytest.fixture
def folder(open_folder):
    return open_folder / "postgres"


@pytest.fixture
def server(folder):
    server = EmbeddedPostgres(folder)
    yield server
    server.leave()


def user_process(folder: Path) -> subprocess.Popen:
    """Another process that uses the server until its standard input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", USE, folder],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "joined\n"
    return process


def end(process: subprocess.Popen, how: signal.Signals | None = None) -> None:
    if how:
        process.send_signal(how)
    process.communicate()


def ask(server: EmbeddedPostgres, statement: str):
    with psycopg.connect(dbname="postgres", autocommit=True, **server.parameters) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


def postmaster(server: EmbeddedPostgres) -> psutil.Process:
    return psutil.Process(int((server.data / "postmaster.pid").read_text().split()[0]))


def test_the_first_user_starts_it_and_it_sorts_hangul(server):
    server.join()

    assert (
        ask(server, "SELECT string_agg(x, '' ORDER BY x) FROM unnest(array['나','b','가','a']) x") == "ab가나"
    )


def test_an_object_alone_starts_nothing(folder):
    EmbeddedPostgres(folder)

    assert not folder.exists()


def test_the_last_user_out_stops_it_before_going_on(server):
    server.join()

    server.leave()

    assert not server.answers()
    assert not server.sockets.exists()


def test_two_processes_share_one_server_until_the_second_ends(server, folder):
    first = user_process(folder)
    second = user_process(folder)
    running = postmaster(server)

    end(first)
    answered_one = server.answers()
    end(second)

    assert answered_one
    until(lambda: gone(running))


def test_users_arriving_at_once_find_one_server(server, folder):
    crowd = [
        subprocess.Popen(
            [sys.executable, "-c", USE, folder], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(4)
    ]

    said = [process.stdout.readline() for process in crowd]
    servers = [process for process in naming(server.data) if process.name() == "postgres"]

    for process in crowd:
        end(process)
    assert said == [b"joined\n"] * 4
    assert len(servers) == 1


def test_a_user_killed_hard_leaves_no_server_behind(server, folder):
    process = user_process(folder)

    end(process, signal.SIGKILL)

    until(lambda: not naming(folder))


def test_a_server_and_watcher_killed_hard_come_back_with_what_was_committed(server, folder):
    server.join()
    ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    for process in naming(folder):
        process.kill()
    until(lambda: not server.answers())

    server.start()

    assert ask(server, "SELECT answer FROM kept") == 42


def test_a_pid_that_now_belongs_to_a_stranger_does_not_block_the_start(server):
    server.join()
    server.leave()
    pid_file = server.data / "postmaster.pid"
    pid_file.write_text(f"{os.getppid()}\n{server.data}\n1\n5432\n{server.sockets}\n\n1 1\nready\n")

    server.join()

    assert ask(server, "SELECT 1") == 1


def test_a_zombie_does_not_block_the_start(server):
    server.join()
    server.leave()
    zombie = subprocess.Popen(["true"])
    until(lambda: psutil.Process(zombie.pid).status() == psutil.STATUS_ZOMBIE)
    (server.data / "postmaster.pid").write_text(f"{zombie.pid}\n{server.data}\n1\n5432\n")

    server.join()

    zombie.wait()
    assert ask(server, "SELECT 1") == 1


def test_a_swept_socket_folder_is_laid_anew(server):
    server.join()
    (server.sockets / ".s.PGSQL.5432").unlink()

    server.start()

    assert ask(server, "SELECT 1") == 1


def test_an_interrupted_creation_is_begun_again(server, folder):
    half = folder / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    server.join()

    assert ask(server, "SELECT 1") == 1
    assert not half.exists()


def test_a_socket_folder_laid_by_somebody_else_is_refused(server, open_folder):
    elsewhere = open_folder / "trap"
    elsewhere.mkdir()
    server.sockets.symlink_to(elsewhere)

    with pytest.raises(EmbeddedError, match="is not ours"):
        server.join()
    server.sockets.unlink()


def test_data_of_another_major_version_is_named_not_touched(server):
    server.join()
    server.leave()
    (server.data / "PG_VERSION").write_text("12\n")

    with pytest.raises(EmbeddedError, match="written by PostgreSQL 12"):
        server.join()


def test_a_folder_the_account_cannot_enter_is_exchanged_for_one_kept_on_reboot(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("only root's server runs under another account")
    tmp_path.chmod(0o700)

    home = EmbeddedPostgres(tmp_path / "postgres").home

    assert home.parent == Path("/var/lib")


def test_windows_is_told_what_to_do(folder, monkeypatch):
    monkeypatch.setattr(embedded, "fcntl", None)

    with pytest.raises(EmbeddedError, match="WSL, or set DATABASE_URL"):
        EmbeddedPostgres(folder).join()


# --- Through Django's backend ------------------------------------------------------------------


@pytest.fixture
def connect(folder, django_db_blocker):
    """Connections of our backend, as settings would make them."""
    made = []

    def connect(name: str = "factcheck"):
        where = {"embedded_dir": str(folder)}
        database = {"ENGINE": "factcheck.embedded_backend", "NAME": name, "OPTIONS": where}
        connection = ConnectionHandler({"default": database})["default"]
        made.append(connection)
        return connection

    with django_db_blocker.unblock():
        yield connect
        for connection in made:
            connection.close()
        made[0].server.leave()


def value(connection, statement: str):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_a_database_that_does_not_exist_is_created_at_the_first_connection(connect):
    assert value(connect(), "SELECT current_database()") == "factcheck"


def test_a_database_is_found_again(connect):
    first = connect()
    with first.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 42 AS answer")

    assert value(connect(), "SELECT answer FROM kept") == 42


def test_only_test_databases_do_without_waiting_for_the_disk(connect):
    assert value(connect(), "SHOW synchronous_commit") == "on"
    assert value(connect("test_factcheck"), "SHOW synchronous_commit") == "off"


def test_a_server_killed_under_a_running_process_is_started_again(connect):
    connection = connect()
    value(connection, "SELECT 1")
    postmaster(connection.server).kill()
    until(lambda: not connection.server.answers())
    connection.close()

    assert value(connection, "SELECT 1") == 1


def test_the_shell_command_names_the_private_socket(connect):
    connection = connect()

    arguments, _ = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])

    assert arguments[0].endswith("/bin/psql")
    assert str(connection.server.sockets) in arguments


def test_checking_the_project_starts_no_server(open_folder):
    environment = {**os.environ, "FACTCHECK_VAR_DIR": str(open_folder)}
    environment.pop("DATABASE_URL", None)

    subprocess.run([sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, check=True)

    assert not (open_folder / "postgres").exists()
