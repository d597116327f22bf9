"""What a site's robots.txt says to us (RFC 9309), read with protego and kept for a day.

A robots.txt that is missing (4xx) allows everything. One that cannot be had (5xx, no connection) allows
nothing: the look at the page then ends with that very failure, never with "robots.txt forbids".
"""

from typing import Protocol

from protego import Protego

KEPT_FOR = 24 * 3600  # seconds, RFC 9309 section 2.4
LONGEST = 512_000  # bytes that are read of it; RFC 9309 section 2.5 asks for at least 500 KiB
ALLOW_ALL = ""


class RobotsCache(Protocol):
    """Keeps the text of robots.txt by site. Django's cache object fits."""

    async def aget(self, key: str) -> str | None: ...

    async def aset(self, key: str, value: str, timeout: float) -> None: ...


class MemoryCache:
    """For one batch, when nothing better is given."""

    def __init__(self):
        self._texts: dict[str, str] = {}

    async def aget(self, key: str) -> str | None:
        return self._texts.get(key)

    async def aset(self, key: str, value: str, timeout: float) -> None:
        self._texts[key] = value


class Rules:
    """The rules of one site for one agent.

    >>> rules = Rules("User-agent: factcheck\\nDisallow: /private\\nCrawl-delay: 3", "Factcheck")
    >>> rules.allow("https://example.com/private/a"), rules.allow("https://example.com/"), rules.crawl_delay
    (False, True, 3.0)
    """

    def __init__(self, text: str, agent: str):
        self._agent = agent
        self._parsed = Protego.parse(text) if text.strip() else None
        self.crawl_delay = self._parsed.crawl_delay(agent) if self._parsed else None

    def allow(self, url: str) -> bool:
        return self._parsed is None or self._parsed.can_fetch(url, self._agent)


def cache_key(site: str) -> str:
    """``site`` is scheme, host and port, as in ``https://example.com``."""
    return f"robots:{site}"


def agent_token(user_agent: str) -> str:
    """The product token that robots.txt files name.

    >>> agent_token("Factcheck/0.1 (+https://desk.example/contact)")
    'Factcheck'
    """
    return user_agent.partition("/")[0].partition(" ")[0]
