"""Addresses for machines that watch over us."""

from django.urls import path

from . import metrics, ready

urlpatterns = [
    path("metrics", metrics.metrics, name="metrics"),
    path("readyz", ready.readyz, name="readyz"),
]
