"""What is new and what was corrected, as Atom, RSS and JSON Feed, in the language of ``?lang=``."""

import json

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.translation import gettext as _
from django.utils.translation import override

from claims.models import Claim, Claimant, Correction, Topic
from claims.words import ClaimState

from .claimreview import claim_url, correction_url
from .reading import language_of, reading

NEWEST = 50


class JsonFeed(SyndicationFeed):
    """https://www.jsonfeed.org/version/1.1/"""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding: str) -> None:
        document = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            "authors": [{"name": settings.PUBLISHER_NAME, "url": settings.SITE_URL + "/"}],
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(document, ensure_ascii=False))

    def _item(self, item: dict) -> dict:
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_text": item["description"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
        }


FORMATS = {"atom": Atom1Feed, "rss": Rss201rev2Feed, "json": JsonFeed}


class LanguageFeed(Feed):
    """One feed of one request: Django's ``Feed`` keeps state, so none is shared between requests."""

    item_guid_is_permalink = False

    def __init__(self, extension: str, language: str):
        self.feed_type = FORMATS[extension]
        self.language = language

    def get_feed(self, obj, request):
        self.path = request.get_full_path()
        return super().get_feed(obj, request)

    def feed_url(self):
        return settings.SITE_URL + self.path

    def link(self):
        return settings.SITE_URL + reverse("public:home")

    def guid(self, kind: str, pk: int) -> str:
        """A name that stays when the wording, and with it the address, changes (RFC 4151)."""
        host = settings.SITE_URL.split("://", 1)[-1].split(":")[0]
        return f"tag:{host},2025:{kind}-{pk}-{self.language}"


class ClaimsFeed(LanguageFeed):
    """The newest checks: all, or those of one topic or claimant, ``about``."""

    def __init__(self, extension: str, language: str, about=None):
        super().__init__(extension, language)
        self.about = about

    def title(self):
        if self.about:
            return f"{settings.PUBLISHER_NAME}: {self.about}"
        return _("%(publisher)s: new fact-checks") % {"publisher": settings.PUBLISHER_NAME}

    def description(self):
        return _("Claims from the news, checked against exact quotes that stay verified.")

    def link(self):
        return settings.SITE_URL + (self.about.get_absolute_url() if self.about else reverse("public:claims"))

    def items(self):
        rows = self.about.claims.published() if self.about else Claim.objects.published()
        return rows.with_verdict().order_by("-published_at", "-id")[:NEWEST]

    def item_title(self, item):
        return f"{item.verdict.rating}: {item}" if item.verdict else str(item)

    def item_description(self, item):
        return item.verdict.text("summary", self.language) if item.verdict else ""

    def item_link(self, item):
        return claim_url(item, self.language)

    def item_guid(self, item):
        return self.guid("claim", item.pk)

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.verdict.approved_at if item.verdict else item.published_at


class CorrectionsFeed(LanguageFeed):
    def title(self):
        return _("%(publisher)s: corrections") % {"publisher": settings.PUBLISHER_NAME}

    def description(self):
        return _("Every correction of a published check, with the verdict before and after.")

    def link(self):
        return settings.SITE_URL + reverse("public:corrections")

    def items(self):
        shown = [ClaimState.PUBLISHED, ClaimState.WITHDRAWN]
        rows = Correction.objects.filter(claim__state__in=shown).select_related("claim")
        return rows.order_by("-made_at", "-id")[:NEWEST]

    def item_title(self, item):
        return f"{item.get_kind_display()}: {item.claim}"

    def item_description(self, item):
        return item.text("note", self.language)

    def item_link(self, item):
        return correction_url(item, self.language)

    def item_guid(self, item):
        return self.guid("correction", item.pk)

    def item_pubdate(self, item):
        return item.made_at

    item_updateddate = item_pubdate


@reading
def claims_feed(request: HttpRequest, extension: str) -> HttpResponse:
    return _answer(request, ClaimsFeed, extension)


@reading
def topic_feed(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    return _answer(request, ClaimsFeed, extension, about=_with_claims(Topic, pk))


@reading
def person_feed(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    return _answer(request, ClaimsFeed, extension, about=_with_claims(Claimant, pk))


@reading
def corrections_feed(request: HttpRequest, extension: str) -> HttpResponse:
    return _answer(request, CorrectionsFeed, extension)


def _answer(request: HttpRequest, feed: type[LanguageFeed], extension: str, **given) -> HttpResponse:
    language = language_of(request)
    with override(language):
        return feed(extension, language, **given)(request)


def _with_claims(model: type, pk: int):
    """A topic or claimant, but only if readers may know of it."""
    rows = model.objects.filter(claims__state=ClaimState.PUBLISHED).distinct()
    return get_object_or_404(rows, pk=pk)
