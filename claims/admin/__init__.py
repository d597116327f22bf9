"""The desk, one module per screen."""

from . import articles, claim

__all__ = ["articles", "claim"]
