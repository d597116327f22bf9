"""Messages on the file-system broker appear whole, however closely a worker watches the folder."""

import contextlib
import threading
from queue import Empty

import pytest
from kombu import Connection

from factcheck.messages import Transport

MESSAGES = 1500


@pytest.fixture
def connect(tmp_path):
    folders = {
        "data_folder_in": tmp_path,
        "data_folder_out": tmp_path,
        "control_folder": tmp_path / "control",
    }
    options = {name: str(folder) for name, folder in folders.items()}
    opened = []

    def connect():
        opened.append(Connection("filesystem://", transport=Transport, transport_options=options))
        return opened[-1].channel()

    yield connect
    for connection in opened:
        connection.release()


def in_a_thread(work) -> tuple[threading.Thread, list]:
    """Start ``work``; what it raises is kept, so that the test can fail with it."""
    failed = []

    def run():
        try:
            work()
        except Exception as error:  # any failure of the other side is this test's result
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, failed


def test_a_message_is_never_read_before_it_is_written(connect):
    writing, reading = connect(), connect()
    body = {"body": "x" * 20_000}
    thread, failed = in_a_thread(lambda: [writing._put("celery", body) for _ in range(MESSAGES)])
    read = 0
    while thread.is_alive() or reading._size("celery"):
        with contextlib.suppress(Empty):
            read += len(reading._get("celery")["body"]) == 20_000
    thread.join()
    assert (read, failed) == (MESSAGES, [])


def test_listeners_that_come_at_once_are_all_in_the_table(connect):
    channels = [connect() for _ in range(6)]

    def bind(channel, number):
        for place in range(20):
            channel._queue_bind("x", "", "", f"queue {number}-{place}")

    started = [
        in_a_thread(lambda channel=channel, number=number: bind(channel, number))
        for number, channel in enumerate(channels)
    ]
    for thread, _ in started:
        thread.join()
    assert [failed for _, failed in started if failed] == []
    assert len(channels[0].get_table("x")) == 120
