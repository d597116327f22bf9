"""Stored codes and their labels: the one list of words that rows, pages and jobs agree on.

Imports nothing of ours and nothing of Django. A label is an English message id; whoever shows it
translates it (models through ``CodeField``, templates through ``{% translate %}``).

>>> Finding("number_changed").label
'Number changed'
>>> Stance.choices()[0]
('supports', 'Supports')
"""

from claims.words.claims import (
    IN_WORK,
    BreakdownState,
    Checkability,
    ClaimantKind,
    ClaimState,
    CorrectionKind,
    Gate,
    Refusal,
    StepKind,
    VerdictState,
)
from claims.words.code import Code, Language
from claims.words.copies import OPEN_COPIES, CopyKind, CopyReason, CopyState, CopyTrouble, NotSent
from claims.words.desk import (
    WORST_KINDS,
    AlertKind,
    AlertResult,
    ContactChannel,
    NoticeKind,
    OutletAnswer,
    Rhythm,
    Role,
)
from claims.words.quotes import CHANGED, FOUND, CitationKind, Finding, Rank, Remark, Stance
from claims.words.reviews import ImportKind, ImportState, Odd, ReviewFault
from claims.words.sentences import AGAINST_CHECKING, Reason
from claims.words.sources import OUTCOME_CLASS, Health, Outcome, OutcomeClass, SourceKind, Trouble

__all__ = [
    "AGAINST_CHECKING",
    "CHANGED",
    "FOUND",
    "IN_WORK",
    "OPEN_COPIES",
    "OUTCOME_CLASS",
    "WORST_KINDS",
    "AlertKind",
    "AlertResult",
    "BreakdownState",
    "Checkability",
    "CitationKind",
    "ClaimState",
    "ClaimantKind",
    "Code",
    "ContactChannel",
    "CopyKind",
    "CopyReason",
    "CopyState",
    "CopyTrouble",
    "CorrectionKind",
    "Finding",
    "Gate",
    "Health",
    "ImportKind",
    "ImportState",
    "Language",
    "NotSent",
    "NoticeKind",
    "Odd",
    "Outcome",
    "OutcomeClass",
    "OutletAnswer",
    "Rank",
    "Reason",
    "Refusal",
    "Remark",
    "ReviewFault",
    "Rhythm",
    "Role",
    "SourceKind",
    "Stance",
    "StepKind",
    "Trouble",
    "VerdictState",
]
