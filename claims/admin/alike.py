"""Why two statements look alike, in words; and what other desks checked that is like one of ours."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from claims.models import OtherCheck
from claims.text.likeness import Likeness, likeness

REASONS = {"names": _("shared names"), "quantity": _("same figure"), "words": _("shared words")}
LIKE_ENOUGH = 0.3
CANDIDATES = 60  # checks whose likeness is worked out
SHOWN = 5
READ = 600  # characters of a claim that are compared


@dataclass(frozen=True)
class OtherAlike:
    check: OtherCheck
    likeness: Likeness

    @property
    def why(self) -> str:
        return told(self.likeness)


def told(found: Likeness) -> str:
    """The reasons in words: "same figure: 557만6천달러; shared words: 모델"."""
    return "; ".join(f"{REASONS[reason.code]}: {', '.join(reason.shared[:6])}" for reason in found.reasons)


def others_like(*wordings: str) -> list[OtherAlike]:
    """Other desks' checks of what may be the same claim, likest first; ``wordings`` are one claim's."""
    wordings = tuple(wording for wording in wordings if wording.strip())
    if not wordings:
        return []
    candidates = OtherCheck.objects.resembling("\n".join(wordings)).defer("raw", "search")[:CANDIDATES]
    found = [OtherAlike(check, _best(wordings, check.claim_reviewed[:READ])) for check in candidates]
    found = [other for other in found if other.likeness.score >= LIKE_ENOUGH]
    found.sort(key=lambda other: (-other.likeness.score, other.check.pk))
    return found[:SHOWN]


def _best(wordings: tuple[str, ...], reviewed: str) -> Likeness:
    return max((likeness(wording, reviewed) for wording in wordings), key=lambda one: one.score)
