"""Numbers that are no quantities: dates, clock times, versions, phone numbers, scores, names, tables.

    spans("2025년 1월 27일 오전 9시 30분")   -> the date and the time
    is_named("iPhone 16", 7)                 -> True: the number belongs to the name before it

It looks at the shape of the text only; words that make a rank of a number (3위, 1분기) are in the unit
tables.
"""

import re

from .unit_tables import words

_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
# How the shapes that begin with a letter begin.
_WORD_LED = (
    r"(?i:http",
    r"(?<![\w.+-])",
    r"(?:오전",
    r"\b(?:Jan",
    r"\b(?:FY",
    r"제",
    r"\b[A-Za-z]+",
    r"(?:법|",
)
_SHAPES = [
    r"(?i:https?://|www\.)[^\s<>\"'가-힣]+",
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}",
    # 2025-01-27, 27/1/2025, 2025. 1. 27., 24/7, 192.168.0.1, 3.1.2
    r"(?<![\d.,])\d{4}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}\.?(?!\d)(?:\s?[~∼-]\s?(?:\d{1,2}[./]\s?)?\d{1,2}(?!\d))?",
    r"(?<![\d.,])\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?!\d)",
    r"(?<![\d.,])\d{1,4}/\d{1,4}(?![\d/])(?!\s(?:of|the)\b)",
    r"(?<![\d.,])\d+(?:\.\d+){2,}(?!\d)",
    # Korean dates. 3개월 has 개; 1월 is January.
    r"['’]?\d{2,4}\s?년\s?\d{1,2}\s?월(?:\s?\d{1,2}\s?일)?",
    r"(?<!\d)\d{1,2}(?:\s?[~∼·,-]\s?\d{1,2}){0,3}월(?!드)(?:\s?\d{1,2}\s?[~∼-]\s?\d{1,2}일|"
    r"\s?\d{1,2}\s?일(?!간|"
    r"\s?(?:동안|만에)))?",
    r"(?<!\d)\d{4}\s?[~∼–-]\s?\d{2,4}\s?년(?!간)",
    r"['’]\d{2}년",
    # clock times
    r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?",
    r"(?:오전|오후|새벽|밤|낮|저녁|아침|정오)\s?\d{1,2}시(?:\s?\d{1,2}분)?(?:\s?\d{1,2}초)?",
    r"(?<!\d)\d{1,2}시(?!간)(?:\s?\d{1,2}분)?(?:\s?\d{1,2}초)?",
    r"(?<![\d.])\d{1,2}(?:[-–]\d{1,2})?\s?(?:a\.m\.?|p\.m\.?|am|pm|AM|PM|o['’]clock)(?![A-Za-z])",
    r"\b\d{4}\s(?:GMT|UTC|KST|ET|EST|EDT|BST)\b",
    # video lines, twenty-somethings, Friday the 13th's kin
    r"\b(?:240|360|480|720|1080|1440|2160)[pi]\b|\b\d+-somethings?\b",
    r"\b[48]K\b(?!\s[a-z]+s\b)|\b3M\b(?!\s[a-z]+s\b)|\b50 Cent\b",
    # English dates
    rf"\b{_MONTHS}\s\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}})?(?![\d.%])(?:,?\s\d{{4}}(?!\d))?",
    rf"\b{_MONTHS},?\s\d{{4}}(?!\d)",
    rf"(?<![\d.,])\d{{1,2}}(?:st|nd|rd|"
    rf"th)?(?:\s?[-–]\s?\d{{1,2}})?(?:\sof)?\s{_MONTHS}(?![A-Za-z])(?:,?\s\d{{4}}(?!\d))?",
    # 10-year Treasury: the name of a bond
    r"\b\d{1,2}-year\s(?:U\.?S\.?\s|US\s|Japanese\s|German\s|government\s|benchmark\s)*(?:Treasur\w+|T-\w+|"
    r"bonds?|notes?|yields?|gilts?|JGBs?|Bunds?)\b",
    # ordinals, decades, seasons
    r"\d(?:st|nd|rd|th)\b",
    r"\b\d{2,4}['’]?s\b",
    r"(?<![\d.,])(?:19|20)\d\d\s?[-–/~∼]\s?(?:\d{2}|(?:19|20)\d\d)(?![\d,.%]|\s?[가-힣%])",
    r"\b(?:FY|CY|Q|H)\s?['’]?\d{1,4}\b",
    r"\b(?:[1-4]Q|[12]H)(?:\s?\d{2,4})?\b",
    r"제\s?\d+",
    # commemorations (6·25, 3·1절), odds (3대 1), scores and phone numbers
    r"(?<![\d.,])\d{1,2}[·・]\d{1,2}(?![\d%])",
    r"(?<![\d.,])\d+(?:\.\d+)?\s?대\s?\d+(?:\.\d+)?(?!\s?[만억천%])",
    r"(?<![\d.,A-Za-z-])\+?\d{1,4}(?:-\d{2,4}){2,}(?!\d)",
    r"(?<![\d.,A-Za-z-])0\d{1,2}[-)]\d{3,4}[- ]\d{4}(?!\d)",
    r"\b[A-Za-z]+[-‑]\d+[A-Za-z]?\b",
    # 221B Baker Street
    r"\b\d{1,5}[A-Z]?\s(?:[A-Z][a-z]+\s){1,2}(?:Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Lane|Drive|Terrace)\b",
    # laws and articles
    r"(?:법|법률|령|규칙|규정|조례|헌법|약관|형법|민법|"
    r"상법)\s?(?:제\s?)?\d+조(?:의\s?\d+)?(?:\s?(?:제\s?)?\d+항)?(?:\s?(?:제\s?)?\d+호)?",
    r"(?<!\d)\d{1,3}조\s?(?:제\s?)?\d{1,2}항(?:\s?\d+호)?",
    # big groups by name: 5대 그룹, 4대강, 10대 그룹, 4대 보험
    r"(?<!\d)\d{1,4}대\s?(?:강|그룹|은행|시중은행|거래소|재벌|기업|대기업|보험|사회보험|원칙|과제|개혁|핵심|"
    r"국정|주주|도시|강국|의혹|범죄|전략|분야|업체|제조사|"
    r"항공사|통신사|백화점|권역|운용사|증권사|총장|대통령|국회|회장|왕|총리)",
]


