"""One address from due to alert, against a real server on loopback; and what a batch makes of trouble."""

import zlib
from datetime import timedelta

import pytest
from django.db.models import F
from warcio.archiveiterator import ArchiveIterator

from claims.models import Alert, Check, Citation, Source
from claims.recheck import due, run
from claims.recheck.record import record
from claims.tests.make import make_article, make_citation, make_claim, make_source
from claims.tests.recheck.make_pdf import make_pdf
from claims.tests.recheck.site import SourceSite
from claims.words import AlertKind, AlertResult, Finding, Health, Outcome

pytestmark = pytest.mark.django_db
PAGE = (
    "<html lang='en'><head><title>Annual report</title></head><body><h1>Annual report</h1>"
    "<p>Costs rose. The final training run cost <b>${}M</b> at two dollars an hour, the report says.</p>"
    + "<p>There is more in this report than anyone would care to read on a Sunday.</p>" * 30
    + "</body></html>"
)
QUOTE = "The final training run cost $5.576M at two dollars an hour"


@pytest.fixture
def site(settings):
    with SourceSite() as site:
        settings.RECHECK_ALLOWED_HOSTS = [site.host]
        settings.RECHECK_SPACING_SECONDS = 0
        settings.RECHECK_CONTROL_HOSTS = []
        settings.RECHECK_STRIKE_SECONDS = 3600
        settings.RECHECK_CONFIRM_SECONDS = 900
        yield site


def cite(site, path="/report", quote=QUOTE, **given):
    source = make_source(url=site.url(path), title="", **given)
    return make_citation(make_claim(), source, quote)


def ring():
    """What beat, task and worker do between them, without them."""
    return sum(run.recheck(pairs) for pairs in due.batches())


def let_time_pass(hours=24):
    """Move everything that re-checking wrote into the past: the looks due by then are due now."""
    past = timedelta(hours=hours)
    times = ("next_check_at", "checked_at", "full_read_at", "unconfirmed_at", "struck_at")
    Source.objects.update(**{name: F(name) - past for name in times})
    Citation.objects.update(unconfirmed_at=F("unconfirmed_at") - past)


def test_one_address_from_due_to_alert_and_back(site):
    citation = cite(site)
    site.page("/report", PAGE.format("5.576"), etag='"1"')

    assert ring() == 1
    citation.refresh_from_db()
    source = citation.source
    assert citation.finding == Finding.EXACT
    assert source.health == Health.ALIVE
    assert source.title == "Annual report"
    assert source.snapshot.text.startswith("Annual report")

    let_time_pass()
    ring()
    assert site.asked("/report")[-1].headers["if-none-match"] == '"1"'
    assert Check.objects.latest("pk").outcome == Outcome.NOT_MODIFIED

    site.page("/report", PAGE.format("5.567"), etag='"2"')
    let_time_pass()
    ring()
    assert not Alert.objects.exists()
    let_time_pass(hours=1)
    ring()
    assert "if-none-match" not in site.asked("/report")[-1].headers
    alert = Alert.objects.get()
    assert alert.kind == AlertKind.NUMBER_CHANGED
    assert alert.before == QUOTE
    assert alert.after == QUOTE.replace("5.576", "5.567")
    citation.refresh_from_db()
    assert citation.exact == QUOTE
    assert citation.source.health == Health.CHANGED

    site.page("/report", PAGE.format("5.576"), etag='"3"')
    let_time_pass()
    ring()
    alert.refresh_from_db()
    assert alert.result == AlertResult.RECOVERED
    assert [str(check.outcome) for check in Check.objects.order_by("pk")] == [
        *("ok", "not_modified", "ok", "ok", "ok")
    ]


def test_a_page_that_is_gone_is_told_after_its_strikes(site):
    citation = cite(site)
    site.page("/report", PAGE.format("5.576"))
    ring()
    site.gone("/report")
    for _ in range(3):
        assert not Alert.objects.exists()
        let_time_pass(hours=200)
        ring()
    assert Alert.objects.get().kind == AlertKind.SOURCE_GONE
    citation.refresh_from_db()
    assert citation.finding == Finding.EXACT
    assert citation.seen_at < citation.source.checked_at


def test_an_article_waits_for_its_page_and_takes_its_text(site):
    text = "회사는 새 모델 개발에 557만6천달러를 썼다고 밝혔다."
    site.page(
        "/news", f"<title>충격</title><nav>홈 경제</nav><main><p>{text}</p></main><footer>저작권</footer>"
    )
    article = make_article(source=make_source(url=site.url("/news"), title=""), headline="")
    type(article).objects.update(snapshot=None, state="waiting")
    Source.objects.update(snapshot=None)
    ring()
    article.refresh_from_db()
    start, end = article.main_span
    assert article.body[start:end] == text
    assert article.body.startswith("홈 경제")


