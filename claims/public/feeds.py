"""Atom feeds of what is new and what was corrected, in the language of ``?lang=``."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from claims.models import Claim, Correction
from claims.words import ClaimState, Language

from .claimreview import claim_url
from .reading import reading


class _LanguageFeed(Feed):
    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        asked = request.GET.get("lang", "")
        self.language = asked if asked in list(Language) else settings.LANGUAGE_CODE[:2]
        with override(self.language):
            return super().__call__(request, *args, **kwargs)

    def link(self):
        return settings.SITE_URL + reverse("public:home")

    def item_guid_is_permalink(self, item):
        return True


class ClaimsFeed(_LanguageFeed):
    def title(self):
        return _("%(publisher)s: new fact-checks") % {"publisher": settings.PUBLISHER_NAME}

    def items(self):
        return Claim.objects.published().with_verdict().order_by("-published_at", "-id")[:50]

    def item_title(self, item):
        return f"{item.verdict.rating}: {item}" if item.verdict else str(item)

    def item_description(self, item):
        return item.verdict.text("summary", self.language) if item.verdict else ""

    def item_link(self, item):
        return claim_url(item, self.language)

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.verdict.approved_at if item.verdict else item.published_at


class CorrectionsFeed(_LanguageFeed):
    def title(self):
        return _("%(publisher)s: corrections") % {"publisher": settings.PUBLISHER_NAME}

    def items(self):
        shown = [ClaimState.PUBLISHED, ClaimState.WITHDRAWN]
        rows = Correction.objects.filter(claim__state__in=shown).select_related("claim")
        return rows.order_by("-made_at", "-id")[:50]

    def item_title(self, item):
        return f"{item.get_kind_display()}: {item.claim}"

    def item_description(self, item):
        return item.text("note", self.language)

    def item_link(self, item):
        return f"{claim_url(item.claim, self.language)}#correction-{item.pk}"

    def item_pubdate(self, item):
        return item.made_at


claims_feed = reading(ClaimsFeed())
corrections_feed = reading(CorrectionsFeed())
