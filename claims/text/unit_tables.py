"""Tables of units, each entry as the news writes it. Data only: units.py reads them.

A Korean counter is `word: (unit, what must not follow)`; the second part keeps 3명 apart from 3명문.
LABEL marks words that make a name or a rank of a number (3위, 1분기, 제2조): such a number is no
quantity.
"""

from decimal import Decimal

LABEL = "label"


def words(listed: str) -> frozenset[str]:
    """A set of words from one string, so that tables read as text."""
    return frozenset(listed.split())


ONE, HUNDREDTH, TEN = Decimal(1), Decimal("0.01"), Decimal(10)

# Signs and codes that stand before the amount. A lone $ is the US dollar, a lone ¥ the yen (quantities.py
# turns it
# into the yuan in a text about China that names no yen).
CURRENCY_SIGNS = {
    "$": "USD", "US$": "USD", "$US": "USD",
    "U.S.$": "USD", "US $": "USD", "USD": "USD", "€": "EUR", "EUR": "EUR",
    "£": "GBP",
    "GBP": "GBP", "¥": "JPY", "JP¥": "JPY", "JPY": "JPY", "円": "JPY", "₩": "KRW", "KRW": "KRW", "CN¥": "CNY",
    "RMB": "CNY", "CNY": "CNY", "元": "CNY", "HK$": "HKD", "HKD": "HKD", "NT$": "TWD", "TWD": "TWD",
    "A$": "AUD",
    "AU$": "AUD", "AUD": "AUD", "C$": "CAD", "CA$": "CAD", "Can$": "CAD", "CAD": "CAD", "NZ$": "NZD",
    "NZD": "NZD",
    "S$": "SGD", "SGD": "SGD", "R$": "BRL", "BRL": "BRL", "MX$": "MXN", "MXN": "MXN", "CHF": "CHF",
    "₹": "INR",
    "Rs": "INR", "Rs.": "INR", "INR": "INR", "₽": "RUB", "RUB": "RUB", "₺": "TRY", "TRY": "TRY", "฿": "THB",
    "THB": "THB", "₫": "VND", "VND": "VND", "₱": "PHP", "PHP": "PHP", "₪": "ILS", "ILS": "ILS", "₴": "UAH",
    "UAH": "UAH", "₦": "NGN", "NGN": "NGN", "zł": "PLN", "PLN": "PLN", "RM": "MYR", "MYR": "MYR", "Rp": "IDR",
    "IDR": "IDR", "SEK": "SEK", "NOK": "NOK", "DKK": "DKK", "AED": "AED", "SAR": "SAR", "BTC": "BTC",
}  # fmt: skip

