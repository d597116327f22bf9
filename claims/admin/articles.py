"""Articles under check: the list, and the form that brings a new one to the desk."""

import hashlib

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from claims import tasks
from claims.models import Article, Citation, Source
from claims.words import CitationKind, Health, SourceKind

from . import breakdown, drafts, reworking
from .dates import PICKERS
from .lists import DeskList, MemberFilter, iso
from .notices import assignee_of, tell_assignee
from .people_at_desk import desk_members
from .quick import HandOver
from .tables import ArticleTable
from .uploads import TextFileField
from .waiting import LONGEST_TEXT, AddressField, already_here, unfolded

HEADLINE_LENGTH = Article._meta.get_field("headline").max_length


def key_of_text(text: str) -> str:
    return f"text:{hashlib.sha256(text.encode()).hexdigest()}"


def source_of_text(text: str, *, title: str, by) -> Source:
    """The source of a text without an address: nothing to watch; the same text is the same source."""
    source, _made = Source.objects.get_or_create(
        key=key_of_text(text),
        defaults={"kind": SourceKind.FILE, "title": title, "health": Health.UNWATCHED, "created_by": by},
    )
    return source


class ArticleAddForm(forms.ModelForm):
    """An address, or the text, pasted or of a file, or both. An address already here leads to its article."""

    address = AddressField(required=False, help_text=_("The page is fetched in the background."))
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 14, "class": "vLargeTextField"}),
        help_text=_("Paste it when the page is behind a wall, or was printed. It is never shown to readers."),
    )

    file = TextFileField(
        help_text=_("A PDF, a text or a saved page; its text is taken, the file is not kept.")
    )

    class Meta:
        model = Article
        fields = ["headline", "outlet", "byline", "published_on", "assignee"]

    def clean_text(self) -> str:
        return unfolded(self.cleaned_data["text"])

    def clean(self) -> dict:
        data = super().clean()
        text, title = data.get("file") or ("", "")
        if text and not data.get("text"):
            data["text"], data["headline"] = text, data.get("headline") or title[:HEADLINE_LENGTH]
        address, text = data.get("address"), data.get("text")
        if not address and not text and not self.errors:
            raise forms.ValidationError(_("Give the article’s address, or paste its text."))
        sources = (
            Source.objects.at(address) if address else Source.objects.filter(key=key_of_text(text or ""))
        )
        if known := Article.objects.filter(source__in=sources).first():
            raise forms.ValidationError(already_here(known), code="known")
        return data


class BreakdownList(ChangeList):
    """A row leads to the breakdown screen, an article's main view."""

    def url_for_result(self, result: Article) -> str:
        return reverse("admin:claims_article_breakdown", args=[result.pk])


@admin.register(Article)
class ArticleAdmin(HandOver, DeskList):
    list_display = ["headline_shown", "outlet", "published_shown", "state", "claim_count", "assignee"]
    list_filter = ["state", "published_on", ("assignee", MemberFilter)]
    formfield_overrides = PICKERS
    list_select_related = ["source", "assignee"]
    search_fields = ["headline", "outlet", "byline"]
    search_help_text = _("Headline, outlet or byline")
    ordering = ["-created_at"]
    table, imports = ArticleTable, True
    actions = ["hand_over"]
    readonly_fields = ["source_shown"]
    fieldsets = [
        (None, {"fields": ["headline", "outlet", "byline", "published_on", "assignee", "source_shown"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": ["address", "text", "file"],
                "description": _("The address, or the text, or a file; an address may come with either."),
            },
        ),
        (
            _("About the article"),
            {
                "fields": ["headline", "outlet", "byline", "published_on", "assignee"],
                "description": _("What stays empty can be filled in later."),
            },
        ),
    ]

    # The list

    def get_changelist(self, request, **options):
        return BreakdownList

    def get_queryset(self, request):
        here = Citation.objects.filter(source=OuterRef("source"), kind=CitationKind.APPEARANCE)
        grouped = here.order_by().values("source").annotate(n=Count("claim", distinct=True)).values("n")
        claims = Coalesce(Subquery(grouped), 0)
        return super().get_queryset(request).annotate(claim_count=claims)

    @admin.display(description=_("headline"), ordering="headline")
    def headline_shown(self, article: Article) -> str:
        return article.headline or article.source.url or str(article)

    @admin.display(description=_("published on"), ordering="published_on")
    def published_shown(self, article: Article) -> str:
        return iso(article.published_on)

    @admin.display(description=_("claims"))
    def claim_count(self, article: Article) -> int:
        return article.claim_count

    @admin.display(description=_("source"))
    def source_shown(self, article: Article) -> str:
        source = article.source
        if not source.url:
            return _now("Pasted text, without an address")
        return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', source.url, source.url)

    # Adding

    def get_form(self, request, obj=None, change=False, **options):
        if obj is None:
            options["form"] = ArticleAddForm
        return super().get_form(request, obj, change=change, **options)

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.add_fieldsets

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name == "assignee":
            options["queryset"] = desk_members()
        return super().formfield_for_foreignkey(db_field, request, **options)

    @transaction.atomic
    def save_model(self, request, article: Article, form, change: bool) -> None:
        if change:
            before = assignee_of(article)
            super().save_model(request, article, form, change)
            tell_assignee(request, article, before=before)
            return
        now, address, text = timezone.now(), form.cleaned_data["address"], form.cleaned_data["text"]
        if address:
            article.source, is_new = Source.find_or_make(
                address, by=request.user, now=now, title=article.headline, publisher=article.outlet
            )
            if not is_new and article.source.is_watched:
                article.source.look_now(now)
        else:
            article.source = source_of_text(text, title=article.headline, by=request.user)
        article.assignee = article.assignee or request.user
        article.save()
        tell_assignee(request, article, before=None)
        if text:
            article.paste(text, now=now)
        elif article.source.snapshot:
            article.take_text(article.source.snapshot)
        if address:
            tasks.look_now.delay_on_commit(article.source.pk)

    def response_add(self, request, article: Article, post_url_continue=None):
        if article.snapshot is None:
            messages.info(request, _now("The article is on the desk; its text is being fetched."))
        return HttpResponseRedirect(reverse("admin:claims_article_breakdown", args=[article.pk]))

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [*breakdown.urls(wrap), *reworking.urls(wrap), *drafts.urls(wrap), *super().get_urls()]
