"""Who is said to speak in a stretch of Korean prose whose quotations are blanked out? A step of speaker.py.

Korean news names a speaker as ``이창용 한국은행 총재는``, ``삼성전자 이재용 회장은``, ``마크 저커버그 메타
최고경영자(CEO)는``, ``한국은행은`` or ``한국은행에 따르면``. Of a person the name alone is offered, of a body
its name, of somebody unnamed (``정부 관계자``) the words as they stand.
"""

import re

_TITLE = """
원내대표 대표 최고위원 의원 장관 차관 총리 대통령 국가주석 주석 부회장 회장 부사장 사장 후보 지사
시장 교수 부위원장 위원장 대변인 총재 청장 실장 원장 국장 본부장 센터장 소장 이사장 이사 최고경영자
CEO 부의장 의장 변호사 연구위원 연구원 애널리스트 이코노미스트 작가 감독 사무총장 총장 비서관 수석
대사 부장 팀장 검사 판사 단장 창업자 권한대행 위원 박사 씨 서기 왕세자 국왕 교황
"""
TITLE = "(?:" + "|".join(_TITLE.split()) + ")"
UNNAMED = r"(?:관계자|당국자|소식통|측|대변인실)"
PARTICLE = r"(?:은|는|이|가|도|께서는)"
TOPIC = re.compile(
    rf"(?P<phrase>(?:[^\s“”\"‘’.,·]+ ){{0,4}})(?P<title>\S*?{TITLE})(?:\([^()]{{1,30}}\))?{PARTICLE}(?=\s)"
)
QUIET = re.compile(rf"(?P<name>(?:[가-힣A-Za-z0-9]+ ){{0,2}}[가-힣A-Za-z0-9]*{UNNAMED}){PARTICLE}(?=\s)")
_BODY_NAME = r"(?P<name>[가-힣A-Za-z0-9&·]{2,20})(?:\([^()]{1,40}\))?"
WORD = re.compile(r"(\S+)\s+")
ONE_WORD = re.compile(rf"{_BODY_NAME}(?P<particle>은|는|이|가|도)(?=\s)")
BESIDE_QUOTE = re.compile(rf"(?<=[”\"])(?:라고|이라고|라며|고|며)? ?{_BODY_NAME}(?:은|는|이|가)(?=\s)")
WORK = r"(?: (?:보고서|자료|조사|통계|연구|발표|집계|분석|설명|보도))?"
BY = re.compile(
    r"(?P<name>(?:[가-힣A-Za-z0-9&·]+ ){0,2}?[가-힣A-Za-z0-9&·]{2,20}(?:\([^()]{1,40}\))?)(?:의|이|가)?"
    rf"{WORK}에 (?:따르면|의하면)"
)
RELEASED = re.compile(
    r"(?P<name>[가-힣A-Za-z]{2,15})(?:이|가) (?:\S+ ){0,3}(?:발표|공개|집계|조사|분석)한 "
    r"(?:\S+ ){0,3}\S+에 따르면"
)
TWO_WORDS = re.compile(
    r"(?P<first>[가-힣A-Za-z]{1,8}) [가-힣A-Za-z]{2,10}(?=(?:은|는|도)\s)"
)  # 마크 안드레센은
_SAYS = """
밝혔 말했 전했 설명했 주장했 강조했 지적했 발표했 덧붙였 반박했 인정했 부인했 시인했 토로했 비판했 촉구했
호소했 적었 불렀 평했 공시했 회고했 분석했 전망했 예상했 내다봤 경고했 답했 언급했 평가했 진단했 해명했
공개했 증언했
"""
SAYS = re.compile("|".join(_SAYS.split()))
PRONOUN = re.compile(
    r"(?:^|\s|[”\"])(?:그|그녀|이들|그들)(?:은|는)\s|(?:라고|다고|고) (?:덧붙였|강조했|말했|했)다"
)
SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함"
    "변염여추도소석선설마길연위표명기반왕금옥육인맹제모"
)
TWO_SYLLABLE_SURNAMES = ("남궁", "황보", "제갈", "사공", "선우", "독고")
_BODY_ENDS = "당 부 청 처 은행 그룹 전자 신문 일보 위원 법원 병원 금감원 연구원"
BODY_ENDS = tuple(_BODY_ENDS.split())
# Given names of three syllables that begin like a Korean surname.
_FOREIGN = """
도널드 마이클 마르코 조너선 제임스 제이크 제프리 안드레 안토니 안젤라 나렌드 하비에 노바크 소피아
이매뉴
"""
FOREIGN = frozenset(_FOREIGN.split())
# Words that stand before a name and are no part of it.
_BEFORE = """
이날 지난 최근 앞서 한편 다만 또 그러나 이어 같은 당시 전 현 특히 이에 대해 반면 역시 전날 또한 그리고 하지만
라고 이라고 다고 고 며 지난달 지난해 올해 오늘 어제 결국 실제 이후 아울러 반대로
"""
BEFORE = frozenset(_BEFORE.split())
_NOBODY = """
그 그녀 이들 그들 이 저 나 우리 이번 올해 지난해 정부안 가운데 이는 이것 결과 주가 매출 회사 업계 시장
전문가들 보고서 자료 조사 통계 연구 발표 집계 외신 보도 이에 이와
"""
NOBODY = frozenset(_NOBODY.split())
TOKEN_END = re.compile(r"(?:[은는을를에의로]|에서|까지|부터|하고|하며|면서|지만|[,.])$")


