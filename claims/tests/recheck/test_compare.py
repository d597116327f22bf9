"""Where quotes stand on a page, in its text or in another reading of it."""

from claims.recheck.compare import compare
from claims.recheck.extract import extract
from claims.tests.recheck.make_pdf import make_pdf
from claims.text.quotes import Quote
from claims.words import Finding, Remark

QUOTE = Quote("회사는 개발에 557만6천달러를 썼다고 밝혔다")


def look(html, quote=QUOTE, content_type="text/html; charset=utf-8"):
    page = extract(html.encode() if isinstance(html, str) else html, content_type)
    return compare({1: quote}, page)[1], page


def test_a_quote_that_stands_there_is_exact_and_its_place_is_told():
    found, page = look("<p>회사는 개발에 <b>557만6천달러</b>를 썼다고 밝혔다.</p>")
    assert found.finding == Finding.EXACT
    assert page.text[found.start : found.end] == QUOTE.exact


def test_a_changed_number_is_told_with_the_passage_as_it_stands_now():
    found, _ = look("<p>회사는 개발에 567만6천달러를 썼다고 밝혔다.</p>")
    assert found.finding == Finding.NUMBER_CHANGED
    assert "567만6천달러" in found.text


def test_a_quote_left_only_in_a_correction_note_is_no_longer_what_the_source_says():
    story = "<p>새 모델이 나왔다. 주가는 크게 내렸고 시장은 술렁였다.</p>" * 3
    note = "<p>바로잡습니다. 이전 기사는 ‘회사는 개발에 557만6천달러를 썼다고 밝혔다’고 적었습니다.</p>"
    found, _ = look(story + note, Quote(QUOTE.exact, "보고서가 나왔다. ", ". 자세한 내역은"))
    assert (found.finding, found.remark) == (Finding.EDITED, Remark.CORRECTION_NOTE)


def test_a_quote_that_is_nowhere_is_missing():
    found, _ = look("<p>오늘의 날씨는 맑고 바람이 없겠다. 기온은 평년과 비슷하겠다.</p>")
    assert found.finding == Finding.MISSING
    assert found.text == ""


def test_each_quote_gets_its_own_finding():
    page = extract(b"<p>Alpha rose by 5 percent.</p>", "text/html")
    found = compare({3: Quote("Alpha rose by 5 percent"), 9: Quote("Omega collapsed entirely in June")}, page)
    assert {key: one.finding for key, one in found.items()} == {3: Finding.EXACT, 9: Finding.MISSING}


def test_a_quote_in_the_structured_data_only_is_not_missing():
    html = (
        '<div id="app">Loading the article, please wait a moment.</div><script type="application/ld+json">'
        '{"articleBody": "회사는 개발에 557만6천달러를 썼다고 \\ubc1d\\ud614\\ub2e4."}</script>'
    )
    found, _ = look(html)
    assert found.finding == Finding.MOVED
    assert found.start is None


def test_a_quote_for_readers_without_scripts_is_not_missing():
    found, _ = look(
        "<p>Loading the article, please.</p>"
        "<noscript><p>회사는 개발에 <b>557만6천달러</b>를 썼다고 밝혔다</p></noscript>"
    )
    assert found.finding == Finding.MOVED


def test_a_quote_broken_across_the_lines_of_a_pdf_is_exact():
    body = make_pdf(["The company paid a total", "of 5.576 million dollars."])
    found, _ = look(body, Quote("paid a total of 5.576 million"), "application/pdf")
    assert found.finding == Finding.EXACT


def test_a_word_hyphenated_across_the_lines_of_a_pdf_is_found():
    body = make_pdf(["The company paid a consid-", "erable sum of 5.576 million dollars."])
    found, _ = look(body, Quote("paid a considerable sum of 5.576 million"), "application/pdf")
    assert found.finding in (Finding.EXACT, Finding.MOVED)
