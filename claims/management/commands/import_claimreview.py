"""``manage.py import_claimreview FILE``: what other desks checked, from their ClaimReview, into the desk."""

import sys
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.models import OtherCheck
from claims.recheck.charsets import decode
from claims.text.reviews import Review, Row, rows_of

FAULTS_TOLD = 50
MOST_BYTES = 300_000_000  # read at once: a JSON text has no seams. JSON Lines may be larger, see _texts
PIECE = 50_000_000  # bytes of JSON Lines read at once


class Command(BaseCommand):
    help = "Imports other desks' checks from a file of JSON, JSON Lines, a DataFeed, or a page with JSON-LD."

    def add_arguments(self, parser):
        parser.add_argument("file", help="a file, or - for standard input")
        parser.add_argument(
            "--base", default="", help="the address the file came from, for relative addresses"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and do nothing")

    def handle(self, *, file, base, dry_run, **options):
        self.good = self.faulty = 0
        kept = None
        for text, line in _texts(file):
            reviews = self._reviews(rows_of(text, base), line)
            checks = OtherCheck.objects
            step = checks.compare(reviews) if dry_run else checks.keep(reviews, now=timezone.now())
            kept = kept + step if kept else step
        if not self.good and not self.faulty:
            raise CommandError("There is no ClaimReview in this file.")
        twice = self.good - kept.made - kept.changed - kept.same
        told = f"{kept.made} new, {kept.changed} changed, {kept.same} as before, {twice} twice"
        self.stdout.write(f"{told}, {self.faulty} faulty." + (" Nothing was kept." if dry_run else ""))
        if not self.good:
            raise CommandError("None of it can be taken.")

    def _reviews(self, rows: Iterator[Row], line: int) -> Iterator[Review]:
        for row in rows:
            if row.review:
                self.good += 1
                yield row.review
                continue
            self.faulty += 1
            if self.faulty <= FAULTS_TOLD:
                shown = f" ({row.shown[:80]})" if row.shown else ""
                self.stderr.write(
                    f"line {line + row.line - 1}, review {row.number}: {row.fault.label}{shown}"
                )


def _texts(name: str) -> Iterator[tuple[str, int]]:
    """The text of a file with the number of its first line; large files of JSON Lines in pieces."""
    if name == "-":
        yield _decoded(sys.stdin.buffer.read(MOST_BYTES + 1)), 1
        return
    path = Path(name)
    if not path.is_file():
        raise CommandError(f"There is no file {name}.")
    if path.stat().st_size <= PIECE or path.suffix.lower() not in (".jsonl", ".ndjson"):
        with path.open("rb") as stream:
            yield _decoded(stream.read(MOST_BYTES + 1)), 1
        return
    line = 1
    with path.open("rb") as stream:
        while lines := stream.readlines(PIECE):
            yield b"".join(lines).decode("utf-8-sig", "replace"), line
            line += len(lines)


def _decoded(body: bytes) -> str:
    if len(body) > MOST_BYTES:
        raise CommandError(f"More than {MOST_BYTES:,} bytes: split it, or write it as JSON Lines (.jsonl).")
    return decode(body, "")[0]
