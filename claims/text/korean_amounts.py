"""How is a value written for Korean readers?

    in_korean(Quantity(5576000, "USD"))           -> "557만 6,000달러"
    in_korean(Quantity(None..65000000000, "USD")) -> "최대 650억 달러"
    in_korean(Quantity(15..16, "%", roughly))     -> "약 15~16%"

Whole numbers are grouped by 만, 억, 조 from ten thousand on, as newsrooms do; percentages and fractions are
not, and nothing is rounded. A unit without a Korean name here is written as it is stored (``2.4 MIPS``).
It does not read amounts; `quantities` does.
"""

from decimal import Decimal

from .quantities import Quantity

# Units as `units` stores them. Symbols that Korean writes too (%, km, GB) need no entry.
MONEY = {
    **{"USD": "달러", "EUR": "유로", "GBP": "파운드", "JPY": "엔", "KRW": "원", "CNY": "위안"},
    **{"HKD": "홍콩달러", "TWD": "대만달러", "AUD": "호주달러", "CAD": "캐나다달러", "SGD": "싱가포르달러"},
    **{
        "NZD": "뉴질랜드달러",
        "CHF": "스위스프랑",
        "INR": "루피",
        "RUB": "루블",
        "IDR": "루피아",
        "THB": "바트",
    },
    **{"BRL": "헤알", "MYR": "링깃", "TRY": "리라", "SEK": "스웨덴 크로나", "NOK": "노르웨이 크로네"},
    **{"DKK": "덴마크 크로네", "AED": "디르함", "SAR": "리얄", "ZAR": "랜드", "PLN": "즈워티"},
    **{"MXN": "멕시코 페소", "ARS": "아르헨티나 페소", "PHP": "필리핀 페소", "VND": "동", "BTC": "비트코인"},
}
COUNTED = {
    **{"pp": "%포인트", "x": "배", "point": "포인트", "person": "명", "household": "가구", "pair": "쌍"},
    **{"team": "팀", "set": "세트", "item": "개", "country": "개국", "company": "개사", "place": "곳"},
    **{"school": "개교", "state": "개주", "case": "건", "kind": "가지", "stock": "종목", "animal": "마리"},
    **{"ship": "척", "house": "채", "book": "권", "bottle": "병", "cup": "잔", "tree": "그루", "sheet": "장"},
    **{"film": "편", "vote": "표", "seat": "석", "goal": "골", "home run": "홈런", "game": "경기"},
    **{"question": "문항", "word": "단어", "page": "쪽", "line": "줄", "unit": "대", "time": "회"},
    **{"class": "학급", "organization": "개 단체", "city": "개 도시", "subject": "과목", "serving": "인분"},
    **{"step": "보", "drop": "방울", "bowl": "그릇", "box": "상자", "pack": "봉지", "letter": "통"},
    **{"gun": "문", "shot": "발", "region": "개 지역", "university": "개 대학", "bank": "개 은행"},
    **{"hospital": "개 병원", "store": "개 매장", "product": "개 제품", "job": "개 일자리"},
    **{"institution": "개 기관", "ministry": "개 부처"},
    **{"token": "토큰", "parameter": "파라미터", "pixel": "픽셀", "byte": "바이트"},
}
MEASURED = {
    **{"second": "초", "minute": "분", "hour": "시간", "day": "일", "week": "주", "month": "개월"},
    **{"quarter": "개 분기", "semester": "학기", "year": "년", "night": "박"},
    **{
        "inch": "인치",
        "foot": "피트",
        "yard": "야드",
        "mile": "마일",
        "nautical mile": "해리",
        "acre": "에이커",
    },
    **{"pyeong": "평", "ton": "톤", "ounce": "온스", "pound": "파운드", "liter": "리터", "gallon": "갤런"},
    **{"barrel": "배럴", "bushel": "부셸", "degree": "도", "horsepower": "마력", "light year": "광년"},
}
NAMES = MONEY | COUNTED | MEASURED
GROUPS = [(10**12, "조"), (10**8, "억"), (10**4, "만")]


def in_korean(quantity: Quantity) -> str:
    """The value with its Korean unit; open ends as 최대 and 최소, a rough value as 약."""
    low, high = quantity.low, quantity.high
    name = NAMES.get(quantity.unit, quantity.unit)
    if low is None or high is None:
        value = _with_unit(_number(high if low is None else low, name), name)
        value = f"{'최대' if low is None else '최소'} {value}"
    else:
        ends = _number(low, name) if low == high else f"{_number(low, name)}~{_number(high, name)}"
        value = _with_unit(ends, name)
    return f"약 {value}" if quantity.approximate else value


def _with_unit(number: str, name: str) -> str:
    """Korean units and % stand at the digits; after 만 and 억, and before Latin letters, comes a space."""
    if not name:
        return number
    apart = not number[-1].isdigit() or (name[0].isascii() and name[0].isalpha())
    return f"{number} {name}" if apart else f"{number}{name}"


def _number(value: Decimal, name: str) -> str:
    sign, rest = ("−" if value < 0 else ""), abs(value)
    if rest != rest.to_integral_value() or name.startswith("%"):
        return sign + format(rest.normalize(), ",f")
    parts = []
    for size, group in GROUPS:
        whole, rest = divmod(int(rest), size)
        if whole:
            parts.append(f"{whole:,}{group}")
    if rest or not parts:
        parts.append(f"{int(rest):,}")
    return sign + " ".join(parts)
