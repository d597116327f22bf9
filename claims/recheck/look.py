"""Looks at sources side by side: fetch, extract, compare, each by itself, whatever happens to the others.

Knows no rows and writes nothing. What a whole batch shows that no single look can is told here too: that
our own network is down, or that so much fails at once that no source is to blame.
"""

import asyncio
import logging
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from rapidfuzz import fuzz

from claims.recheck.compare import Found, compare
from claims.recheck.extract import EXTRACTOR, Page, extract, kind_of, with_main
from claims.recheck.fetch import Fetcher, Request, Response
from claims.recheck.judge import UNCHANGED, named
from claims.recheck.state import Watch
from claims.recheck.walls import Seen, may_be_missing
from claims.words import OUTCOME_CLASS, Outcome, OutcomeClass

log = logging.getLogger(__name__)

FULL_READ_SECONDS = 30 * 86_400  # however unchanged a source says it is, it is read in full this often
WHOLESALE = (Outcome.DNS_MISSING, Outcome.DNS_TEMPORARY, Outcome.CONNECTION_FAILED, Outcome.TIMEOUT)
HOST_DOWN, HOST_ENOUGH = 0.5, 4  # share of one host's looks that fail, and how many make a share
MUCH_DOWN, MUCH_ENOUGH = 0.2, 20  # the same for all looks
COMPARED = 20_000  # characters of two pages held against each other


# Puts a response away and says where: a file and an offset in it. Raises OSError when it cannot.
Keep = Callable[[Response], tuple[str, int]]


@dataclass(frozen=True)
class Seeing:
    """What was seen of one source. ``trouble`` names the exception that broke the look off.

    ``kept``: where the response was archived, when its text was new.
    """

    watch: Watch
    response: Response | None = None
    page: Page | None = None
    found: dict[int, Found] | None = None
    trouble: str = ""
    held: bool = False
    kept: tuple[str, int] | None = None


async def look_at(
    watches: dict[int, Watch],
    fetcher: Fetcher,
    *,
    age: dict[int, float],
    control: Iterable[str] = (),
    keep: Keep | None = None,
) -> dict[int, Seeing]:
    """Look at each source, by id. ``age``: seconds since its last full read.

    ``control``: hosts asked for a sign of life before every source is called unreachable.
    """
    one_pdf = asyncio.Lock()
    keys = list(watches)
    seeings = await asyncio.gather(
        *(_look(watches[key], fetcher, age.get(key, FULL_READ_SECONDS), one_pdf, keep) for key in keys)
    )
    seen = dict(zip(keys, seeings, strict=True))
    return hold_back(await _blame(seen, fetcher, control))


def request_for(watch: Watch, age: float = FULL_READ_SECONDS) -> Request:
    """Ask for news only, unless the whole document is wanted: to confirm, or for a new quote."""
    whole = (
        age >= FULL_READ_SECONDS
        or watch.extractor != EXTRACTOR
        or watch.failures
        or watch.unreadable
        or not watch.stored_bytes
        or any(cited.awaits_full_read for cited in watch.citations.values())
    )
    if whole:
        return Request(watch.url, language=watch.language)
    return Request(watch.url, watch.etag, watch.last_modified, watch.body_hash, watch.language)


async def _look(
    watch: Watch, fetcher: Fetcher, age: float, one_pdf: asyncio.Lock, keep: Keep | None
) -> Seeing:
    """One source. Whatever goes wrong here is ours, and stays here: a page that cannot be archived, too."""
    try:
        response = await fetcher.fetch(request_for(watch, age))
        page = await read(response, one_pdf)
        found = {}
        if page and OUTCOME_CLASS[response.outcome] == OutcomeClass.READABLE:
            found = compare({key: cited.quote for key, cited in watch.citations.items()}, page)
        likeness = await _like_missing(watch, response, page, found, fetcher)
        response = named(watch, response, page, found, likeness)
        kept = None
        if page and watch.is_article:
            page = with_main(page)
        if keep and page and _is_new(watch, response, page):
            kept = await asyncio.to_thread(keep, response)
        return Seeing(watch, replace(response, body=b""), page and page.without_source(), found, kept=kept)
    except Exception as error:
        log.exception("looking at %s", watch.url)
        return Seeing(watch, trouble=f"{type(error).__name__}: {error}"[:300])


