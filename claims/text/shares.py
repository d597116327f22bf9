"""Amounts that hold no plain number: shares, multiples and spans of time with a word of their own.

    read_shares("절반이 3분의 1로, 사흘 만에")  -> 0.5 x, 0.333… x, 3 day
    read_shares("nearly two thirds; doubled")   -> 0.666… x, 2 x

A third has no exact decimal: it is kept to the 28 digits of the decimal context, and `agree` allows for that.
"""

import re
from decimal import Decimal

from .numerals import DIGITS, sino_value
from .placing import Amount

_ORDINALS = {
    "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "twenty": 20, "hundred": 100, "a hundred": 100,
}  # fmt: skip
_ORDINAL = r"(third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth)"
_COUNT = r"(one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|a\shundred|\d{1,3}(?:,\d{3})?)"
# A half, a third or a quarter is a share when it is of something or when something changed by it;
# the second half, the third quarter and "a quarter" as three months are not.
_SHARE_AFTER = (
    r"(?=\s(?:of|as|the\s(?:size|price|cost|number|amount|population|total|time)|that|its|their|what|to|from|less|"
    r"more|higher|lower|were|was|are|have|said)\b|[,.;)](?:\s|$)|\sin\s\d)"
)
_ENGLISH = re.compile(
    rf"(?=[A-Za-z\d])(?<![A-Za-z0-9-])(?:"
    r"(?P<point>(?:an?\s)?(?:half|quarter|three[\s-]quarters)(?:\sof)?(?:\san?\s|-|"
    r"\s)(?:percentage[\s-])?point)(?![A-Za-z])"
    r"|(?P<percent>(?:one[\s-]|an?\s)?(?P<part>half|quarter|tenth|three[\s-]quarters)\sof\s(?:an?|one|1)\s?"
    r"(?:percent|per\scent|%))(?![A-Za-z-]|\sage)"
    rf"|(?!three[\s-]quarters\sof\sa\s[mb]illion)(?P<count>two|three|four|five|six|seven|nine)[\s-](?P<of>third|quarter|fourth|fifth|sixth|seventh|"
    rf"eighth|ninth|tenth|twentieth|hundredth)s(?![A-Za-z])"
    rf"|(?P<single>(?:one[\s-]|an?\s)(?!quarter\sof\sa\s[mb]illion){_ORDINAL})(?![A-Za-z-]){_SHARE_AFTER}"
    rf"|(?P<alone>one-{_ORDINAL})(?![A-Za-z-])"
    rf"|(?P<half>(?:a|one)[\s-]half|half)(?=\s(?:of|the|its|their|his|her|our|a\s(?!million|billion|dozen|"
    rf"hundred|thousand|trillion|century|mile|hour|day|year|an)|as|all|that|those|what|said|were|are|have)\b)"
    rf"|(?:by|in|to|than|nearly|almost|about|roughly|around|over|only|just|"
    rf"at\sleast)\s(?P<by_half>half)(?![A-Za-z-]|\s(?:a|an|past)\b)"
    rf"|(?P<unit_half>half[\s-](?:an?[\s-])?(?P<span>hour|mile|century|day|year|decade))(?![A-Za-z-])"
    rf"|(?P<fold>{_COUNT}[\s-]?fold)(?![A-Za-z])"
    r"|(?P<twice>twice|thrice)(?=\s(?:as|the|that|what|its|their|more|a|in)\b)"
    r"|(?P<multiple>doubl(?:ed|ing)|doubles?(?=\s(?:the|that|to|in|its|their|since|what|last|by)\b)|"
    r"tripl(?:ed|ing)|triples?(?=\s(?:the|that|to|in|its|their)\b)|"
    r"quadrupl(?:ed|ing)|quadruple(?=\s(?:the|that)\b)|quintupled|halv(?:ed|ing)|trebled)(?![A-Za-z-])"
    rf"|(?P<out>{_COUNT}\s(?:in(?:\severy)?|out\sof(?:\severy)?)\s{_COUNT})(?![A-Za-z0-9%-]|[.,]\d|"
    rf"\s(?:percent|per\scent|%|years?|months?|weeks?|days?|hours?|minutes?|million|billion|hundred|"
    rf"thousand))"
    r"|(?P<times>" + _COUNT + r"\stimes)(?=\s(?:as|more|higher|larger|bigger|greater|the|that|its|faster|"
    r"longer|what|their|smaller|less|lower|cheaper|stronger)\b)"
    r"|(?P<times_digits>(?<![\d.,])\d[\d,]{0,15}(?:\.\d{1,6})?(?:\s|-)times)(?=\s(?:as|more|higher|larger|"
    r"bigger|greater|the|that|its|faster|longer|what|their|smaller|less|lower|cheaper|stronger|earnings|"
    r"sales|revenue|book)\b)"
    r")",
    re.IGNORECASE,
)  # fmt: skip
_MULTIPLES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadr": 4, "quint": 5, "halv": None}
_SLASH = re.compile(r"(?<![\d/.,])(\d{1,2})/(\d{1,3})(?=\s(?:of|the)\b|[로가의를은만이])")