# Names behind the amount: (ISO code, factor). Two-word names come first by length.
CURRENCY_WORDS = {
    "달러": ("USD", ONE), "미국달러": ("USD", ONE), "미국 달러": ("USD", ONE), "미달러": ("USD", ONE),
    "미 달러": ("USD", ONE), "불": ("USD", ONE), "센트": ("USD", HUNDREDTH), "홍콩달러": ("HKD", ONE),
    "홍콩 달러": ("HKD", ONE), "호주달러": ("AUD", ONE), "호주 달러": ("AUD", ONE), "캐나다달러": ("CAD",
    ONE),
    "캐나다 달러": ("CAD", ONE), "싱가포르달러": ("SGD", ONE), "싱가포르 달러": ("SGD", ONE),
    "대만달러": ("TWD", ONE),
    "대만 달러": ("TWD", ONE), "신대만달러": ("TWD", ONE), "뉴질랜드달러": ("NZD", ONE),
    "뉴질랜드 달러": ("NZD", ONE),
    "원": ("KRW", ONE), "엔": ("JPY", ONE), "위안": ("CNY", ONE), "유로": ("EUR", ONE), "파운드": ("GBP",
    ONE),
    "프랑": ("CHF", ONE), "스위스프랑": ("CHF", ONE), "스위스 프랑": ("CHF", ONE), "루블": ("RUB", ONE),
    "루피": ("INR", ONE), "루피아": ("IDR", ONE), "바트": ("THB", ONE), "밧": ("THB", ONE), "헤알": ("BRL",
    ONE),
    "링깃": ("MYR", ONE), "리라": ("TRY", ONE), "크로나": ("SEK", ONE), "크로네": ("NOK", ONE),
    "디르함": ("AED", ONE),
    "리얄": ("SAR", ONE), "랜드": ("ZAR", ONE), "즈워티": ("PLN", ONE), "멕시코 페소": ("MXN", ONE),
    "아르헨티나 페소": ("ARS", ONE), "필리핀 페소": ("PHP", ONE), "페소": ("MXN", ONE), "비트코인": ("BTC",
    ONE),
    "베트남 동": ("VND", ONE),
    "dollar": ("USD", ONE), "dollars": ("USD", ONE), "us dollars": ("USD", ONE), "u.s. dollars": ("USD", ONE),
    "american dollars": ("USD", ONE), "us dollar": ("USD", ONE), "bucks": ("USD", ONE),
    "cents": ("USD", HUNDREDTH),
    "cent": ("USD", HUNDREDTH), "hong kong dollars": ("HKD", ONE), "australian dollars": ("AUD", ONE),
    "canadian dollars": ("CAD", ONE), "singapore dollars": ("SGD", ONE), "taiwan dollars": ("TWD", ONE),
    "new taiwan dollars": ("TWD", ONE), "new zealand dollars": ("NZD", ONE), "euro": ("EUR", ONE),
    "euros": ("EUR", ONE), "pounds sterling": ("GBP", ONE), "british pounds": ("GBP", ONE),
    "pence": ("GBP", HUNDREDTH),
    "yen": ("JPY", ONE), "japanese yen": ("JPY", ONE), "yuan": ("CNY", ONE), "renminbi": ("CNY", ONE),
    "chinese yuan": ("CNY", ONE), "won": ("KRW", ONE), "korean won": ("KRW", ONE),
    "south korean won": ("KRW", ONE),
    "rupees": ("INR", ONE), "indian rupees": ("INR", ONE), "rubles": ("RUB", ONE), "roubles": ("RUB", ONE),
    "russian rubles": ("RUB", ONE), "swiss francs": ("CHF", ONE), "francs": ("CHF", ONE),
    "baht": ("THB", ONE),
    "ringgit": ("MYR", ONE), "rupiah": ("IDR", ONE), "reais": ("BRL", ONE), "mexican pesos": ("MXN", ONE),
    "philippine pesos": ("PHP", ONE), "argentine pesos": ("ARS", ONE), "pesos": ("MXN", ONE),
    "lira": ("TRY", ONE),
    "turkish lira": ("TRY", ONE), "rand": ("ZAR", ONE), "dong": ("VND", ONE), "shekels": ("ILS", ONE),
    "swedish kronor": ("SEK", ONE), "kronor": ("SEK", ONE), "norwegian kroner": ("NOK", ONE),
    "danish kroner": ("DKK", ONE), "kroner": ("NOK", ONE), "zlotys": ("PLN", ONE), "zloty": ("PLN", ONE),
    "dirhams": ("AED", ONE), "riyals": ("SAR", ONE), "hryvnia": ("UAH", ONE), "hryvnias": ("UAH", ONE),
    "naira": ("NGN", ONE), "bitcoin": ("BTC", ONE), "bitcoins": ("BTC", ONE),
}  # fmt: skip

