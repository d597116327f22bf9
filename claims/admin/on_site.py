"""The way from a row to its page on the site, for who may see the row: its words stand in the address."""

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404


def page(request, content_type_id: int, object_id: int) -> HttpResponse:
    kind = get_object_or_404(ContentType, pk=content_type_id)
    if not request.user.has_perm(f"{kind.app_label}.view_{kind.model}"):
        raise PermissionDenied
    return shortcut(request, content_type_id, object_id)
