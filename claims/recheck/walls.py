"""What is a page really that was answered as if all were well? Error page, wall, challenge, domain for sale.

Asked only when no quote stands on the page: a page that carries the quoted passage is the page, whatever its
title says. Phrases are looked for in titles and headings, never in the body, where articles talk of errors,
logins and domains too; whole-page phrases count on short pages only.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from claims.recheck.extract import Page
from claims.words import Outcome

SHRUNK = 0.25  # share of the stored text below which a page is no longer what it was
CUT = 0.7  # share below which a metered page shows a part only
SHORT = 2000  # characters: a page of which a notice can be the whole content
LIKE_MISSING = 0.9  # likeness to the host's answer for a made-up path

NOT_FOUND = re.compile(
    r"\b404\b|\b410\b|not found|(?:can(?:no|')t|could ?n[o']t|unable to) (?:be found|find)|"
    r"page (?:missing|unavailable)|"
    r"no longer (?:available|exists?)|does ?n[o']t exist|has been (?:removed|deleted)|"
    r"찾을 수 없|존재하지 않|없는 (?:페이지|기사|게시|문서)|삭제(?:된|되었|됐)|사라진 페이지|"
    r"잘못된 (?:접근|경로|주소|요청)|페이지를? ?찾지 못|서비스(?:가|를)? ?종료",
    re.IGNORECASE,
)
REMOVED = re.compile(
    r"(?:has been|was) (?:removed|deleted|withdrawn|taken down)|no longer available|"
    r"삭제(?:된|되었|됐|하였|했)|게시가 (?:중단|종료)|서비스(?:가|를)? ?종료|비공개",
    re.IGNORECASE,
)
LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|signon|sso|auth|oauth2?|authorize|account/login|member/login|nidlogin[^/]*|"
    r"users/sign_in|wp-login\.php|login[^/]*)(?:[/.?]|$)",
    re.IGNORECASE,
)
LOGIN_TITLE = re.compile(r"\b(?:log|sign)[ -]?in\b|로그인|회원 ?가입|인증이? 필요", re.IGNORECASE)
ROOT_PATH = re.compile(
    r"/*(?:(?:index|main|home|default)(?:\.\w{2,5})?|[a-z]{2}(?:[-_][a-z]{2})?)?/*", re.IGNORECASE
)
CHALLENGE = re.compile(
    r"cf[-_]chl|challenges\.cloudflare\.com|cdn-cgi/challenge-platform|_Incapsula_Resource|captcha-delivery\.com|"
    r"px-captcha|/_sec/cp_challenge|ak_bmsc|awswaf|aws-waf-token|sucuri_cloudproxy|ddos-guard",
    re.IGNORECASE,
)
CHALLENGE_TITLE = re.compile(
    r"just a moment|attention required|are you (?:a )?(?:human|robot)|verify(?:ing)? you are|security check|"
    r"access (?:denied|to this page)|pardon our interruption|bot (?:detection|protection)|"
    r"자동(?:화된)? ?(?:접근|접속|입력)|로봇이 아닙|보안 ?(?:문자|확인)|접근이? ?(?:차단|제한|거부)",
    re.IGNORECASE,
)
PARKED = re.compile(
    r"(?:this|the) domain (?:name )?(?:\S+ )?(?:is|may be|could be) (?:for sale|available|parked)|"
    r"buy this domain|domain (?:is )?(?:for sale|parking|parked)|"
    r"inquire about this domain|make an offer on this domain|"
    r"도메인(?:을|이)? ?(?:판매|매물|구매|구입)|이 도메인은 (?:판매|매각)|"
    r"sedoparking|parkingcrew|bodis\.com|hugedomains|afternic|parklogic|above\.com/marketplace",
    re.IGNORECASE,
)
COOKIES = re.compile(r"cookie|쿠키|consent|개인정보", re.IGNORECASE)
COOKIE_ASK = re.compile(
    r"accept all|agree and|before you continue|manage (?:options|preferences)|모두 ?(?:동의|수락|허용)", re.I
)


@dataclass(frozen=True)
class Seen:
    """What is known beside the page. ``wanted``, ``got``: the address asked for, and the one that answered.

    ``like_missing``: likeness (0 to 1) to the host's answer for a made-up path; None when not asked.
    """

    wanted: str
    got: str
    stored_bytes: int = 0
    like_missing: float | None = None


def unmask(page: Page, seen: Seen) -> tuple[Outcome, str] | None:
    """The outcome that the page amounts to and why; None when it is what it says it is."""
    size = len(page.text.encode())
    for mask in (_other_kind, _challenge, _parked, _login, _front_page, _cookies, _not_found, _metered):
        if found := mask(page, seen, size):
            return found
    if page.is_empty:
        return Outcome.EMPTY, page.trouble
    return (Outcome.GARBLED, page.charset) if page.is_garbled else None


def is_challenge(page: Page) -> bool:
    """A visitor's humanity is doubted here."""
    if CHALLENGE_TITLE.search(page.title) and len(page.text) < SHORT:
        return True
    return len(page.text) < SHORT / 2 and bool(CHALLENGE.search(page.source))