KOREAN_UNITS = {
    # shares
    "%포인트": ("pp", ""), "% 포인트": ("pp", ""), "퍼센트포인트": ("pp", ""), "퍼센트 포인트": ("pp", ""),
    "%p": ("pp", "(?![a-z])"), "%P": ("pp", "(?![a-z])"), "%": ("%", ""), "퍼센트": ("%", ""), "프로": ("%",
    "(?![그젝세토모필축야골])"),
    "베이시스포인트": ("pp", ""), "bp": ("pp", "(?![a-z])"), "할": ("%", "(?![인당머아애부증])"), "배": ("x",
    "(?![럴터우당송추치경분수급포심역])"),
    "갑절": ("x", ""), "곱절": ("x", ""), "포인트": ("point", ""),
    # people
    "명": ("person", "(?![령문소절예칭동분])"), "인": ("person", "(?![자분치승용조당기증]|상|\\s?가구)"),
    "사람": ("person", ""),
    "여명": ("person", ""), "인분": ("serving", ""), "인치": ("inch", ""), "인승": (LABEL, ""),
    "가구": ("household",
    "(?!\\s?[12다]주택)"),
    "세대": ("household", "(?!\\s?(?:이동|통신|전투|교체|HBM|모델|제품|AI))"), "쌍": ("pair", "(?!둥|용)"),
    "팀": ("team",
    "(?!장)"),
    "살": ("year", "(?![인해충])"), "세": ("year", "(?![트기션계금력무미부대종제우])"), "세기": (LABEL, ""),
    "세트": ("set", ""),
    # things
    "개": ("item", "(?![월국사소교인발혁헌정방념최봉편선업학])"), "개월": ("month", ""), "개국": ("country",
    ""), "개사": ("company",
    ""), "개소": ("place", ""),
    "개교": ("school", ""), "개년": ("year", ""), "개주": ("state", ""), "개 주": ("state", "(?![식요])"),
    "개 분기": ("quarter", ""), "개분기": ("quarter", ""),
    "건": ("case", "(?![물축설강국조전])"), "곳": ("place", ""), "군데": ("place", ""), "가지": ("kind", ""),
    "종": ("kind", "(?![목합로교료일])"),
    "종류": ("kind", ""), "종목": ("stock", ""), "품목": ("item", ""), "마리": ("animal", ""), "척": ("ship",
    "(?![추])"), "채": ("house", "(?![널권용식소])"),
    "권": ("book", "(?![역리한력위고])"), "병": ("bottle", "(?![원사력상실동역])"), "잔": ("cup",
    "(?![액고])"),
    "보": ("step", "(?![험장조수유호고증통관도다상건전])"), "그루": ("tree", ""), "켤레": ("pair", ""),
    "장": ("sheet", "(?![관기비소교애치전르점])"), "편": ("film", "(?![성집의차향하입])"), "점": ("point",
    "(?![포검유심차진거])"),
    "표": ("vote", "(?![준현결적차지면])"),
    "석": ("seat", "(?![유사탄방달좌])"), "골": ("goal", "(?![목프드잡])"), "홈런": ("home run", ""),
    "경기": ("game",
    "(?![도장지])"), "문항": ("question", ""),
    "단어": ("word", ""), "페이지": ("page", ""), "쪽": ("page", "(?!으)"), "줄": ("line", "(?!어|이)"),
    "대": ("unit",
    "(?![통표비상학출기책회규해부행로구안전체]|형|\\s?\\d)"),
    "호기": (LABEL, ""), "기가": ("GB", "(?!비트)"), "기가비트": ("Gb", ""), "주": ("week",
    "(?![식년요장택거민자제차기째최목된])"), "주간": ("week", ""),
    "주일": ("week", ""),
    "주년": (LABEL, ""), "주차": (LABEL, ""), "주째": ("week", ""), "방울": ("drop", ""), "그릇": ("bowl",
    ""),
    "상자": ("box", ""), "박스": ("box", ""),
    "문": ("gun", "(?![제의화장항자서])"), "발": ("shot", "(?![전표생언행달급효트명매])"), "기": ("unit",
    "(?![간업준자관계술소존록획대본타로초가온종]|\\s?신도시)"),
    "벌": ("set", ""), "봉지": ("pack", ""), "통": ("letter", "(?![신합계화상일])"), "회": ("time",
    "(?![사의원장계담차말초복수전견])"), "차례": ("time", ""), "번": ("time", "(?![째호지길가방])"),
    "개 기업": ("company", ""), "학급": ("class", ""), "개 단체": ("organization", ""), "위안화": ("CNY", ""),
    "나라": ("country", ""), "회사": ("company", ""), "기업": ("company", ""), "도시": ("city", ""),
    # time
    "시간": ("hour", "(?![대표당]|\\s?외)"), "분": ("minute",
    "(?![기의야할류량쟁양위석만배단당]|\\s?의\\s)"), "초": ("second",
    "(?![등기반순대중])"), "일": ("day", "(?![본반정상부자대요제보괄종컫])"), "일간": ("day", ""),
    "달": ("month", "(?![러성리라])"), "년": ("year", "(?![대도물산형식생차])"), "년간": ("year", ""),
    "년차": (LABEL, ""),
    "년대": (LABEL, ""), "년도": (LABEL, ""), "년물": (LABEL, ""), "년생": (LABEL, ""), "년산": (LABEL, ""),
    "년식": (LABEL, ""),
    "해": ("year", "(?![외결])"), "학기": ("semester", ""), "밤": ("night", ""), "분기 연속": ("quarter",
    ""), "분기째": ("quarter", ""), "분기": (LABEL, ""),
    "반기": (LABEL, ""), "박": ("night", "(?!스|사|람)"),
    # measures
    "킬로미터": ("km", ""), "센티미터": ("cm", ""), "밀리미터": ("mm", ""), "나노미터": ("nm", ""),
    "마이크로미터": ("µm", ""),
    "미터": ("m", ""), "나노": ("nm", ""),
    "제곱미터": ("m²", ""), "제곱킬로미터": ("km²", ""), "평방미터": ("m²", ""), "세제곱미터": ("m³", ""),
    "헥타르": ("ha", ""),
    "에이커": ("acre", ""), "평": ("pyeong", "(?![균가형화범당])"), "킬로그램": ("kg", ""),
    "밀리그램": ("mg", ""), "그램": ("g", ""), "킬로": ("km", "(?![와칼바])"), "톤": ("ton", ""),
    "리터": ("liter", ""),
    "밀리리터": ("ml", ""), "배럴": ("barrel", ""), "갤런": ("gallon", ""), "온스": ("ounce", ""),
    "마일": ("mile", "(?!리|스)"), "피트": ("foot", ""), "야드": ("yard", ""), "해리": ("nautical mile", ""),
    "킬로와트시": ("kWh", ""), "메가와트시": ("MWh", ""), "기가와트시": ("GWh", ""), "킬로와트": ("kW", ""),
    "메가와트": ("MW",
    ""), "기가와트": ("GW", ""),
    "와트": ("W", ""), "볼트": ("V", ""), "헤르츠": ("Hz", ""), "킬로바이트": ("KB", ""),
    "메가바이트": ("MB", ""),
    "기가바이트": ("GB", ""), "테라바이트": ("TB", ""), "바이트": ("byte", ""), "데시벨": ("dB", ""),
    "칼로리": ("kcal", ""),
    "킬로칼로리": ("kcal", ""),
    "도": ("degree", "(?![심시쿄달서입내정움시급]|\\s?\\d)"), "마력": ("horsepower", ""),
    "광년": ("light year", ""),
    "픽셀": ("pixel", ""), "화소": ("pixel", ""), "토큰": ("token", ""), "개 토큰": ("token", ""),
    "파라미터": ("parameter", ""), "개 파라미터": ("parameter", ""), "매개변수": ("parameter", ""),
    "개 매개변수": ("parameter", ""),
    # names and ranks: no quantities
    "위": (LABEL, "(?!안)"), "번째": (LABEL, ""), "등": (LABEL, "(?![이의을])"), "차": (LABEL, "(?!례)"),
    "호": (LABEL, ""), "호선": (LABEL, ""), "층": (LABEL, ""), "학년": (LABEL, ""), "조항": (LABEL, ""),
    "항": (LABEL, ""), "단계": (LABEL, ""),
    "심": (LABEL, ""), "선": ("", ""), "급": (LABEL, ""), "등급": (LABEL, ""), "번지": (LABEL, ""),
    "번길": (LABEL, ""), "동": (LABEL, ""), "군단": (LABEL, ""), "사단": (LABEL, ""), "월": (LABEL, ""),
    "시": (LABEL, "(?!간)"), "순위": (LABEL, ""),
    "대손": (LABEL, ""), "번 출구": (LABEL, ""), "번 홀": (LABEL, ""), "번 타자": (LABEL, ""),
    "회차": (LABEL, ""),
    "회말": (LABEL, ""), "회초": (LABEL, ""), "라운드": (LABEL, ""), "세트째": (LABEL, ""),
    "기 신도시": (LABEL, ""),
    "세대 ": (LABEL, "(?=이동|통신|HBM|모델)"),
    "점대": ("point", ""), "과": (LABEL, "(?=목|정)"), "과목": ("subject", ""), "강": (LABEL, ""),
    "파전": (LABEL, ""), "자회담": (LABEL, ""), "급수": (LABEL, ""), "번방": (LABEL, ""), "여단": (LABEL, ""),
    "쿼터": (LABEL, ""), "부": (LABEL, "(?![족])"), "당": (LABEL, "(?=사자)"),
}  # fmt: skip

