"""Which turns of phrase in a Korean sentence speak for or against checking it?

No morphology: endings and words as they stand in news prose. Weights are set by hand and judged on
the labelled Korean set (docs/decisions/0006).
"""

import re

from claims.text.cues_english import Cue
from claims.words import Reason


def _cue(name: str, reason: Reason, weight: float, pattern: str) -> Cue:
    return Cue(name, reason, re.compile(pattern), weight)


_END = r"[.。!\s\"'”’)]*$"

KOREAN = (
    # --- for checking
    _cue("digits", Reason.NUMBER, 1.2, r"[0-9０-９]"),
    _cue(
        "unit",
        Reason.NUMBER,
        0.8,
        r"[0-9０-９천백십]\s?(?:%|％|퍼센트|포인트|조|억|만|천|원|달러|엔|유로|위안|명|건|개|배|곳|대|톤|㎡|km|㎞|위)",
    ),
    _cue(
        "number word",
        Reason.NUMBER,
        0.8,
        r"절반|과반|수백|수천|수만|수십|[일이삼사오육칠팔구십백천만]+\s?(?:분의|배|명|억|조)|두 배|세 배|다수",
    ),
    _cue(
        "date",
        Reason.DATE,
        0.4,
        r"\d+년|\d+월|\d+일|지난해|작년|올해|지난달|지난주|이달|최근|전날|당시|이후|동안",
    ),
    _cue(
        "compare",
        Reason.COMPARISON,
        0.7,
        r"보다|대비|비해|웃돌|밑돌|상회|하회|최대|최소|최고|최저|최다|최초|사상|역대|처음|가장|유일|1위",
    ),
    _cue(
        "change",
        Reason.CHANGE,
        0.7,
        r"증가|감소|늘었|늘어|줄었|줄어|올랐|올라|내렸|떨어|급등|급락|상승|하락|확대|축소|인상|인하|성장|반등|폭락|폭등",
    ),
    _cue(
        "law",
        Reason.LAW,
        0.6,
        r"법안|법률|[가-힣]법(?:[은이을에상의]|\s|$)|개정|시행|규제|정책|제도|예산|세금|세율|과세|관세|제재|금지|의무화"
        r"|국회|헌법|대법|헌재|판결|조례|협정|조약|허가|승인|의결|통과",
    ),
    _cue("cause", Reason.CAUSE, 0.6, r"때문|영향|탓|원인|따른|인해|덕분|결과|여파|계기"),
    _cue(
        "said",
        Reason.ATTRIBUTED,
        0.5,
        r"(?:밝혔|말했|전했|설명했|강조했|주장했|지적했|발표했|보도했|공개했|덧붙였|반박했|인정했|시인했|부인했)"
        r"|따르면|에 의하면",
    ),
    _cue("done", Reason.RECORD, 0.9, rf"(?:[했였됐렸었았갔났왔겼졌뒀냈]|이었|였)다{_END}"),
    _cue("stated", Reason.RECORD, 0.5, rf"(?:한|된|인|는|있|없|이|린|진|난)다{_END}|(?:이며|이고),"),
    _cue(
        "public matter",
        Reason.SUBJECT,
        0.4,
        r"정부|대통령|장관|의원|기업|은행|경제|물가|금리|실업|고용|일자리|수출|수입|환율|주가|시가총액|매출|영업이익"
        r"|부동산|집값|범죄|사망|확진|환자|병원|의료|교육|학교|군|북한|미국|중국|일본|전쟁|선거|투표|여론조사|통계|연구",
    ),
    # --- against
    _cue(
        "question", Reason.QUESTION, -2.5, r"\?[\"'”’)]*$|(?:까|나요|는가|은가|인가|을지|ㄹ지)[\"'”’)]*[.?]?$"
    ),
    _cue(
        "must",
        Reason.OPINION,
        -2.2,
        rf"(?:해야|돼야|되어야|어야|아야|여야|워야|와야)(?:만)?\s?(?:한다|할|하며|하고|합니다|된다){_END}"
        r"|(?:해야|돼야|어야|아야) (?:한다|할 것)",
    ),
    _cue(
        "opinion",
        Reason.OPINION,
        -1.2,
        r"생각한다|생각합니다|생각된다|바람직|아쉽|안타깝|유감|필요가 있다|필요하다|중요하다|마땅하|당연하|옳다"
        r"|그르다|아름답|훌륭|기대한다|기대된다|느낀다|느껴진다|바란다|바랍니다|셈이다|것 같다|듯하다|듯싶다|아닐 수 없다|법이다",
    ),
    _cue(
        "forecast",
        Reason.FORECAST,
        -1.6,
        r"것으로 (?:보인다|보이며|예상|전망|기대|관측|점쳐|추정)|전망이다|전망된다|예상된다|예정이다|예정이며|계획이다|방침이다"
        r"|할 것이다|될 것이다|[릴될할갈올일] 것(?:이라고|으로|이다)|가능성이 (?:있|높|크)|[을ㄹ] 수 있다|할 수 있다|될 수 있다|겠다",
    ),
    _cue("plan", Reason.PLAN, -0.9, r"(?:하|되)겠다|겠습니다|약속한다|하기로 했다|추진할|나설|노력하|최선을"),
    _cue(
        "greeting", Reason.PROCEDURE, -3.0, r"안녕하|감사합|고맙습|반갑습|여러분|부탁드|시청자|어서 오|인사드"
    ),
    _cue(
        "personal",
        Reason.PERSONAL,
        -0.9,
        r"^(?:나는|저는|내가|제가|우리 (?:아버지|어머니|아들|딸|가족))|제 (?:아내|남편|아들|딸)",
    ),
    _cue(
        "boilerplate",
        Reason.BOILERPLATE,
        -5.0,
        r"[\w.+-]+@[\w-]+\.\w+|ⓒ|©|저작권|무단\s?(?:전재|복제|배포)|재배포|기자\s*[=\]]|^\S{2,4}\s(?:인턴)?기자"
        r"|^\[?(?:관련\s?기사|사진|영상|그래픽|자료|제보|구독|광고|앵커|▶|☞|■|※)|(?:사진|자료|제공)\s?[=/]|구독하기|카카오톡|좋아요"
        r"|낮 최고|아침 최저|미세먼지|강수확률|\d도\s?(?:안팎|까지)|https?://|www\.|입력\s?\d{4}|수정\s?\d{4}|Copyright|뉴스1\s*=|=\s*연합뉴스",
    ),
)
