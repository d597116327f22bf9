"""What is written down of a look: once, whole, and only while the lease holds."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from claims.models import Alert, Check, Citation, Host, Snapshot, Source
from claims.recheck import due
from claims.recheck.compare import compare
from claims.recheck.extract import Page, extract
from claims.recheck.fetch import Response
from claims.recheck.judge import judge
from claims.recheck.record import Look, record
from claims.recheck.run import clock, load, rules_of_settings
from claims.recheck.state import News
from claims.tests.make import make_appearance, make_article, make_citation, make_claim, make_source
from claims.words import AlertKind, AlertResult, BreakdownState, Finding, Health, Outcome

pytestmark = pytest.mark.django_db
TEXT = "The final training run cost $5.576M at $2 an hour. That is what the report says of it."
QUOTE = "cost $5.576M at $2 an hour"


@pytest.fixture
def citation():
    return make_citation(make_claim(), make_source(TEXT), QUOTE)


def look_of(source, text=None, *, outcome=Outcome.OK, now=None, **given):
    """A look as a worker makes it, up to the point where it is recorded."""
    lease = due.take_one(source.pk)
    watches, _ = load({source.pk: lease})
    watch = watches[source.pk]
    page = Page(text, "text", source.url, **given) if text is not None else None
    found = compare({key: cited.quote for key, cited in watch.citations.items()}, page) if page else {}
    response = Response(outcome, source.url, 200 if page else None, body_hash="b" * 64 if page else "")
    decision = judge(watch, response, page, found, now=now or clock(), rules=rules_of_settings())
    return Look(source.pk, lease, watch, decision, response, page)


def look_and_record(source, text=None, *, after=0.0, **given):
    now = clock() + timedelta(seconds=after)
    looked = look_of(source, text, now=now, **given)
    record([looked], now)
    source.refresh_from_db()
    return looked


def change_number(citation, **given):
    """Two looks that agree on a changed number."""
    for after in (0, 3600):
        look_and_record(citation.source, TEXT.replace("5.576", "5.567"), after=after, **given)
    citation.refresh_from_db()


def test_a_look_leaves_a_check_with_what_was_found(citation):
    look_and_record(citation.source, TEXT)
    check = Check.objects.get()
    assert (check.outcome, check.status) == (Outcome.OK, 200)
    assert check.findings == {str(citation.pk): Finding.EXACT}
    assert check.snapshot == citation.source.snapshot


def test_a_look_hands_its_lease_in_and_names_the_next(citation):
    look_and_record(citation.source, TEXT)
    assert citation.source.lease is None
    assert citation.source.leased_until is None
    assert citation.source.next_check_at > clock()


def test_a_quote_that_stands_has_been_seen(citation):
    look_and_record(citation.source, TEXT)
    citation.refresh_from_db()
    assert citation.seen_at == citation.source.checked_at
    assert citation.start == TEXT.index(QUOTE)


def test_an_unchanged_text_is_kept_once(citation):
    look_and_record(citation.source, TEXT)
    look_and_record(citation.source, TEXT)
    assert Snapshot.objects.count() == 1


def test_a_changed_text_is_a_new_snapshot_and_the_old_one_stays(citation):
    look_and_record(citation.source, TEXT + " More was added.")
    assert Snapshot.objects.count() == 2
    assert citation.source.snapshot.text.endswith("added.")


def test_a_first_text_names_its_source():
    source = make_source(title="", publisher="")
    look_and_record(source, TEXT, title="Report", language="en-US")
    assert (source.title, source.language) == ("Report", "en")


def test_a_title_given_by_an_editor_stays():
    source = make_source(title="Our title")
    look_and_record(source, TEXT, title="Their title")
    assert source.title == "Our title"


def test_the_same_look_is_never_recorded_twice(citation):
    looked = look_of(citation.source, TEXT)
    assert record([looked], clock()) == {citation.source_id}
    assert record([looked], clock()) == set()
    assert Check.objects.count() == 1


def test_the_same_look_is_not_recorded_again_a_month_later_where_no_index_would_see_it(citation):
    looked = look_of(citation.source, TEXT)
    record([looked], clock())
    assert record([looked], clock() + timedelta(days=40)) == set()
    assert Check.objects.count() == 1


def test_a_look_whose_lease_went_to_another_is_dropped(citation):
    looked = replace(look_of(citation.source, TEXT), lease=uuid4())
    assert record([looked], clock()) == set()
    assert Check.objects.count() == 0


def test_a_confirmed_change_opens_one_alert_with_the_passage_before_and_after(citation):
    change_number(citation)
    alert = Alert.objects.get()
    assert alert.kind == AlertKind.NUMBER_CHANGED
    assert (alert.before, alert.after) == (QUOTE, "cost $5.567M at $2 an hour")
    assert alert.found_by == Check.objects.latest("checked_at")
    assert alert.notified_at is None
    assert citation.finding == Finding.NUMBER_CHANGED
    assert citation.exact == QUOTE


def test_a_change_that_stays_opens_no_second_alert(citation):
    change_number(citation)
    look_and_record(citation.source, TEXT.replace("5.576", "5.567"), after=7200)
    assert Alert.objects.count() == 1


def test_a_second_change_renews_the_open_alert_and_is_mailed_again(citation):
    change_number(citation)
    Alert.objects.update(notified_at=clock())
    for after in (7200, 10800):
        look_and_record(citation.source, TEXT.replace("5.576", "9.999"), after=after)
    alert = Alert.objects.get()
    assert alert.after == "cost $9.999M at $2 an hour"
    assert alert.notified_at is None


def test_an_alert_closes_itself_when_the_quote_is_found_again(citation):
    change_number(citation)
    look_and_record(citation.source, TEXT, after=7200)
    alert = Alert.objects.get()
    assert alert.result == AlertResult.RECOVERED
    assert alert.closed_by is None
    citation.refresh_from_db()
    assert citation.finding == Finding.EXACT


def test_a_failed_look_leaves_the_quote_as_it_was(citation):
    before = Citation.objects.values().get()
    look_and_record(citation.source, outcome=Outcome.TIMEOUT)
    assert Citation.objects.values().get() == before
    assert citation.source.last_outcome == Outcome.TIMEOUT


def test_an_unchanged_page_counts_as_seen(citation):
    look_and_record(citation.source, outcome=Outcome.NOT_MODIFIED)
    citation.refresh_from_db()
    assert citation.seen_at == citation.source.checked_at
    assert Check.objects.get().findings == {str(citation.pk): Finding.EXACT}


def test_a_quote_changed_at_the_desk_meanwhile_keeps_the_desk_s_word(citation):
    looked = look_of(citation.source, TEXT.replace("5.576", "5.567"))
    Citation.objects.update(exact="at $2 an hour")
    record([looked], clock())
    citation.refresh_from_db()
    assert (citation.finding, citation.unconfirmed) == (Finding.EXACT, "")
    assert Check.objects.count() == 1


def test_a_source_given_up_meanwhile_stays_given_up(citation):
    looked = look_of(citation.source, TEXT)
    citation.source.stop_watching()
    record([looked], clock())
    citation.source.refresh_from_db()
    assert citation.source.next_check_at is None
    assert citation.source.health == Health.UNWATCHED


def test_a_quote_typed_by_hand_is_looked_for_but_not_anchored():
    source = make_source()
    citation = make_citation(make_claim(), source, QUOTE)
    look_and_record(source, TEXT)
    citation.refresh_from_db()
    assert citation.finding == Finding.EXACT
    assert citation.start is None


def test_an_article_takes_the_first_text_of_its_source():
    article = make_article()
    type(article).objects.update(snapshot=None, state=BreakdownState.WAITING)
    look_and_record(article.source, TEXT)
    article.refresh_from_db()
    assert article.body == TEXT
    assert article.state == BreakdownState.OPEN
    look_and_record(article.source, TEXT + " Edited.")
    article.refresh_from_db()
    assert article.body == TEXT


def test_an_article_edited_silently_raises_its_own_kind_of_alert():
    article = make_article()
    appearance = make_appearance(make_claim(), article)
    for after in (0, 3600):
        look_and_record(article.source, article.body.replace("557만6천달러", "567만달러"), after=after)
    alert = Alert.objects.get()
    assert alert.kind == AlertKind.ARTICLE_EDITED
    assert alert.citation == appearance


def test_a_host_that_asks_for_time_is_left_alone_by_all(citation):
    lease = due.take_one(citation.source_id)
    watch = load({citation.source_id: lease})[0][citation.source_id]
    response = Response(Outcome.RATE_LIMITED, watch.url, 429, retry_after=7200.0)
    now = clock()
    decision = judge(watch, response, None, {}, now=now, rules=rules_of_settings())
    record([Look(citation.source_id, lease, watch, decision, response)], now)
    assert Host.objects.get().free_at >= now + timedelta(hours=2)
    assert Host.objects.get().name == Host.of(citation.source.key)


def test_many_looks_are_recorded_together_each_with_its_own():
    citations = [make_citation(make_claim(), make_source(TEXT), QUOTE) for _ in range(5)]
    now = clock()
    record([look_of(one.source, f"{TEXT} {number}") for number, one in enumerate(citations)], now)
    assert Check.objects.count() == 5
    assert [Source.objects.get(pk=one.source_id).snapshot.text[-1] for one in citations] == list("01234")


def test_recording_a_batch_takes_the_same_statements_however_large(django_assert_max_num_queries):
    citations = [make_citation(make_claim(), make_source(TEXT), QUOTE) for _ in range(8)]
    looks = [look_of(one.source, TEXT + "!") for one in citations]
    with django_assert_max_num_queries(12):
        record(looks, clock())


def test_text_that_a_database_cannot_hold_never_gets_that_far(citation):
    page = extract(b"<p>NUL \x00 and &#0; and \xed\xa0\x80</p>" + TEXT.encode(), "text/html; charset=utf-8")
    look_and_record(citation.source, page.text)
    assert Check.objects.get().outcome == Outcome.OK


def test_an_alert_about_a_whole_source_names_its_host(citation):
    source = citation.source
    Source.objects.filter(pk=source.pk).update(health=Health.DEAD)
    look_and_record(source, TEXT)
    alert = Alert.objects.get(kind=AlertKind.SOURCE_BACK)
    assert alert.host == Host.of(source.key)


def test_what_keeps_changing_is_told_once_however_often_it_changes(citation):
    keeps = Alert.objects.create(
        kind=AlertKind.KEEPS_CHANGING,
        citation=citation,
        source=citation.source,
        opened_at=clock(),
        notified_at=clock(),
    )
    looked = look_of(citation.source, TEXT)
    news = (News(AlertKind.KEEPS_CHANGING, citation.pk, QUOTE, "other words"),)
    record([replace(looked, decision=replace(looked.decision, news=news))], clock())
    keeps.refresh_from_db()
    assert keeps.after == "other words"
    assert keeps.notified_at is not None
    assert Alert.objects.count() == 1