_DAYS = {
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
    "보름": 15,
}
_EDGE = r"(?<![가-힣A-Za-z0-9])"
_KOREAN = re.compile(
    # One look at the first character: most begin none of these.
    rf"(?=[\d절반일이삼사오육칠팔구십백천만나닷엿여아열보갑곱])(?:"
    rf"(?P<parts>(?<![\d.,])({DIGITS}|{_EDGE}[일이삼사오육칠팔구십백천만]{{1,4}})\s?분의\s?({DIGITS}|"
    rf"[일이삼사오육칠팔구십]{{1,3}}))"
    rf"|{_EDGE}(?P<half>절반|반토막)(?!씩만)"
    rf"|{_EDGE}(?P<year>반년|반세기)"
    rf"|{_EDGE}(?P<days>{'|'.join(_DAYS)})(?!날)"
    rf"|{_EDGE}(?P<week>일주일)"
    rf"|(?<=[으로 ])(?P<double>갑절|곱절)"
    # 3할2푼1리: tenths, hundredths, thousandths of a share.
    r"|(?P<batting>(?<![\d.,])\d할\s?\d푼(?:\s?\d리)?)"
    r"|(?P<race>(?<![\d.,])\d{1,2}초\d{2,3}(?!\d))"
    rf"|(?P<stay>\d{{1,3}}박\s?(?P<nights>\d{{1,3}})일)"
    # A share when people at large are asked; of 10 passengers, 3 are a count.
    rf"|(?P<ratio>(?<![\d.,])1?\d{{1,2}}명\s?(?:중|가운데)\s?(?:약\s)?\d{{1,2}}명(?=(?:\s?꼴))"
    rf"|(?<=(?:성인|국민|시민|청년|여성|남성|학생|노인|인구|가구)\s)1?\d{{1,2}}명\s?(?:중|"
    rf"가운데)\s?(?:약\s)?\d{{1,2}}명"
    rf"|(?<=(?:응답자|직장인|유권자|청소년|소비자|미국인|한국인)\s)1?\d{{1,2}}명\s?(?:중|"
    rf"가운데)\s?(?:약\s)?\d{{1,2}}명))"
)  # fmt: skip


def read_shares(text: str) -> list[Amount]:
    """The worded shares, multiples and spans of a text, in order of each language's reading."""
    found = [_korean(match) for match in _KOREAN.finditer(text)]
    found += [_english(text, match) for match in _ENGLISH.finditer(text)]
    found += [_slash(match) for match in _SLASH.finditer(text)]
    return [amount for amount in found if amount is not None]


def _amount(start: int, end: int, value: Decimal, unit: str) -> Amount:
    return Amount(start, end, value, unit, written=value)


def _slash(match: re.Match) -> Amount | None:
    upper, lower = Decimal(match[1]), Decimal(match[2])
    return _amount(match.start(), match.end(), upper / lower, "x") if 0 < upper < lower else None


