"""The Korean catalogue, held without GNU gettext; ``.ci/translations.py`` extracts anew and compares."""

import ast
import re
from pathlib import Path

import django
import polib
from django.conf import settings

from claims.admin import django_words
from claims.management.commands.makemessages import MARKS

ROOM = Path(settings.BASE_DIR) / "claims"
CATALOGUE = ROOM / "locale" / "ko" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]")
# What Django's makemessages and xgettext look for by themselves.
KNOWN_MARKS = {"_", *("gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy")} | {
    *("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy")
}
# A word ending in a Hangul syllable takes one particle, a word ending in another the other one.
PARTICLE_AFTER_PLACEHOLDER = re.compile(r"%\(\w+\)s[’”]?(은|는|이|가|을|를|과|와|으로|로|아|야)(?![가-힣])")


def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def texts(entry: polib.POEntry) -> list[str]:
    return [text for text in (entry.msgstr, *entry.msgstr_plural.values()) if text]


def meanings(entries) -> dict:
    return {(entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in entries}


def aliases(source: str) -> set[str]:
    """Names under which a module calls Django's translation functions."""
    imports = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
    ]
    names = [name for node in imports for name in node.names if name.name in KNOWN_MARKS]
    return {name.asname or name.name for name in names}


def test_every_message_is_translated_and_none_is_a_guess():
    assert [entry.msgid for entry in catalogue().untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue().fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue().obsolete_entries()] == []


def test_a_translation_fills_in_the_same_values_as_its_message():
    differing = [
        (entry.msgid, text)
        for entry in catalogue()
        for text in texts(entry)
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    ]

    assert differing == []


def test_no_translation_hangs_a_particle_on_a_value_it_does_not_know():
    assert [
        text for entry in catalogue() for text in texts(entry) if PARTICLE_AFTER_PLACEHOLDER.search(text)
    ] == []


def test_line_breaks_and_ends_of_a_message_are_kept():
    differing = [
        entry.msgid
        for entry in catalogue()
        for text in texts(entry)
        if (text.startswith("\n"), text.endswith("\n"))
        != (entry.msgid.startswith("\n"), entry.msgid.endswith("\n"))
    ]

    assert differing == []


def test_what_readers_get_is_compiled_from_what_translators_wrote():
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))

    assert meanings(compiled) == meanings(catalogue().translated_entries())


def test_the_catalogue_does_not_change_by_being_extracted_again_or_elsewhere():
    written = catalogue()

    assert "POT-Creation-Date" not in written.metadata
    assert {place for entry in written for place, line in entry.occurrences if line} == set()
    assert [place for entry in written for place, _ in entry.occurrences if place.startswith("/")] == []
    assert [place for entry in written for place, _ in entry.occurrences if "tests/" in place] == []


def test_every_name_that_marks_a_string_is_one_that_extraction_looks_for():
    modules = [path for path in ROOM.rglob("*.py") if "tests" not in path.parts]
    unknown = {
        path.relative_to(ROOM): names
        for path in modules
        if (names := aliases(path.read_text(encoding="utf-8")) - KNOWN_MARKS - {*MARKS})
    }

    assert unknown == {}


def test_every_message_of_djangos_that_we_say_differently_is_one_of_djangos():
    ours = {
        message
        for messages in vars(django_words).values()
        if isinstance(messages, list)
        for message in messages
    }
    folder = Path(django.__file__).parent
    theirs = {
        entry.msgid
        for name in ("conf", "contrib/admin", "contrib/auth")
        for entry in polib.pofile(str(folder / name / "locale" / "ko" / "LC_MESSAGES" / "django.po"))
    }

    assert {message for message in ours if isinstance(message, str)} - theirs == set()
