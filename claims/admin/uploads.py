"""A file that an editor has instead of an address: its text is read as that of a fetched document is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.recheck.extract import extract, with_main

from .testimony import LARGEST_FILE
from .waiting import LONGEST_TEXT, unfolded

ENDINGS = ".pdf,.txt,.html,.htm,.xhtml,.md"


class TextFileField(forms.FileField):
    """``clean`` gives (text, title) of the file; ("", "") without one."""

    default_error_messages = {
        "too_large": _("The file is too large: 30 MB at most."),
        "no_text": _(
            "No text could be read from this file: a scan, or a locked or unknown kind. Paste its text."
        ),
        "too_long": _(
            "The text of this file is longer than an article: paste the part that is to be checked."
        ),
    }

    def __init__(self, **options):
        widget = forms.FileInput(attrs={"accept": ENDINGS})
        super().__init__(**({"required": False, "label": _("File"), "widget": widget} | options))

    def clean(self, data, initial=None) -> tuple[str, str]:
        file = super().clean(data, initial)
        if not file:
            return "", ""
        if file.size > LARGEST_FILE:
            raise self._refused("too_large")
        page = with_main(extract(file.read(), file.content_type or ""))
        start, end = page.main or (0, len(page.text))
        text = unfolded(page.text[start:end])
        if not text or page.is_garbled:
            raise self._refused("no_text")
        if len(text) > LONGEST_TEXT:
            raise self._refused("too_long")
        return text, page.title or page.heading

    def _refused(self, code: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code)
