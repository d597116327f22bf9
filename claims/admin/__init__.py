"""The desk, one module per screen."""

from . import (
    alerts,
    articles,
    channels,
    claim,
    morning,
    notices,
    others,
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
    "channels",
    "claim",
    "morning",
    "notices",
    "others",
    "outreach",
    "pages",
    "people",
    "scale",
    "sources",
    "users",
    "verdicts",
]
