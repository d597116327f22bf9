"""linkchecker (PyPI), run as its users do, throttle lifted: follows nothing, tells good from broken."""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

MISSING = "linkchecker is not installed: pip install linkchecker\n"
RULES = """
[checking]
maxrequestspersecond=100000
threads=20
recursionlevel=0
[output]
status=0
verbose=1
log=csv
"""


def program() -> str | None:
    return shutil.which("linkchecker", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")


def start(folder: Path, addresses: Iterable[str]) -> subprocess.Popen:
    """Check these addresses; its report is ``report.csv`` in the folder."""
    folder.chmod(0o755)  # started by root, it goes on as nobody
    (folder / "rules").write_text(RULES)
    command = [program(), "--config", str(folder / "rules"), *addresses]
    with (folder / "report.csv").open("wb") as report:
        return subprocess.Popen(command, stdout=report, stderr=subprocess.DEVNULL)


def verdicts(addresses: list[str]) -> dict[str, str]:
    """What it says of each: "well", "moved" or "broken"."""
    with tempfile.TemporaryDirectory() as folder:
        start(Path(folder), addresses).wait()
        lines = (Path(folder) / "report.csv").read_text(encoding="utf-8").splitlines()
    said = {}
    for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter=";"):
        moved = "redirected" in (row["infostring"] + row["warningstring"]).lower()
        said[row["urlname"]] = "broken" if row["valid"] != "True" else "moved" if moved else "well"
    return said