def named(masked: str, start: int, end: int, passage: tuple[int, int]) -> tuple[int, int] | None:
    """The span of the speaker's name, or None: the last before the passage, else the next after it."""
    found = [_person(masked, match) for match in TOPIC.finditer(masked, start, end)]
    found += [match.span("name") for match in RELEASED.finditer(masked, start, end)]
    if not any(found):
        found += [_noun(masked, *match.span("name")) for match in BY.finditer(masked, start, end)]
    said = SAYS.search(masked, start, end)
    if said:
        found += [_noun(masked, *match.span("name")) for match in QUIET.finditer(masked, start, end)]
        if not any(found):
            found += _bodies(masked, start, end)
    spans = [span for span in found if span and masked[slice(*span)] not in NOBODY]
    if not spans:
        return None
    return min(spans, key=lambda span: (span[0] > passage[0], abs(passage[0] - span[0])))


def points_back(masked: str, start: int, end: int) -> bool:
    return PRONOUN.search(masked, start, end) is not None


def _bodies(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """Bodies, and people without a title, where the sentence opens or the quotation closes."""
    at = start
    while word := WORD.match(masked, at, end):
        if word[1] not in BEFORE:
            break
        at = word.end()
    one, two = ONE_WORD.match(masked, at, end), TWO_WORDS.match(masked, at, end)
    opening = None
    if one and (one["particle"] not in "이가" or masked.find("다고 ", at, end) >= 0):
        opening = one.span("name")
    elif two and two["first"] not in BEFORE and not TOKEN_END.search(two["first"]):
        opening = two.span()
    found = [opening] + [match.span("name") for match in BESIDE_QUOTE.finditer(masked, start, end)]
    return [span for span in found if span and _is_body(masked[slice(*span)])]


def _is_body(name: str) -> bool:
    return name not in NOBODY and not re.search(
        rf"(?:들|것|점|율|률|소비|수출|수입|물가|가격|판매|투자|{TITLE})$", name
    )


def _person(masked: str, match: re.Match) -> tuple[int, int] | None:
    """The personal name in ``phrase + title``; the whole when none can be told."""
    tokens = [
        (m.group(), match.start() + m.start())
        for m in re.finditer(r"\S+", masked[match.start() : match.end("title")])
    ]
    *front, (title, title_at) = tokens
    kept: list[tuple[str, int]] = []
    for token, at in reversed(front):
        if token in BEFORE or (TOKEN_END.search(token) and not _personal(token)):
            break
        kept.insert(0, (token, at))
    for token, at in kept:
        if _personal(token):
            return at, at + len(token)
    if not kept:
        bare = re.sub(rf"{TITLE}$", "", title)
        return (title_at, title_at + len(bare)) if len(bare) >= 2 else None
    if len(kept) >= 3:  # 마크 저커버그 메타 | UC버클리 이온 스토이카
        kept = kept[-2:] if re.match(r"[A-Za-z]", kept[0][0]) else kept[:2]
    ends = kept[-1][1] + len(kept[-1][0])
    if ends - kept[0][1] == 1:  # 김 청장
        ends = title_at + len(title)
    return kept[0][1], ends


def _personal(token: str) -> bool:
    if not re.fullmatch(r"[가-힣]{2,4}", token) or token in FOREIGN:
        return False
    if token.startswith(TWO_SYLLABLE_SURNAMES):
        return True
    return len(token) == 3 and token[0] in SURNAMES and not token.endswith(BODY_ENDS)


def _noun(masked: str, start: int, end: int) -> tuple[int, int]:
    """Without words in front that carry a particle or only set the scene."""
    words = list(re.finditer(r"\S+", masked[start:end]))
    first = len(words) - 1
    while (
        first > 0
        and not TOKEN_END.search(words[first - 1].group())
        and words[first - 1].group() not in BEFORE
    ):
        first -= 1
    return start + words[first].start(), end
