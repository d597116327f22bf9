"""Alerts, notices, and whom the desk deals with."""

from claims.words.code import Code, _


class AlertKind(Code):
    """A change an editor must see, worst first."""

    NUMBER_CHANGED = "number_changed", _("A number in a quote changed")
    QUOTE_MISSING = "quote_missing", _("A quote is no longer in its source")
    QUOTE_EDITED = "quote_edited", _("The wording of a quote changed")
    ARTICLE_EDITED = "article_edited", _("A checked article was edited")
    KEEPS_CHANGING = "keeps_changing", _("Keeps changing back and forth")
    SOURCE_GONE = "source_gone", _("A source is gone")
    SOURCE_UNREADABLE = "source_unreadable", _("A source cannot be checked automatically")
    SOURCE_MOVED = "source_moved", _("A source moved")
    SOURCE_BACK = "source_back", _("A source is back")
    NOT_ARCHIVED = "not_archived", _("A source could not be archived in public")


class AlertResult(Code):
    STILL_HOLDS = "still_holds", _("Still holds: anchored anew")
    USE_ARCHIVE = "use_archive", _("The archived copy is used")
    REPLACED = "replaced", _("The source was replaced")
    VERDICT_CHANGES = "verdict_changes", _("The verdict must change")
    NOT_NEWS = "not_news", _("Not news")
    RECOVERED = "recovered", _("It was found again")


class NoticeKind(Code):
    """What one member of the desk is told in person."""

    ASSIGNED = "assigned", _("Assigned to you")
    MENTIONED = "mentioned", _("You were mentioned")
    SENT_BACK = "sent_back", _("Sent back to you")
    HELD_BACK = "held_back", _("Not published at its time")
    NOW_PUBLIC = "now_public", _("Published at its time")
    UNANSWERED = "unanswered", _("No answer by the deadline")


# What a person may want to hear at once although the rest comes as a digest
WORST_KINDS = (AlertKind.NUMBER_CHANGED, AlertKind.QUOTE_MISSING)


class Rhythm(Code):
    """When a person is mailed what re-checking found."""

    AT_ONCE = "at_once", _("At once")
    HOURLY = "hourly", _("Every hour, together")
    DAILY = "daily", _("Once a day, together")
    NONE = "none", _("Not by mail")


class ContactChannel(Code):
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Telephone")
    LETTER = "letter", _("Letter")
    SOCIAL = "social", _("Social media")
    IN_PERSON = "in_person", _("In person")


class OutletAnswer(Code):
    ASKED = "asked", _("Asked")
    CORRECTED = "corrected", _("Corrected")
    DELETED = "deleted", _("Deleted")
    REFUSED = "refused", _("Refused")
    NO_ANSWER = "no_answer", _("No answer")


class Role(Code):
    """The desk's roles, kept as Django groups of these names."""

    CONTRIBUTOR = "Contributor", _("Contributor")
    EDITOR = "Editor", _("Editor")
    APPROVER = "Approver", _("Approver")
    ADMINISTRATOR = "Administrator", _("Administrator")
