"""What crawlers ask for first: robots.txt and the sitemap. And the address that says we are alive."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override

from claims.models import Article, Claim, SitePage

from .claimreview import claim_url
from .reading import reading


class _Site:
    """Stands in for django.contrib.sites: the one site is named by ``SITE_URL``."""

    domain = settings.SITE_URL.split("://", 1)[-1]
    name = settings.PUBLISHER_NAME


class _SiteMap(Sitemap):
    protocol = settings.SITE_URL.split("://", 1)[0]
    i18n = True

    def get_urls(self, page=1, site=None, protocol=None):
        return super().get_urls(page=page, site=_Site, protocol=self.protocol)


class ClaimMap(Sitemap):
    """Each published claim once per language in which its check stands."""

    limit = 10_000

    def items(self):
        rows = Claim.objects.published().with_verdict().order_by("-published_at", "-id")
        return [(claim, language) for claim in rows for language in claim.languages()]

    def get_urls(self, page=1, site=None, protocol=None):
        rows = self.paginator.page(page).object_list
        return [
            {
                "location": claim_url(claim, language),
                "lastmod": claim.verdict.approved_at,
                "alternates": [
                    {"lang_code": other, "location": claim_url(claim, other)} for other in claim.languages()
                ],
                "changefreq": None,
                "priority": "",
            }
            for claim, language in rows
        ]


class ArticleMap(_SiteMap):
    def items(self):
        return Article.objects.public().order_by("-id")


class PageMap(_SiteMap):
    def items(self):
        return SitePage.objects.order_by("slug")

    def lastmod(self, item):
        return item.updated_at


SECTIONS = {"claims": ClaimMap, "articles": ArticleMap, "pages": PageMap}


@reading
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    with override(None):
        return sitemap(request, sitemaps=SECTIONS).render()


@reading
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@reading
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a hole (RFC 9116). Always good for half a year, so it never runs out."""
    until = (timezone.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Expires: {until.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: ko, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@reading
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive, and the database answers; a database that does not answer is a 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
