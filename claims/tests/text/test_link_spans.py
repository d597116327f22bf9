"""Where addresses end in running Korean and English text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.link_spans import find_links
from claims.text.links import clean

CUTS = [
    ("https://example.com/a에서 밝혔다", ["https://example.com/a"]),
    ("https://example.com/a를, https://example.com/b은", ["https://example.com/a", "https://example.com/b"]),
    ("https://example.com/123입니다.", ["https://example.com/123"]),
    ("https://example.com/123이라는 글", ["https://example.com/123"]),
    ("https://example.com/에서는", ["https://example.com/"]),
    ("https://example.com에서", ["https://example.com"]),
    ("https://example.com:8080에서", ["https://example.com:8080"]),
    ("http://localhost:8000/a로", ["http://localhost:8000/a"]),
    ("https://example.com/?id=123을", ["https://example.com/?id=123"]),
    ("https://example.com/a.html이라는", ["https://example.com/a.html"]),
    ("https://example.com/a.pdf참고", ["https://example.com/a.pdf"]),
    ("https://example.com/a.pdf(보고서)", ["https://example.com/a.pdf"]),
    ("주소는https://example.com/a다.", ["https://example.com/a"]),
    ("https://example.com/a그리고 b", ["https://example.com/a그리고"]),  # nothing says where it ends
    ("https://example.com/a,그리고", ["https://example.com/a"]),
    ("https://example.com.그는 말했다", ["https://example.com"]),
    ("https://example.com/a.그는 말했다", ["https://example.com/a"]),
    ("(https://example.com/a)에서", ["https://example.com/a"]),
    ("[글](https://example.com/a)을", ["https://example.com/a"]),
    ("[https://example.com/a]", ["https://example.com/a"]),
    ("<https://example.com/a>", ["https://example.com/a"]),
    ("‘https://example.com/a’라고", ["https://example.com/a"]),
    ("“https://example.com/a”", ["https://example.com/a"]),
    ("\"https://example.com/a\"", ["https://example.com/a"]),
    ("'https://example.com/a'", ["https://example.com/a"]),
    ("「https://example.com/a」", ["https://example.com/a"]),
    ("《https://example.com/a》에서", ["https://example.com/a"]),
    ("https://example.com/a。", ["https://example.com/a"]),
    ("https://example.com/a，https://example.com/b", ["https://example.com/a", "https://example.com/b"]),
    ("https://example.com/a）", ["https://example.com/a"]),
    ("https://example.com/a…", ["https://example.com/a"]),
    ("https://example.com/a...", ["https://example.com/a"]),
    ("**https://example.com/a**", ["https://example.com/a"]),
    ("https://example.com/a에서https://example.com/b", ["https://example.com/a", "https://example.com/b"]),
    ("www.example.com을 보라", ["www.example.com"]),
    ("WWW.Example.com/A", ["WWW.Example.com/A"]),
    ("see https://example.com/a, and (www.example.com/b).", ["https://example.com/a", "www.example.com/b"]),
    ("https://example.com/a?b=c&d=e#f.", ["https://example.com/a?b=c&d=e#f"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_an_address_ends_before_particles_and_punctuation(text, expected):
    assert [text[link.start : link.end] for link in find_links(text)] == expected


WHOLE = [
    "https://ko.wikipedia.org/wiki/대한민국",
    "https://ko.wikipedia.org/wiki/김정은",
    "https://ko.wikipedia.org/wiki/마을",
    "https://ko.wikipedia.org/wiki/민주주의",
    "https://ko.wikipedia.org/wiki/클로에",
    "https://ko.wikipedia.org/wiki/고속도로",
    "https://ko.wikipedia.org/wiki/경제학과",
    "https://ko.wikipedia.org/wiki/가",
    "https://ko.wikipedia.org/wiki/5·18_광주_민주화_운동",
    "https://ko.wikipedia.org/wiki/서울_(동음이의)",
    "https://en.wikipedia.org/wiki/A_(b)_(c)",
    "https://namu.wiki/w/AI반도체",
    "https://example.com/검색?q=한국은행",
    "https://ko.wikipedia.org/wiki/%EB%8C%80%ED%95%9C",
    "https://대한민국.한국/가나",
    "https://my-한글.kr/a",
    "https://web.archive.org/web/2020/https://example.com/",
    "https://example.com/?next=https://example.org/a",
    "https://example.com/a,b;c",
    "https://example.com/~kim/a'b",
]


@pytest.mark.parametrize("url", WHOLE)
def test_hangul_and_brackets_of_an_address_stay(url):
    for text in (url, f"{url} 참고", f"({url})", f"출처: {url}."):
        assert [text[link.start : link.end] for link in find_links(text)] == [url]


PARTICLES_BEHIND_HANGUL = [
    ("https://ko.wikipedia.org/wiki/대한민국", "에서"),
    ("https://ko.wikipedia.org/wiki/대한민국", "을"),
    ("https://ko.wikipedia.org/wiki/김정은", "은"),
    ("https://ko.wikipedia.org/wiki/서울_(동음이의)", "는"),
    ("https://ko.wikipedia.org/wiki/%EB%8C%80%ED%95%9C", "에서는"),
    ("https://대한민국.한국", "에서"),
    ("https://대한민국.한국/가나다", "라는"),
]


@pytest.mark.parametrize(("url", "particle"), PARTICLES_BEHIND_HANGUL)
def test_a_particle_behind_hangul_is_cut_off_where_a_name_hardly_ends_so(url, particle):
    text = f"{url}{particle} 옮겼다"

    assert [text[link.start : link.end] for link in find_links(text)] == [url]


NO_LINKS = [
    "",
    "https://",
    "www.",
    "xhttps://example.com",
    "kim@www.example.com",
    "http://",
    "https://에서",
    "www",
]


@pytest.mark.parametrize("text", NO_LINKS)
def test_what_only_looks_like_an_address_is_left_out(text):
    assert find_links(text) == []


PIECES = st.one_of(
    st.sampled_from(
        ["https://", "http://", "www.", "example.com", "/", "a", "가", "에서", "은", "%EA", "\u1100"]
    ),
    st.sampled_from("()[].,?=#@:」' \n"),
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_spans_are_in_order_and_hold_the_address(text):
    end = 0
    for link in find_links(text):
        assert end <= link.start < link.end <= len(text)
        assert link.url == clean(text[link.start : link.end])
        end = link.end


@pytest.mark.parametrize(
    "piece", ["https://", "www.a", "https://a)", "https://a/(", "https://a/[)", "http://a에서", "www.가."]
)
def test_a_page_of_broken_addresses_is_read_to_its_end(piece):
    text = piece * 20_000 + " https://example.com/a"

    assert find_links(text)[-1].url == "https://example.com/a"
