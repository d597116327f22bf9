"""Sources: the list, and the page of one with its quotes, its looks and its versions."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from claims import tasks
from claims.models import Alert, Citation, Source, key_of
from claims.text.links import BadLink
from claims.words import AlertResult, SourceKind

from . import source_copies, source_versions
from .history import PlainHistory
from .lists import DeskList, count_up_to, minute
from .tables import SourceTable
from .waiting import AddressField

FALSE_ALARMS = 10  # listed with their reasons
CITATIONS = 100  # quotes listed on a source's page
LOOKS = 20
VERSIONS = 20


class NewSourceForm(forms.Form):
    """A web address; the title and the publisher may follow later."""

    address = AddressField(help_text=_("The page is fetched in the background and watched from then on."))
    title = forms.CharField(label=_("Title"), max_length=500, required=False)
    publisher = forms.CharField(label=_("Publisher"), max_length=200, required=False)


@admin.register(Source)
class SourceAdmin(DeskList, PlainHistory):
    change_form_template = "admin/claims/source/change_form.html"
    list_display = [
        *("name", "quotes", "health_shown", "outcome_shown", "looked_at", "next_look", "publisher"),
    ]
    list_filter = ["health", "kind", "last_outcome", source_copies.HasCopy]
    search_fields = ["url", "title", "publisher"]
    search_help_text = _("Address, title or publisher; a whole address is found in any spelling")
    ordering = ["-pk"]
    table, imports = SourceTable, True
    quick_columns = ["health_shown", "next_look"]
    fieldsets = [
        (
            _("What it is"),
            {
                "fields": ["title", "publisher", "language", "published_on"],
                "description": _("As readers see it beside a quote. The title and the publisher are needed."),
            },
        ),
        (
            _("Independence and interests"),
            {
                "fields": ["independence_group", "interest_note"],
                "description": _(
                    "Two sources that repeat one wire story or one paper count as one: "
                    "give them the same group."
                ),
            },
        ),
        (
            _("Archived copy"),
            {
                "fields": ["archive_url"],
                "description": _(
                    "Beside the quote, readers find this link. Filled in by itself when a public archive has "
                    "a copy; an address written here stays."
                ),
            },
        ),
        (
            _("How it is watched"),
            {
                "fields": [
                    *("address", "health_shown", "outcome_shown", "checked_at", "read_at"),
                    *("next_check_at", "failures", "moved_to"),
                ],
                "description": _("Written by re-checking; shown, not changed by hand."),
            },
        ),
    ]
    told_fieldset = (
        _("Who told it"),
        {
            "fields": ["told_by", "told_on", "told_how", "is_protected", "protection_reason"],
            "description": _(
                "A protected source needs a written reason; readers see the reason, not the name."
            ),
        },
    )
    readonly_fields = [
        *("address", "health_shown", "outcome_shown", "checked_at", "read_at"),
        *("next_check_at", "failures", "moved_to"),
    ]

    # The list

    def get_queryset(self, request):
        quotes = Citation.objects.current().filter(source=OuterRef("pk")).order_by().values("source")
        counted = quotes.annotate(n=Count("pk")).values("n")
        return super().get_queryset(request).annotate(quote_count=Coalesce(Subquery(counted), 0))

    def get_search_results(self, request, queryset, search_term):
        """A whole address by its key, quick at any size; other words in address, title, publisher."""
        if "/" in search_term or "." in search_term:
            try:
                found = queryset.filter(key=key_of(search_term.strip()))
            except BadLink:
                found = queryset.none()
            if found.exists():
                return found, False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("source"), ordering="title")
    def name(self, source: Source) -> str:
        return str(source)[:120]

    @admin.display(description=_("health"), ordering="health")
    def health_shown(self, source: Source) -> str:
        return format_html(
            '<span class="health health-{}">{}</span>', source.health, source.get_health_display()
        )

    @admin.display(description=_("last outcome"), ordering="last_outcome")
    def outcome_shown(self, source: Source) -> str:
        return source.get_last_outcome_display() if source.last_outcome else "—"

    @admin.display(description=_("quotes"))
    def quotes(self, source: Source) -> int:
        return source.quote_count

    @admin.display(description=_("last looked at"), ordering="checked_at")
    def looked_at(self, source: Source) -> str:
        return minute(source.checked_at)

    @admin.display(description=_("next look"), ordering="next_check_at")
    def next_look(self, source: Source) -> str:
        return minute(source.next_check_at)

    @admin.display(description=_("address"))
    def address(self, source: Source) -> str:
        if not source.url:
            return "—"
        return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', source.url, source.url)

    # The page

    def get_fieldsets(self, request, obj=None):
        if obj is not None and obj.kind == SourceKind.INTERVIEW:
            return [self.told_fieldset, *self.fieldsets[:2]]
        return self.fieldsets

    def has_delete_permission(self, request, obj=None) -> bool:
        """What was ever looked at or cited stays: looks and versions cannot be deleted."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not (obj.checks.exists() or obj.snapshots.exists()))

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def change_view(self, request, object_id, form_url="", extra_context=None):
        more = around(object_id) if str(object_id).isdecimal() else {}
        more["may_watch"] = self.has_change_permission(request)
        return super().change_view(request, object_id, form_url, more | (extra_context or {}))

    # Adding: by address, and only once

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NewSourceForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self._take(request, **form.cleaned_data)
        context = {
            **self.admin_site.each_context(request),
            "title": _now("Add a source"),
            "subtitle": None,
            "opts": self.opts,
            "form": form,
        }
        return render(request, "admin/claims/source/add.html", context)

    def _take(self, request, address: str, title: str, publisher: str) -> HttpResponse:
        source, is_new = Source.find_or_make(
            address, by=request.user, now=timezone.now(), title=title, publisher=publisher
        )
        if is_new:
            self.log_addition(request, source, [{"added": {}}])
            tasks.look_now.delay_on_commit(source.pk)
            messages.success(request, _now("The source is on the desk; its page is being fetched."))
        else:
            messages.info(request, _now("This address is on the desk already: here it is."))
        return HttpResponseRedirect(reverse("admin:claims_source_change", args=[source.pk]))

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [*source_versions.urls(wrap), *source_copies.urls(wrap), *super().get_urls()]


def _false_alarms(pk):
    """Alerts about the source that an editor closed as not news, with the reasons."""
    rows = Alert.objects.filter(source=pk, result=AlertResult.NOT_NEWS)
    return rows.select_related("closed_by").order_by("-closed_at")


def around(pk) -> dict:
    """What stands below the form: the copies, the quotes, the last looks, the versions of the text."""
    source = Source.objects.select_related("snapshot").defer("snapshot__text").filter(pk=pk).first()
    if source is None:
        return {}
    quotes = Citation.objects.current().filter(source=pk)
    return {
        "copies": source_copies.copies_of(source),
        "own_copy": source.snapshot if source.snapshot and source.snapshot.warc_file else None,
        "citations": list(quotes.select_related("claim").order_by("-changed_at", "-pk")[:CITATIONS]),
        "citation_count": count_up_to(quotes, 1000),
        "looks": list(source.checks.order_by("-checked_at")[:LOOKS]),
        "versions": source_versions.listed(source, VERSIONS),
        "false_alarms": list(_false_alarms(pk)[:FALSE_ALARMS]),
        "false_alarm_count": count_up_to(_false_alarms(pk), 1000),
    }
