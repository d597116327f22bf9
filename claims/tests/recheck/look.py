"""Fetching one page of a scripted site, as a plain call."""

import asyncio

from claims.recheck.fetch import Fetcher, Request, Response

PAGE = "<p>Spending rose by 5.576 %.</p>" * 100


def look(site, path="/a", **given) -> Response:
    """Fetch ``path`` of this site once; ``limits`` change the site's, the rest goes into the request."""
    fetcher_options = {name: given.pop(name) for name in ("resolve", "ssl_context") if name in given}
    limits = site.limits(**given.pop("limits", {}))
    url = path if "://" in path else site.url(path)

    async def once():
        async with Fetcher(limits, **fetcher_options) as fetcher:
            return await fetcher.fetch(Request(url, **given))

    return asyncio.run(once())


async def loopback(host, port):
    """A resolver for which every name is this machine."""
    return ["127.0.0.1"]
