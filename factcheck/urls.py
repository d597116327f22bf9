"""Addresses of the whole site: the desk, and the public pages in two languages."""

from django.contrib import admin
from django.urls import path

urlpatterns = [
    path("admin/", admin.site.urls),
]