def _gated(shapes: list[str], first: str) -> str:
    """The shapes behind one look at the first character: most characters of a text begin none of them."""
    return f"(?={first})(?:" + "|".join(f"(?:{shape})" for shape in shapes) + ")"


_BY_DIGIT = [shape for shape in _SHAPES if not shape.startswith(_WORD_LED)]
_BY_WORD = [shape for shape in _SHAPES if shape.startswith(_WORD_LED)]
_SHAPE = re.compile(
    _gated(_BY_DIGIT, r"[\d'’+]") + "|" + _gated([*_BY_WORD], r"[A-Za-z_제오새밤낮저아정법령규조헌약형민상]")
)

# A number behind one of these words is its name.
_LABELS = re.compile(
    r"(?<![A-Za-z])(?:articles?|sections?|chapters?|no\.|nos\.|number|room|flight|route|highway|interstate|"
    r"pages?|pp?\.|fig\.|"
    r"figure|table|version|ver\.|phase|type|level|grade|channel|gate|line|title|rule|resolution|amendment|"
    r"volume|vol\.|issue|"
    r"part|step|stage|category|class|tier|game|day|season|episode|formula|windows|iphone|ipad|galaxy|"
    r"playstation|xbox|"
    r"boeing|airbus|ios|android|python|model|series|apollo|chatgpt|gpt|llama|gemini|claude|gemma|mistral|"
    r"qwen|phi|grok|"
    r"top|lot|item|appendix|annex|schedule|proposition|question|week|bundesliga|ligue|serie|area|district|"
    r"ward|unit|"
    r"studio|catch|covid|nasdaq|fortune|s&p|ftse|nikkei|kospi|kosdaq|russell|stoxx|cac|topix|csi|dax|"
    r"world cup|olympics?|euro|super bowl|war|act)\s$|"
    r"(?:아이폰|아이패드|갤럭시|윈도우|윈도|버전|기호|플레이스테이션|보잉|에어버스|아폴로|채널|국도|챗GPT|"
    r"클로드|제미나이|라마|그록|"
    r"단계|부칙|별표|그림|표|문항|레벨|시즌|에피소드|시리즈|코스피|코스닥|니케이|닛케이|나스닥|S&P|러셀|"
    r"포춘)\s?$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"(?:^|[^A-Za-z'’])((?:[A-Z]\.)+|[A-Z][A-Za-z'’&.-]*)\s$")
_SENTENCE_START = re.compile(r"[.!?:;\n\"“”‘(]\s?$")
# Capitalised only because a sentence starts, or no name.
_NO_NAMES = words(
    """the a an in on at of for from to by with some about around nearly almost over under more most up at
    least roughly only just all some another these those his her their our its my your and but or so than
    as if when while after before since until they we he she it i there this that last next first both
    each every between among nor not no yes who which what approximately total including police officials
    he it's we've they've
    """
)


# Forty numbers and more with no word between them are a table, not sentences. A run begins where none
# goes on, and never goes back: each character is looked at once.
_BETWEEN_CELLS = r"[\s;|/~–-]"
_TABLE = re.compile(
    rf"(?:^|(?<=[^\d\s.,;|/~–-])){_BETWEEN_CELLS}*+(?:\d[\d.,]*+(?:{_BETWEEN_CELLS}++|$)){{40,}}+"
)
# Five in a row tell sooner whether to look.
_ROW = re.compile(rf"(?=\d)(?<![\d.,])(?:\d[\d.,]*+{_BETWEEN_CELLS}++){{5}}")


def spans(text: str) -> list[tuple[int, int]]:
    """The places of dates, times, addresses, versions, scores, names with numbers in them and tables, in
    order.
    """
    tables = [found.span() for found in _TABLE.finditer(text)] if _ROW.search(text) else []
    found, last = [], 0
    for start, end in [*tables, (len(text), len(text))]:
        found += [shape.span() for shape in _SHAPE.finditer(text, last, start)]
        if end > start:
            found.append((start, end))
        last = end
    return found


def is_labelled(text: str, start: int) -> bool:
    """Whether the word before `start` takes the number as its name: Section 230, 아이폰 16, version 3.5."""
    return _LABELS.search(text[max(0, start - 18) : start]) is not None


def is_named(text: str, start: int) -> bool:
    """Whether a label or a capitalised word stands right before `start`, so that a bare number is part of
    a name.
    """
    if is_labelled(text, start):
        return True
    window = text[max(0, start - 24) : start]
    found = _NAME_BEFORE.search(window)
    if found is None or found[1].lower() in _NO_NAMES:
        return False
    # Every word is capitalised where a sentence starts.
    return not (_SENTENCE_START.search(window[: found.start(1)]) if found.start(1) else start <= 24)
