"""Stored codes and their labels: the one list of words that rows, pages and jobs agree on.

Imports nothing of ours and nothing of Django. A label is an English message id; whoever shows it
translates it (models through ``CodeField``, templates through ``{% translate %}``).

>>> Finding("number_changed").label
'Number changed'
>>> Stance.choices()[0]
('supports', 'Supports')
"""

from enum import StrEnum


def _(message: str) -> str:
    """Mark a label for makemessages; translation happens where it is shown."""
    return message


class Code(StrEnum):
    """A stored string with a label. Compare with ``==``: rows carry plain strings."""

    label: str

    def __new__(cls, value: str, label: str):
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(member.value, member.label) for member in cls]


class Language(Code):
    KOREAN = "ko", _("Korean")
    ENGLISH = "en", _("English")


# --- Sources and how they fare -----------------------------------------------------------------


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


# --- Quotes ------------------------------------------------------------------------------------


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


# --- Claims and verdicts -----------------------------------------------------------------------


class ClaimState(Code):
    """Where the work on a claim stands; never what was found (that is the verdict)."""

    SUGGESTED = "suggested", _("Suggested")
    OPEN = "open", _("Open")
    CHECKING = "checking", _("Checking")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Checkability(Code):
    FACT = "fact", _("Checkable fact")
    OPINION = "opinion", _("Opinion")
    FORECAST = "forecast", _("Forecast")
    VAGUE = "vague", _("Too vague to check")


class VerdictState(Code):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    SCHEDULED = "scheduled", _("Approved, goes public later")
    APPROVED = "approved", _("Public")
    SUPERSEDED = "superseded", _("Superseded")


IN_WORK = (VerdictState.DRAFT, VerdictState.SUBMITTED, VerdictState.SCHEDULED)


class Gate(Code):
    """What must hold before a verdict is public, said to the editor as what is missing."""

    APPEARANCE = "appearance", _("Mark where the claim was made: an appearance in an article.")
    WHY_CHOSEN = "why_chosen", _("Say why this claim was chosen.")
    EVIDENCE = "evidence", _("Attach evidence with the exact quote relied on.")
    TWO_SOURCES = "two_sources", _("Cite two independent named sources, or give the reason for fewer.")
    NAMED_SOURCES = "named_sources", _("Give every source a title and a publisher.")
    QUOTES_SEEN = (
        "quotes_seen",
        _("Every quote must have been seen in its source, or give the reason why it was not."),
    )
    QUOTES_STAND = (
        "quotes_stand",
        _("Every quote must stand in its source as cited, or its alert must be decided on."),
    )
    COUNTER_EVIDENCE = (
        "counter_evidence",
        _("Show evidence on the other side, or state that it was looked for and not found."),
    )
    RATING = "rating", _("Choose a rating.")
    RATABLE = "ratable", _("An opinion, a forecast or a vague statement is not rated true or false.")
    SUMMARY_KO = "summary_ko", _("Write the short summary in Korean.")
    SUMMARY_EN = "summary_en", _("Write the short summary in English.")
    AS_OF = "as_of", _("Say as of which day the verdict holds.")
    CONTACT = "contact", _("Record the contact with the claimant, or why there was none.")
    CORRECTION_NOTE = (
        "correction_note",
        _("Say what kind of correction this is, with a note; another rating is a change of verdict."),
    )
    ANOTHER_PERSON = "another_person", _("Somebody other than the author must approve.")


class CorrectionKind(Code):
    TYPO = "typo", _("Typo")
    CLARIFICATION = "clarification", _("Clarification")
    UPDATE = "update", _("Update")
    CORRECTION = "correction", _("Correction")
    VERDICT_CHANGE = "verdict_change", _("Change of verdict")
    RETRACTION = "retraction", _("Retraction")


class BreakdownState(Code):
    WAITING = "waiting", _("Waiting for text")
    OPEN = "open", _("Being broken down")
    DONE = "done", _("Broken down")


class StepKind(Code):
    """What an editor did to the claims of an article on the breakdown screen."""

    MAKE = "make", _("Claim made")
    LINK = "link", _("Linked to a claim that exists")
    UNMARK = "unmark", _("Mark removed")
    DISMISS = "dismiss", _("Sentence dismissed")
    RESTORE = "restore", _("Sentence suggested again")
    SPLIT = "split", _("Claim split in two")
    MERGE = "merge", _("Claims merged")
    REORDER = "reorder", _("Order of the claims changed")


class Refusal(Code):
    """Why a step on the breakdown screen, or its undoing, was refused."""

    FIXED = "fixed", _("A published claim, or one in review, keeps its words and evidence.")
    LAST_APPEARANCE = "last_appearance", _("A claim that is public or in review keeps its last appearance.")
    REVISE_FIRST = "revise_first", _("Readers see this mark. Revise the verdict first, then take it away.")
    TWO_DRAFTS = "two_drafts", _("Both claims have a verdict in work: only one of them could be kept.")
    SAME = "same", _("A claim cannot be merged with itself.")
    MEANWHILE = "meanwhile", _("Somebody changed this meanwhile. Here is how it stands now.")
    DONE_ALREADY = "done_already", _("This was undone already.")
    WORKED_ON = "worked_on", _("This cannot be undone any more: the claim was worked on since.")
    REORDERED = "reordered", _("This cannot be undone any more: the order was changed again since.")
    GONE = "gone", _("This cannot be undone any more: what it changed is gone.")


class ClaimantKind(Code):
    PERSON = "person", _("Person")
    ORGANIZATION = "organization", _("Organisation")


# --- Alerts and the outside world --------------------------------------------------------------


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


# --- Copies of sources in public archives --------------------------------------------------------


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


# --- Sentences worth checking ------------------------------------------------------------------


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


# --- What others checked -----------------------------------------------------------------------


class ReviewFault(Code):
    """Why a review in somebody's markup cannot be taken."""

    NOT_JSON = "not_json", _("cannot be read as JSON")
    NO_CLAIM = "no_claim", _("does not say which claim was checked")
    NO_ADDRESS = "no_address", _("has no address")
    BAD_ADDRESS = "bad_address", _("its address is not a web address")
    NO_RATING = "no_rating", _("has no rating")
    TOO_LARGE = "too_large", _("is too large")


class Odd(Code):
    """What was left out of a review that is taken otherwise."""

    DATE = "date", _("a date that is none")
    RATING_NUMBERS = "rating_numbers", _("rating numbers that contradict each other")
    NO_RATING_WORDS = "no_rating_words", _("a rating without words")
    NO_PUBLISHER = "no_publisher", _("no publisher named: its site stands instead")


class ImportKind(Code):
    FILE = "file", _("File")
    ADDRESS = "address", _("Address")
    SEARCH = "search", _("Search of others’ checks")


class ImportState(Code):
    """waiting → read → keeping → done; or failed."""

    WAITING = "waiting", _("Being read")
    READ = "read", _("Read, nothing kept yet")
    KEEPING = "keeping", _("Being kept")
    DONE = "done", _("Kept")
    FAILED = "failed", _("Failed")
