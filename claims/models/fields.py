"""Fields and small mixins that several models share."""

from collections.abc import Callable, Iterable

from django.db import models
from django.utils.translation import get_language, gettext_lazy

from claims.words import Code, Language


class CodeField(models.CharField):
    """A column holding one code of a ``words`` enum, with translated labels.

    Neither labels nor the list of codes reach the migrations: adding a code changes no table.
    """

    def __init__(self, codes: type[Code] | None = None, **options):
        self.codes = codes
        options.setdefault("max_length", 20)
        if codes is not None:
            options["choices"] = _labels(codes)
        super().__init__(**options)

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        options.pop("choices", None)
        return name, path, args, options


def _labels(codes: type[Code]) -> Callable[[], list]:
    return lambda: [(code.value, gettext_lazy(code.label) if code.label else "") for code in codes]


def columns_of(row: str, columns: Iterable[str]) -> str:
    """SQL: these columns of a trigger's OLD or NEW, or of a table's row."""
    return ", ".join(f"{row}.{column}" for column in columns)


def differ(columns: Iterable[str]) -> str:
    """SQL for a trigger: whether any of these columns is being changed."""
    return f"({columns_of('OLD', columns)}) IS DISTINCT FROM ({columns_of('NEW', columns)})"


class Bilingual:
    """Text kept once per language in columns ``<name>_ko`` and ``<name>_en``."""

    def text(self, name: str, language: str | None = None) -> str:
        """The text in ``language`` (default: the active one), else in the other language."""
        return getattr(self, f"{name}_{self.language_of(name, language)}")

    def language_of(self, name: str, language: str | None = None) -> str:
        """The language in which ``text`` will answer: readers' pages mark foreign text with it."""
        wanted = (language or get_language() or Language.KOREAN)[:2]
        other = Language.ENGLISH if wanted == Language.KOREAN else Language.KOREAN
        has_wanted = getattr(self, f"{name}_{wanted}", "")
        return str(wanted if has_wanted or not getattr(self, f"{name}_{other}") else other)


class StaleVersion(Exception):
    """The row was saved by somebody else since it was read."""


class Versioned(models.Model):
    """A row that two people may edit at once: the second to save is told, and loses nothing."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save_version(self, **options) -> None:
        """Save unless the stored version moved on; raises ``StaleVersion``."""
        model = type(self)
        taken = model._base_manager.filter(pk=self.pk, version=self.version).update(version=self.version + 1)
        if not taken:
            raise StaleVersion
        self.version += 1
        self.save(**options)
