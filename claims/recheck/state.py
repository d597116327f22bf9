"""What judging starts from and what it ends in: plain values, no rows.

``Watch`` and ``Cited`` are a source and its citations as the last look left them; ``Rules`` are the
operator's settings; a ``Decision`` is what ``record`` writes.
"""

from dataclasses import dataclass, field
from datetime import datetime

from claims.text.quotes import Quote
from claims.words import AlertKind, CitationKind, Finding, Health, Outcome


@dataclass(frozen=True)
class Rules:
    """Seconds, and counts. Defaults are those of the settings."""

    confirm: float = 900
    min_interval: float = 3600
    max_interval: float = 7 * 86400
    max_interval_published: float = 86400  # of sources that published claims rest on
    strike_seconds: float = 3 * 86400
    strikes: int = 3
    flaps: int = 3  # changes taken back within flap_days, until it "keeps changing"
    flap_days: float = 14


@dataclass(frozen=True)
class Cited:
    """A citation: the quote, and what is known of it."""

    quote: Quote
    kind: CitationKind = CitationKind.EVIDENCE
    finding: Finding = Finding.UNCHECKED
    found_text: str = ""
    unconfirmed: str = ""
    unconfirmed_at: datetime | None = None
    patience: float = 1  # how many times longer than usual a change must last to be one

    @property
    def awaits_full_read(self) -> bool:
        """A text must be read for it: an unchanged page says nothing about a quote never looked for."""
        return bool(self.unconfirmed) or self.finding in (Finding.UNCHECKED, Finding.UNREADABLE)


@dataclass(frozen=True)
class Watch:
    """A source. ``stored_bytes``: size of its current text in UTF-8, 0 for none."""

    url: str
    language: str = ""
    health: Health = Health.UNREACHED
    interval_seconds: int = 3600
    failures: int = 0
    unreadable: int = 0
    strikes: int = 0
    struck_at: datetime | None = None
    unconfirmed: str = ""
    unconfirmed_at: datetime | None = None
    last_outcome: str = ""
    full_read_at: datetime | None = None
    checked_at: datetime | None = None
    moved_to: str = ""
    moved_count: int = 0
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    extractor: str = ""
    text_hash: str = ""
    stored_bytes: int = 0
    is_article: bool = False
    is_relied_on: bool = False  # as the row has it
    is_published: bool = False  # as its claims have it now
    citations: dict[int, Cited] = field(default_factory=dict)


@dataclass(frozen=True)
class News:
    """Something an editor must see: a transition, not a state. Without ``citation`` it is of the source."""

    kind: AlertKind
    citation: int | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Decision:
    """What one look comes to. ``source`` and ``citations`` name the fields that get new values.

    ``settled``: kinds of alert, per citation (None: the source), that have come right by themselves.
    """

    outcome: Outcome
    detail: str
    source: dict[str, object]
    next_in: float  # seconds
    citations: dict[int, dict[str, object]] = field(default_factory=dict)
    findings: dict[int, Finding] = field(default_factory=dict)
    news: tuple[News, ...] = ()
    settled: tuple[tuple[int | None, AlertKind], ...] = ()
    text_hash: str = ""  # of the text that was read; record keeps a text when it is new
