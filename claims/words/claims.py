"""Claims, verdicts and what may happen to them."""

from claims.words.code import Code, _


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
