"""What a row of each list is in a table: the columns of its export, and what an import makes of them.

Columns are named as fields, the same in every language, so that what was exported here is imported there.
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from import_export import resources, widgets
from import_export.fields import Field

from claims.models import Article, Claim, Claimant, OtherCheck, Source, Topic, key_of
from claims.text.cells import value_of
from claims.text.dates import day_of
from claims.text.links import BadLink, clean
from claims.words import ClaimState

from .claimants import claimant_named


class Table(resources.ModelResource):
    """A row stands for the one of its number, or of its name or address; else for a new one."""

    prefetch: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()  # columns of which one at least must say something
    about = ""  # what an import does, for the person who chooses a file

    class Meta:
        import_id_fields: tuple[str, ...] = ()
        use_transactions = True
        skip_unchanged = True
        report_skipped = True
        skip_html_diff = True  # it would bring inline styles along
        clean_model_instances = True

    def taken_columns(self) -> list[str]:
        return [field.column_name for field in self.get_import_fields() if not field.readonly]

    def before_import_row(self, row, user=None, **options) -> None:
        self.user = user
        for name, value in row.items():
            if isinstance(value, str):
                row[name] = value_of(value.strip()).replace("\x00", "")
            elif isinstance(value, datetime):
                row[name] = value.date()
            elif value is None:
                row[name] = ""

    def get_instance(self, instance_loader, row):
        number = str(row.get("id") or "").strip()
        if number:
            found = self._meta.model.objects.filter(pk=number).first() if number.isdecimal() else None
            if found is None:
                raise ValidationError(
                    {"id": _now("There is no row of this number; leave it empty for a new one.")}
                )
            return found
        return self.same_as(row)

    def same_as(self, row) -> models.Model | None:
        """The stored row that this one means although it has no number."""
        return None

    def import_field(self, field, instance, row, is_m2m=False, **options) -> None:
        if field.column_name == "id" or (field.readonly):
            return
        super().import_field(field, instance, row, is_m2m=is_m2m, **options)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        if self.needed and not any(getattr(instance, name) for name in self.needed):
            told = _now("One of these columns is needed: %(columns)s.")
            raise ValidationError(told % {"columns": ", ".join(self.needed)})
        super().validate_instance(instance, import_validation_errors, validate_unique)

    def skip_row(self, instance, original, row, import_validation_errors=None) -> bool:
        """A new row is never as before, however empty."""
        return bool(instance.pk) and super().skip_row(instance, original, row, import_validation_errors)

    def after_import_row(self, row, row_result, **options) -> None:
        """What the preview says of the row: each column with what it was and what it becomes."""
        instance, original = row_result.instance, row_result.original
        row_result.steps = []
        if instance is None or row_result.import_type == row_result.IMPORT_TYPE_SKIP:
            return
        for field in self.get_import_fields():
            if field.column_name == "id":
                continue
            after = field.export(instance) if field.attribute != "topics" else row.get("topics", "")
            before = field.export(original) if original is not None and field.attribute != "topics" else ""
            if (after != before and after not in ("", None)) or (original is not None and after != before):
                row_result.steps.append({"column": field.column_name, "before": before, "after": after})


def named(row, *columns: str) -> Q | None:
    """Rows that have one of these names."""
    found = [Q(**{column: row[column]}) for column in columns if row.get(column)]
    return (found and (found[0] | found[-1])) or None


class Day(widgets.Widget):
    """A day as people write it; a spreadsheet's own dates as they are."""

    def clean(self, value, row=None, **options) -> date | None:
        if value in (None, "") or isinstance(value, date):
            return value or None
        if (found := day_of(str(value))) is None:
            raise ValidationError(
                _now("“%(value)s” is not a day: write 2025-01-28.") % {"value": str(value)[:40]}
            )
        return found

    def render(self, value, obj=None, **options) -> str:
        return value.isoformat() if value else ""


MINUTE = widgets.DateTimeWidget("%Y-%m-%d %H:%M")


class ClaimantTable(Table):
    needed = ("name_ko", "name_en")
    about = _("A row without a number is the claimant of that name, or a new one.")

    class Meta(Table.Meta):
        model = Claimant
        fields = ["id", "kind", "name_ko", "name_en", "role_ko", "role_en", "same_as"]

    def same_as(self, row):
        wanted = named(row, "name_ko", "name_en")
        return Claimant.objects.filter(wanted).order_by("pk").first() if wanted else None


class TopicTable(Table):
    needed = ("name_ko", "name_en")
    about = _("A row without a number is the topic of that name, or a new one.")

    class Meta(Table.Meta):
        model = Topic
        fields = ["id", "name_ko", "name_en"]

    def same_as(self, row):
        wanted = named(row, "name_ko", "name_en")
        return Topic.objects.filter(wanted).order_by("pk").first() if wanted else None


def key_in(row) -> str:
    """The key of a row's address, "" without one. Raises ``ValidationError`` for what is no web address."""
    try:
        return key_of(str(row.get("url") or "")) if row.get("url") else ""
    except BadLink as why:
        raise ValidationError({"url": _now("This is not a web address.")}) from why