# What 개 counts, where the noun follows: 50개 기업.
KOREAN_THINGS = {
    "기업": "company", "업체": "company", "회사": "company", "회원사": "company", "계열사": "company",
    "상장사": "company",
    "국가": "country", "나라": "country", "회원국": "country", "도시": "city", "지역": "region",
    "대학": "university",
    "학교": "school", "은행": "bank", "병원": "hospital", "매장": "store", "점포": "store", "제품": "product",
    "팀": "team",
    "일자리": "job", "품목": "item", "종목": "stock", "기관": "institution", "단체": "organization",
    "부처": "ministry",
}  # fmt: skip

_TIME = {
    "second": ("seconds", "sec", "secs"),
    "minute": ("minutes", "min", "mins"),
    "hour": ("hours", "hr", "hrs"),
    "day": ("days",),
    "week": ("weeks",),
    "month": ("months",),
    "year": ("years", "yr", "yrs", "year old", "years old", "year olds", "years of age"),
    "decade": ("decades",),
    "century": ("centuries",),
    "quarter": ("quarters",),
    "night": ("nights",),
    "weekend": ("weekends",),
    "fortnight": ("fortnights",),
}
_MEASURES = {
    "km": ("kilometer", "kilometers", "kilometre", "kilometres", "kms"),
    "m": ("meter", "meters", "metre", "metres"),
    "cm": ("centimeter", "centimeters", "centimetre", "centimetres"),
    "mm": ("millimeter", "millimeters", "millimetre", "millimetres"),
    "nm": ("nanometer", "nanometers", "nanometre", "nanometres"),
    "µm": ("micron", "microns", "micrometers", "micrometres"),
    "mile": ("miles", "mi"),
    "foot": ("feet", "ft"),
    "inch": ("inches",),
    "yard": ("yards",),
    "acre": ("acres",),
    "ha": ("hectare", "hectares"),
    "kg": ("kilogram", "kilograms", "kilogramme", "kilogrammes", "kilo", "kilos", "kgs"),
    "g": ("gram", "grams", "gramme", "grammes"),
    "mg": ("milligram", "milligrams"),
    "ton": ("tons", "tonne", "tonnes", "metric ton", "metric tons", "metric tonnes"),
    "liter": ("liters", "litre", "litres"),
    "ml": ("milliliter", "milliliters", "millilitre", "millilitres"),
    "gallon": ("gallons",),
    "barrel": ("barrels", "bbl"),
    "ounce": ("ounces", "oz"),
    "pound": ("lb", "lbs"),
    "bushel": ("bushels",),
    "m²": ("square meter", "square meters", "square metre", "square metres", "sq m"),
    "km²": ("square kilometer", "square kilometers", "square kilometre", "square kilometres", "sq km"),
    "square mile": ("square miles", "sq mi"),
    "square foot": ("square feet", "sq ft", "sqft"),
    "km³": ("cubic kilometer", "cubic kilometers", "cubic kilometre", "cubic kilometres"),
    "m³": ("cubic meter", "cubic meters", "cubic metre", "cubic metres"),
    "cubic foot": ("cubic feet",),
    "W": ("watt", "watts"),
    "kW": ("kilowatt", "kilowatts"),
    "MW": ("megawatt", "megawatts"),
    "GW": ("gigawatt", "gigawatts"),
    "TW": ("terawatt", "terawatts"),
    "kWh": ("kilowatt hour", "kilowatt hours"),
    "MWh": ("megawatt hour", "megawatt hours"),
    "GWh": ("gigawatt hour", "gigawatt hours"),
    "TWh": ("terawatt hour", "terawatt hours"),
    "V": ("volts",),
    "KB": ("kilobytes",),
    "MB": ("megabyte", "megabytes"),
    "GB": ("gigabyte", "gigabytes"),
    "TB": ("terabyte", "terabytes"),
    "byte": ("bytes",),
    "dB": ("decibel", "decibels"),
    "kcal": ("kilocalories",),
    "calorie": ("calories",),
    "horsepower": ("hp",),
    "light year": ("light years",),
    "nautical mile": ("nautical miles",),
    "knot": ("knots",),
    "mph": ("miles per hour", "miles an hour"),
    "km/h": (
        "kilometers per hour",
        "kilometres per hour",
        "kph",
        "kmh",
        "kilometers an hour",
        "kilometres an hour",
    ),
    "°C": ("degrees celsius", "degree celsius", "degrees centigrade", "celsius"),
    "°F": ("degrees fahrenheit", "degree fahrenheit", "fahrenheit"),
    "degree": ("degrees",),
}
ENGLISH_UNITS = {
    "%": ("%", ONE), "percent": ("%", ONE), "per cent": ("%", ONE), "pc": ("%", ONE), "pct": ("%", ONE),
    **dict.fromkeys(("percentage point", "percentage points", "percent points", "% points", "pct points",
    "pp", "ppt", "ppts", "pps"), ("pp", ONE)),
    **dict.fromkeys(("basis point", "basis points", "bps", "bp"), ("pp", HUNDREDTH)),
    "fold": ("x", ONE), "times": ("time", ONE), "parts per million": ("ppm", ONE),
    "parts per billion": ("ppb", ONE),
    "magnitude": ("", ONE), "point": ("point", ONE), "points": ("point", ONE), "pts": ("point", ONE),
    "person": ("person", ONE), "people": ("person", ONE), "persons": ("person", ONE),
    **{word: (unit, ONE) for unit, words in (_TIME | _MEASURES).items() for word in (unit.lower(), *words)},
}  # fmt: skip
for _letter in ("w", "v", "m", "g"):
    # One letter is a unit only as a symbol, in its own case.
    ENGLISH_UNITS.pop(_letter, None)

