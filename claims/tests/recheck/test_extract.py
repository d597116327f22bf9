"""What a document says, whatever it is written in."""

from datetime import date

import pytest

from claims.recheck.extract import HYPHEN, extract, with_main
from claims.tests.recheck.make_pdf import make_pdf

HTML = "text/html; charset=utf-8"


def read(html, content_type=HTML, url="https://news.example/a"):
    return extract(html.encode() if isinstance(html, str) else html, content_type, url)


def test_markup_within_a_sentence_leaves_no_trace():
    page = read("<p>Spending was <strong>5.576</strong> <em>million</em> dollars<sup>1</sup>.</p>")
    assert page.text == "Spending was 5.576 million dollars1."


def test_words_of_neighbouring_blocks_do_not_grow_together():
    page = read(
        "<h1>Costs</h1><p>One</p><p>Two</p><ul><li>Three</li><li>Four</li></ul><div>Five<br>Six</div>"
    )
    assert page.text.split() == ["Costs", "One", "Two", "Three", "Four", "Five", "Six"]


def test_cells_of_a_table_stay_apart_and_in_order():
    page = read("<table><tr><td>2023</td><td>5.1%</td></tr><tr><td>2024</td><td>5.6%</td></tr></table>")
    assert page.text.split() == ["2023", "5.1%", "2024", "5.6%"]


def test_scripts_and_styles_are_not_text():
    page = read("<style>p{color:red}</style><script>var a='secret'</script><p>Shown</p>")
    assert page.text == "Shown"


def test_what_a_page_says_of_itself():
    page = read(
        "<html lang='ko'><head><title> 딥시크\n 충격 </title><link rel='canonical' href='/news/1'>"
        "<meta property='article:published_time' content='2025-01-28T09:00:00+09:00'></head>"
        "<body><h1>딥시크가 던진 <b>충격</b></h1><p>본문</p></body></html>"
    )
    assert page.title == "딥시크 충격"
    assert page.heading == "딥시크가 던진 충격"
    assert page.language == "ko"
    assert page.published_on == date(2025, 1, 28)
    assert page.canonical_url == "https://news.example/news/1"


def test_a_date_that_cannot_be_is_no_date():
    assert read("<meta name='date' content='2025-13-41'><p>Text</p>").published_on is None


def test_null_characters_and_lone_surrogates_never_reach_the_database():
    page = extract(b'{"a": "x\\u0000y\\ud800z"}', "application/json")
    assert page.text == "a\nxyz"


KOREAN = "한국은행은 기준금리를 3.25%로 동결했다. 똠방각하도 찦차를 탔다."


@pytest.mark.parametrize(
    ("body", "content_type", "charset"),
    [
        (KOREAN.encode("cp949"), "text/plain; charset=euc-kr", "cp949"),
        (KOREAN.encode("cp949"), "text/plain; charset=ks_c_5601-1987", "cp949"),
        (KOREAN.encode("cp949"), "text/plain", "cp949"),
        (KOREAN.encode("cp949"), "text/plain; charset=utf-8", "cp949"),
        (KOREAN.encode("cp949"), "text/plain; charset=no-such-thing", "cp949"),
        (KOREAN.encode(), "text/plain; charset=euc-kr", "utf-8"),
        (KOREAN.encode(), "text/plain; charset=iso-8859-1", "utf-8"),
        (KOREAN.encode(), "text/plain", "utf-8"),
        (b"\xef\xbb\xbf" + KOREAN.encode(), "text/plain; charset=euc-kr", "utf-8"),
        (b"\xff\xfe" + KOREAN.encode("utf-16-le"), "text/plain", "utf-16"),
    ],
)
def test_korean_is_read_however_it_is_labelled(body, content_type, charset):
    page = extract(body, content_type)
    assert page.text == KOREAN
    assert page.charset == charset


def test_the_character_set_of_a_meta_tag_is_believed():
    page = extract(f"<meta charset='euc-kr'><p>{KOREAN}</p>".encode("cp949"), "text/html")
    assert page.text == KOREAN


def test_western_text_keeps_its_accents():
    page = extract("Le coût a baissé.".encode("latin-1"), "text/plain; charset=iso-8859-1")
    assert page.text == "Le coût a baissé."


def test_one_broken_byte_does_not_spoil_a_page():
    page = extract((KOREAN * 100).encode() + b"\xff", "text/plain; charset=utf-8")
    assert KOREAN in page.text
    assert not page.is_garbled