class SourceTable(Table):
    """A new address is fetched and watched from then on, as one added by hand is."""

    about = _("A row without a number is the source at that address; a new address is fetched and watched.")
    published_on = Field("published_on", "published_on", widget=Day())
    health = Field("get_health_display", "health", readonly=True)
    checked_at = Field("checked_at", "checked_at", readonly=True, widget=MINUTE)

    class Meta(Table.Meta):
        model = Source
        fields = [
            *("id", "url", "title", "publisher", "language", "published_on", "independence_group"),
            *("interest_note", "archive_url", "health", "checked_at"),
        ]

    def same_as(self, row):
        key = key_in(row)
        return Source.objects.filter(key=key).first() if key else None

    def import_instance(self, instance, row, **options) -> None:
        url, key = instance.url, instance.key
        super().import_instance(instance, row, **options)
        if instance.pk:  # another address is another source
            instance.url, instance.key = url, key
        elif key := key_in(row):
            instance.url, instance.key, instance.created_by = clean(str(row["url"])), key, self.user
            instance.next_check_at = timezone.now()
        else:
            raise ValidationError({"url": _now("A new source needs its address.")})


class ArticleTable(Table):
    """A new address is fetched; the article waits for its text as one added by hand does."""

    about = _("A row without a number is the article at that address; a new address is fetched.")
    published_on = Field("published_on", "published_on", widget=Day())
    url = Field("source__url", "url", readonly=True)
    state = Field("get_state_display", "state", readonly=True)
    assignee = Field("assignee__username", "assignee", readonly=True)

    class Meta(Table.Meta):
        model = Article
        fields = ["id", "url", "headline", "outlet", "byline", "published_on", "state", "assignee"]

    def same_as(self, row):
        key = key_in(row)
        return Article.objects.filter(source__key=key).first() if key else None

    def import_instance(self, instance, row, **options) -> None:
        super().import_instance(instance, row, **options)
        if instance.pk:
            return
        if not key_in(row):
            raise ValidationError({"url": _now("A new article needs its address.")})
        instance.source, _is_new = Source.find_or_make(
            str(row["url"]),
            by=self.user,
            now=timezone.now(),
            title=instance.headline,
            publisher=instance.outlet,
        )
        instance.assignee = self.user


class ClaimantName(widgets.Widget):
    """A claimant by name in either language; a new name is a new claimant."""

    def clean(self, value, row=None, **options):
        if len(str(value or "")) > 200:
            raise ValidationError(_now("A name has 200 characters at most."))
        return claimant_named(str(value or ""))

    def render(self, value, obj=None, **options) -> str:
        return str(value) if value else ""


class TopicNames(widgets.ManyToManyWidget):
    """Topics by name, with semicolons between; topics are few, and none is made by the way."""

    def __init__(self):
        super().__init__(Topic)

    def clean(self, value, row=None, **options) -> list[Topic]:
        names = [name for name in (part.strip() for part in str(value or "").split(";")) if name]
        found = Topic.objects.filter(Q(name_ko__in=names) | Q(name_en__in=names))
        known = {name for topic in found for name in (topic.name_ko, topic.name_en)}
        if missing := [name for name in names if name not in known]:
            raise ValidationError(_now("There is no topic “%(name)s”.") % {"name": missing[0]})
        return list(found)

    def render(self, value, obj=None, **options) -> str:
        return "; ".join(str(topic) for topic in value.all()) if value else ""


class ClaimTable(Table):
    """Imported claims are new ones, open and without a verdict; those that are here already stay as is."""

    about = _(
        "Every row becomes an open claim, given to you. Claims that are here already stay as they are. "
        "Topics stand with semicolons between."
    )
    needed = ("wording_ko", "wording_en")
    prefetch = ("topics",)
    claimant = Field("claimant", "claimant", widget=ClaimantName())
    made_on = Field("made_on", "made_on", widget=Day())
    look_again_on = Field("look_again_on", "look_again_on", widget=Day())
    topics = Field("topics", "topics", widget=TopicNames())
    state = Field("get_state_display", "state", readonly=True)
    rating = Field("label_en", "rating", readonly=True)
    rating_ko = Field("label_ko", "rating_ko", readonly=True)
    assignee = Field("assignee__username", "assignee", readonly=True)
    published_at = Field("published_at", "published_at", readonly=True, widget=MINUTE)

    class Meta(Table.Meta):
        model = Claim
        fields = [
            *("id", "wording_ko", "wording_en", "claimant", "made_on", "checkability", "why_chosen_ko"),
            *("why_chosen_en", "topics", "look_again_on", "state", "rating", "rating_ko", "assignee"),
            "published_at",
        ]

    def same_as(self, row):
        wording = {name: row.get(name) or "" for name in ("wording_ko", "wording_en")}
        return Claim.objects.filter(**wording).first() if any(wording.values()) else None

    def import_instance(self, instance, row, **options) -> None:
        if instance.pk:
            return
        super().import_instance(instance, row, **options)
        instance.state, instance.checkability = ClaimState.OPEN, instance.checkability or "fact"
        instance.created_by = instance.assignee = self.user

    def skip_row(self, instance, original, row, import_validation_errors=None) -> bool:
        return bool(instance.pk)


class OtherCheckTable(Table):
    class Meta(Table.Meta):
        model = OtherCheck
        fields = [
            *(
                "id",
                "claim_reviewed",
                "claimant_name",
                "claimed_on",
                "language",
                "rating_text",
                "rating_value",
            ),
            *("best_rating", "worst_rating", "publisher_name", "publisher_site", "url", "reviewed_on"),
        ]
