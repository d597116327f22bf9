"""``manage.py freeze DIR``: the whole public site as files that any web server can serve."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from claims.management.frozen import Unreadable, freeze


class Command(BaseCommand):
    help = "Write the public site as static files into an empty folder."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty: files of an older copy would stay in it.")
        try:
            count = freeze(folder, self.stdout.write)
        except Unreadable as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{count:,} files in {folder}")