def test_a_page_of_unreadable_characters_is_garbled():
    page = extract(b"\x81\xff\xfe\x82 broken \xff\xff" * 40, "text/plain; charset=utf-8")
    assert page.is_garbled


def test_a_pdf_is_read_page_by_page():
    body = make_pdf(["Total cost was $5.576M."], ["Second page."], title="Report")
    page = extract(body, "application/pdf")
    assert page.kind == "pdf"
    assert page.title == "Report"
    assert page.text[page.page_starts[1] :].startswith("Second page.")
    assert "Total cost was $5.576M." in page.text


def test_a_pdf_is_known_by_its_bytes():
    assert extract(make_pdf(["Report"]), "application/octet-stream").kind == "pdf"


def test_a_broken_pdf_has_no_text_and_says_why():
    page = extract(b"%PDF-1.7 and then nothing of the kind", "application/pdf")
    assert page.is_empty
    assert "Failed to load" in page.trouble


def test_json_is_read_as_its_values_in_order():
    page = extract('{"제목": "물가", "rate": [5.576, "x"], "n": 1.50}'.encode(), "application/json")
    assert page.text.split("\n") == ["제목", "물가", "rate", "5.576", "x", "n", "1.50"]


def test_an_image_has_no_text():
    page = extract(b"\x89PNG\r\n\x1a\n\x00\x00", "image/png")
    assert (page.kind, page.text) == ("other", "")


def test_text_without_a_label_that_is_html_is_read_as_html():
    assert extract(b"<!doctype html><p>One</p>", "").text == "One"


def test_text_nested_very_deeply_is_not_lost():
    page = read("<div>" * 100_000 + "the quote" + "</div>" * 100_000)
    assert page.text == "the quote"


def test_a_page_too_deep_to_be_parsed_in_time_may_show_a_quote_but_never_that_it_is_gone():
    page = read("<p>the quote</p>" + "<b><i></u></div>" * 300_000)
    assert page.text.startswith("the quote")
    assert page.is_garbled


ARTICLE = (
    "<header><nav><a href=/>홈</a> <a href=/e>경제</a></nav></header>"
    "<main><article><h1>딥시크가 던진 충격</h1><p>김기자</p>"
    "<p>딥시크는 지난달 새 모델을 내놓았다. 회사는 557만6천달러를 썼다고 밝혔다.</p>"
    "<p>엔비디아 주가는 급락했다. 시장은 크게 놀랐다고 전해졌다.</p></article></main>"
    "<aside><p>많이 본 기사: 다른 기사의 제목이 여기에 있다</p></aside>"
    "<footer>Copyright 2025 신문사. 무단 전재와 재배포 금지</footer>"
)


def test_the_article_itself_is_told_from_menus_and_imprint():
    page = with_main(read(ARTICLE))
    start, end = page.main
    assert page.text[start:end].startswith("딥시크가 던진 충격")
    assert page.text[start:end].endswith("크게 놀랐다고 전해졌다.")
    assert "Copyright" in page.text


def test_where_no_article_can_be_told_all_is_text():
    assert with_main(read("<p>Short.</p>")).main is None
    assert with_main(extract(b"Plain text, no page.", "text/plain")).main is None


def test_a_page_with_nothing_to_read_is_empty():
    assert read("<div id='root'></div><script src='/app.js'></script>").is_empty


# Each would take its reader hours or for ever, if any part of it were looked at again and again.
@pytest.mark.parametrize(
    ("evil", "content_type"),
    [
        (b"<!---->" * 290 + b"x", "text/plain"),
        (b"<script json>" * 300_000, HTML),
        (b"<script " * 300_000, HTML),
        (b"<p>x</p>" + b"<div>" * 300_000 + b"x", HTML),
        (b"<p>x</p>word-" + b" \n" * 300_000, HTML),
    ],
)
def test_a_page_made_to_be_read_for_ever_is_read_soon(evil, content_type):
    page = with_main(read(evil, content_type))

    assert sum(len(reading) for reading in page.fallbacks()) <= 3 * len(evil)


def test_a_word_parted_at_the_end_of_a_line_of_a_pdf_is_put_together_whatever_stands_between():
    assert (
        HYPHEN.sub("", "spend- \r\n\n  ing and 5 - 6, two-\nfold, a-b") == "spending and 5 - 6, twofold, a-b"
    )
