"""Claimants by name, as a person types them."""

from django.db.models import Q

from claims.models import Claimant
from claims.words import Language

OFFERED = 200  # names offered while typing


def language_of(words: str) -> Language:
    """Korean as soon as there is more Hangul than half the letters."""
    letters = [letter for letter in words if letter.isalpha()]
    hangul = sum("가" <= letter <= "힣" for letter in letters)
    return Language.KOREAN if hangul * 2 > len(letters) else Language.ENGLISH


def claimant_named(name: str) -> Claimant | None:
    """The claimant of this name in either language, made when new; None for no name."""
    name = " ".join(name.split())
    if not name:
        return None
    known = Claimant.objects.filter(Q(name_ko__iexact=name) | Q(name_en__iexact=name)).order_by("pk").first()
    return known or Claimant.objects.create(**{f"name_{language_of(name)}": name})


def offered_names() -> list[str]:
    """The names last added, for the list beside the field."""
    return [str(claimant) for claimant in Claimant.objects.order_by("-pk")[:OFFERED]]