async def read(response: Response, one_pdf: asyncio.Lock | None = None) -> Page | None:
    """The document of a response; None when it has none worth reading."""
    if response.outcome in UNCHANGED or not response.body or response.outcome == Outcome.TOO_LARGE:
        return None
    if kind_of(response.body, response.content_type) == "pdf":
        # A child process reads it: the others' connections must not wait meanwhile.
        async with one_pdf or asyncio.Lock():
            return await asyncio.to_thread(extract, response.body, response.content_type, response.url)
    return extract(response.body, response.content_type, response.url)


def _is_new(watch: Watch, response: Response, page: Page) -> bool:
    """Whether the look will end in a new text."""
    readable = OUTCOME_CLASS[response.outcome] == OutcomeClass.READABLE
    return readable and bool(page.text) and page.text_hash != watch.text_hash


async def _like_missing(watch, response, page, found, fetcher) -> float | None:
    """Likeness to the host's answer for a path that cannot exist; asked when one sign is there already."""
    readable = page is not None and OUTCOME_CLASS[response.outcome] == OutcomeClass.READABLE
    if not readable or any(one.is_there for one in found.values()):
        return None
    if not may_be_missing(page, Seen(watch.url, response.url, watch.stored_bytes)):
        return None
    path = urlsplit(response.url).path.rpartition("/")[0]
    # The same made-up name at every look, so that caches may answer.
    made_up = f"{path}/no-such-page-{zlib.crc32(watch.url.encode())}"
    answer = await fetcher.fetch(Request(urljoin(response.url, made_up)))
    if answer.status is None or answer.status >= 400:
        return 0.0
    other = await read(answer)
    return fuzz.ratio(page.text[:COMPARED], other.text[:COMPARED]) / 100 if other else 0.0


async def _blame(seen: dict[int, Seeing], fetcher: Fetcher, control: Iterable[str]) -> dict[int, Seeing]:
    """When no public host at all can be reached and no control host either, the fault is ours."""
    allowed = fetcher.limits.allowed_hosts
    public = [key for key, one in seen.items() if one.response and not is_named(one.watch.url, allowed)]
    if not public or not all(_unreached(seen[key].response) for key in public):
        return seen
    if await fetcher.network_alive(control):
        return seen
    ours = {"outcome": Outcome.OUR_FAULT, "detail": "no host can be reached"}
    return seen | {key: replace(seen[key], response=replace(seen[key].response, **ours)) for key in public}


def is_named(url: str, allowed: Collection[str]) -> bool:
    """Whether the operator named this host: on our own machine or network, it says nothing about the web."""
    parts = urlsplit(url)
    return parts.netloc in allowed or (parts.hostname or "") in allowed


def _unreached(response: Response) -> bool:
    return response.outcome in WHOLESALE and response.status is None


def hold_back(seen: dict[int, Seeing]) -> dict[int, Seeing]:
    """Mark failures so many, on one host or everywhere, that it is them or us, not the links."""
    failed = {key for key, one in seen.items() if one.response and may_be_wholesale(one.response)}
    hosts = defaultdict(list)
    for key, one in seen.items():
        hosts[urlsplit(one.watch.url).netloc].append(key)
    held = set()
    for keys in hosts.values():
        down = failed.intersection(keys)
        if len(keys) >= HOST_ENOUGH and len(down) > HOST_DOWN * len(keys):
            held |= down
    if len(seen) >= MUCH_ENOUGH and len(failed) > MUCH_DOWN * len(seen):
        held |= failed
    if held:
        log.warning("strikes held: %s", dict(Counter(str(seen[key].response.outcome) for key in held)))
    return seen | {key: replace(seen[key], held=True) for key in held}


def may_be_wholesale(response: Response) -> bool:
    """Whether it fails as things fail when a whole host, or our own line, is down."""
    return (
        OUTCOME_CLASS[response.outcome] == OutcomeClass.TRANSIENT or response.outcome == Outcome.DNS_MISSING
    )
