"""Addresses of the whole site: the desk, the addresses for machines, the public pages in two languages."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from claims.admin import balance, morning, on_site, queue
from claims.public.urls import machine_urls

urlpatterns = [
    path("admin/language/", set_language, name="set_language"),
    path("admin/", admin.site.admin_view(morning.page)),  # the stock index, with our first page
    path("admin/queue/", admin.site.admin_view(queue.page), name="desk_queue"),
    path("admin/balance/", admin.site.admin_view(balance.page), name="desk_balance"),
    path("admin/balance/<slug:name>.csv", admin.site.admin_view(balance.table), name="desk_balance_table"),
    path(
        "admin/r/<int:content_type_id>/<int:object_id>/",
        admin.site.admin_view(on_site.page),
        name="desk_on_site",
    ),
    path("admin/", admin.site.urls),
    path("", include("claims.operators.urls")),
    *machine_urls,
    *i18n_patterns(path("", include("claims.public.urls")), prefix_default_language=True),
]
