"""Which addresses are one source, which are not, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.addresses import MAX_LENGTH
from claims.text.links import BadLink, canonical_key, clean, display, domain, work

SAME = [
    ("http://example.com/a", "https://example.com/a", "scheme"),
    ("example.com/a", "https://example.com/a", "no scheme"),
    ("//example.com/a", "https://example.com/a", "no scheme, but slashes"),
    ("HTTPS://EXAMPLE.com/a", "https://example.com/a", "case of scheme and host"),
    ("http://example.com:80/a", "https://example.com:443/a", "default ports"),
    ("https://example.com./a", "https://example.com/a", "the root's dot"),
    ("https://example.com/a/", "https://example.com/a", "trailing slash"),
    ("https://example.com", "https://example.com/", "no path"),
    ("https://example.com/a?", "https://example.com/a", "empty query"),
    ("https://example.com/a/./b/../c", "https://example.com/a/c", "dot segments"),
    ("https://example.com/a/%2E%2E/c", "https://example.com/c", "escaped dot segments"),
    ("https://example.com/%7ekim", "https://example.com/~kim", "escape of an ordinary character"),
    ("https://example.com/%ec%9c%84%ed%82%a4", "https://example.com/위키", "Korean percent-encoding"),
    ("https://example.com/?q=%EA%B8%88%EB%A6%AC", "https://example.com/?q=금리", "Korean in the query"),
    ("https://example.com/위키", "https://example.com/위키", "Hangul in pieces, as macOS writes it"),
    ("https://example.com/A_%28b%29", "https://example.com/A_(b)", "escaped brackets"),
    ("https://example.com/a%20b", "https://example.com/a b", "blank"),
    ("https://example.com/?q=a+b", "https://example.com/?q=a%20b", "plus for blank in the query"),
    ("https://대한민국.한국/a", "https://xn--3e0bs9hfvinn1a.xn--3e0b707e/a", "international name"),
    ("https://대한민국。한국/a", "https://대한민국.한국/a", "Chinese full stop in the name"),
    ("https://ｅｘａｍｐｌｅ.com/a", "https://example.com/a", "full-width letters in the name"),
    ("https://www.example.com/a", "https://example.com/a", "www"),
    ("https://example.com/a?b=1&c=2", "https://example.com/a?c=2&b=1", "order of parameters"),
    ("https://example.com/a?utm_source=x&UTM_medium=y", "https://example.com/a", "campaign"),
    ("https://example.com/a?id=1&fbclid=x", "https://example.com/a?id=1", "click mark among others"),
    ("https://example.com/a#top", "https://example.com/a", "fragment"),
    ("https://example.com/a#:~:text=b", "https://example.com/a", "text fragment"),
    ("https://example.com\\a", "https://example.com/a", "backslash, as browsers read it"),
    ("  <https://example.com/a>\n", "https://example.com/a", "what surrounds a pasted address"),
    ("https://127.0.0.1:8000/a", "http://127.0.0.1:8000/a", "address in numbers"),
    ("http://[0:0::1]/a", "http://[::1]/a", "IPv6"),
    ("https://m.example.co.kr/view/1", "https://www.example.co.kr/view/1", "mobile host"),
    ("https://ko.m.wikipedia.org/wiki/위키", "https://ko.wikipedia.org/wiki/위키", "Wikimedia's mobile host"),
    ("https://amp.example.com/2024/a-b-c", "https://example.com/2024/a-b-c", "AMP host"),
    ("https://example.com/2024/a-b-c/amp/", "https://example.com/2024/a-b-c", "AMP path"),
    ("https://example.com/2024/a-b-c.amp.html", "https://example.com/2024/a-b-c.html", "AMP file"),
    ("https://example.com/a?amp=1", "https://example.com/a", "AMP parameter"),
    ("https://a-com.cdn.ampproject.org/c/s/a.com/b?c=1", "https://a.com/b?c=1", "AMP cache"),
    ("https://www.google.com/amp/s/www.example.com/a", "https://example.com/a", "Google's AMP viewer"),
    ("https://twitter.com/a/status/1?s=20", "https://x.com/a/status/1", "a renamed site"),
    ("https://youtu.be/dQw4w9WgXcQ?si=x", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3s", "a video"),
    ("https://m.news.naver.com/read.nhn?oid=1&aid=2", "https://n.news.naver.com/mnews/article/1/2", "news"),
    ("https://m.blog.naver.com/PostView.naver?blogId=k&logNo=1", "https://blog.naver.com/k/1", "Naver blog"),
    ("https://kim.tistory.com/m/12", "https://kim.tistory.com/12", "Tistory's mobile path"),
    ("https://arxiv.org/pdf/2412.19437.pdf", "https://export.arxiv.org/pdf/2412.19437", "a paper's PDF"),
    ("https://dx.doi.org/10.1000/ABC", "https://doi.org/10.1000/abc", "a DOI, whose case means nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "why"), SAME)
def test_two_spellings_are_one_source(one, other, why):
    assert canonical_key(one) == canonical_key(other), why


DIFFERENT = [
    ("https://example.com/a", "https://example.com/A", "case of the path"),
    ("https://example.com/a", "https://example.com:8443/a", "port"),
    ("https://example.com:443/a", "http://example.com:443/a", "a port default for the other scheme"),
    ("https://example.com/a?id=1", "https://example.com/a?id=2", "a parameter"),
    ("https://example.com/a?id", "https://example.com/a?id=", "a parameter without a value"),
    ("https://example.com/a?x=1&x=2", "https://example.com/a?x=2&x=1", "order of equal parameters"),
    ("https://example.com/a%2Fb", "https://example.com/a/b", "an escaped slash"),
    ("https://example.com/a?q=1%26b=2", "https://example.com/a?q=1&b=2", "an escaped ampersand"),
    ("https://example.com/a?q=1%2B1", "https://example.com/a?q=1+1", "an escaped plus"),
    ("https://example.com/100%25", "https://example.com/100", "an escaped percent sign"),
    ("https://example.com/%B4%EB", "https://example.com/%B4%EC", "escapes of another encoding"),
    ("https://example.com/a//b", "https://example.com/a/b", "an empty segment"),
    ("https://example.com/#!/a", "https://example.com/#!/b", "routes"),
    ("https://example.com/#/a", "https://example.com/", "a route and none"),
    ("https://github.com/a/b?ref=main", "https://github.com/a/b?ref=dev", "ref, which is a branch here"),
    ("https://m.example.com/", "https://example.com/", "front pages"),
    ("https://mobile.github.io/a", "https://github.io/a", "somebody's site"),
    ("https://m.co.kr/a", "https://co.kr/a", "a name, not a mobile host"),
    ("https://amp.dev/a", "https://dev/a", "a name, not an AMP host"),
    ("https://example.com/shop/amp", "https://example.com/shop", "a shop that sells amps"),
    ("https://news.example.com/a", "https://example.com/a", "another host"),
    ("https://arxiv.org/abs/2412.19437v1", "https://arxiv.org/abs/2412.19437v2", "two versions"),
    ("https://arxiv.org/abs/2412.19437", "https://arxiv.org/pdf/2412.19437", "an abstract and the paper"),
    ("https://www.youtube.com/watch?v=a", "https://www.youtube.com/watch?v=b", "two videos"),
    ("https://news.naver.com/main/m.naver?sid1=1", "https://news.naver.com/main/m.naver?sid1=2", "sections"),
    ("https://example.com/가", "https://example.com/나", "Hangul"),
    ("https://xn--e1afmkfd.com/a", "https://example.com/a", "a Cyrillic look-alike"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "why"), DIFFERENT)
def test_what_may_differ_stays_apart(one, other, why):
    assert canonical_key(one) != canonical_key(other), why


BAD = [
    ("", "empty"),
    (" \u200b\n", "empty"),
    ("ftp://example.com/a", "scheme"),
    ("javascript:alert(1)", "scheme"),
    ("mailto:a@example.com", "scheme"),
    ("data:text/html,a", "scheme"),
    ("file:///etc/passwd", "scheme"),
    ("hello", "host"),
    ("https://", "host"),
    ("https:///a", "host"),
    ("https:a", "host"),
    ("/a/b", "host"),
    ("https://exa mple.com", "host"),
    ("https://-example.com", "host"),
    ("https://example..com", "host"),
    ("https://0x7f.1/", "host"),
    ("https://2130706433/", "host"),
    ("https://127.1/", "host"),
    ("https://[::1", "host"),
    ("https://[fe80::1%eth0]/", "host"),
    ("https://" + "a" * 64 + ".com", "host"),
    ("https://user:secret@example.com/", "credentials"),
    ("https://good.com@evil.com/", "credentials"),
    ("https://example.com:0/", "port"),
    ("https://example.com:65536/", "port"),
    ("https://example.com:８０/", "port"),
    ("https://example.com/a\nb", "control"),
    ("https://example.com/\u202egnp.exe", "control"),
    ("https://example.com/\x00", "control"),
    ("https://example.com/" + "a" * MAX_LENGTH, "too_long"),
    ("https://example.com/" + "가" * 300, "too_long"),
]


@pytest.mark.parametrize(("url", "code"), BAD)
def test_what_is_no_address_is_refused_with_a_code(url, code):
    with pytest.raises(BadLink) as refused:
        canonical_key(url)

    assert refused.value.code == code


CLEAN = [
    ("example.com", "https://example.com/"),
    ("http://Example.com/위키 백과", "http://example.com/%EC%9C%84%ED%82%A4%20%EB%B0%B1%EA%B3%BC"),
    ("https://대한민국.한국", "https://xn--3e0bs9hfvinn1a.xn--3e0b707e/"),
    ("https://example.com/a?b=%20&utm_id=1&c=[x]#d", "https://example.com/a?b=%20&c=[x]"),
    ("https://example.com/a?b=2&a=1", "https://example.com/a?b=2&a=1"),
    ("https://www.example.com/a/", "https://www.example.com/a/"),
    ("https://example.com/100%", "https://example.com/100%25"),
    ("https://example.com/#!/a", "https://example.com/#!/a"),
    ("http://127.0.0.1:8000", "http://127.0.0.1:8000/"),
    ("localhost:8000/a", "https://localhost:8000/a"),
    ("https://good.com\\@evil.com/", "https://good.com/@evil.com/"),
]


@pytest.mark.parametrize(("url", "expected"), CLEAN)
def test_the_stored_address_is_ready_to_fetch_and_otherwise_as_given(url, expected):
    assert clean(url) == expected


DOMAINS = [
    ("https://news.example.co.kr/a", "example.co.kr"),
    ("https://www.gov.kr/", "www.gov.kr"),
    ("https://a.b.example.com/", "example.com"),
    ("https://kim.tistory.com/1", "kim.tistory.com"),
    ("https://www.xn--3e0bs9hfvinn1a.xn--3e0b707e/", "대한민국.한국"),
    ("http://127.0.0.1:8000/a", "127.0.0.1"),
    ("http://[::1]/", "[::1]"),
    ("http://localhost/a", "localhost"),
]


@pytest.mark.parametrize(("url", "expected"), DOMAINS)
def test_the_domain_is_what_somebody_registered(url, expected):
    assert domain(url) == expected


DISPLAYS = [
    ("https://www.example.com/", "example.com"),
    ("https://example.com/%EC%9C%84%ED%82%A4?q=%EA%B8%88%EB%A6%AC", "example.com/위키?q=금리"),
    ("https://xn--3e0bs9hfvinn1a.xn--3e0b707e/a", "대한민국.한국/a"),
    ("https://xn--e1afmkfd.com/", "xn--e1afmkfd.com"),
    ("https://example.com/%E2%80%AEgnp.exe", "example.com/%E2%80%AEgnp.exe"),
    ("https://example.com/a%2Fb%20c", "example.com/a%2Fb%20c"),
    ("https://example.com/%E2%81%84evil", "example.com/%E2%81%84evil"),
    ("https://example.com/%EF%BC%8Fa%E3%85%A4", "example.com/%EF%BC%8Fa%E3%85%A4"),
    ("https://example.com:8080/a", "example.com:8080/a"),
]


@pytest.mark.parametrize(("url", "expected"), DISPLAYS)
def test_an_address_is_shown_readable_but_never_deceiving(url, expected):
    assert display(url) == expected


WORKS = [
    ("https://arxiv.org/abs/2412.19437v2", "arxiv:2412.19437"),
    ("https://arxiv.org/pdf/2412.19437", "arxiv:2412.19437"),
    ("http://export.arxiv.org/abs/hep-th/9901001", "arxiv:hep-th/9901001"),
    ("https://doi.org/10.48550/arXiv.2412.19437", "arxiv:2412.19437"),
    ("https://dx.doi.org/10.1038/NATURE", "doi:10.1038/nature"),
    ("https://arxiv.org/list/cs", None),
    ("https://example.com/abs/2412.19437", None),
]


@pytest.mark.parametrize(("url", "expected"), WORKS)
def test_forms_and_versions_of_a_paper_are_one_work(url, expected):
    assert work(url) == expected


def test_a_chain_of_viewers_is_followed_to_its_end():
    chain = "https://" + "www.google.com/amp/s/" * 90 + "example.com/a"

    assert canonical_key(chain) == "example.com/a"


PARTS = st.text(
    st.sampled_from("ab/.:?#&=%20Aé가각\u1100\u1161\u0301`'()[]+;,~!@*\\ \u212a\u037e\u0338\u200d｡。１m-_."),
    max_size=30,
)
ADDRESSES = st.one_of(
    PARTS,
    st.builds("https://{}.com/{}".format, st.sampled_from(["a", "www.m.a", "한글", "xn--9n2bp8q"]), PARTS),
    st.text(max_size=60),
)


@given(ADDRESSES)
def test_a_key_is_its_own_key_and_that_of_the_stored_address(url):
    try:
        key = canonical_key(url)
    except BadLink:
        return

    assert canonical_key(key) == key
    assert canonical_key(clean(url)) == key
    assert clean(clean(url)) == clean(url)
    assert len(key.encode()) <= MAX_LENGTH


@given(ADDRESSES)
def test_whatever_is_pasted_gives_an_address_or_a_refusal(url):
    try:
        address = clean(url)
    except BadLink as refused:
        assert refused.code in {"empty", "scheme", "host", "credentials", "port", "control", "too_long"}
        return

    assert address.isascii() and " " not in address
    assert address.startswith(("http://", "https://"))
    assert domain(address) and display(address)