# Case matters: mW is not MW, G is a generation of phones and g a gram.
SYMBOLS = {
    **{s: (s, ONE) for s in (
        "km", "cm", "mm", "nm", "µm", "kg", "mg", "g", "m", "ha", "ml", "kW", "MW", "GW", "TW", "kWh",
        "MWh", "GWh", "TWh", "Wh", "W", "V", "kV",
        "Hz", "kHz", "MHz", "GHz", "KB", "MB", "GB", "TB", "PB", "EB", "Gbps", "Mbps", "Tbps", "mph",
        "km/h", "ppm", "ppb", "dB", "kcal", "hPa", "mAh", "TEU", "CGT", "DWT", "TOPS",
        "m²", "km²", "m³", "°C", "°F", "kJ", "TFLOPS", "rpm", "mmHg", "mg/L", "㎍/㎥", "GT", "fps", "cc",
    )},
    "%p": ("pp", ONE), "%": ("%", ONE), "％": ("%", ONE), "㎞/h": ("km/h", ONE), "㎞": ("km", ONE),
    "㎏": ("kg", ONE), "㎎": ("mg", ONE), "㎜": ("mm", ONE), "㎝": ("cm", ONE), "㎡": ("m²", ONE),
    "㎢": ("km²", ONE),
    "㎥": ("m³", ONE), "m2": ("m²", ONE), "km2": ("km²", ONE), "m3": ("m³", ONE), "㏊": ("ha", ONE),
    "㎖": ("ml", ONE), "ℓ": ("liter", ONE), "L": ("liter", ONE), "l": ("liter", ONE), "mL": ("ml", ONE),
    "t": ("ton", ONE), "㎾h": ("kWh", ONE),
    "㎿h": ("MWh", ONE), "㎾": ("kW", ONE), "㎿": ("MW", ONE), "㎇": ("GB", ONE), "㎆": ("MB", ONE),
    "㎐": ("Hz", ONE), "㎓": ("GHz", ONE), "㎚": ("nm", ONE), "㎛": ("µm", ONE), "μm": ("µm", ONE),
    "㎧": ("m/s", ONE), "m/s": ("m/s", ONE), "℃": ("°C", ONE), "ºC": ("°C", ONE), "℉": ("°F", ONE),
    "°": ("degree", ONE),
    "C": ("°C", ONE), "F": ("°F", ONE), "ft": ("foot", ONE), "lb": ("pound", ONE), "lbs": ("pound", ONE),
    "oz": ("ounce", ONE), "mi": ("mile", ONE), "x": ("x", ONE), "X": ("x", ONE), "×": ("x", ONE),
    "㏄": ("cc", ONE), "p": ("GBP", HUNDREDTH), "㎉": ("kcal", ONE), "㏈": ("dB", ONE), "㎃": ("mA", ONE),
    "㏃": ("Bq", ONE),
}  # fmt: skip

