"""Rating scales and the words they offer."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims.models import Rating, RatingScale

from .lists import DeskList


def badge(rating: Rating) -> str:
    return format_html(
        '<span class="verdict tone-{}"><span aria-hidden="true">{}</span> {}</span>',
        rating.tone,
        rating.sign,
        rating,
    )


@admin.register(RatingScale)
class RatingScaleAdmin(DeskList):
    list_display = ["name", "worst", "best", "is_default"]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", ("worst", "best"), "is_default"],
                "description": _(
                    "The values between which a rating is placed for search engines: the best means true. "
                    "New verdicts offer the ratings of the scale that is used by default."
                ),
            },
        )
    ]


@admin.register(Rating)
class RatingAdmin(DeskList):
    list_display = ["shown", "label_ko", "label_en", "scale", "value", "order"]
    list_filter = ["scale", "is_on_scale"]
    list_select_related = ["scale"]
    search_fields = ["label_ko", "label_en", "code"]
    search_help_text = _("Label, in Korean or English")
    ordering = ["scale", "order"]
    fieldsets = [
        (
            _("In words"),
            {
                "fields": [("label_ko", "label_en"), "definition_ko", "definition_en"],
                "description": _(
                    "Readers see the label on the verdict, and the definition on the methodology page."
                ),
            },
        ),
        (
            _("On the scale"),
            {
                "fields": ["scale", "code", "is_on_scale", "value", "order"],
                "description": _("Off the scale, such as “not checkable”, a rating carries no value."),
            },
        ),
        (
            _("As it looks"),
            {
                "fields": [("tone", "sign")],
                "description": _(
                    "Never by colour alone: the sign and the label say the same. Colours: true, mostly-true, "
                    "half-true, mostly-false, false, unproven, context, opinion, neutral."
                ),
            },
        ),
    ]

    @admin.display(description=_("rating"), ordering="order")
    def shown(self, rating: Rating) -> str:
        return badge(rating)
