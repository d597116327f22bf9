"""Why a page does not carry a quote: error page, cookie or login wall, empty shell, translation.

Also recognises notes of correction ("An earlier version of this article said …", "바로잡습니다"). Reads only
text; HTTP status and addresses are judged elsewhere.
"""

import re
from collections import Counter

from claims.text.folding import flat
from claims.words import Remark

EMPTY_BELOW = 20  # visible characters
WALL_BELOW = 700  # a longer page is more than its wall

_ERROR = re.compile(
    "|".join(
        (
            r"\b404\b|\b410 gone\b|not found|no longer (?:available|exists?)",
            r"page (?:you (?:requested|are looking for))",
            r"page (?:(?:can ?not|could not|can't) be found|does(?: not|n't) exist)",
            r"internal server|bad gateway|service unavailable|gateway time-?out|has been (?:removed|deleted)",
            r"page can't be found|isn't available|nothing was found|\b(?:error )?403\b|forbidden|"
            r"don't have permission|checking your browser|just a moment",
            r"verify(?:ing)? (?:that )?you are (?:a )?human|존재하지 않는|삭제(?:된|되었|됐)",
            r"unusual traffic|(?:enable|requires?|turn on) javascript|under maintenance|down for maintenance",
            r"something went wrong|access denied|페이지를? ?(?:찾을|표시할) 수 없",
            r"없는 (?:페이지|기사|게시)|요청하신 (?:페이지|기사|게시)|잘못된 (?:접근|경로|주소)",
            r"주소가 (?:잘못|변경)|서비스 ?(?:점검|종료)|오류가 발생|일시적인? 오류|접근이 (?:거부|차단)",
            r"서비스 이용에 불편|페이지가 (?:없습니다|존재)|시스템 ?(?:점검|오류)|일시 ?중단|잠시 ?후 ?다시",
            r"보안 ?문자|비정상적인? ?접근|자동 ?등록 ?방지|자바스크립트를? (?:사용|켜|활성)",
        )
    ),
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"cookies?\b|consent|쿠키|gdpr|privacy (?:choices|preferences|settings)|(?:your|our|of) privacy|"
    r"similar technologies|\bpartners\b|personal(?:ised|ized) (?:ads|content)|개인정보|맞춤형 광고",
    re.IGNORECASE,
)
_COOKIE = re.compile(r"cookies?\b|쿠키", re.IGNORECASE)
_COOKIE_ASK = re.compile(r"accept|agree|consent|reject|manage|allow|동의|수락|허용|거부|설정", re.IGNORECASE)
_LOGIN = re.compile(
    r"(?:log|sign) ?in|subscrib|create (?:a free )?account|register|password|로그인|회원 ?가입|"
    r"비밀번호|구독|아이디|유료 회원",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    "|".join(
        (
            r"(?:earlier|previous|original|initial) version|\bcorrected\b|misstated|editor'?s note",
            r"\b(?:correction|clarification)s?(?:\s?[:(\[—-]| to | on )|has been (?:amended|updated to)",
            r"(?:previously|originally|initially) (?:said|stated|gave|reported)",
            r"(?:incorrectly|mistakenly|wrongly|erroneously) (?:said|stated|gave|reported)",
            r"바로 ?잡습니다|바로 ?잡는다|정정합니다|정정 ?보도|정정했|정정 전|수정 전",
            r"\[정정\]|\(정정\)|\[수정\]",
            r"알려 ?드립니다|\[고침\]|고침[):]|고칩니다|당초 기사|기존 기사|애초 기사|수정했습니다",
            r"잘못 (?:보도|표기|기재|전달)",
        )
    ),
    re.IGNORECASE,
)


# No note of correction is without one of these: a search for them costs a fiftieth of the expression's.
_CORRECTION_WORDS = (
    *("version", "correct", "misstat", "editor", "clarif", "amended", "updated to"),
    *("ly said", "ly stated", "ly gave", "ly reported"),
    *("바로", "정정", "수정", "알려", "고침", "고칩", "당초", "기존", "애초", "잘못"),
)
_PROSE = re.compile(r"[^.!?\n]{40,}[.!?]|[가-힣][^.!?\n]{20,}[.!?]")


def is_correction_note(page: str, start: int, end: int) -> bool:
    """The passage stands in a paragraph that tells of a correction."""
    first = max(page.rfind("\n", 0, start) + 1, start - 240)
    last = page.find("\n", end)
    last = min(len(page) if last < 0 else last, end + 160)
    return tells_of_correction(page[first:last])


def tells_of_correction(text: str) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in _CORRECTION_WORDS) and bool(_CORRECTION.search(text))


# The commonest small words tell Latin languages apart; none is a word of two of them but those left out.
_SMALL_WORDS = {
    "english": "the of and to is was for that with by from are has",
    "french": "le les des et du une dans est au pour qui sur pas aux",
    "german": "der die und das den von mit dem ist für nicht eine zu sich",
    "spanish": "el los las del una por en que se con su más para",
    "portuguese": "os das dos uma em não com ao pela foi são mais",
    "italian": "il gli della di che per una del nel è sono dei alla",
    "dutch": "het een van niet dat zijn voor met aan worden ook",
    "indonesian": "yang dan di ini itu untuk dengan tidak pada dari akan",
    "vietnamese": "và của là không cho các được một người trong",
}
_SMALL_WORDS_OF = {word: language for language, line in _SMALL_WORDS.items() for word in line.split()}
_LATIN_WORD = re.compile(r"[^\W\d_]+")
ENOUGH_WORDS = 8  # words read before a language is told


def _latin_language(text: str) -> str:
    """The language of a text in Latin letters, or "latin" where its small words do not tell."""
    words = [word.lower() for word in _LATIN_WORD.findall(text[:6_000])]
    found = Counter(_SMALL_WORDS_OF[word] for word in words if word in _SMALL_WORDS_OF)
    if len(words) < ENOUGH_WORDS or not found:
        return "latin"
    (language, count), *rest = found.most_common(2)
    sure = count >= 3 and count >= 0.08 * len(words) and (not rest or count >= 2 * rest[0][1])
    return language if sure else "latin"


def _is_translated(quote: str, page: str) -> bool:
    scripts = _script(quote), _script(page)
    if not all(scripts) or scripts[0] != scripts[1]:
        return all(scripts)
    if scripts[0] != "latin":
        return False
    languages = _latin_language(quote), _latin_language(page)
    if languages[0] == "latin":  # a short quote holds few small words
        return languages[1] not in ("latin", "english") and quote.isascii()
    return "latin" not in languages and languages[0] != languages[1]


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
    head = page[:300].replace("’", "'")
    if len(seen) < EMPTY_BELOW:
        return Remark.ERROR_PAGE if _ERROR.search(head) else Remark.EMPTY
    short = len(seen) < WALL_BELOW and len(_PROSE.findall(page)) < 3
    if (_ERROR.search(head) and len(seen) < 3 * WALL_BELOW) or (short and len(_ERROR.findall(page)) >= 2):
        return Remark.ERROR_PAGE
    if short and len(_COOKIES.findall(page)) >= 2 and _COOKIE.search(page) and _COOKIE_ASK.search(page):
        return Remark.COOKIE_WALL
    if short and len(set(map(str.lower, _LOGIN.findall(page)))) >= 2:
        return Remark.LOGIN_WALL
    return Remark.TRANSLATED if _is_translated(quote, page) else Remark.NONE
