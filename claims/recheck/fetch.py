"""How a source is fetched: one GET within budgets, redirects by hand, every failure a named outcome.

The only place of the product that opens a connection to an address from outside. What the text of a page
means (soft 404, parked domain, walls answered with 200) is judged later, from the text.

    async with Fetcher(Limits(user_agent="Factcheck/0.1 (+https://desk.example/contact)")) as fetcher:
        response = await fetcher.fetch(Request("https://example.com/report", etag='"abc"'))
"""

import asyncio
import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import aiohttp
from yarl import URL

from claims.recheck import headers
from claims.recheck.bodies import Body, TooLarge, Truncated, Undecodable
from claims.recheck.connection import GuardedResolver, PeerResponse, Resolve, SystemResolve, guarded_connector
from claims.recheck.failures import outcome_of_error, outcome_of_status
from claims.recheck.guard import Guard
from claims.recheck.pace import Pace
from claims.recheck.robots import (
    ALLOW_ALL,
    KEPT_FOR,
    LONGEST,
    MemoryCache,
    RobotsCache,
    Rules,
    agent_token,
    cache_key,
)
from claims.words import Outcome

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
PDF_TYPES = ("application/pdf", "application/x-pdf", "application/octet-stream")
ERROR_BODY = 256_000  # bytes of an error page that are read: enough to know a challenge or a removal notice
LONGEST_LINKS = 20_000  # characters of Link headers kept
REST = 60.0  # seconds a host is left alone that says 429 without saying how long


@dataclass(frozen=True, slots=True)
class Limits:
    """Budgets and manners. Times in seconds, sizes in bytes.

    ``total`` counts the time on the network, redirects included, but not the waiting for a host's turn.
    ``allowed_hosts``: "host:port", or "host" for the allowed ports, named by the operator and exempt from
    the guard's address rules.
    """

    connect: float = 10.0
    first_byte: float = 20.0  # also the longest silence between two reads
    total: float = 60.0
    lookup: float = 5.0
    html_bytes: int = 5_000_000
    pdf_bytes: int = 30_000_000
    inflate_ratio: int = 100
    redirects: int = 10
    user_agent: str = "Factcheck/0.1 (+contact)"
    allowed_hosts: frozenset[str] = frozenset()
    allowed_ports: frozenset[int] = frozenset({80, 443})
    per_host: int = 2
    spacing: float = 2.0
    in_flight: int = 64
    obey_robots: bool = True


@dataclass(frozen=True, slots=True)
class Request:
    """One look: the address, the validators and body hash of the stored version, the source's language.

    ``headers`` go to the site of ``url`` alone, never on to where it redirects. With a ``form`` it is sent as
    a POST, whose redirects are not followed.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    language: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    form: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Hop:
    """One request that was answered; ``address`` is the IP address it was answered from."""

    url: str
    status: int
    address: str


@dataclass(frozen=True, slots=True)
class Response:
    """What a look came to. ``body`` is decoded (gzip, br) but not read as text.

    ``not_modified`` and ``same_bytes`` win over ``moved``: compare ``url`` with the request and ask
    ``permanent`` for a move. Bodies of error statuses are cut at 256 KB; ``too_large`` carries none.
    ``body_hash`` is the SHA-256 of the decoded body in hex, for 2xx answers only.
    """

    outcome: Outcome
    url: str
    status: int | None = None
    hops: tuple[Hop, ...] = ()
    content_type: str = ""
    body: bytes = b""
    body_hash: str = ""
    etag: str = ""
    last_modified: str = ""
    retry_after: float | None = None  # seconds, as the server asked
    duration: float = 0.0  # seconds on the network, all hops
    detail: str = ""  # short reason in English for the log
    permanent: bool = False  # redirected, and every redirect said that it is for good (301, 308)
    memento_at: str = ""  # Memento-Datetime and Link (RFC 7089): what an archive says of its copy
    links: str = ""


@dataclass(slots=True)
class Visit:
    """One fetch under way: what was asked, where it has got to, what it has used up."""

    request: Request
    left: float  # seconds
    cut: int = 0  # read only this many bytes of the body (robots.txt)
    url: str = ""
    hops: list[Hop] = field(default_factory=list)
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)  # by host; die with the visit
    spent: float = 0.0

    @property
    def permanent(self) -> bool:
        return bool(self.hops[:-1]) and all(hop.status in PERMANENT for hop in self.hops[:-1])


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer off the wire. ``trouble``: why its body is missing or not to be relied on."""

    status: int
    headers: "aiohttp.typedefs.CIMultiDictProxy"
    body: bytes = b""
    trouble: Exception | None = None


