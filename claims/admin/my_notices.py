"""How I am told of alerts: a screen of their own for everybody at the desk, whatever their role."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from claims.models import Delivery, User
from claims.words import Rhythm


def zones() -> list[tuple[str, str]]:
    """The desk's zone first, then all others by name."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [("", settings.TIME_ZONE), *((name, name) for name in names if name != settings.TIME_ZONE)]


class HowForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("rhythm", "worst_at_once", "digest_hour", "time_zone", "language")
        widgets = {"rhythm": forms.RadioSelect}
        help_texts = {"rhythm": ""}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("time zone"), choices=zones, required=False, initial=self.instance.time_zone
        )

    def clean_rhythm(self) -> str:
        rhythm = self.cleaned_data["rhythm"]
        if rhythm != Rhythm.NONE and not self.instance.email:
            raise forms.ValidationError(
                _("You have no e-mail address here yet: ask an administrator to enter it."), code="mail"
            )
        return rhythm


def page(request) -> HttpResponse:
    form = HowForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        keep(form.save(), form.changed_data)
        messages.success(request, _now("Kept. This is how you are told from now on."))
        return redirect("admin:my_notices")
    waiting = Delivery.objects.filter(user=request.user.pk, sent_at=None).order_by("due_at")
    context = {
        **admin.site.each_context(request),
        "title": _now("How I am told of alerts"),
        "subtitle": None,
        "form": form,
        "me": form.instance,
        "next_due": waiting.values_list("due_at", flat=True).first(),
        "channels": request.user.channels.order_by("name"),
    }
    return render(request, "admin/claims/my_notices.html", context)


def keep(user: User, changed: list[str]) -> None:
    """What waits already is told at the pace chosen now."""
    if not set(changed) - {"language"}:
        return
    now = timezone.now()
    for one in Delivery.objects.filter(user=user, sent_at=None).select_related("alert"):
        one.due_at = user.due_at(one.alert.kind, now)
        one.save(update_fields=["due_at"])
