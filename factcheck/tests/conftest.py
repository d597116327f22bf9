"""Folders for private servers."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.embedded import EmbeddedPostgres
from factcheck.tests.processes import naming, until


@contextlib.contextmanager
def folder_for_all() -> Iterator[Path]:
    """A folder any account may enter (pytest's own is closed to the account a root's server runs as).

    Its name has a space and Hangul in it. When it is done with, nothing may run there any more.
    """
    top = Path(tempfile.mkdtemp(prefix="factcheck tests 팩트 "))
    top.chmod(0o755)
    yield top
    try:
        until(lambda: not naming(top))
    finally:
        for left in naming(top):
            left.kill()
        for server in top.glob("**/users.lock"):
            shutil.rmtree(EmbeddedPostgres(server.parent).sockets, ignore_errors=True)
        shutil.rmtree(top, ignore_errors=True)


@pytest.fixture
def open_folder():
    with folder_for_all() as top:
        yield top


@pytest.fixture(scope="module")
def shared_open_folder():
    with folder_for_all() as top:
        yield top
