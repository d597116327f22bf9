"""Quotes in their sources, and what was found of them."""

from claims.words.code import Code, _


class Finding(Code):
    """What the last look found of a quote."""

    EXACT = "exact", _("Found as quoted")
    MOVED = "moved", _("Found, in another place")
    EDITED = "edited", _("Wording changed")
    NUMBER_CHANGED = "number_changed", _("Number changed")
    MISSING = "missing", _("No longer there")
    UNREADABLE = "unreadable", _("Could not be looked for")
    UNCHECKED = "unchecked", _("Not looked for yet")


FOUND = (Finding.EXACT, Finding.MOVED)
CHANGED = (Finding.EDITED, Finding.NUMBER_CHANGED, Finding.MISSING)


class Remark(Code):
    """Why a quote was found the way it was: for the editor, beside the finding."""

    NONE = "", _("No remark")
    SPACING = "spacing", _("Only the spacing differs")
    NOTATION = "notation", _("The same value, written differently")
    SEVERAL = "several", _("The passage stands in several places")
    CUT_OFF = "cut_off", _("The page is cut off within the quote")
    CORRECTION_NOTE = "correction_note", _("Only quoted inside a correction note")
    ERROR_PAGE = "error_page", _("The page is an error page")
    COOKIE_WALL = "cookie_wall", _("The page only asks for cookies")
    LOGIN_WALL = "login_wall", _("The page only asks to log in")
    EMPTY = "empty", _("The page is empty")
    TRANSLATED = "translated", _("The page is now in another language")
    REPLACED = "replaced", _("The page now carries something else")
    ELSEWHERE = "elsewhere", _("A similar passage stands elsewhere")


class CitationKind(Code):
    APPEARANCE = "appearance", _("Appearance")
    EVIDENCE = "evidence", _("Evidence")


class Stance(Code):
    SUPPORTS = "supports", _("Supports")
    REFUTES = "refutes", _("Refutes")
    CONTEXT = "context", _("Context")


class Rank(Code):
    PRIMARY = "primary", _("Primary")
    SECONDARY = "secondary", _("Secondary")
