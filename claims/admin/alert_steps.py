"""What an editor can decide on an alert, and what each decision does."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.models import Alert, Citation, Claim, User, Verdict
from claims.text.folding import flat
from claims.text.links import BadLink, clean
from claims.words import AlertKind, AlertResult, CitationKind

# What happened, and what there is to think about, in an editor's words.
MEANINGS = {
    AlertKind.NUMBER_CHANGED: _(
        "The passage is still on the page, but a number in it is another one now. "
        "Does the verdict rest on the old number?"
    ),
    AlertKind.QUOTE_MISSING: _(
        "The page can be read, but the passage is not on it any more. It may have been removed or rewritten."
    ),
    AlertKind.QUOTE_EDITED: _(
        "The passage is still on the page in other words. "
        "Does it say the same, and does the verdict still hold?"
    ),
    AlertKind.ARTICLE_EDITED: _(
        "The outlet changed the checked article where a claim is made. "
        "If that is a correction, readers should know."
    ),
    AlertKind.KEEPS_CHANGING: _(
        "It changed and changed back several times within days. From now on only changes that last are "
        "taken for one, and this is the only alert about it. Close it as not news, and it stays quiet for "
        "two weeks."
    ),
    AlertKind.SOURCE_GONE: _(
        "The page is gone: looked at several times over days, it did not come back. "
        "The archived copy, or another source, can stand in for it."
    ),
    AlertKind.SOURCE_UNREADABLE: _(
        "The page can no longer be read automatically, such as behind a login or a paywall. "
        "It may be unchanged: please look at it yourself."
    ),
    AlertKind.SOURCE_MOVED: _("The address now leads to another page. Is it the same document?"),
    AlertKind.SOURCE_BACK: _("A source that was gone can be read again."),
    AlertKind.NOT_ARCHIVED: _(
        "The page is evidence, but no public archive could make a copy of it. If it goes away, readers will "
        "have nothing to look at: an archived copy made by hand, or another source, can stand in."
    ),
}
ABOUT_QUOTES = (
    AlertKind.NUMBER_CHANGED,
    AlertKind.QUOTE_MISSING,
    AlertKind.QUOTE_EDITED,
    AlertKind.ARTICLE_EDITED,
    AlertKind.KEEPS_CHANGING,
)


class NotPossible(Exception):
    """A decision that cannot be taken; the message says why, to the editor."""


def passage_now(alert: Alert) -> str:
    """The passage that would become the quote if it still holds, from the current text; else ``""``."""
    citation: Citation | None = alert.citation
    if citation is None or citation.found_start is None or citation.found_end is None:
        return ""
    text = citation.source.snapshot.text if citation.source.snapshot else ""
    passage = text[citation.found_start : citation.found_end]
    # Offsets of an older look would point at other words of a text that came later.
    return passage if flat(passage) and flat(passage) == flat(citation.found_text) else ""


@transaction.atomic
def still_holds(alert: Alert, *, by: User, now: datetime, seen: str, note: str) -> None:
    """Anchor the quote where the passage stands now; ``seen`` is the passage that the editor was shown."""
    passage = passage_now(alert)
    if not passage:
        raise NotPossible(_("There is no passage in the current text that could be the quote."))
    if flat(seen) != flat(passage):
        raise NotPossible(_("The passage changed again while you were reading. Please look once more."))
    citation = alert.citation
    citation.still_holds(start=citation.found_start, end=citation.found_end, now=now)
    for other in Alert.objects.open().filter(citation=citation, kind__in=ABOUT_QUOTES):
        other.close(AlertResult.STILL_HOLDS, by=by, now=now, note=note)


@transaction.atomic
def use_archive(alert: Alert, *, by: User, now: datetime, address: str, note: str) -> None:
    """Point readers to the archived copy; ``address`` is kept when the source has none yet."""
    source = alert.source
    if address and address != source.archive_url:
        try:
            source.archive_url = clean(address)
        except BadLink as why:
            raise NotPossible(_("This is not the address of a page.")) from why
        source.save(update_fields=["archive_url"])
    if not source.archive_url:
        raise NotPossible(_("Give the address of the archived copy."))
    alert.close(AlertResult.USE_ARCHIVE, by=by, now=now, note=note)


@transaction.atomic
def begin_correction(alert: Alert, claim: Claim, *, by: User, now: datetime, note: str) -> Verdict | None:
    """The draft that replaces the public verdict: the one in work, or a new one; None without a public one.

    An alert about one quote is settled by it; one about a whole source stays open for the other claims.
    """
    Claim.objects.select_for_update().get(pk=claim.pk)  # two alerts of one claim begin one draft
    in_work = claim.verdicts.in_work().first()
    public = claim.verdict
    draft = in_work or (public.revise(by=by) if public else None)
    if alert.citation_id:
        alert.close(AlertResult.VERDICT_CHANGES, by=by, now=now, note=note)
    else:
        alert.acknowledge(by=by, now=now)
    return draft


@transaction.atomic
def begin_replacement(alert: Alert, *, by: User, now: datetime) -> None:
    """Open the correction in which another source takes the place of this quote; the alert stays open.

    A quote that readers never saw stays until the editor takes it away: its alert is tied to it.
    """
    citation, claim = alert.citation, alert.citation.claim
    Claim.objects.select_for_update().get(pk=claim.pk)
    draft = claim.verdicts.in_work().first() or (claim.verdict.revise(by=by) if claim.verdict else None)
    if draft and not draft.is_editable:
        raise NotPossible(_("A verdict of this claim waits for approval. Have it sent back first."))
    if citation.is_public:
        citation.take_away()
    alert.acknowledge(by=by, now=now)


@transaction.atomic
def replaced(alert: Alert, *, by: User, now: datetime, note: str) -> None:
    """Settle it because other evidence was attached since, at every claim that the alert is about."""
    resting = Citation.objects.proposed().filter(source=alert.source_id, kind=CitationKind.EVIDENCE)
    claims = {alert.citation.claim_id} if alert.citation_id else set(resting.values_list("claim", flat=True))
    newer = Citation.objects.proposed().filter(kind=CitationKind.EVIDENCE, created_at__gte=alert.opened_at)
    newer = newer.exclude(source=alert.source_id).filter(claim__in=claims)
    if claims - set(newer.values_list("claim", flat=True)):
        raise NotPossible(_("No other source was attached since. Attach it first, then settle the alert."))
    alert.close(AlertResult.REPLACED, by=by, now=now, note=note)


def not_news(alert: Alert, *, by: User, now: datetime, note: str) -> None:
    """Close it with the reason, from which the next person learns."""
    if not note:
        raise NotPossible(_("Say why this is not news."))
    alert.close(AlertResult.NOT_NEWS, by=by, now=now, note=note)
