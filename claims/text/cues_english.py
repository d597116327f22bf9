"""Which turns of phrase in an English sentence speak for or against checking it?

A table: each cue has a name (its key in the weights file), the reason an editor is told, and a
pattern searched in the sentence in small letters (``cased`` ones in the sentence as written).
"""

import re
from dataclasses import dataclass

from claims.words import Reason


@dataclass(frozen=True)
class Cue:
    name: str
    reason: Reason
    pattern: re.Pattern
    weight: float = 0.0  # used where no trained weight is shipped
    cased: bool = False


def _cue(name: str, reason: Reason, weight: float, pattern: str, cased: bool = False) -> Cue:
    return Cue(name, reason, re.compile(pattern), weight, cased)


_NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?"
    "|dozens?"
)
_PAST = (
    "voted|signed|vetoed|opposed|supported|proposed|introduced|passed|raised|cut|created|built|lost|won|sent|killed"
    "|announced|approved|banned|ordered|refused|promised|called|appointed|fired|resigned|invaded|attacked|launched"
    "|released|paid|spent|sold|bought|closed|opened|ended|began|started|led|gave|took|made|put|brought|left|doubled"
    "|tripled|increased|decreased|reduced|grew|fell|rose|dropped|declined|received|served|ran|wrote|published|found"
    "|reported|admitted|denied|endorsed|sponsored|negotiated|rejected|blocked|filed|sued|arrested|convicted|charged"
    "|withdrew|joined|agreed|became|got|went|came|inherited|balanced|eliminated|removed|allowed|extended|imposed"
)

