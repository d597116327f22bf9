"""What was asked of outlets and of claimants, by when an answer is expected, and what came of it."""

from datetime import timedelta

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models import Article, Claim, ContactLog, OutletRequest
from claims.templatetags.desk_showing import clock
from claims.words import OutletAnswer

from .lists import DeskList, minute

USUAL_WAIT = timedelta(days=7)
CONTACT_FIELDS = [
    ("contacted_at", "contacted", "channel"),
    "question",
    ("due_at", "answered_at", "clock"),
    "answer",
]


def clock_of_contact(contact: ContactLog) -> str:
    """Nothing runs without a deadline, or once there is an answer."""
    return clock(contact.due_at) if contact.due_at and not contact.answered_at else "—"


@admin.register(OutletRequest)
class OutletRequestAdmin(DeskList):
    list_display = ["article", "answer", "clock", "due_on", "claim", "asked_at", "answered_on", "asked_by"]
    list_filter = ["answer", "due_on"]
    list_select_related = ["article", "claim", "asked_by"]
    search_fields = ["article__headline", "article__outlet"]
    search_through = {"article": Article, "claim": Claim}
    search_help_text = _("Headline or outlet, or words of the claim")
    autocomplete_fields = ["article", "claim"]
    ordering = ["-asked_at"]
    readonly_fields = ["clock"]
    fieldsets = [
        (
            _("What was asked"),
            {
                "fields": ["article", "claim", ("asked_at", "due_on", "clock")],
                "description": _(
                    "A correction asked of the outlet. Say by when an answer is expected:"
                    " whoever asked is reminded when that day is over."
                ),
            },
        ),
        (_("What came of it"), {"fields": [("answer", "answered_on"), "note"]}),
    ]

    @admin.display(description=_("time left"), ordering="due_on")
    def clock(self, asked: OutletRequest) -> str:
        return clock(asked.due_on) if asked.due_on and asked.answer == OutletAnswer.ASKED else "—"

    def get_changeform_initial_data(self, request) -> dict:
        now = timezone.now()
        usual = {"asked_at": now, "due_on": timezone.localdate(now) + USUAL_WAIT}
        return usual | super().get_changeform_initial_data(request)

    def save_model(self, request, obj: OutletRequest, form, change: bool) -> None:
        """Whoever notes an answer without its day means today; that none came has no day."""
        if not change:
            obj.asked_by = request.user
        if obj.answered_on is None and obj.answer not in (OutletAnswer.ASKED, OutletAnswer.NO_ANSWER):
            obj.answered_on = timezone.localdate()
        super().save_model(request, obj, form, change)


@admin.register(ContactLog)
class ContactLogAdmin(DeskList):
    """Contacts of all claims; they are written down on the claim's own page."""

    list_display = ["contacted", "claim", "clock", "due", "answered", "channel", "asked", "by"]
    list_filter = ["channel", ("answered_at", admin.EmptyFieldListFilter), "due_at"]
    list_select_related = ["claim", "by"]
    search_fields = ["contacted"]
    search_through = {"claim": Claim}
    search_help_text = _("Who was contacted, or words of the claim")
    ordering = ["-contacted_at"]
    readonly_fields = ["claim", "clock"]
    fieldsets = [(None, {"fields": ["claim", *CONTACT_FIELDS]})]

    def has_add_permission(self, request) -> bool:
        return False

    @admin.display(description=_("time left"), ordering="due_at")
    def clock(self, contact: ContactLog) -> str:
        return clock_of_contact(contact)

    @admin.display(description=_("when"), ordering="contacted_at")
    def asked(self, contact: ContactLog) -> str:
        return minute(contact.contacted_at)

    @admin.display(description=_("answer expected by"), ordering="due_at")
    def due(self, contact: ContactLog) -> str:
        return minute(contact.due_at)

    @admin.display(description=_("answered"), ordering="answered_at")
    def answered(self, contact: ContactLog) -> str:
        return minute(contact.answered_at)
