"""When was this archived copy made? Read from its address, as web archives write it: fourteen digits.

It does not know archives that keep the time elsewhere: None.

>>> memento_time("https://web.archive.org/web/20250301120000/https://example.com/")
datetime.datetime(2025, 3, 1, 12, 0, tzinfo=datetime.timezone.utc)
>>> memento_time("https://perma.example/AB12-CD34")
"""

import re
from datetime import UTC, datetime

# The time stands between slashes, with a flag behind it for how the copy is shown (id_, if_, mp_ …).
STAMP = re.compile(r"/((?:19|20)\d{12})(?:[a-z]{2}_)?/")


def memento_time(url: str) -> datetime | None:
    found = STAMP.search(url)
    return read_stamp(found[1]) if found else None


def read_stamp(digits: str) -> datetime | None:
    """``20250301120000`` as a moment; None when it is none."""
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
