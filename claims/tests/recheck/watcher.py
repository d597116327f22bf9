"""A source and its quote, looked at again and again: the state that judging carries from look to look."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from claims.recheck.compare import compare
from claims.recheck.extract import extract
from claims.recheck.fetch import Response
from claims.recheck.judge import judge, named
from claims.recheck.state import Cited, Rules, Watch
from claims.text.quotes import Quote
from claims.words import CitationKind, Outcome

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
RULES = Rules(confirm=900, min_interval=3600, max_interval=7 * 86400, strike_seconds=3 * 86400, strikes=3)
URL = "https://news.example/economy/1"
BODY = "<title>Training</title><h1>Training</h1><p>Costs rose. The company paid {} dollars for training.</p>"
FILLER = "".join(f"<p>Paragraph {number} tells of other matters at some length.</p>" for number in range(60))
QUOTE = Quote("The company paid 5.576 million dollars", "Costs rose. ", " for training.")


def page_saying(number="5.576 million"):
    return BODY.format(number) + FILLER


class Watcher:
    """A source and its one quote, looked at again and again; keeps the state between looks."""

    def __init__(self, quote=QUOTE, kind=CitationKind.EVIDENCE, **given):
        cited = {1: Cited(quote, kind)} if quote else {}
        self.watch = Watch(URL, citations=cited, **given)
        self.now = NOW

    def look(self, body=None, *, after=0.0, held=False, like_missing=None, **response):
        """One look ``after`` seconds; ``body``: HTML that was served."""
        self.now += timedelta(seconds=after)
        response = {"outcome": Outcome.OK, "url": URL, "status": 200} | response
        page = (
            extract(body.encode(), "text/html; charset=utf-8", response["url"]) if body is not None else None
        )
        found = compare({key: one.quote for key, one in self.watch.citations.items()}, page) if page else {}
        response = named(self.watch, Response(**response), page, found, like_missing)
        decision = judge(self.watch, response, page, found, now=self.now, rules=RULES, held=held)
        self._remember(decision, page)
        return decision

    def fail(self, outcome, *, after=0.0, **given):
        return self.look(None, after=after, outcome=outcome, status=None, **given)

    def _remember(self, decision, page):
        fields = {name: value for name, value in decision.source.items() if hasattr(self.watch, name)}
        if decision.text_hash:
            fields |= {"text_hash": decision.text_hash, "stored_bytes": len(page.text.encode())}
        cited = dict(self.watch.citations)
        for key, changes in decision.citations.items():
            kept = {name: value for name, value in changes.items() if hasattr(cited[key], name)}
            cited[key] = replace(cited[key], **kept)
        self.watch = replace(self.watch, citations=cited, **fields)

    @property
    def finding(self):
        return self.watch.citations[1].finding


def read_source() -> Watcher:
    """A source that was read once and holds its quote."""
    watcher = Watcher()
    watcher.look(page_saying())
    return watcher


def kinds(decision):
    return [news.kind for news in decision.news]