ENGLISH = (
    # --- for checking
    _cue("digits", Reason.NUMBER, 1.2, r"\d"),
    _cue(
        "big number",
        Reason.NUMBER,
        0.8,
        r"\b(?:million|billion|trillion|thousand|percent|per cent)s?\b|%|\$\s?\d",
    ),
    _cue("number word", Reason.NUMBER, 0.7, rf"\b(?:{_NUMBER_WORDS})\b"),
    _cue(
        "fraction",
        Reason.NUMBER,
        0.5,
        r"\b(?:half|third|quarter|one in \w+|one out of|fifths?|tenths?|majority)\b",
    ),
    _cue(
        "year",
        Reason.DATE,
        0.5,
        r"\b(?:1[6-9]|20)\d\d\b|\b(?:last|past|previous|this) (?:year|month|week|decade|quarter)",
    ),
    _cue(
        "period",
        Reason.DATE,
        0.3,
        r"\byears? (?:ago|later|old|in)\b|\b(?:for|in|over) the (?:last|past|first|next)\b"
        r"|\bsince\b|\bduring\b|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b",
    ),
    _cue(
        "compare",
        Reason.COMPARISON,
        0.7,
        r"\b(?:more|less|fewer|higher|lower|larger|smaller|bigger|faster|slower|greater"
        r"|older|younger|cheaper|better|worse|poorer|richer|stronger|weaker) than\b|\bcompared (?:to|with)\b|\btwice\b"
        r"|\bas (?:many|much|high|low) as\b|\btimes (?:as|more|the)\b",
    ),
    _cue(
        "superlative",
        Reason.COMPARISON,
        0.5,
        r"\b(?:most|least|highest|lowest|largest|biggest|smallest|fastest|longest"
        r"|greatest|worst|fewest|record|only|first|never|every single|for the first time)\b",
    ),
    _cue(
        "change",
        Reason.CHANGE,
        0.7,
        r"\b(?:increas|decreas|declin|doubl|tripl|reduc|grew|grow|rose|risen|ris|fell|fall"
        r"|drop|gain|lost|los|shr[aiu]nk|soar|plung|jump|climb|cut)(?:s|es|e|ed|ing|en|ped|ping)?\b"
        r"|\b(?:gone|went|going) (?:up|down)\b",
    ),
    _cue(
        "law",
        Reason.LAW,
        0.5,
        r"\b(?:laws?|bills?|acts?|legislation|congress|senate|constitution\w*|courts?|treat(?:y|ies)"
        r"|regulations?|tax(?:es|ed)?|budgets?|deficits?|debt|vot(?:e|ed|es|ing)|veto\w*|amendments?|sanctions?|tariffs?"
        r"|agreements?|executive order|medicare|medicaid|social security|welfare|subsid\w+|ban(?:ned|s)?|program[ms]?"
        r"|administration|government|policy|policies|parliament|ministers?|commission)\b",
    ),
    _cue(
        "cause",
        Reason.CAUSE,
        0.5,
        r"\b(?:because of|caus(?:e|es|ed|ing)|led to|result(?:ed|s|ing)? (?:of|in|from)|due to"
        r"|as a result|responsible for|thanks to|contributed to|linked to)\b",
    ),
    _cue(
        "said",
        Reason.ATTRIBUTED,
        0.7,
        r"\b(?:he|she|they|who|it|president|senator|governor|vice president|[a-z]+) "
        r"(?:himself |herself |has |have |had |once |also |just )?(?:said|says|told|claims?|claimed|testified|reported"
        r"|stated|warned|admitted|argued|called for|promised|acknowledged|concluded)\b|\baccording to\b",
    ),
    _cue(
        "his record",
        Reason.RECORD,
        0.9,
        r"\b(?:he|she|they|who|senator \w+|governor \w+|president \w+|mr\. \w+|mrs\. \w+)"
        rf" (?:also |has |had |have |even |actually |never |just |then |once )*(?:{_PAST}|been|voted)\b",
    ),
    _cue("past verb", Reason.RECORD, 0.4, rf"\b(?:{_PAST})\b"),
    _cue(
        "perfect",
        Reason.RECORD,
        0.4,
        r"\b(?:has|have|had|were|was|been)(?:n't)? (?:\w+ )?\w+(?:ed|en|wn|lt|ught)\b",
    ),
    _cue(
        "against or for",
        Reason.RECORD,
        0.7,
        r"\b(?:voted|was|were|been|is) (?:against|in favor of|for it)\b"
        r"|\bflip-?flop\w*|\bchanged (?:his|her) (?:mind|position)\b",
    ),
    _cue("exists", Reason.SUBJECT, 0.3, r"\bthere (?:are|is|were|was|have been|has been)\b"),
    _cue(
        "public matter",
        Reason.SUBJECT,
        0.5,
        r"\b(?:jobs?|unemployment|econom\w+|inflation|prices?|wages?|income|workers?"
        r"|spending|trade|exports?|imports?|oil|energy|nuclear|weapons?|troops|soldiers|war|military|terroris\w+|crime"
        r"|murders?|police|prisons?|guns?|schools?|teachers?|students?|health|insurance|hospitals?|drugs?|poverty"
        r"|immigra\w+|border|refugees?|population|companies|banks?|industry|wall street|households?|families|americans)\b",
    ),
    _cue("names", Reason.NAMED, 0.5, r"(?<=[a-z,] )(?:[A-Z][a-z]+|[A-Z]{2,})(?: [A-Z][a-z]+)*", True),
    # --- against
    _cue("question", Reason.QUESTION, -1.8, r"\?[\"”’)]*\s*$"),
    _cue(
        "i think",
        Reason.OPINION,
        -1.0,
        r"\b(?:i|we) (?:\w+ )?(?:think|believe|feel|hope|guess|suppose|agree|disagree|wish|admire"
        r"|respect|understand|know|mean|want|love|like|care|doubt|trust)\b|\bin my (?:opinion|view|judgment)\b|\bi'm (?:proud|glad"
        r"|sorry|sure|not sure|happy|convinced|confident)\b|\bi am (?:proud|glad|sorry|sure|happy|convinced|confident)\b",
    ),
    _cue(
        "should",
        Reason.OPINION,
        -0.9,
        r"\b(?:should|ought|must|need to|needs to|have to|has to|got to|shouldn't)\b",
    ),
    _cue(
        "judgement",
        Reason.OPINION,
        -0.6,
        r"\b(?:good|bad|great|wrong|right|terrible|wonderful|important|best|better"
        r"|beautiful|strong|tough|fair|unfair|shame\w*|disgrace\w*|ridiculous|hope|values?|believe|leadership|character|faith"
        r"|dream|freedom|courage|proud|moral\w*|future|honest\w*|judgment)\b",
    ),
    _cue("hedge", Reason.OPINION, -0.4, r"\b(?:maybe|perhaps|probably|seems?|might|could|would|may)\b"),
    _cue(
        "forecast",
        Reason.FORECAST,
        -0.8,
        r"\b(?:will|won't|'ll|is expected to|are expected to|is likely to|going to|gonna"
        r"|forecasts?|predict\w*)\b",
    ),
    _cue(
        "plan",
        Reason.PLAN,
        -0.9,
        r"\b(?:i|we)(?:'ll| will| would|'d| am going to| are going to|'m going to|'re going to| want to"
        r"| intend to| plan to| can| shall)\b|\blet's\b|\bmy plan\b|\bi propose\b",
    ),
    _cue(
        "personal",
        Reason.PERSONAL,
        -0.7,
        r"\b(?:my (?:wife|husband|mother|father|dad|mom|son|daughter|family|friends?|parents"
        r"|life|own)|when i was|i remember|i met|i grew up|i was born|i've known)\b",
    ),
    _cue("i start", Reason.PERSONAL, -0.4, r"^(?:\w+,? )?(?:i|i'm|i've|i'd|i'll|me|my)\b"),
    _cue("you", Reason.PERSONAL, -0.5, r"\b(?:you|your|you're|you've|you'll)\b"),
    _cue(
        "procedure",
        Reason.PROCEDURE,
        -1.5,
        r"\b(?:thank you|thanks|excuse me|good (?:evening|night|morning|afternoon)"
        r"|let me|next question|(?:two|one|your|\d+) (?:minutes?|seconds?)\b.{0,20}$|welcome|ladies and gentlemen|applause"
        r"|laughter|wait a (?:minute|second)|hold on|go ahead|respond|rebuttal|moderator|the question|answer that|finish"
        r"|audience|tonight|this debate|closing statement)\b|\bcrosstalk\b",
    ),
    _cue(
        "chatter",
        Reason.PROCEDURE,
        -0.6,
        r"^(?:well|look|listen|now|so|oh|okay|ok|yes|no|yeah|right|sure|but|and)\b",
    ),
    _cue(
        "boilerplate",
        Reason.BOILERPLATE,
        -4.0,
        r"©|\bcopyright\b|all rights reserved|\b[\w.+-]+@[\w-]+\.\w+|https?://|\bwww\."
        r"|^(?:read more|related|see also|photo|image|advertisement|sign up|subscribe|follow us|click here|share this|by)\b"
        r"|\b(?:reporting|editing|writing) by\b|\b(?:getty images|newsletter|cookies?|privacy policy|terms of (?:use|service))\b"
        r"|\b(?:high|low)s? (?:of|near|around) \d+ ?°|\b(?:partly cloudy|mostly sunny|chance of (?:rain|showers|snow))\b",
    ),
)
