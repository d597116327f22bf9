"""Two people at one row: the second to save is told what changed, field by field, and loses nothing typed.

The form carries the version it was filled from, and the values it started with (Django's hidden initials).
When the row moved on meanwhile, fields only the other person changed take their value, fields only this
person changed keep theirs, and where both changed one, both versions stand side by side. Saving again then
saves what is shown.
"""

from dataclasses import dataclass

from django import forms
from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Difference:
    """One field of a conflict. ``yours`` is None where only the other person changed it."""

    label: str
    theirs: str
    yours: str | None


class VersionedForm(forms.ModelForm):
    """``differences`` lists what a conflict is about; empty without one."""

    version_read = forms.IntegerField(widget=forms.HiddenInput, required=False)

    differences: tuple[Difference, ...] = ()

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["version_read"] = self.instance.version
        for name, field in self.fields.items():
            field.show_hidden_initial = name != "version_read" and not field.disabled

    def clean(self) -> dict:
        data = super().clean() or self.cleaned_data
        if self.instance.pk and data.get("version_read") != self.instance.version:
            self.differences = tuple(self._merge())
            raise forms.ValidationError(
                _("Somebody else saved this while you were writing. Nothing you typed is lost."), code="stale"
            )
        return data

    def _merge(self):
        """Bring the form's data up to the stored row; yields what differs."""
        self.data = self.data.copy()
        mine = {name: name in self.changed_data for name in self.fields}
        for name, field in self.fields.items():
            if name == "version_read" or not field.show_hidden_initial:
                continue
            bound = self[name]
            stored = bound.initial
            base = field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)
            theirs_changed = field.has_changed(stored, base)
            if theirs_changed and (not mine[name] or field.has_changed(stored, bound.data)):
                yours = self._shown(field, bound.data) if mine[name] else None
                yield Difference(str(field.label), self._shown(field, stored), yours)
            if theirs_changed and not mine[name]:
                self._put(bound.html_name, field.prepare_value(stored))
            self._put(bound.html_initial_name, field.prepare_value(stored))
        self._put(self.add_prefix("version_read"), self.instance.version)

    def _put(self, name: str, value) -> None:
        if isinstance(value, list | tuple):
            self.data.setlist(name, [str(item) for item in value])
        else:
            self.data[name] = "" if value is None else value

    @staticmethod
    def _shown(field: forms.Field, value) -> str:
        """A value as a person reads it."""
        if isinstance(field, forms.ModelMultipleChoiceField):
            keys = {str(getattr(item, "pk", item)) for item in value or ()}
            return ", ".join(str(item) for item in field.queryset.filter(pk__in=keys)) or "—"
        if isinstance(field, forms.ModelChoiceField):
            found = field.queryset.filter(pk=value).first() if value else None
            return str(found) if found else "—"
        if isinstance(field, forms.BooleanField):
            return gettext("yes") if field.to_python(value) else gettext("no")
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value or "—"))
        return str(value) if value not in (None, "") else "—"


class VersionedAdmin(admin.ModelAdmin):
    """An admin class whose form is a ``VersionedForm``; the first fieldset carries the version along."""

    form = VersionedForm

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        (name, options), *others = fieldsets
        return [(name, {**options, "fields": ["version_read", *options["fields"]]}), *others]

    def get_object(self, request, object_id, from_field=None):
        """A row about to be saved is locked, so that nobody saves between the comparison and the save."""
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "POST":
            locked = self.model.objects.select_for_update(of=("self",)).get(pk=found.pk)
            found.version = locked.version
            found.refresh_from_db()
        return found

    def save_model(self, request, obj, form, change: bool) -> None:
        if change:
            obj.save_version()
        else:
            super().save_model(request, obj, form, change)
