"""What kind of page a text comes from when a quote is not on it: error page, wall, shell, translation, other matter.

Also recognises notes of correction ("An earlier version of this article said …", "바로잡습니다"). Reads only text;
HTTP status and addresses are judged elsewhere.
"""

import re

from claims.text.folding import flat
from claims.words import Remark

EMPTY_BELOW = 20  # visible characters
WALL_BELOW = 700  # a longer page is more than its wall

_ERROR = re.compile(
    r"\b404\b|\b410 gone\b|page (?:you (?:requested|are looking for)|(?:can ?not|could not|can't) be found|not found|"
    r"(?:no longer|does not|doesn't) exist)|no longer (?:available|exists)|not found|"
    r"(?:internal server|bad gateway|service unavailable|gateway time-?out)|has been (?:removed|deleted)|"
    r"something went wrong|access denied|페이지를? ?찾을 수 없|존재하지 않는|삭제(?:된|되었|됐)|없는 (?:페이지|기사|게시)|"
    r"요청하신 (?:페이지|기사|게시)|잘못된 (?:접근|경로|주소)|주소가 (?:잘못|변경)|서비스 ?(?:점검|종료)|오류가 발생|"
    r"일시적인? 오류|접근이 (?:거부|차단)|서비스 이용에 불편",
    re.IGNORECASE,
)
_COOKIES = re.compile(r"cookies?\b|consent|쿠키|gdpr|privacy (?:choices|preferences)", re.IGNORECASE)
_COOKIE_ASK = re.compile(
    r"accept|agree|consent|reject|manage|allow|동의|수락|허용|거부|설정", re.IGNORECASE
)
_LOGIN = re.compile(
    r"(?:log|sign) ?in|subscrib|create (?:a free )?account|register|password|로그인|회원 ?가입|비밀번호|구독|아이디|유료 회원",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"(?:earlier|previous|original|initial) version|correction\b|\bcorrected\b|clarification\b|(?:previously|originally|"
    r"initially|incorrectly|mistakenly|wrongly|erroneously) (?:said|stated|reported|gave|misstated)|misstated|"
    r"editor'?s note|has been (?:corrected|amended|updated to)|바로 ?잡습니다|바로 ?잡는다|정정합니다|정정 ?보도|정정했|"
    r"정정 전|수정 전|\[정정\]|\(정정\)|\[수정\]|알려 ?드립니다|고침|당초 기사|기존 기사|애초 기사|잘못 (?:보도|표기|기재|전달)|"
    r"수정했습니다|고칩니다",
    re.IGNORECASE,
)


def is_correction_note(page: str, start: int, end: int) -> bool:
    """The passage stands in a paragraph that tells of a correction."""
    first = max(page.rfind("\n", 0, start) + 1, start - 240)
    last = page.find("\n", end)
    last = min(len(page) if last < 0 else last, end + 160)
    return bool(_CORRECTION.search(page, first, last))


def tells_of_correction(text: str) -> bool:
    return bool(_CORRECTION.search(text))


def _script(text: str) -> str:
    """The script most letters belong to: "hangul", "latin", "other", or "" for too few letters."""
    sample = text[:20_000]
    hangul = len(re.findall(r"[\uac00-\ud7a3\u1100-\u11ff]", sample))
    latin = len(re.findall(r"[A-Za-z]", sample))
    letters = len(re.findall(r"[^\W\d_]", sample))
    if letters < 10:
        return ""
    if hangul >= 0.3 * letters:  # Korean prose with Latin names is Korean
        return "hangul"
    return "latin" if latin >= 0.6 * letters else "other"


def why_missing(quote: str, page: str) -> Remark:
    """The reason a page does not carry a quote, as far as its text tells."""
    seen = flat(page[: 6 * WALL_BELOW])
    if len(seen) < EMPTY_BELOW:
        return Remark.EMPTY
    head = page[:300]
    short = len(seen) < WALL_BELOW
    if _ERROR.search(head) and len(seen) < 3 * WALL_BELOW or short and len(_ERROR.findall(page)) >= 2:
        return Remark.ERROR_PAGE
    if short and len(_COOKIES.findall(page)) >= 2 and _COOKIE_ASK.search(page):
        return Remark.COOKIE_WALL
    if short and len(set(map(str.lower, _LOGIN.findall(page)))) >= 2:
        return Remark.LOGIN_WALL
    scripts = _script(quote), _script(page)
    if all(scripts) and scripts[0] != scripts[1]:
        return Remark.TRANSLATED
    return Remark.NONE
