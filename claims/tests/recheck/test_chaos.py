"""Runs ``chaos`` on a database server of its own, so that it may be restarted."""

import os
import subprocess
import sys
from pathlib import Path

from factcheck.tests.conftest import open_folder  # noqa: F401  a fixture

ROOT = Path(__file__).parents[3]


def test_killed_workers_a_lost_broker_and_a_restarted_database_lose_and_double_nothing(open_folder):  # noqa: F811
    environment = {**os.environ, "FACTCHECK_VAR_DIR": str(open_folder / "var"), "DATABASE_URL": ""}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "claims/tests/recheck/chaos.py",
        "-q",
        "-s",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600)
    print(done.stdout)  # noqa: T201  how much was killed
    assert done.returncode == 0, done.stdout + done.stderr
