"""A source whose text is still to come: how it fares, and the ways to get on without it."""

from datetime import datetime

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models import Article, Source
from claims.text.links import BadLink, clean
from claims.words import Outcome, SourceKind

# What an outcome means to somebody who wants the text, and what to do about it.
REASONS = {
    Outcome.NOT_FOUND: _("There is no page at this address (404)."),
    Outcome.GONE: _("The page was taken down (410)."),
    Outcome.LEGAL_BLOCK: _("The page is withheld for legal reasons."),
    Outcome.SOFT_404: _("The site answers with a “not found” page."),
    Outcome.PARKED: _("The domain is for sale; the page is gone."),
    Outcome.REDIRECT_TO_ROOT: _("The site sends us to its front page: the article is not there any more."),
    Outcome.REDIRECT_LOOP: _("The site redirects without end."),
    Outcome.LOGIN_WALL: _("The page is behind a login."),
    Outcome.PAYWALL: _("The page is behind a paywall."),
    Outcome.BLOCKED: _("The site refuses automatic visitors."),
    Outcome.ROBOTS_DENIED: _("The site’s robots.txt forbids automatic reading."),
    Outcome.RATE_LIMITED: _("The site asked us to slow down. Try again later."),
    Outcome.SERVER_ERROR: _("The site has an error of its own. Try again later."),
    Outcome.TIMEOUT: _("The site did not answer in time."),
    Outcome.DNS_MISSING: _("There is no host of this name. Is the address spelled right?"),
    Outcome.DNS_TEMPORARY: _("The host name cannot be looked up right now."),
    Outcome.CONNECTION_FAILED: _("The site cannot be reached."),
    Outcome.TLS_FAILED: _("The site’s certificate is not valid."),
    Outcome.TOO_LARGE: _("The file is too large to be read."),
    Outcome.WRONG_TYPE: _("This is not a page of text."),
    Outcome.EMPTY: _("The page holds no readable text."),
    Outcome.GARBLED: _("The page’s characters cannot be read."),
    Outcome.REFUSED: _("This address may not be contacted: it is private, local or not a web address."),
    Outcome.OUR_FAULT: _("Our own connection failed; the site may be fine."),
}
LONGEST_TEXT = 500_000  # characters; a long report, not a book


def is_pending(source: Source, now: datetime) -> bool:
    """Whether a look is under way or about to begin."""
    if source.kind != SourceKind.WEB:
        return False
    is_leased = source.leased_until is not None and source.leased_until > now
    is_due = source.next_check_at is not None and source.next_check_at <= now
    return is_leased or is_due or source.is_waiting


def reason_of(source: Source) -> str:
    """Why there is no text, in words; "" before the first look."""
    if not source.last_outcome or source.snapshot_id:
        return ""
    outcome = Outcome(source.last_outcome)
    return str(REASONS.get(outcome) or gettext(outcome.label))


def unfolded(text: str) -> str:
    """Pasted text with one kind of line break: browsers send carriage returns along."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


class AddressField(forms.CharField):
    """A web address as people paste it; cleaned, refused in words."""

    default_error_messages = {"invalid": _("This is not a web address that can be fetched: %(why)s")}

    def __init__(self, **options):
        widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"})
        super().__init__(**({"max_length": 2000, "label": _("Address"), "widget": widget} | options))

    def clean(self, value):
        address = super().clean(value)
        if not address:
            return ""
        try:
            return clean(address)
        except BadLink as why:
            raise forms.ValidationError(
                self.error_messages["invalid"], code="invalid", params={"why": address}
            ) from why


class PastedTextForm(forms.Form):
    text = forms.CharField(
        label=_("Text of the article"),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=LONGEST_TEXT,
    )

    def clean_text(self) -> str:
        text = unfolded(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError(_("There is no text in this."))
        return text


def already_here(article: Article):
    """The message that an address is under check, with the way there."""
    return format_html(
        '{} <a href="{}">{}</a>',
        gettext("This article is already on the desk:"),
        reverse("admin:claims_article_breakdown", args=[article.pk]),
        article,
    )


class AnotherAddressForm(forms.Form):
    """The same address again, or a better one."""

    address = AddressField()

    def __init__(self, *args, article: Article | None = None, **options):
        super().__init__(*args, **options)
        self.article = article

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        others = Article.objects.exclude(pk=self.article.pk)
        if taken := others.filter(source__in=Source.objects.at(address)).first():
            raise forms.ValidationError(already_here(taken))
        return address

    def take_source(self, *, by, now: datetime) -> Source:
        source, is_new = Source.find_or_make(self.cleaned_data["address"], by=by, now=now)
        if source.pk != self.article.source_id:
            self.article.source = source
            self.article.save(update_fields=["source"])
        if not is_new:
            source.look_now(now)
        return source