def _korean_number(word: str) -> Decimal | None:
    if word[0].isdigit():
        return Decimal(word.replace(",", ""))
    return sino_value(word)


def _korean(match: re.Match) -> Amount | None:
    start, end = match.span()
    if match["parts"]:
        whole, part = _korean_number(match[2]), _korean_number(match[3])
        return _amount(start, end, part / whole, "x") if whole and part is not None else None
    if match["ratio"]:
        whole, part = (Decimal(number) for number in re.findall(r"\d+", match["ratio"]))
        return _amount(start, end, part / whole, "x") if 0 < part <= whole else None
    if match["stay"]:
        return _amount(start, end, Decimal(match["nights"]), "day")
    if match["batting"]:
        tenths, *rest = re.findall(r"\d", match["batting"])
        return _amount(start, end, Decimal(f"{tenths}{rest[0]}.{rest[1] if rest[1:] else 0}"), "%")
    if match["race"]:
        return _amount(start, end, Decimal(match["race"].replace("초", ".")), "second")
    if match["days"]:
        return _amount(start, end, Decimal(_DAYS[match["days"]]), "day")
    if match["week"]:
        return _amount(start, end, Decimal(1), "week")
    if match["year"]:
        return _amount(start, end, Decimal("0.5"), "year" if match["year"] == "반년" else "century")
    return _amount(start, end, Decimal(2) if match["double"] else Decimal("0.5"), "x")


def _count(word: str) -> Decimal:
    word = word.lower().replace("\n", " ")
    return Decimal(_COUNTS[word] if word in _COUNTS else word.replace(",", ""))


_NOT_A_SHARE = re.compile(
    r"\b(?:first|second|latter|other|better|third|fourth|last|final|top|bottom|each|this|next|every)\s$",
    re.IGNORECASE,
)


def _english(text: str, match: re.Match) -> Amount | None:
    kind, start, end = match.lastgroup, match.start(), match.end()
    if match["percent"]:
        word = match["part"].lower()[:1]
        tenths = (
            {"h": "0.5", "q": "0.25", "t": "0.75"}[word] if "tenth" not in match["part"].lower() else "0.1"
        )
        return _amount(start, end, Decimal(tenths), "%")
    if match["count"]:
        return _amount(start, end, _count(match["count"]) / _ORDINALS[match["of"].lower()], "x")
    if match["single"] or match["alone"]:
        name = re.search(r"[a-z]+$", (match["single"] or match["alone"]).lower())[0]
        return _amount(start, end, Decimal(1) / _ORDINALS[name], "x")
    if match["half"] or match["by_half"]:
        kind = "half" if match["half"] else "by_half"
        if _NOT_A_SHARE.search(text[max(0, start - 8) : start]):
            return None
        return _amount(match.start(kind), end, Decimal("0.5"), "x")
    if match["point"]:
        words = match["point"].lower()
        share = "0.5" if "half" in words else "0.75" if "three" in words else "0.25"
        return _amount(start, end, Decimal(share), "pp")
    if match["unit_half"]:
        return _amount(start, end, Decimal("0.5"), match["span"].lower())
    if match["twice"]:
        return _amount(start, end, Decimal(2 if match["twice"].lower() == "twice" else 3), "x")
    if match["multiple"]:
        factor = _MULTIPLES[
            match["multiple"].lower()[: 4 if match["multiple"].lower().startswith("halv") else 5]
        ]
        return _amount(start, end, Decimal(factor) if factor else Decimal("0.5"), "x")
    if match["out"]:
        part, whole = (
            _count(word)
            for word in re.split(r"\s(?:in(?:\severy)?|out\sof(?:\severy)?)\s", match["out"], flags=re.I)
        )
        return _amount(start, end, part / whole, "x") if 0 < part < whole else None
    word = re.split(r"[\s-]?(?:fold|times)$", match[0].lower())[0]
    return _amount(start, end, _count(word), "x")
