"""How does a value stand in a spreadsheet without becoming a formula, and how is it read back?

>>> cell("=1+1"), value_of("'=1+1"), value_of("'tis")
("'=1+1", '=1+1', "'tis")
"""

import re

# What a spreadsheet takes for the beginning of a formula, full-width signs included (OWASP: CSV injection).
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")


def cell(value) -> str | int:
    """A value as a spreadsheet may hold it: text that looks like a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return value


def value_of(written: str) -> str:
    """The text that ``cell`` wrote down."""
    return written[1:] if written[:1] == "'" and _FORMULA.match(written[1:]) else written
