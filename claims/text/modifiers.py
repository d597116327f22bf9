"""Words around an amount that bound it or call it rough: 약, 최대, 이상, at least, or so.

    before("최소 약 10명", 5, "person")   -> Bound(at=0, floor=True, approximate=True)
    after("10명 이상", 3)                 -> Bound(at=6, floor=True)

Each reads at most three such words next to the amount; others are left alone.
"""

import re
from dataclasses import dataclass

from .unit_tables import words


@dataclass(slots=True)
class Bound:
    """`at`: the new start or end. `floor`: the amount is a lower bound; `ceiling`: an upper one."""

    at: int
    floor: bool = False
    ceiling: bool = False
    approximate: bool = False
    band: bool = False


_BEFORE = re.compile(
    r"(?:(?<![가-힣A-Za-z])(?P<about>약|대략|거의|얼추|어림잡아|줄잡아|근|한때\s약|about|around|roughly|"
    r"approximately|approx\.?|"
    r"some|nearly|almost|close\sto|"
    r"circa|an?\sestimated|estimated|somewhere\saround|in\sthe\sregion\sof|just\s(?:under|over|below|above|"
    r"shy\sof)|well\sover|nearly\sas\smany\sas|virtually)"
    r"|(?P<sign>(?<![\d가-힣%])[~∼]|[≈약±]|plus\sor\sminus|\+/-)"
    r"|(?<![가-힣A-Za-z])(?P<floor>최소|최소한|적어도|못해도|at\sleast|more\sthan|over|above|exceed(?:s|ed|"
    r"ing)?|"
    r"surpass(?:es|ed|ing)?|topp(?:ed|ing)|upwards?\sof|"
    r"no\s(?:less|fewer)\sthan|not\sless\sthan|a\sminimum\sof|minimum\sof|as\slittle\sas|as\sfew\sas|"
    r"greater\sthan|higher\sthan|larger\sthan|in\sexcess\sof|north\sof|older\sthan|longer\sthan|>=?|≥|적게는|"
    r"짧게는|작게는)"
    r"|(?<![가-힣A-Za-z])(?P<ceiling>최대|최장|많게는|많아야|기껏해야|길게는|크게는|up\sto|as\smuch\sas|"
    r"as\smany\sas|as\shigh\sas|"
    r"at\smost|no\smore\sthan|not\smore\sthan|less\sthan|fewer\sthan|lower\sthan|under|below|"
    r"a\smaximum\sof|maximum\sof|within|smaller\sthan|younger\sthan|short\sof|<=?|≤))\s?(?:the\s(?=\$))?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s?(?P<floor>이상|초과|(?:을|를|이|가|도)?\s?(?:훌쩍\s?|크게\s?)?(?:넘어[서선섰설]|넘었|"
    r"넘[는을어긴겼겨길게기은]|웃도[는]|웃돌|웃돈|상회|돌파|"
    r"초과)|"
    r"or\s(?:more|higher|over|above|greater|longer|older|better)\b|and\s(?:above|over|older|up)\b|"
    r"at\sleast\b|-?plus\b|\+(?!\d))"
    r"|\s?(?P<ceiling>이하|미만|이내|(?:을|를|이|가|도|에)?\s?(?:밑도[는]|밑돌|밑돈|하회|못\s?미[치쳐쳤친]|"
    r"미치지\s?못|안\s?되[는])|내(?=에|로|의|"
    r"\s|$)(?!내)|"
    r"or\s(?:less|fewer|lower|below|under|younger|shorter)\b|and\s(?:under|below|younger)\b|at\smost\b|"
    r"at\sthe\smost\b)"
    r"|\s?(?P<about>여(?![권름성야섯덟행러드])(?:간|째)?|안팎|내외|정도|쯤|가량|남짓|전후|가까이|가까운|"
    r"(?:에|이|을|를)?\s?(?:육박|가까[운워웠이]|근접|"
    r"달하는\s?것으로\s?추[정산])|or\sso\b|or\sthereabouts\b|-odd\b|-ish\b)"
    r"|(?P<band>대(?:(?=[의로를은이에와도까다였인가나]|$|[^가-힣0-9])(?!\s?[0-9]|가[격족])|"
    r"(?=\s?[초중후]반))(?:\s?[초중후]반(?![가-힣]{2}))?)"
    r")",
    re.IGNORECASE,
)  # fmt: skip
_LASTING = re.compile(
    r"(?:for|of|lasted|well|just|took|taken|takes|spent|is|was|are|be|been|wait(?:ed)?|those|people|adults|"
    r"anyone)\s$",
    re.IGNORECASE,
)
LOOK_BACK = 28
# How the words of _BEFORE end: most amounts are preceded by none of them, which this tells sooner.
_LAST_WORD = re.compile(
    r"(?:[약략의쩌아근소한도대장는야라면서~∼≈±/<>=≤≥-]|bout|round|ghly|tely|rox\.?|ome|arly|most|\bto|irca|"
    r"ated|\bof|nder|"
    r"over|low|ove|than|east|eed\w{0,3}|pass\w{1,3}|"
    r"topp\w+|\bas|thin|minus|ally|the)\s?$",
    re.IGNORECASE,
)


def before(text: str, start: int, unit: str) -> Bound:
    """What the words right before `start` say of the amount."""
    bound = Bound(start)
    for _ in range(3):
        window = text[max(0, bound.at - LOOK_BACK) : bound.at]
        if not _LAST_WORD.search(window[-12:]):
            break
        found = _BEFORE.search(window)
        if found is None:
            break
        word = found[found.lastgroup].lower()
        # "over three years" is usually how long something took, "for over three years" a bound.
        if (
            word in ("over", "within")
            and unit in _TIME
            and not _LASTING.search(window[: found.start()])
            and word == "over"
        ):
            break
        bound.at -= len(window) - found.start()
        _note(bound, found.lastgroup)
        if word.startswith("just ") or word == "well over":
            bound.approximate = word != "well over"
            bound.ceiling = bound.ceiling or word.endswith(("under", "below", "of"))
            bound.floor = bound.floor or word.endswith(("over", "above"))
            if not word.startswith("well") and not word.startswith("just"):
                break
    return bound


_TIME = words("second minute hour day week month year decade")


def after(text: str, end: int) -> Bound:
    """What the words right after `end` say of the amount."""
    bound = Bound(end)
    for _ in range(2):
        found = _AFTER.match(text, bound.at)
        if found is None:
            break
        bound.at = found.end()
        _note(bound, found.lastgroup)
        if not bound.approximate:
            break
    return bound


def _note(bound: Bound, group: str) -> None:
    if group == "floor":
        bound.floor = True
    elif group == "ceiling":
        bound.ceiling = True
    elif group == "band":
        bound.band = True
    else:
        bound.approximate = True
