"""Sentences, and why they are worth checking."""

from claims.words.code import Code, _


class Reason(Code):
    """Why a sentence is, or is not, worth checking: told to the editor beside the sentence."""

    NUMBER = "number", _("Number")
    COMPARISON = "comparison", _("Comparison")
    CHANGE = "change", _("Rise or fall")
    LAW = "law", _("Law or policy")
    CAUSE = "cause", _("Cause")
    ATTRIBUTED = "attributed", _("Attributed statement")
    RECORD = "record", _("What somebody did or said")
    NAMED = "named", _("Named person, body or place")
    DATE = "date", _("Date or period")
    SUBJECT = "subject", _("Public affairs")
    OPINION = "opinion", _("Opinion")
    FORECAST = "forecast", _("Forecast")
    PLAN = "plan", _("Promise or plan")
    QUESTION = "question", _("Question")
    PERSONAL = "personal", _("Personal remark")
    PROCEDURE = "procedure", _("Talk about the talk")
    BOILERPLATE = "boilerplate", _("Boilerplate")
    FRAGMENT = "fragment", _("Not a whole statement")


AGAINST_CHECKING = (
    Reason.OPINION,
    Reason.FORECAST,
    Reason.PLAN,
    Reason.QUESTION,
    Reason.PERSONAL,
    Reason.PROCEDURE,
    Reason.BOILERPLATE,
    Reason.FRAGMENT,
)
