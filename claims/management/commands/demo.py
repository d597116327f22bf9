"""``manage.py demo``: the first article, with claims, evidence, verdicts and logins. Safe to run again."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from claims.management.demo.build import FACTS, PASSWORD, PEOPLE, build


class Command(BaseCommand):
    help = "Build the first article and the demo logins, where they are missing."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError(
                "The demo makes logins with a known password: set FACTCHECK_DEMO=1 if you mean it."
            )
        build(timezone.now())
        self.stdout.write(f"The first article stands: {len(FACTS['claim'])} claims.")
        self.stdout.write(f"Logins (password {PASSWORD}):")
        for login, (name, role) in PEOPLE.items():
            self.stdout.write(f"  {login:12} {role.label:14} {name}")
