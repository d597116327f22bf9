"""Copies of sources in public archives."""

from claims.words.code import Code, _


class CopyKind(Code):
    SAVE = "save", _("Ask the archive for a copy")
    FIND = "find", _("Look for a copy in archives")


class CopyReason(Code):
    EVIDENCE = "evidence", _("It became evidence")
    CHANGED = "changed", _("Its text changed")
    GONE = "gone", _("It is gone")
    ASKED = "asked", _("An editor asked")


class CopyState(Code):
    WAITING = "waiting", _("Waiting its turn")
    PENDING = "pending", _("The archive is at work")
    DONE = "done", _("Archived")
    NOTHING = "nothing", _("No archive has a copy")
    FAILED = "failed", _("Given up")


OPEN_COPIES = (CopyState.WAITING, CopyState.PENDING)


class CopyTrouble(Code):
    """Why there is no copy yet, or none at all. The first five are the archive's trouble, not the page's."""

    NONE = "", ""
    BUSY = "busy", _("The archive asked us to wait")
    AWAY = "away", _("The archive did not answer")
    UNCLEAR = "unclear", _("The archive’s answer could not be understood")
    KEYS = "keys", _("The archive refuses our keys")
    LOST = "lost", _("The archive lost track of the copy")
    ENOUGH = "enough", _("The archive copied this page often enough today")
    GONE = "gone", _("The archive did not find the page")
    CLOSED = "closed", _("The page does not let the archive in")
    UNWANTED = "unwanted", _("The archive does not take this address")
    PAGE = "page", _("The archive could not load the page")
    EXPIRED = "expired", _("It took too long")


class NotSent(Code):
    """Why a source is never sent to a public archive."""

    KIND = "kind", _("It is a file or an interview")
    PROTECTED = "protected", _("It is a protected source")
    PRIVATE = "private", _("Its address is not public")
