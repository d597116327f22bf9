"""Extract messages the same way every time, so that the catalogue differs only where the words do.

Django's own command, but: strings marked with ``_now`` are found too, a new message is never filled with a
guess from a similar one, tests are no source of messages, and the hour of extraction is not written down.
"""

from pathlib import Path

from django.core.management.commands import makemessages

MARKS = ("_now",)  # our names for Django's gettext, beside the ones Django's command knows
IGNORED = ("var", "tests", "staticfiles", "screenshots")


class Command(makemessages.Command):
    help = makemessages.Command.help
    xgettext_options = [*makemessages.Command.xgettext_options, *(f"--keyword={mark}" for mark in MARKS)]
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args, **options):
        given = {**options, "ignore_patterns": [*options["ignore_patterns"], *IGNORED]}
        given["add_location"] = options["add_location"] or "file"
        super().handle(*args, **given)

    def write_po_file(self, potfile, locale):
        super().write_po_file(potfile, locale)
        catalogue = Path(potfile).parent / locale / "LC_MESSAGES" / f"{self.domain}.po"
        lines = catalogue.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith('"POT-Creation-Date:')]
        catalogue.write_text("".join(kept), encoding="utf-8")
