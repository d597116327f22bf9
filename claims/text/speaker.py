"""Who says the words between two offsets of a text?

A guess offered to the editor, never forced: None where the text does not say it plainly.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Speaker:
    """``name`` as written, with the offsets where it stands."""

    name: str
    start: int
    end: int


def guess_speaker(text: str, start: int, end: int) -> Speaker | None:
    """The speaker of the passage ``text[start:end]``, or None."""
    return None
