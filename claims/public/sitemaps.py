"""The sitemap: an index of files of at most 50,000 addresses, each read off an index of the database.

Files hold a fixed range of ids, so none needs to count what others hold, and a file changes only when a page
in its range does. The protocol: sitemaps.org; hreflang twins as Google reads them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.timezone import localtime

from claims.models import Article, Claim, Claimant, Correction, SitePage, Topic

from .claimreview import claim_url
from .reading import reading, twins_of

IDS_PER_FILE = 25_000  # a thing has an address per language: 50,000, the most a file may hold
CHUNK = 1_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_URLSET = f'<urlset xmlns="{_SPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'

Entry = tuple[dict[str, str], datetime | None]  # address per language, and when it changed last


@dataclass(frozen=True)
class Section:
    """``rows``: what readers may see; ``entry``: one row's addresses and last change."""

    rows: Callable[[], QuerySet]
    entry: Callable[[object], Entry]


def _claim(claim: Claim) -> Entry:
    return {code: claim_url(claim, code) for code in claim.languages()}, claim.verdict.approved_at


def _thing(thing) -> Entry:
    addresses = {code: settings.SITE_URL + path for code, path in twins_of(thing).items()}
    return addresses, getattr(thing, "updated_at", None)


SECTIONS = {
    "claims": Section(lambda: Claim.objects.published().with_verdict(), _claim),
    "articles": Section(lambda: Article.objects.public(), _thing),
    "people": Section(lambda: Claimant.objects.in_public(), _thing),
    "topics": Section(lambda: Topic.objects.in_public(), _thing),
    "pages": Section(lambda: SitePage.objects.all(), _thing),
}


@reading
def index(request: HttpRequest) -> HttpResponse:
    """``/sitemap.xml``: which files there are."""
    lines = [_HEAD, f'<sitemapindex xmlns="{_SPACE}">\n']
    changed = _newest()
    for name, section in SECTIONS.items():
        last = section.rows().model.objects.aggregate(last=Max("pk"))["last"]
        for number in range((last or 0) // IDS_PER_FILE + 1) if last else ():
            lines.append(f"<sitemap><loc>{settings.SITE_URL}/sitemap-{name}-{number}.xml</loc>")
            lines.append(f"{_lastmod(changed) if name == 'claims' else ''}</sitemap>\n")
    return HttpResponse("".join([*lines, "</sitemapindex>\n"]), content_type="application/xml")


@reading
def file_of(request: HttpRequest, name: str, number: str) -> HttpResponse:
    section = SECTIONS[name]
    first = int(number) * IDS_PER_FILE
    rows = section.rows().order_by("pk").filter(pk__gte=first, pk__lt=first + IDS_PER_FILE)
    if not section.rows().model.objects.filter(pk__gte=first).exists():
        raise Http404("no such file")
    return StreamingHttpResponse(_urls(rows, section.entry), content_type="application/xml")


def _urls(rows: QuerySet, entry: Callable[[object], Entry]) -> Iterator[str]:
    yield _HEAD + _URLSET
    last = -1
    while chunk := list(rows.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        yield "".join(_url(*entry(row)) for row in chunk)
    yield "</urlset>\n"


def _url(addresses: dict[str, str], changed: datetime | None) -> str:
    """One ``<url>`` per language, each naming all."""
    twins = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(address)}/>'
        for code, address in addresses.items()
    )
    return "".join(
        f"<url><loc>{escape(address)}</loc>{_lastmod(changed)}{twins}</url>\n"
        for address in addresses.values()
    )


def _newest() -> datetime | None:
    """When any published claim changed last: published or corrected."""
    published = Claim.objects.published().order_by("-published_at", "-id").values_list("published_at")
    corrected = Correction.objects.order_by("-made_at", "-id").values_list("made_at")
    return max([moment for (moment,) in (*published[:1], *corrected[:1])], default=None)


def _lastmod(changed: datetime | date | None) -> str:
    return f"<lastmod>{localtime(changed).isoformat(timespec='seconds')}</lastmod>" if changed else ""
