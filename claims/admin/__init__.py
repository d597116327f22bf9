"""The desk, one module per screen."""

from . import (
    alerts,
    articles,
    claim,
    morning,
    notices,
    outreach,
    pages,
    people,
    scale,
    sources,
    users,
    verdicts,
)

__all__ = [
    "alerts",
    "articles",
    "claim",
    "morning",
    "notices",
    "outreach",
    "pages",
    "people",
    "scale",
    "sources",
    "users",
    "verdicts",
]