def tells_removal(page: Page) -> bool:
    """The page says that its content was taken away on purpose."""
    return bool(REMOVED.search(f"{page.title}\n{page.heading}\n{page.text[:500]}"))


def may_be_missing(page: Page, seen: Seen) -> bool:
    """Worth asking the host for a made-up path to compare with: one sign of a soft 404 is there already."""
    return page.kind == "html" and len(_signs(page, seen, len(page.text.encode()))) == 1


def _other_kind(page: Page, seen: Seen, size: int):
    if page.kind != "other":
        return None
    return (Outcome.WRONG_TYPE if seen.stored_bytes else Outcome.EMPTY), page.trouble


def _challenge(page: Page, seen: Seen, size: int):
    return (Outcome.BLOCKED, "challenge") if is_challenge(page) else None


def _parked(page: Page, seen: Seen, size: int):
    if len(page.text) >= SHORT:
        return None
    found = PARKED.search(f"{page.title}\n{page.text}") or PARKED.search(page.source)
    return (Outcome.PARKED, found[0][:60].lower()) if found else None


def _login(page: Page, seen: Seen, size: int):
    shrunk = size < SHRUNK * seen.stored_bytes if seen.stored_bytes else len(page.text) < SHORT
    sent_there = _path(seen.got) != _path(seen.wanted) and LOGIN_PATH.search(_path(seen.got))
    if sent_there and (shrunk or page.asks_password):
        return Outcome.LOGIN_WALL, "login address"
    titled = LOGIN_TITLE.search(f"{page.title}\n{page.heading}")
    whole = seen.stored_bytes or titled or len(page.text) < SHORT / 4  # many short pages carry a form on top
    if shrunk and page.asks_password and whole:
        return Outcome.LOGIN_WALL, "login form"
    if shrunk and titled:
        return Outcome.LOGIN_WALL, "login title"
    return None


def _front_page(page: Page, seen: Seen, size: int):
    if ROOT_PATH.fullmatch(_path(seen.wanted)) or urlsplit(seen.wanted).query:
        return None
    landed = ROOT_PATH.fullmatch(_path(seen.got)) and not urlsplit(seen.got).query
    return (Outcome.REDIRECT_TO_ROOT, "") if landed else None


def _cookies(page: Page, seen: Seen, size: int):
    shrunk = size < SHRUNK * seen.stored_bytes if seen.stored_bytes else len(page.text) < SHORT / 2
    asked = len(COOKIES.findall(page.text)) >= 2 and COOKIE_ASK.search(page.text)
    return (Outcome.EMPTY, "cookie wall") if shrunk and asked else None


def _signs(page: Page, seen: Seen, size: int) -> list[str]:
    signs = []
    if NOT_FOUND.search(f"{page.title}\n{page.heading}"):
        signs.append("title")
    if seen.stored_bytes and size < SHRUNK * seen.stored_bytes:
        signs.append("shrunk")
    if seen.like_missing is not None and seen.like_missing >= LIKE_MISSING:
        signs.append("like a made-up path")
    root = page.canonical_url and ROOT_PATH.fullmatch(_path(page.canonical_url))
    if root and not ROOT_PATH.fullmatch(_path(seen.wanted)) and not urlsplit(page.canonical_url).query:
        signs.append("canonical is the front page")
    return signs


def _not_found(page: Page, seen: Seen, size: int):
    signs = _signs(page, seen, size)
    return (Outcome.SOFT_404, ", ".join(signs)) if len(signs) >= 2 else None


def _metered(page: Page, seen: Seen, size: int):
    part = size < CUT * seen.stored_bytes if seen.stored_bytes else len(page.text) < SHORT
    return (Outcome.PAYWALL, "not accessible for free") if page.is_metered and part else None


def _path(url: str) -> str:
    return urlsplit(url).path or "/"
