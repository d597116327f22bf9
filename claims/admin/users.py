"""Members of the desk and their roles."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from claims.models import User
from claims.words import Rhythm

from .lists import DeskList


class MailMixin:
    """Alerts go by mail: who wants them needs an address."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "rhythm" in self.fields:
            self.fields["rhythm"].required = False

    def clean_rhythm(self) -> str:
        return self.cleaned_data["rhythm"] or self.instance.rhythm

    def clean(self):
        data = super().clean()
        if self.cleaned_data.get("rhythm") != Rhythm.NONE and not self.cleaned_data.get("email"):
            self.add_error(
                "email" if "email" in self.fields else None,
                forms.ValidationError(
                    _("Alerts go by mail: give an address, or switch them off."), code="mail"
                ),
            )
        return data


class MemberForm(MailMixin, UserChangeForm):
    pass


class NewMemberForm(MailMixin, AdminUserCreationForm):
    pass


MEMBER = {
    "fields": ["name", "email", "language", "rhythm"],
    "description": _("The name stands under verdicts and in the history, as the person writes it."),
}
ROLES = {
    "fields": ["is_active", "is_staff", "groups"],
    "description": _(
        "A role contains the ones before it: contributor, editor, approver, administrator. "
        "Somebody who leaves is made inactive, never deleted: the history keeps the name."
    ),
}


STEPS = {"add": _("Add"), "change": _("Change"), "delete": _("Delete"), "view": _("View")}


def permitted(permission: Permission) -> str:
    """*claim · Add*; Django keeps permissions under English names."""
    step = permission.codename.partition("_")[0]
    return f"{permission.content_type.name} · {STEPS[step]}" if step in STEPS else _now(permission.name)


class RoleFilter(admin.RelatedFieldListFilter):
    """By role, under the names that the desk gives them."""

    def field_choices(self, field, request, model_admin):
        return [(pk, _now(name)) for pk, name in super().field_choices(field, request, model_admin)]


@admin.register(User)
class MemberAdmin(DeskList, UserAdmin):
    form = MemberForm
    add_form = NewMemberForm
    list_display = [
        *("username", "name", "email", "roles", "language", "rhythm", "is_active", "last_login"),
    ]
    list_filter = [("groups", RoleFilter), "is_active", "rhythm", "language"]
    search_fields = ["username", "name", "email"]
    search_help_text = _("Login, name or e-mail address")
    filter_horizontal: list[str] = []
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), MEMBER),
        (_("Role"), ROLES),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "usable_password", "password1", "password2"]}),
        (_("Person"), {"classes": ["wide"], **MEMBER}),
        (_("Role"), {"classes": ["wide"], **ROLES}),
    ]
    superuser_fieldset = (_("Beyond roles"), {"fields": ["is_superuser", "user_permissions"]})
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("role"))
    def roles(self, user: User) -> str:
        return ", ".join(_now(group.name) for group in user.groups.all()) or "—"

    def get_fieldsets(self, request, obj=None):
        """Only a superuser hands out what lies beyond the roles."""
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, self.superuser_fieldset] if obj and request.user.is_superuser else fieldsets

    def get_changeform_initial_data(self, request) -> dict:
        return {"is_staff": True} | super().get_changeform_initial_data(request)

    def formfield_for_manytomany(self, db_field, request, **options):
        if db_field.name == "groups":
            options["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_manytomany(db_field, request, **options)
        if field is not None and db_field.name == "groups":
            field.help_text = ""
            field.label_from_instance = lambda group: _now(group.name)
        elif field is not None and db_field.name == "user_permissions":
            field.label_from_instance = permitted
        return field

    def formfield_for_dbfield(self, db_field, request, **options):
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "groups" and field is not None:
            # Roles are made by migrations, so no plus sign beside them.
            field.widget.can_add_related = field.widget.can_change_related = False
            field.widget.can_view_related = False
        return field

    # An administrator must not be able to become a superuser, nor to take one over.

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    @staticmethod
    def _may_touch(request, obj: User | None) -> bool:
        return obj is None or not obj.is_superuser or request.user.is_superuser


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Roles as they were made; who may see the members may read what each role may do."""

    list_display = ["shown_name", "members"]
    filter_horizontal: list[str] = []

    @admin.display(description=_("role"), ordering="name")
    def shown_name(self, group: Group) -> str:
        return _now(group.name)

    @admin.display(description=_("members"))
    def members(self, group: Group) -> int:
        return group.user_set.count()

    def has_module_permission(self, request) -> bool:
        return request.user.has_perm("claims.view_user")

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("claims.view_user")

    def has_add_permission(self, request) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
