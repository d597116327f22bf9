"""Days and minutes are typed with the browser’s own pickers: the admin’s own set inline styles."""

from django import forms
from django.db import models

DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
MINUTE = {
    "form_class": forms.DateTimeField,
    "widget": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
}
PICKERS = {models.DateField: DAY, models.DateTimeField: MINUTE}
