"""What may become of a source: the 2,000 addresses of ``bench_naming``, each before and after.

Every kind says what a look must come to, and whether an editor must hear of it. None is made from a string
that the product looks for: wordings are those of real sites, in Korean and English by turns.
"""

import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from claims.tests.bench.web import page, quotes
from claims.tests.recheck.site import SourceSite
from claims.words import AlertKind, Finding, Outcome

UNTHROTTLED = (("LinkChecker", "lifts that tool's own throttle of this host"),)


@dataclass(frozen=True)
class Kind:
    """``alert``: what an editor must hear of after a second look has confirmed it; nothing else may be heard.

    ``is_broken``: a checker of links must tell, too; of all others but moves it must say that they are well.
    """

    name: str
    share: int
    become: Callable[[SourceSite, int], None]
    outcome: Outcome
    finding: Finding | None = None  # of the first quote; None when the page could not be read
    alert: AlertKind | None = None
    is_broken: bool = False

    @property
    def told_by_status(self) -> str:
        """What a checker of links should say: "broken", "moved", "well"; "" where no status tells."""
        if self.is_broken:
            return "broken"
        if self.outcome == Outcome.MOVED:
            return "moved"
        return "well" if self.outcome == Outcome.OK and not self.alert else ""


def story(number: int) -> str:
    return page(number).decode()


def retold(change: Callable[[str, int], str]) -> Callable[[SourceSite, int], None]:
    """The same page with its text changed."""

    def become(site: SourceSite, number: int) -> None:
        site.page(f"/{number}", change(story(number), number), headers=UNTHROTTLED)

    return become


def instead(*bodies: str, **how) -> Callable[[SourceSite, int], None]:
    """Another page at the same address, one wording after the other."""

    def become(site: SourceSite, number: int) -> None:
        site.page(f"/{number}", bodies[number % len(bodies)], **how)

    return become


def whole(title: str, *paragraphs: str, extra: str = "") -> str:
    said = "".join(f"<p>{one}</p>" for one in paragraphs)
    return f"<!doctype html><title>{title}</title>{extra}<body><h1>{title}</h1>{said}</body>"


def around(html: str, number: int) -> str:
    """What changes on a news page that nobody touched: date, teasers, counters."""
    html = html.replace("<nav>", f"<nav><time>2026-11-{1 + number % 28:02}</time><b>{number * 7} readers</b>")
    return html.replace("</main>", f"</main><aside>Read more: {number} cost $9.{number}M elsewhere</aside>")


def typeset(html: str, number: int) -> str:
    """Other spaces, other Unicode form, marks put in for emphasis: the same words."""
    english, korean = quotes(number)
    html = html.replace(english, english.replace(" cost ", "\u00a0cost\n").replace("took", "<em>to</em>ok"))
    return html.replace(korean, unicodedata.normalize("NFD", korean))


def elsewhere(html: str, number: int) -> str:
    english, korean = quotes(number)
    html = html.replace(f" {english}.", "").replace(f" {korean}.", "")
    return html.replace("<h1>", f"<p>{english}. {korean}.</p><h1>")


def reworded(html: str, number: int) -> str:
    english, korean = quotes(number)
    html = html.replace(english, english.replace("took", "was meant to take"))
    return html.replace(korean, korean.replace("썼다고 밝혔다", "쓰지 않았다고 밝혔다"))


def other_number(html: str, number: int) -> str:
    english, korean = quotes(number)
    html = html.replace(english, english.replace(f"$5.{100 + number}M", f"$5.{101 + number}M"))
    return html.replace(korean, korean.replace("6천달러", "5천달러"))


def without(html: str, number: int) -> str:
    english, korean = quotes(number)
    return html.replace(f" {english}.", "").replace(f" {korean}.", "")


