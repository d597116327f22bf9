"""Quick edit: rows ticked in a list change hands or get a day to look again, and the filter stays."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db import transaction
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from claims.models import StaleVersion
from claims.words import ClaimState

from .notices import tell_assignee
from .people_at_desk import desk_members

MOST = 500  # rows at once: each is one verb, and one line in its history


class MemberForm(ActionForm):
    """Stands beside the choice of an action."""

    assignee = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Member:"), empty_label=_("nobody")
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["assignee"].queryset = desk_members()


class WorkForm(MemberForm):
    look_again_on = forms.DateField(
        required=False, label=_("Day:"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class HandOver(admin.ModelAdmin):
    """A list whose rows are given to members of the desk."""

    action_form = MemberForm

    @admin.action(description=_("Hand to the member"), permissions=["change"])
    def hand_over(self, request, rows) -> None:
        member = _given(self.action_form, request).get("assignee")

        def give(row) -> None:
            before = row.assignee_id
            if before != (member.pk if member else None):
                row.hand_to(member)
                tell_assignee(request, row, before=before)

        self.each(request, rows, give)

    def each(self, request, rows, step) -> None:
        """Take one step a row and say how many; rows that somebody else saved meanwhile are told apart."""
        found = list(rows[: MOST + 1])
        if len(found) > MOST:
            messages.error(request, gettext("At most %(most)s at once: filter further.") % {"most": MOST})
            return
        done = stale = 0
        for row in found:
            try:
                with transaction.atomic():
                    step(row)
                done += 1
            except StaleVersion:
                stale += 1
        if done:
            told = ngettext("%(count)s row is changed.", "%(count)s rows are changed.", done)
            messages.success(request, told % {"count": done})
        if stale:
            told = ngettext(
                "%(count)s row was just saved by somebody else and stays.",
                "%(count)s rows were just saved by somebody else and stay.",
                stale,
            )
            messages.warning(request, told % {"count": stale})


class WorkOn(HandOver):
    """A list of claims: also a day to look again, and the step from open to being checked."""

    action_form = WorkForm

    @admin.action(description=_("Look again on the day"), permissions=["change"])
    def set_look_again(self, request, rows) -> None:
        form = self.action_form(request.POST)
        form.full_clean()
        if "look_again_on" in form.errors:
            messages.error(request, form.errors["look_again_on"][0])
            return
        day = form.cleaned_data.get("look_again_on")
        self.each(request, rows, lambda claim: claim.look_again(day))

    @admin.action(description=_("Begin checking"), permissions=["change"])
    def begin_checking(self, request, rows) -> None:
        """Claims that wait to be begun; others stay where the work on their verdict has brought them."""
        waiting = rows.filter(state__in=[ClaimState.SUGGESTED, ClaimState.OPEN])
        if not waiting.exists():
            messages.info(request, gettext("None of these waits to be begun."))
            return
        self.each(request, waiting, lambda claim: claim.start_checking())


def _given(action_form, request) -> dict:
    form = action_form(request.POST)
    form.full_clean()
    return form.cleaned_data
