"""What is a cue, and which are there? Turns of phrase that speak for or against checking a sentence.

The cues stand in cues_english.txt and cues_korean.txt, which say how they are written.

>>> ENGLISH["question"].found_in("Is it true?", "is it true?")
True
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from claims.words import AGAINST_CHECKING, Reason

HERE = Path(__file__).parent
READ_LENGTH = 1200  # characters of a sentence that are looked at: what is longer is not a sentence
LEADING = re.compile(r"^[\s\"'“”‘’「『•·*–—-]+")
HEADER = re.compile(r"\[(?P<name>[^\]]+)\](?: (?P<reason>\w+))?(?: (?P<weight>-?[\d.]+))?(?P<cased> cased)?")
MACRO = re.compile(r"\{([a-z][a-z ]*)\}")
FIRST_SYLLABLE, LAST_SYLLABLE, FINALS = ord("가"), ord("힣"), 28  # Unicode: blocks of 28 final sounds


@dataclass(frozen=True)
class Cue:
    """``weight`` in log-odds, 0 where it is trained. ``pattern`` is for small letters unless ``cased``."""

    name: str
    reason: Reason
    pattern: re.Pattern
    weight: float = 0.0
    cased: bool = False

    @property
    def against(self) -> bool:
        return self.reason in AGAINST_CHECKING

    def found_in(self, said: str, small: str) -> bool:
        return self.pattern.search(said if self.cased else small) is not None


def tidy(sentence: str) -> str:
    """The sentence as cues read it: single spaces, plain apostrophes, no bullet or quotation mark first."""
    return LEADING.sub("", " ".join(sentence[:READ_LENGTH].split())).replace("’", "'")


def _whole_words(words: list[str]) -> str:
    return r"\b(?:" + "|".join(word.replace("_", " ") for word in words) + r")\b"


def _anywhere(words: list[str]) -> str:
    return "|".join(word.replace("_", r"\s?") for word in words)


def _syllables(final: int, but: str = "") -> str:
    """A character class of the Hangul syllables that close with one final sound (4 ㄴ, 8 ㄹ, 20 ㅆ)."""
    codes = range(FIRST_SYLLABLE + final, LAST_SYLLABLE + 1, FINALS)
    return "[" + "".join(chr(code) for code in codes if chr(code) not in but) + "]"


def _read(path: Path, join: Callable[[list[str]], str], macros: dict[str, str]) -> dict[str, Cue]:
    """The cues of a file by name. A mistake in the file is a ValueError or re.error at import."""
    cues: dict[str, Cue] = {}
    for block in re.split(r"\n\n(?=\[)", path.read_text(encoding="utf-8")):
        header, *lines = block.split("\n")
        if header.startswith("#"):
            continue
        words = [word for line in lines if not line.startswith(("/", "#")) for word in line.split()]
        patterns = [line[2:] for line in lines if line.startswith("/ ")]
        patterns += [join(words)] if words else []
        given = HEADER.fullmatch(header)
        if header.startswith("[="):
            macros[given["name"][1:]] = "(?:" + "|".join(word.replace("_", " ") for word in words) + ")"
            continue
        pattern = re.compile("|".join(MACRO.sub(lambda match: macros[match[1]], part) for part in patterns))
        cues[given["name"]] = Cue(
            given["name"], Reason(given["reason"]), pattern, float(given["weight"] or 0), bool(given["cased"])
        )
    return cues


KOREAN_MACROS = {
    "end": r"[.。!…\s\"'”’)\]]*$",
    "n": _syllables(4),
    "l": _syllables(8),
    "past": _syllables(20, but="있겠"),
}
ENGLISH = _read(HERE / "cues_english.txt", _whole_words, {})
KOREAN = _read(HERE / "cues_korean.txt", _anywhere, KOREAN_MACROS)