def metered(html: str, number: int) -> str:
    english, _ = quotes(number)
    told = json.dumps({"@type": "NewsArticle", "isAccessibleForFree": False})
    cut = html[: html.index(english) + len(english) // 3]
    return (
        cut.replace("<style>", f'<script type="application/ld+json">{told}</script><style>') + "…</p></main>"
    )


def to_login(site: SourceSite, number: int) -> None:
    site.redirect(f"/{number}", "/member/login")


def for_good(site: SourceSite, number: int) -> None:
    site.redirect(f"/{number}", f"/archive/{number}", status=301)
    site.page(f"/archive/{number}", around(story(number), number))


def to_front(site: SourceSite, number: int) -> None:
    site.redirect(f"/{number}", "/")


def in_circles(site: SourceSite, number: int) -> None:
    site.redirect(f"/{number}", f"/again/{number}")
    site.redirect(f"/again/{number}", f"/{number}")


def status(code: int, *bodies: str) -> Callable[[SourceSite, int], None]:
    return instead(*bodies, status=code)


SOFT_404 = (
    whole(
        "페이지를 찾을 수 없습니다", "요청하신 페이지가 삭제되었거나 주소가 바뀌었습니다.", "홈으로 돌아가기"
    ),
    whole("Page not found", "We couldn't find that page. Try the search, or go back to the home page."),
    whole("Oops! This page does not exist", "The story you are after has moved or was removed."),
    whole("존재하지 않는 기사입니다", "삭제된 기사이거나 잘못된 경로로 접근하셨습니다."),
)
LOGIN = '<form action="/session" method="post"><input name="id"><input type="password" name="pw"></form>'
WALLS = (
    whole("Log in to continue reading", "Subscribers only. Sign in with your account.", extra=LOGIN),
    whole("로그인", "회원 전용 기사입니다. 로그인 후 이용해 주십시오.", extra=LOGIN),
)
COOKIES = (
    whole(
        "We value your privacy",
        "We and our partners use cookies. Accept all or manage options.",
        "Cookies help us.",
    ),
    whole(
        "쿠키 사용 안내",
        "이 사이트는 쿠키를 사용합니다. 모두 동의 또는 설정을 선택하십시오.",
        "개인정보 처리 방침",
    ),
)
DOUBT = (
    whole(
        "Just a moment...",
        "Checking your browser before you proceed.",
        extra="<script src=/cdn-cgi/challenge-platform/x></script>",
    ),
    whole(
        "Access denied",
        "Your request looked automated.",
        extra="<script src=https://geo.captcha-delivery.com/c.js></script>",
    ),
)
FOR_SALE = (
    whole(
        "news-archive.example", "This domain is for sale.", "Buy this domain", "Make an offer on this domain"
    ),
    whole("도메인 판매", "이 도메인은 판매 중입니다.", "도메인을 구입하시려면 문의하십시오."),
)
ERRORS = (whole("502 Bad Gateway", "nginx"), whole("Service error", "Something went wrong on our side."))
NOTHING = (whole("Not found", "nothing here"),)

KINDS = (
    Kind("left alone", 1_180, retold(around), Outcome.OK, Finding.EXACT),
    Kind("typeset anew", 100, retold(typeset), Outcome.OK, Finding.EXACT),
    Kind("passage moved", 60, retold(elsewhere), Outcome.OK, Finding.MOVED),
    Kind("words altered", 60, retold(reworded), Outcome.OK, Finding.EDITED, AlertKind.QUOTE_EDITED),
    Kind(
        "number changed",
        80,
        retold(other_number),
        Outcome.OK,
        Finding.NUMBER_CHANGED,
        AlertKind.NUMBER_CHANGED,
    ),
    Kind("passage gone", 40, retold(without), Outcome.OK, Finding.MISSING, AlertKind.QUOTE_MISSING),
    Kind("cut off by a paywall", 20, retold(metered), Outcome.PAYWALL),
    Kind("soft 404", 60, instead(*SOFT_404), Outcome.SOFT_404),
    Kind("login wall", 40, instead(*WALLS), Outcome.LOGIN_WALL),
    Kind("sent to a login", 20, to_login, Outcome.LOGIN_WALL),
    Kind("cookie wall", 40, instead(*COOKIES), Outcome.EMPTY),
    Kind("bot challenge", 30, instead(*DOUBT), Outcome.BLOCKED),
    Kind("domain for sale", 20, instead(*FOR_SALE), Outcome.PARKED),
    Kind("sent to the front page", 30, to_front, Outcome.REDIRECT_TO_ROOT),
    Kind("moved for good", 60, for_good, Outcome.MOVED, Finding.EXACT, AlertKind.SOURCE_MOVED),
    Kind("404", 60, status(404, *NOTHING), Outcome.NOT_FOUND, is_broken=True),
    Kind("410", 30, status(410, *NOTHING), Outcome.GONE, is_broken=True),
    Kind("server error", 50, status(500, *ERRORS), Outcome.SERVER_ERROR, is_broken=True),
    Kind("redirect loop", 20, in_circles, Outcome.REDIRECT_LOOP, is_broken=True),
)


def addresses() -> Iterator[tuple[int, Kind]]:
    """Number and kind of each of the 2,000, the kinds mixed."""
    waiting = {kind: kind.share for kind in KINDS}
    number = 0
    while waiting:
        for kind in list(waiting):
            yield number, kind
            number += 1
            waiting[kind] -= 1
            if not waiting[kind]:
                del waiting[kind]
