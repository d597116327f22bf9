"""Lists to and from spreadsheets: the filtered list as CSV or XLSX, and an import shown before it is done."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.admin.views.main import IncorrectLookupParameters
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from . import sheets

MOST = {"csv": 100_000, "xlsx": 20_000}  # rows: CSV is streamed, a workbook is put together first
MAY_IMPORT = "claims.add_otherimport"  # editors and above; beside what the rows themselves ask for
SHOWN = 200  # rows of a preview
KEPT_SECONDS = 3600  # how long a preview may be looked at


class TableForm(forms.Form):
    file = forms.FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}), help_text=_("CSV or XLSX")
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith((".csv", ".xlsx")):
            raise forms.ValidationError(_("Files of this kind are not taken."))
        if file.size > sheets.LARGEST:
            raise forms.ValidationError(_("The file is too large: 1 MB at most."))
        return file


def urls(page) -> list:
    wrap, model = page.admin_site.admin_view, page.opts.model_name
    places = [path("export/<slug:kind>/", wrap(_export(page)), name=f"claims_{model}_export")]
    if page.imports:
        places.append(path("table/", wrap(_import(page)), name=f"claims_{model}_table"))
    return places


def may_import(request, page) -> bool:
    own = page.has_add_permission(request) and page.has_change_permission(request)
    return page.imports and own and request.user.has_perm(MAY_IMPORT)


def shown(request, page) -> dict:
    """Links beside a list's title; the filter goes along."""
    model = page.opts.model_name
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return {
        "exports": [
            (kind.upper(), reverse(f"admin:claims_{model}_export", args=[kind]) + query) for kind in MOST
        ],
        "import_url": reverse(f"admin:claims_{model}_table") if may_import(request, page) else "",
    }


# --- Out ---------------------------------------------------------------------------------------


def _export(page):
    @require_safe
    def export(request, kind: str) -> HttpResponse:
        if not page.has_view_permission(request):
            raise PermissionDenied
        home = reverse(f"admin:claims_{page.opts.model_name}_changelist")
        if kind not in MOST:
            return redirect(home)
        try:
            rows = page.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect(home)
        if len(rows.order_by().values("pk")[: MOST[kind] + 1]) > MOST[kind]:
            told = gettext("More than %(most)s rows do not go into one file: filter further.")
            messages.error(request, told % {"most": f"{MOST[kind]:,}"})
            return redirect(f"{home}?{request.GET.urlencode()}")
        return _file(page, request, rows, kind)

    return export


def _file(page, request, rows, kind: str) -> HttpResponse:
    headers, values = _columns(page, request)
    if page.table is not None:
        rows = rows.prefetch_related(*page.table.prefetch)
    lines = (values(row) for row in rows.iterator(chunk_size=1000))
    name = f"{page.opts.model_name}-{timezone.localdate():%Y-%m-%d}.{kind}"
    if kind == "csv":
        response = StreamingHttpResponse(
            sheets.csv_lines(headers, lines), content_type="text/csv; charset=utf-8"
        )
    else:
        response = HttpResponse(
            sheets.xlsx(headers, lines),
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _columns(page, request) -> tuple:
    """Names of the columns and what makes a row of them: the table's, or those that the list shows."""
    if page.table is not None:
        table = page.table()
        fields = table.get_export_fields()  # once: the library would put them in order for every row
        return table.get_export_headers(), lambda row: [field.export(row) for field in fields]
    names = [name for name in page.get_list_display(request) if name != "action_checkbox"]
    labels = [str(label_for_field(name, page.model, page)) for name in names]
    return labels, lambda row: [_plain(lookup_field(name, row, page)) for name in names]


def _plain(found: tuple) -> str:
    field, _attribute, value = found
    if value is None:
        return ""
    if field is not None and field.flatchoices:
        value = dict(field.flatchoices).get(value, value)
    return " ".join(strip_tags(str(value)).split())


# --- In ----------------------------------------------------------------------------------------


def _import(page):
    def take(request) -> HttpResponse:
        if not may_import(request, page):
            raise PermissionDenied
        context = {
            **admin.site.each_context(request),
            "title": gettext("Import from a table"),
            "subtitle": None,
            "opts": page.opts,
            "columns": [
                field.column_name for field in page.table().get_import_fields() if not field.readonly
            ],
            "about": page.table.about,
        }
        form = TableForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and "confirm" in request.POST:
            return _confirmed(page, request)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            context |= _preview(page, request, file.read(), file.name, form)
        return render(request, "admin/claims/table.html", context | {"form": form})

    return take


def _salt(page, request) -> str:
    """A preview is confirmed by who saw it, for the list it was of."""
    return f"table:{page.opts.model_name}:{request.user.pk}"


def _run(page, request, body: bytes, name: str, *, dry: bool):
    rows = sheets.read(body, name)
    result = page.table().import_data(
        rows,
        dry_run=dry,
        user=request.user,
        retain_instance_in_row_result=True,
        rollback_on_validation_errors=True,
    )
    result.columns = rows.headers
    return result


def _preview(page, request, body: bytes, name: str, form: TableForm) -> dict:
    try:
        result = _run(page, request, body, name, dry=True)
    except sheets.Unreadable as why:
        form.add_error("file", str(why))
        return {}
    faulty = [{"number": row.number + 1, "why": _told(row.error_dict)} for row in result.invalid_rows]
    faulty += [
        {"number": number + 1, "why": [gettext("This row cannot be taken.")]}
        for number, _errors in result.row_errors()
    ]
    faulty.sort(key=lambda row: row["number"])
    known = {field.column_name for field in page.table().get_import_fields()}
    ignored = [column for column in result.columns if column and column not in known]
    good = [row for row in result.rows if row.import_type in ("new", "update")]
    token = signing.dumps([name, body.decode("latin-1")], salt=_salt(page, request), compress=True)
    return {
        "result": result,
        "faulty": faulty[:SHOWN],
        "faulty_count": len(faulty),
        "ignored": ignored,
        "rows": good[:SHOWN],
        "token": token if good and not faulty and not result.base_errors else "",
        "base_errors": [str(error.error) for error in result.base_errors],
        "new": result.totals["new"],
        "changed": result.totals["update"],
        "same": result.totals["skip"],
    }


def _told(errors: dict) -> list[str]:
    return [
        f"{name}: {', '.join(map(str, told))}" if name != "__all__" else ", ".join(map(str, told))
        for name, told in errors.items()
    ]


def _confirmed(page, request) -> HttpResponse:
    here = redirect(f"admin:claims_{page.opts.model_name}_table")
    try:
        name, body = signing.loads(
            request.POST.get("confirm", ""), salt=_salt(page, request), max_age=KEPT_SECONDS
        )
        result = _run(page, request, body.encode("latin-1"), name, dry=False)
    except (signing.BadSignature, sheets.Unreadable):
        messages.error(request, gettext("This preview is too old: choose the file again."))
        return here
    if result.has_errors() or result.has_validation_errors():
        messages.error(request, gettext("Something changed since the preview; nothing was imported."))
        return here
    told = gettext("Imported: %(new)s new, %(changed)s changed, %(same)s as before.")
    counts = {"new": result.totals["new"], "changed": result.totals["update"], "same": result.totals["skip"]}
    messages.success(request, told % counts)
    return redirect(f"admin:claims_{page.opts.model_name}_changelist")