def test_each_new_text_is_archived_as_a_record_that_any_tool_reads(site, archive):
    citation = cite(site)
    site.page("/report", PAGE.format("5.576"), etag='"1"')
    ring()
    let_time_pass()
    ring()
    site.page("/report", PAGE.format("5.567"))
    let_time_pass()
    ring()
    snapshots = citation.source.snapshots.order_by("pk")
    records = []
    for snapshot in snapshots:
        with (archive / snapshot.warc_file).open("rb") as file:
            file.seek(snapshot.warc_offset)
            record = next(iter(ArchiveIterator(file, check_digests="raise")))
            records.append((record.rec_headers["WARC-Target-URI"], record.content_stream().read().decode()))
    assert records == [(site.url("/report"), PAGE.format(cost)) for cost in ("5.576", "5.567")]
    assert len(list(archive.rglob("*.warc.gz"))) == 2


def test_a_page_that_cannot_be_archived_is_looked_at_again(site, archive):
    citation = cite(site)
    site.page("/report", PAGE.format("5.576"))
    archive.write_text("a file where a folder should be")
    ring()
    check = citation.source.checks.get()
    assert check.outcome == Outcome.OUR_FAULT
    assert not citation.source.snapshots.exists()
    archive.unlink()
    let_time_pass()
    ring()
    assert citation.source.snapshots.count() == 1


def test_a_pdf_is_watched_like_any_page(site):
    citation = cite(site, "/report.pdf", "cost 5.576 million dollars in all")
    body = make_pdf(["The run cost 5.576", "million dollars in all."])
    site.page("/report.pdf", body, content_type="application/pdf")
    ring()
    citation.refresh_from_db()
    assert citation.finding == Finding.EXACT
    assert citation.source.snapshot.page_starts == [0]


def test_an_error_page_served_as_if_all_were_well_is_told_from_the_page(site):
    citation = cite(site)
    site.page("/report", PAGE.format("5.576"))
    ring()
    site.page("/report", "<title>Page not found</title><p>What you were looking for is not here.</p>")
    let_time_pass()
    ring()
    citation.refresh_from_db()
    assert citation.source.last_outcome == Outcome.SOFT_404
    assert citation.unconfirmed == ""


def test_a_long_error_page_is_known_by_asking_for_a_page_that_cannot_exist(site):
    citation = cite(site)
    site.page("/report", PAGE.format("5.576"))
    ring()
    missing = "<title>Page not found</title>" + "<p>Here are other stories from our site to read.</p>" * 60
    for path in ("/report", f"/no-such-page-{zlib.crc32(site.url('/report').encode())}"):
        site.page(path, missing)
    let_time_pass()
    ring()
    citation.source.refresh_from_db()
    assert citation.source.last_outcome == Outcome.SOFT_404


def test_no_source_is_blamed_when_no_host_at_all_can_be_reached(site, settings):
    nowhere = [cite_at(f"https://nowhere-{number}.invalid/page") for number in range(3)]
    here = cite(site)
    site.page("/report", PAGE.format("5.576"))
    settings.RECHECK_CONTROL_HOSTS = ["control.invalid"]
    assert ring() == 4
    for citation in nowhere:
        source = Source.objects.get(pk=citation.source_id)
        assert source.last_outcome == Outcome.OUR_FAULT
        assert (source.health, source.failures, source.strikes) == (Health.UNREACHED, 0, 0)
    here.refresh_from_db()
    assert here.finding == Finding.EXACT


def cite_at(url):
    return make_citation(make_claim(), make_source(url=url), QUOTE)


def test_a_private_address_is_refused_and_never_contacted(site, settings):
    settings.RECHECK_ALLOWED_HOSTS = []
    citation = cite(site)
    ring()
    assert citation.source.checks.get().outcome == Outcome.REFUSED
    assert site.asked("/report") == []


def test_a_page_that_cannot_be_recorded_does_not_hold_up_the_others(site, monkeypatch):
    good, bad = cite(site, "/good"), cite(site, "/bad")
    for path in ("/good", "/bad"):
        site.page(path, PAGE.format("5.576"))
    judge_one = run.judged

    def poisoned(key, lease, seen, now, past):
        look = judge_one(key, lease, seen, now, past)
        if key == bad.source_id:
            look.decision.source["interval_seconds"] = 10**30
        return look

    monkeypatch.setattr(run, "judged", poisoned)
    assert ring() == 2
    assert good.source.checks.get().outcome == Outcome.OK
    assert bad.source.checks.get().outcome == Outcome.OUR_FAULT
    bad.source.refresh_from_db()
    assert bad.source.lease is None


def test_a_lease_lost_during_the_look_records_nothing(site):
    citation = cite(site)
    site.page("/report", PAGE.format("5.576"))
    pairs = due.take(1)
    Source.objects.update(lease=None, leased_until=None)
    assert run.recheck(pairs) == 0
    assert not citation.source.checks.exists()


def test_looking_again_with_a_lease_already_handed_in_does_nothing(site):
    cite(site)
    site.page("/report", PAGE.format("5.576"))
    pairs = due.take(1)
    assert run.recheck(pairs) == 1
    assert run.recheck(pairs) == 0
    assert len(site.asked("/report")) == 1
    assert record([], run.clock()) == set()
