"""Chats and webhooks that are told of alerts. Their addresses are secrets: typed in, never shown again."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from claims import notify, tasks
from claims.models import Channel
from claims.notify.sockets import shown, why_not
from claims.words import AlertKind

from .access import needs
from .lists import DeskList, minute

REFUSALS = {
    "unknown": _("This is no address that Apprise knows."),
    "scheme": _("This kind of channel is not allowed here."),
    "option": _("The address has an option that is not allowed: template, verify, redirect, file or attach."),
    "refused": _("The address leads into a private network. An operator can allow the host by a setting."),
}


class ChannelForm(forms.ModelForm):
    # A password field: browsers do not keep it, pages do not show it again.
    new_address = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=2000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "size": 60}),
        help_text=_(
            "As Apprise writes it: slack://…, discord://…, tgram://…, jsons://host/path for a webhook. "
            "It holds the channel’s secret and is not shown again; leave it empty to keep the one there is."
        ),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Tells of"),
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: everything."),
    )

    class Meta:
        model = Channel
        fields = ("name", "owner", "kinds", "language", "is_on")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "kinds" in self.fields:  # not when it is only shown
            self.fields["kinds"].choices = [(str(kind), _now(kind.label)) for kind in AlertKind]

    def clean_new_address(self) -> str:
        address = self.cleaned_data["new_address"].strip()
        if not address and not self.instance.address:
            raise forms.ValidationError(_("Give the address of the channel."), code="required")
        if address and (why := why_not(address)):
            raise forms.ValidationError(REFUSALS[why], code=why)
        return address

    def save(self, commit=True):
        if address := self.cleaned_data.get("new_address"):
            self.instance.address = address
            self.instance.shown_address = shown(address)[:300]
            self.instance.failures, self.instance.last_error = 0, ""
        return super().save(commit)


@admin.register(Channel)
class ChannelAdmin(DeskList):
    form = ChannelForm
    change_form_template = "admin/claims/channel/change_form.html"
    list_display = ["name", "shown_address", "owner", "is_on", "state", "worked"]
    list_filter = ["is_on"]
    list_select_related = ["owner"]
    search_fields = ["name"]
    search_help_text = _("Name of the channel")
    ordering = ["name", "pk"]
    readonly_fields = ["shown_address", "state", "worked"]
    fieldsets = [
        (None, {"fields": ["name", "new_address", "owner", "kinds", "language", "is_on"]}),
        (_("How it fares"), {"fields": ["shown_address", "state", "worked"]}),
    ]

    def lookup_allowed(self, lookup, value, request=None) -> bool:
        """By what the list filters: asked for the beginnings of an address, it would tell the whole of it."""
        return lookup.partition("__")[0] in self.list_filter

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.fieldsets[:1]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description=_("state"))
    def state(self, channel: Channel) -> str:
        if channel.is_testing:
            return _now("A test message is being sent …")
        if not channel.failures:
            return "—"
        return format_html(
            '<span class="health health-failing">{}</span> {} · {}',
            _now("Fails (%(count)d)") % {"count": channel.failures},
            minute(channel.failed_at),
            channel.last_error,
        )

    @admin.display(description=_("last delivered"), ordering="worked_at")
    def worked(self, channel: Channel) -> str:
        return minute(channel.worked_at)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [path("<int:pk>/test/", wrap(test), name="claims_channel_test"), *super().get_urls()]


@require_POST
@needs("change_channel")
def test(request, pk: int) -> HttpResponse:
    """Send a test message in the background; the channel's page shows what came of it."""
    channel = get_object_or_404(Channel, pk=pk)
    if not channel.is_on:
        raise PermissionDenied
    notify.ask_for_test(channel, timezone.now())
    tasks.test_channel.delay_on_commit(channel.pk)
    messages.info(request, _now("A test message is on its way. Load the page again in a moment."))
    return redirect("admin:claims_channel_change", pk)
