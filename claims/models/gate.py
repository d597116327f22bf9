"""The publish gate: what a fact-check desk must be able to show before a verdict is public.

Each rule follows the IFCN code of principles or SNU FactCheck's rules. An item is met, or excepted with
a reason that readers see, or missing; anything missing blocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.words import Checkability, CitationKind, CorrectionKind, Gate, Language, Stance

from .independence import independent

REPLACEMENTS = [kind for kind in CorrectionKind if kind != CorrectionKind.RETRACTION]  # that one withdraws


@dataclass(frozen=True)
class GateItem:
    """One rule. ``where`` names the part of the desk that mends it."""

    rule: Gate
    is_met: bool
    where: str
    exception: str = ""

    @property
    def label(self) -> str:
        return self.rule.label


def checklist(verdict) -> list[GateItem]:
    """Every rule for this verdict, in the order an editor works."""
    claim = verdict.claim
    evidence = [
        citation
        for citation in claim.citations.proposed().select_related("source")
        if citation.kind == CitationKind.EVIDENCE
    ]
    return [*_about_claim(claim), *_about_evidence(verdict, evidence), *_about_verdict(verdict)]


def _about_claim(claim) -> Iterator[GateItem]:
    yield GateItem(
        Gate.APPEARANCE,
        claim.citations.proposed().filter(kind=CitationKind.APPEARANCE).exists(),
        "appearances",
    )
    yield GateItem(Gate.WHY_CHOSEN, bool(claim.why_chosen_ko or claim.why_chosen_en), "claim")


def _about_evidence(verdict, evidence: list) -> Iterator[GateItem]:
    voices = independent(citation.source for citation in evidence)
    yield GateItem(Gate.EVIDENCE, bool(evidence), "evidence")
    yield GateItem(
        Gate.TWO_SOURCES,
        voices >= 2 or bool(verdict.source_exception),
        "evidence",
        exception=verdict.source_exception if voices < 2 else "",
    )
    yield GateItem(
        Gate.NAMED_SOURCES,
        all(citation.source.is_named for citation in evidence),
        "evidence",
    )
    unseen = any(citation.seen_at is None for citation in evidence)
    yield GateItem(
        Gate.QUOTES_SEEN,
        not unseen or bool(verdict.unseen_exception),
        "evidence",
        exception=verdict.unseen_exception if unseen else "",
    )
    undecided = any(citation.is_changed and not citation.is_decided() for citation in evidence)
    yield GateItem(Gate.QUOTES_STAND, not undecided, "evidence")
    stances = {citation.stance for citation in evidence}
    yield GateItem(
        Gate.COUNTER_EVIDENCE,
        {Stance.SUPPORTS, Stance.REFUTES} <= stances or verdict.no_counter_evidence,
        "verdict",
    )


def _about_verdict(verdict) -> Iterator[GateItem]:
    claim, said, rating = verdict.claim, verdict.said, verdict.rating
    yield GateItem(Gate.RATING, rating is not None, "verdict")
    rated = rating is not None and rating.is_on_scale
    yield GateItem(Gate.RATABLE, claim.checkability == Checkability.FACT or not rated, "claim")
    for language, rule in ((Language.KOREAN, Gate.SUMMARY_KO), (Language.ENGLISH, Gate.SUMMARY_EN)):
        if getattr(said, f"wording_{language}"):
            yield GateItem(rule, bool(getattr(verdict, f"summary_{language}")), "verdict")
    yield GateItem(Gate.AS_OF, verdict.as_of is not None, "verdict")
    if said.claimant_id:
        contacted = claim.contacts.exists()
        yield GateItem(
            Gate.CONTACT,
            contacted or bool(verdict.contact_exception),
            "contacts",
            exception="" if contacted else verdict.contact_exception,
        )
    if before := verdict.predecessor():
        note = verdict.correction_ko or verdict.correction_en
        kinds = [CorrectionKind.VERDICT_CHANGE] if before.rating_id != verdict.rating_id else REPLACEMENTS
        yield GateItem(Gate.CORRECTION_NOTE, bool(note) and verdict.correction_kind in kinds, "verdict")