class Fetcher:
    """Fetches the sources of one batch over one session: ``async with Fetcher(limits) as fetcher``.

    ``resolve`` looks names up (the system's resolver unless given), ``robots_cache`` keeps robots.txt across
    batches, ``ssl_context`` replaces the system's trusted authorities.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        resolve: Resolve | None = None,
        robots_cache: RobotsCache | None = None,
        ssl_context=None,
    ):
        self.limits = limits or Limits()
        self._guard = Guard(self.limits.allowed_hosts, self.limits.allowed_ports)
        self._resolve = resolve
        self._robots_cache = robots_cache or MemoryCache()
        self._rules: dict[str, asyncio.Task] = {}
        self._ssl_context = ssl_context

    async def __aenter__(self) -> "Fetcher":
        limits = self.limits
        self._system_resolve = None if self._resolve else SystemResolve()
        self._resolver = GuardedResolver(self._guard, self._resolve or self._system_resolve, limits.lookup)
        self._pace = Pace(limits.per_host, limits.spacing, limits.in_flight)
        self._session = aiohttp.ClientSession(
            connector=guarded_connector(self._guard, self._resolver, self._ssl_context),
            cookie_jar=aiohttp.DummyCookieJar(),
            response_class=PeerResponse,
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=limits.connect, sock_read=limits.first_byte
            ),
            max_line_size=16_384,
            max_field_size=32_768,
            headers=headers.standing(limits.user_agent),
        )
        return self

    async def __aexit__(self, *_) -> None:
        for task in self._rules.values():
            task.cancel()
        await self._session.close()
        await self._resolver.close()
        if self._system_resolve:
            self._system_resolve.close()

    async def fetch(self, request: Request) -> Response:
        """Look at one address. Never raises for anything foreseen; cancellation passes through."""
        return await self._run(Visit(request, self.limits.total), self.limits.obey_robots)

    async def network_alive(self, control: Iterable[str]) -> bool:
        """Whether any of these hosts answers: asked before sources are blamed for being unreachable."""
        for host in control:
            visit = Visit(Request(f"https://{host}/"), self.limits.total, cut=1)
            if (await self._run(visit, obey_robots=False)).status is not None:
                return True
        return False

    async def _run(self, visit: Visit, obey_robots: bool) -> Response:
        try:
            return await self._follow(visit, obey_robots)
        except Exception as error:
            outcome, detail = outcome_of_error(error)
            return _response(visit, outcome, detail)

    async def _follow(self, visit: Visit, obey_robots: bool) -> Response:
        """Request after request until an answer that is no redirect."""
        url = self._guard.check_url(visit.request.url)
        seen = set()
        while True:
            visit.url = str(url)
            if obey_robots and (denied := await self._ask_robots(url, visit)):
                return denied
            async with self._pace.turn(url.authority, spaced=not visit.hops):
                if resting := self._pace.resting(url.authority):
                    return replace(_response(visit, Outcome.RATE_LIMITED, "resting"), retry_after=resting)
                reply = await self._get(url, visit)
            if reply.status not in REDIRECTS or "Location" not in reply.headers or visit.request.form:
                return self._finish(url, visit, reply)
            seen.add((visit.url, str(visit.cookies)))
            _take_cookies(url, visit, reply)
            visit.url = headers.location(url, reply.headers["Location"])
            url = self._guard.check_url(visit.url)
            if (str(url), str(visit.cookies)) in seen:
                return _response(visit, Outcome.REDIRECT_LOOP, "repeats")
            if len(visit.hops) > self.limits.redirects:
                return _response(visit, Outcome.REDIRECT_LOOP, "too many")

    async def _get(self, url: URL, visit: Visit) -> Reply:
        """One GET (or POST of a form) within what is left of the visit's budget.

        An error status stands, whatever happens while its page is read.
        """
        started = time.perf_counter()
        response = None
        try:
            async with asyncio.timeout(visit.left - visit.spent):
                response = await self._session.request(
                    "POST" if visit.request.form else "GET",
                    url,
                    headers=_headers(url, visit),
                    data=visit.request.form or None,
                    allow_redirects=False,
                )
                visit.hops.append(Hop(visit.url, response.status, response.peer))
                body, trouble = await self._read(response, visit)
                return Reply(response.status, response.headers, body, trouble)
        except (OSError, aiohttp.ClientError) as error:
            if response is not None and response.status >= 400:
                return Reply(response.status, response.headers, b"", error)
            raise
        finally:
            if response is not None:
                response.release()  # closes the connection unless the body was read to its end
            visit.spent += time.perf_counter() - started

    async def _read(self, response: aiohttp.ClientResponse, visit: Visit) -> tuple[bytes, Exception | None]:
        """The body within its cap, and what was wrong with it."""
        if response.status in REDIRECTS or response.status == 304:
            return b"", None
        error_page = not 200 <= response.status < 300
        cut = visit.cut or (ERROR_BODY if error_page else 0)
        limit = cut or self._cap(response)
        try:
            if not cut and (response.content_length or 0) > limit:
                raise TooLarge("announced")
            body = Body(
                response.headers.get("Content-Encoding", ""), limit, self.limits.inflate_ratio, bool(cut)
            )
        except (TooLarge, Undecodable) as error:
            return b"", error
        try:
            while not body.full and (chunk := await response.content.readany()):
                body.feed(chunk)
            return body.finish(), None
        except TooLarge as error:
            return b"", error
        except (Undecodable, Truncated, aiohttp.ClientPayloadError) as error:
            return body.so_far(), error

    def _cap(self, response: aiohttp.ClientResponse) -> int:
        pdf = response.headers.get("Content-Type", "").lower().startswith(PDF_TYPES)
        return self.limits.pdf_bytes if pdf or response.url.path.endswith(".pdf") else self.limits.html_bytes

    def _finish(self, url: URL, visit: Visit, reply: Reply) -> Response:
        """The outcome of the last answer, with what is worth keeping of it."""
        retry_after = headers.seconds(reply.headers.get("Retry-After", ""))
        outcome, detail = outcome_of_status(reply.status, retry_after is not None), ""
        if outcome == Outcome.RATE_LIMITED:
            self._pace.rest(url.authority, retry_after or REST)
        if outcome == Outcome.NOT_MODIFIED and not (visit.request.etag or visit.request.last_modified):
            outcome, detail = Outcome.SERVER_ERROR, "304 to an unconditional request"
        body_hash = ""
        if outcome == Outcome.OK:
            if reply.trouble:
                outcome, detail = outcome_of_error(reply.trouble)
            else:
                body_hash = hashlib.sha256(reply.body).hexdigest()
                outcome = _outcome_of_read(url, visit, body_hash)
        return replace(
            _response(visit, outcome, detail),
            content_type=headers.clean(reply.headers.get("Content-Type", "")),
            body=reply.body,
            body_hash=body_hash,
            etag=headers.clean(reply.headers.get("ETag", "")),
            last_modified=headers.clean(reply.headers.get("Last-Modified", "")),
            retry_after=retry_after,
            memento_at=headers.clean(reply.headers.get("Memento-Datetime", "")),
            links=", ".join(reply.headers.getall("Link", []))[:LONGEST_LINKS],
        )

    async def _ask_robots(self, url: URL, visit: Visit) -> Response | None:
        """None when robots.txt lets us read ``url``; else the response to give instead."""
        site = str(url.origin())
        task = self._rules.get(site)
        if task is None:
            task = self._rules[site] = asyncio.create_task(self._load_rules(site))
        rules = await asyncio.shield(task)
        if isinstance(rules, Response):
            return replace(
                _response(visit, rules.outcome, f"robots.txt: {rules.detail or rules.status}"),
                retry_after=rules.retry_after,
                duration=rules.duration,
            )
        self._pace.slow_down(url.authority, rules.crawl_delay)
        return None if rules.allow(visit.url) else _response(visit, Outcome.ROBOTS_DENIED, "")

    async def _load_rules(self, site: str) -> Rules | Response:
        """The rules of a site, from the cache or from its robots.txt; the failure when they cannot be had."""
        agent = agent_token(self.limits.user_agent)
        text = await self._robots_cache.aget(cache_key(site))
        if text is None:
            visit = Visit(Request(f"{site}/robots.txt"), self.limits.total, cut=LONGEST)
            response = await self._run(visit, obey_robots=False)
            missing = response.status is not None and 400 <= response.status < 500 and response.status != 429
            if response.outcome in (Outcome.OK, Outcome.MOVED, Outcome.MOVED_ELSEWHERE):
                text = response.body.decode("utf-8", "replace")
            elif missing or response.outcome in (Outcome.REDIRECT_LOOP, Outcome.REFUSED, Outcome.GARBLED):
                text = ALLOW_ALL
            else:
                return response
            await self._robots_cache.aset(cache_key(site), text, KEPT_FOR)
        return Rules(text, agent)


def _response(visit: Visit, outcome: Outcome, detail: str) -> Response:
    return Response(
        outcome=outcome,
        url=visit.url or visit.request.url,
        status=visit.hops[-1].status if visit.hops else None,
        hops=tuple(visit.hops),
        duration=visit.spent,
        detail=detail,
        permanent=visit.permanent,
    )


def _outcome_of_read(url: URL, visit: Visit, body_hash: str) -> Outcome:
    if body_hash == visit.request.body_hash:
        return Outcome.SAME_BYTES
    first = URL(visit.hops[0].url)
    if url == first:  # also after a redirect that only set a cookie
        return Outcome.OK
    if not headers.same_site(first, url):
        return Outcome.MOVED_ELSEWHERE
    return Outcome.MOVED if visit.permanent else Outcome.OK


def _headers(url: URL, visit: Visit) -> dict[str, str]:
    request = visit.request
    own = headers.language(request.language) | headers.cookie(visit.cookies.get(url.raw_host, {}))
    if not visit.hops or headers.same_site(URL(visit.hops[0].url), url):
        own |= headers.conditions(request.etag, request.last_modified)  # no other site's business
    if request.headers and (not visit.hops or URL(visit.hops[0].url).origin() == url.origin()):
        own |= dict(request.headers)
    return own


def _take_cookies(url: URL, visit: Visit, reply: Reply) -> None:
    """Keep a redirect's cookies for the rest of this visit, for the same host only.

    Many news sites set one and redirect to the same address; without it they look like a redirect loop.
    """
    if given := headers.cookies_set(reply.headers.getall("Set-Cookie", [])):
        visit.cookies.setdefault(url.raw_host, {}).update(given)
