"""Where a statement that says two things is best cut in two.

Finds words and a likely place; whether the parts are two claims is for an editor to say.

>>> text = "매출은 3% 늘었고 이익은 5% 줄었다"
>>> text[likely_cut(text):]
'이익은 5% 줄었다'
>>> likely_cut("Sales rose 3%, and profit fell.")
15
>>> likely_cut("하나")
"""

import re

_WORD = re.compile(r"\S+")
# A clause ends with these: a sign, or the connective ending of a Korean verb.
_ENDS_SENTENCE = re.compile(r"[.!?。…][\"'”’」』)]*$")
_ENDS_CLAUSE = re.compile(r"[,;:·—–][\"'”’)]*$|(?:고|며|지만|으나|는데|면서|지만은)$")
_BEGINS_CLAUSE = re.compile(
    r"(?:and|but|while|whereas|although|그리고|그러나|하지만|반면|또|또한)[,]?$", re.IGNORECASE
)
SENTENCE, CLAUSE, CONJUNCTION = 0.5, 0.25, 0.25  # how much such a place outweighs standing in the middle


def words(text: str) -> list[tuple[int, int]]:
    """Spans of what stands between white space."""
    return [found.span() for found in _WORD.finditer(text)]


def likely_cut(text: str) -> int | None:
    """Where the second statement probably begins: the start of a word; None where there is but one."""
    spans = words(text)
    if len(spans) < 2:
        return None

    def worth(index: int) -> float:
        before, after = (text[slice(*spans[at])] for at in (index - 1, index))
        found = -abs(spans[index][0] / len(text) - 0.5)
        if _ENDS_SENTENCE.search(before):
            found += SENTENCE
        elif _ENDS_CLAUSE.search(before):
            found += CLAUSE
        if _BEGINS_CLAUSE.match(after):
            found += CONJUNCTION
        return found

    return spans[max(range(1, len(spans)), key=worth)][0]
