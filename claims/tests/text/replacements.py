"""Words to put in the place of others or between them: units, notations, antonyms, negations, names, adverts.

What depends on the language is keyed by whether the page is Korean.
"""

UNITS = [
    ("천억원", "조원"),
    ("%포인트", "%"),
    ("달러", "위안"),
    ("million", "billion"),
    ("billion", "trillion"),
    ("percent", "percentage points"),
    ("$", "€"),
    ("조원", "억원"),
    ("만 명", "천 명"),
    ("분으로", "시간으로"),
]

NOTATIONS = [
    (r"(\d+)조(\d+)천(\d+)억원", lambda m: f"{m[1]}조 {m[2]},{int(m[3]):03d}억원"),
    (r"557만6천달러", lambda m: "5,576,000달러"),
    (r"(\d+)천(\d{3})원", lambda m: f"{m[1]},{m[2]}원"),
    (r"(\d+) percent", lambda m: f"{m[1]}%"),
    (r"(\d+),(\d)00 children", lambda m: f"{m[1]}.{m[2]} thousand children"),
    (r"\$(\d+)\.(\d{3}) million", lambda m: f"${m[1]},{m[2]},000"),
    (r"\$(\d+) million", lambda m: f"${m[1]},000,000"),
    (r"\$(\d+) billion", lambda m: f"${m[1]}bn"),
    (r"(\d+)천(\d+)만원", lambda m: f"{m[1]},{m[2]}만원"),
]

SYNONYMS = [
    ("밝혔다", "말했다"),
    ("증가했다", "감소했다"),
    ("늘었다", "줄었다"),
    ("가장", "매우"),
    ("기록했다", "나타냈다"),
    ("설명했다", "주장했다"),
    ("발표했다", "공개했다"),
    ("전망했다", "예상했다"),
    ("지적했다", "강조했다"),
    ("낮았다", "높았다"),
    ("said", "claimed"),
    ("rose", "fell"),
    ("fell", "rose"),
    ("largest", "biggest"),
    ("more than", "nearly"),
    ("reported", "announced"),
    ("estimated", "guessed"),
    ("year", "decade"),
    ("added", "cut"),
    ("raised", "lost"),
]

NEGATED = [
    ("했다", "하지 않았다"),
    ("였다", "가 아니었다"),
    ("한다", "하지 않는다"),
    ("늘었다", "늘지 않았다"),
    ("있다", "있지 않다"),
    ("않았다", "았다"),
    ("없다", "있다"),
    (" was ", " was not "),
    (" had ", " had not "),
    (" is ", " is not "),
    (" said ", " never said "),
    (" were ", " weren't "),
    (" has ", " hasn't "),
    ("did not", "did"),
    (" rose ", " did not rise "),
]

NAMES = [
    ("삼성전자", "엘지전자"),
    ("통계청", "기획재정부"),
    ("김 청장", "이 차관"),
    ("서울", "부산"),
    ("딥시크", "문샷"),
    ("샘 올트먼", "일론 머스크"),
    ("박상우", "원희룡"),
    ("이창용", "이주열"),
    ("SK하이닉스", "마이크론"),
    ("엔비디아", "인텔"),
    ("DeepSeek", "Moonshot"),
    ("Sam Altman", "Elon Musk"),
    ("Nvidia", "Intel"),
    ("Maria Torres", "Paul Krugman"),
    ("Boeing", "Embraer"),
    ("Daniel Ruiz", "Peter Novak"),
    ("Kenya", "Ghana"),
    ("Antarctica", "Greenland"),
    ("Mayor Helen Brandt", "Mayor Tom Hale"),
    ("H800", "H100"),
]

ADVERT = {
    True: "\n[광고] 지금 구독하면 첫 달 무료, 매일 아침 뉴스레터를 받아 보세요\n",
    False: "\nAdvertisement\nSign up for our newsletter and get the day's stories every morning\n",
}
CAPTION = {
    True: "\n▲ 서울 중구 본사에서 열린 기자간담회 모습. 사진=김민수 기자\n",
    False: "\nImage\nWorkers outside the plant in Everett, Wash., on Tuesday. Credit: Jane Doe\n",
}
WALL = {
    True: "…\n이 기사는 유료 회원 전용입니다. 로그인 후 전문을 읽을 수 있습니다.",
    False: "...\nSubscribe to continue reading. Already a subscriber? Log in",
}
ERROR_PAGE = {
    True: "404\n요청하신 페이지를 찾을 수 없습니다.\n홈으로",
    False: "Page not found\nThe page you are looking for no longer exists.\nHome",
}
