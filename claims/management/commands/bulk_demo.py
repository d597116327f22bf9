"""``manage.py bulk_demo --claims N``: a synthetic newsroom for load tests."""

import time

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from claims.management.bulk.load import load


class Command(BaseCommand):
    help = "Add N synthetic claims with articles, sources, verdicts and quotes, for load tests."

    def add_arguments(self, parser):
        parser.add_argument("--claims", type=int, required=True)
        parser.add_argument(
            "--citations", type=int, default=5, help="a claim: one appearance, the rest evidence"
        )
        parser.add_argument("--checks", type=int, default=0, help="recorded looks a source")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same claims")

    def handle(self, *, claims, citations, checks, seed, **options):
        if claims < 1 or citations < 1 or checks < 0:
            raise CommandError("One claim and one citation at least, please.")
        begun = time.monotonic()
        load(claims, citations, checks, now=timezone.now(), seed=seed, say=self.stdout.write)
        self.stdout.write(f"{claims:,} claims in {time.monotonic() - begun:.0f} s.")
