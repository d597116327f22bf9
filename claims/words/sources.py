"""Sources and how they fare."""

from claims.words.code import Code, _


class SourceKind(Code):
    WEB = "web", _("Web page")
    FILE = "file", _("File")
    INTERVIEW = "interview", _("Interview")


class Health(Code):
    """The watch state of a source, told to editors and readers."""

    UNREACHED = "unreached", _("Not reached yet")
    ALIVE = "alive", _("Reachable")
    CHANGED = "changed", _("Reachable, but a quote is no longer as cited")
    FAILING = "failing", _("Failing")
    UNREADABLE = "unreadable", _("Cannot be checked automatically")
    DEAD = "dead", _("Gone")
    UNWATCHED = "unwatched", _("Not watched")


class OutcomeClass(Code):
    """What kind of news a fetch is: readable, unreadable, transient, or pointing to loss."""

    READABLE = "readable", _("Readable")
    UNREADABLE = "unreadable", _("Unreadable")
    TRANSIENT = "transient", _("Transient failure")
    LOSS = "loss", _("Points to loss")
    NONE = "none", _("Not a check")


class Outcome(Code):
    """What one look at a source came to."""

    OK = "ok", _("Read")
    NOT_MODIFIED = "not_modified", _("Unchanged (304)")
    SAME_BYTES = "same_bytes", _("Unchanged")
    MOVED = "moved", _("Moved within the site")
    MOVED_ELSEWHERE = "moved_elsewhere", _("Redirected to another site")
    REDIRECT_TO_ROOT = "redirect_to_root", _("Redirected to the front page")
    REDIRECT_LOOP = "redirect_loop", _("Redirects without end")
    NOT_FOUND = "not_found", _("Not found (404)")
    GONE = "gone", _("Gone (410)")
    LEGAL_BLOCK = "legal_block", _("Withheld for legal reasons (451)")
    SOFT_404 = "soft_404", _("“Not found” page")
    PARKED = "parked", _("Domain for sale")
    LOGIN_WALL = "login_wall", _("Behind a login")
    PAYWALL = "paywall", _("Behind a paywall")
    BLOCKED = "blocked", _("Refuses automatic visitors")
    ROBOTS_DENIED = "robots_denied", _("robots.txt forbids checking")
    RATE_LIMITED = "rate_limited", _("Asked us to slow down")
    SERVER_ERROR = "server_error", _("Server error")
    TIMEOUT = "timeout", _("Timed out")
    DNS_MISSING = "dns_missing", _("Host name does not exist")
    DNS_TEMPORARY = "dns_temporary", _("Host name cannot be looked up")
    CONNECTION_FAILED = "connection_failed", _("Unreachable")
    TLS_FAILED = "tls_failed", _("Certificate problem")
    TOO_LARGE = "too_large", _("Too large")
    WRONG_TYPE = "wrong_type", _("Changed into another kind of file")
    EMPTY = "empty", _("No readable text")
    GARBLED = "garbled", _("Unreadable characters")
    REFUSED = "refused", _("Address not allowed")
    OUR_FAULT = "our_fault", _("Our own fault, not the source’s")


class Trouble(Code):
    """What is wrong with re-checking as a whole, told to editors, operators and monitors."""

    STALLED = "stalled", _("Sources are due, but nothing looks at them.")
    NO_WORKERS = (
        "no_workers",
        _("No task ended for a quarter of an hour: workers, beat or the broker are down."),
    )
    NO_BEAT = "no_beat", _("Workers are alive, but the schedule does not ring: beat is down.")
    LATE = "late", _("Sources wait longer for their look than they should: workers cannot keep up.")
    NO_MONTH = "no_month", _("No table was made for the checks of the next month.")


OUTCOME_CLASS = {
    **dict.fromkeys(
        (Outcome.OK, Outcome.NOT_MODIFIED, Outcome.SAME_BYTES, Outcome.MOVED, Outcome.MOVED_ELSEWHERE),
        OutcomeClass.READABLE,
    ),
    **dict.fromkeys(
        (
            Outcome.LOGIN_WALL,
            Outcome.PAYWALL,
            Outcome.BLOCKED,
            Outcome.ROBOTS_DENIED,
            Outcome.TOO_LARGE,
            Outcome.WRONG_TYPE,
            Outcome.EMPTY,
            Outcome.GARBLED,
        ),
        OutcomeClass.UNREADABLE,
    ),
    **dict.fromkeys(
        (
            Outcome.RATE_LIMITED,
            Outcome.SERVER_ERROR,
            Outcome.TIMEOUT,
            Outcome.DNS_TEMPORARY,
            Outcome.CONNECTION_FAILED,
            Outcome.TLS_FAILED,
        ),
        OutcomeClass.TRANSIENT,
    ),
    **dict.fromkeys(
        (
            Outcome.REDIRECT_TO_ROOT,
            Outcome.REDIRECT_LOOP,
            Outcome.NOT_FOUND,
            Outcome.GONE,
            Outcome.LEGAL_BLOCK,
            Outcome.SOFT_404,
            Outcome.PARKED,
            Outcome.DNS_MISSING,
        ),
        OutcomeClass.LOSS,
    ),
    **dict.fromkeys((Outcome.REFUSED, Outcome.OUR_FAULT), OutcomeClass.NONE),
}