IRREGULAR_NOUNS = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child",
    "troops": "soldier",
    "police": "police officer", "staff": "employee", "lives": "life", "wives": "wife", "knives": "knife",
    "aircraft": "aircraft",
    "cattle": "cow", "sheep": "sheep", "fish": "fish", "mice": "mouse", "teeth": "tooth", "buses": "bus",
    "crises": "crisis",
    "analyses": "analysis", "personnel": "employee", "youths": "youth", "policemen": "police officer",
    "servicemen": "soldier",
    "shares": "share", "homes": "home", "gpus": "gpu", "species": "species", "series": "series",
    "fishermen": "fisherman",
    "firefighters": "firefighter", "households": "household", "dead": "person", "deaths": "death",
}  # fmt: skip

ADJECTIVES = words(
    """new more other additional different full total extra separate further young old older younger big
    large larger small smaller major key top local foreign domestic international federal civilian public
    private senior junior former current open active registered confirmed suspected reported known
    possible consecutive straight successive million single married unmarried black white armed unarmed
    dead injured missing displaced homeless jobless elderly high-end low-income electric nuclear ballistic
    cruise solar wind hybrid self-driving autonomous medical financial human non-human military naval air
    commercial residential industrial academic monthly weekly daily annual yearly unique paid unpaid free
    live mobile online digital smart heavy light rare common critical serious minor fatal distinct
    individual independent business school college high middle primary secondary hospital bank police army
    gpu retail office factory auto car truck bus train flight job tech software chip data training test
    trading working business-class remaining wounded infected vaccinated hospitalized undocumented
    eligible likely home member service party cabinet state city county council school-age metro subway
    space power coal gas oil water food grain steel rail road bridge tunnel airport passenger cargo fishing
    crew family child adult voter campaign election court federal-court patent crime murder rape theft drug
    health nursing care ambulance fire rescue emergency combat fighter transport assault hunting machine
    input output press media television radio news video streaming credit debit bank-account stock bond
    trade tax wage pension insurance rental apartment hotel restaurant grocery convenience department
    """
)

# Words on -s (or otherwise noun-like) that follow numbers without being counted by them.
NOT_NOUNS = words(
    """is was has as this its us does yes plus versus vs his hers ours theirs yours always perhaps across
    towards besides says goes gets makes takes gives shows means remains becomes comes rises falls looks
    seems calls minus less unless sports news politics economics the a an of and or in on at to from by
    for with that which who were are had have per if but because after before since until while when where
    under over between among against during about into than not percent pm am january february march april
    may june july august september october november december total monday tuesday wednesday thursday
    friday saturday sunday thus series
    """
)

# Units that mean people: "300 workers" and 노동자 300명 can be compared.
PEOPLE = words(
    """person man woman child worker employee resident soldier patient student voter passenger user member
    victim migrant refugee protester adult teenager official officer lawmaker journalist doctor nurse
    teacher customer household-head civilian firefighter player fan visitor tourist subscriber citizen
    immigrant inmate prisoner detainee hostage expert
    """
)
# Units that 개 and 대 never stand for: time, measures, events.
THINGS_APART = words(
    """second minute hour day week month year decade century night point time degree mile foot inch yard
    acre ton liter barrel gallon ounce pound x pp % km m cm mm nm kg g mg ha household semester
    """
)
