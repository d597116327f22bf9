"""What does a PDF say, page by page?

PDFium is not safe against what the web holds and returns empty text when used from two threads, so each
file is read in a process of its own, bounded in time and memory: whatever happens there, this one lives.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CHILD = Path(__file__).with_name("pdf_child.py")
SECONDS = 30.0  # 5,000 pages at 3 ms, with room for a slow machine
BETWEEN_PAGES = "\n\n"


class UnreadablePdf(Exception):
    """Broken, encrypted, or more than the child process may use up. The message says which."""


@dataclass(frozen=True)
class Pdf:
    """``page_starts``: the offset in ``text`` at which each page begins."""

    text: str
    page_starts: tuple[int, ...]
    title: str


def read_pdf(body: bytes) -> Pdf:
    """Raises ``UnreadablePdf``."""
    try:
        done = subprocess.run(  # noqa: S603  our own file, run by our own Python
            [sys.executable, "-X", "utf8", str(CHILD)], input=body, capture_output=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        raise UnreadablePdf("too slow") from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnreadablePdf(lines[-1][:200] if lines else f"died ({done.returncode})")
    said = json.loads(done.stdout)
    starts, at = [], 0
    for page in said["pages"]:
        starts.append(at)
        at += len(page) + len(BETWEEN_PAGES)
    return Pdf(BETWEEN_PAGES.join(said["pages"]), tuple(starts), said["title"])
