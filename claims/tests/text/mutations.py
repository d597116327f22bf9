"""Labelled changes of a page around a quote: what became of the quote, and where it stands now.

Each rule takes a given page with its quote and gives the changed page, the findings that can be defended and
the text that the span should hold (None when the quote is gone); or None where it does not apply.
"""

import re
import unicodedata

from claims.tests.text.articles import (
    ENGLISH,
    ENGLISH_FOOT,
    ENGLISH_HEAD,
    KOREAN,
    KOREAN_FOOT,
    KOREAN_HEAD,
    page,
)
from claims.tests.text.given import Given, sentences
from claims.tests.text.replacements import (
    ADVERT,
    CAPTION,
    ERROR_PAGE,
    NAMES,
    NEGATED,
    NOTATIONS,
    SYNONYMS,
    UNITS,
    WALL,
)

EXACT, MOVED, EDITED, NUMBER, MISSING = "exact", "moved", "edited", "number_changed", "missing"

Result = tuple[str, tuple[str, ...], str | None] | None


def unchanged(given: Given) -> Result:
    return given.page, (EXACT,), given.exact


def decomposed(given: Given) -> Result:
    text = unicodedata.normalize("NFD", given.page)
    return text, (EXACT,), unicodedata.normalize("NFD", given.exact)


def hard_spaces(given: Given) -> Result:
    new = given.exact.replace(" ", "\u00a0", 3)
    return given.replaced(new), (EXACT,), new


def line_breaks(given: Given) -> Result:
    words = given.exact.split(" ")
    new = "".join(word + ("\n   " if place % 3 == 2 else " ") for place, word in enumerate(words)).rstrip()
    return given.replaced(new), (EXACT,), new


def invisible(given: Given) -> Result:
    new = "\u200b".join(re.findall(r".{1,7}", given.exact, re.DOTALL))
    return given.replaced(new), (EXACT,), new


def soft_hyphens(given: Given) -> Result:
    new = re.sub(r"([a-z가-힣]{3})([a-z가-힣]{2})", "\\1\u00ad\\2", given.exact)
    return given.replaced(new), (EXACT,), new


def respaced(given: Given) -> Result:
    if not given.korean:
        return None
    new = re.sub(r"([가-힣]) ([가-힣])", r"\1\2", given.exact, count=2)
    return (given.replaced(new), (EXACT,), new) if new != given.exact else None


def lost_spaces(given: Given) -> Result:
    new = re.sub(r"([a-z가-힣,]) ([A-Za-z가-힣])", r"\1\2", given.exact, count=1)
    return (given.replaced(new), (EXACT,), new) if new != given.exact else None


def straight_marks(given: Given) -> Result:
    new = given.exact.translate(str.maketrans("“”‘’–—", "\"\"''--"))
    new = new.replace("'", "’") if new == given.exact else new
    return (given.replaced(new), (EXACT,), new) if new != given.exact else None


def full_width(given: Given) -> Result:
    new = "".join(
        chr(ord(letter) + 0xFEE0) if letter.isdigit() or letter == "%" else letter for letter in given.exact
    )
    return (given.replaced(new), (EXACT,), new) if new != given.exact else None


def shouted(given: Given) -> Result:
    return None if given.korean else (given.replaced(given.exact.upper()), (EXACT,), given.exact.upper())


def paragraph_above(given: Given) -> Result:
    other = given.rng.choice(given.others).split("\n")[0]
    head = KOREAN_HEAD if given.korean else ENGLISH_HEAD
    return given.page.replace(head, head + other + "\n"), (EXACT, MOVED), given.exact


def neighbour_number(given: Given) -> Result:
    after = given.page[given.end :]
    number = re.search(r"\d+", after[:200])
    if not number:
        return None
    new = str(int(number[0]) + 1)
    changed = given.page[: given.end] + after[: number.start()] + new + after[number.end() :]
    return changed, (EXACT,), given.exact


def neighbour_rewritten(given: Given) -> Result:
    other = given.rng.choice(given.others)
    first, last = sentences(other)[0]
    before = given.page[: given.start].rstrip()
    at = max(before.rfind(". "), before.rfind("\n")) + 1
    changed = given.page[:at] + " " + other[first:last] + " " + given.page[given.start :]
    return changed, (EXACT, MOVED), given.exact


def to_the_end(given: Given) -> Result:
    foot = KOREAN_FOOT if given.korean else ENGLISH_FOOT
    rest = given.page[: given.start] + given.page[given.end :].removeprefix(" ")
    return rest.replace(foot, "\n" + given.exact + foot), (MOVED, EXACT), given.exact


def to_the_top(given: Given) -> Result:
    head = KOREAN_HEAD if given.korean else ENGLISH_HEAD
    rest = given.page[: given.start] + given.page[given.end :].removeprefix(" ")
    return rest.replace(head, head + given.exact + "\n"), (MOVED, EXACT), given.exact


def one_digit(given: Given) -> Result:
    spots = [
        found.start()
        for found in re.finditer(r"(?<![A-Za-z-])\d", given.exact)
        if not re.match(r"[A-Z]-?", given.exact[max(0, found.start() - 2) : found.start()])
    ]
    if not spots:
        return None
    at = given.rng.choice(spots)
    digit = str((int(given.exact[at]) + given.rng.choice([1, 2, 5])) % 10)
    new = given.exact[:at] + (digit if digit != "0" else "4") + given.exact[at + 1 :]
    if new == given.exact:
        return None
    return given.replaced(new), (NUMBER,), new


def digits_swapped(given: Given) -> Result:
    found = re.search(r"(\d)[.,]?(\d)(?=\D)", given.exact)
    if not found or found[1] == found[2] or found[2] == "0" or found[1] == "0":
        return None
    piece = found[0].replace(found[1], "x").replace(found[2], found[1]).replace("x", found[2])
    new = given.exact[: found.start()] + piece + given.exact[found.end() :]
    return given.replaced(new), (NUMBER,), new


def rounded(given: Given) -> Result:
    found = re.search(r"(\d+)\.(\d+)", given.exact)
    if not found:
        return None
    new = given.exact[: found.start()] + str(int(found[1]) + 1) + given.exact[found.end() :]
    return given.replaced(new), (NUMBER,), new


def other_unit(given: Given) -> Result:
    for old, new_unit in UNITS:
        if re.search(r"\d ?" + re.escape(old), given.exact) or (old == "$" and "$" in given.exact):
            new = given.exact.replace(old, new_unit, 1)
            return given.replaced(new), (NUMBER, EDITED), new
    return None


def sign_flipped(given: Given) -> Result:
    found = re.search(r"(?<![\d.,A-Za-z-])\d+(?:\.\d+)?(?:%| percent)", given.exact)
    if not found:
        return None
    new = given.exact[: found.start()] + "-" + given.exact[found.start() :]
    return given.replaced(new), (NUMBER, EDITED), new


def other_notation(given: Given) -> Result:
    for pattern, writer in NOTATIONS:
        if re.search(pattern, given.exact):
            new = re.sub(pattern, writer, given.exact, count=1)
            return given.replaced(new), (EDITED,), new
    return None


def one_word(given: Given) -> Result:
    for old, word in SYNONYMS:
        if old in given.exact:
            new = given.exact.replace(old, word, 1)
            return given.replaced(new), (EDITED, NUMBER) if old in ("more than", "year") else (EDITED,), new
    return None


def negated(given: Given) -> Result:
    for old, word in NEGATED:
        if old in given.exact:
            new = given.exact.replace(old, word, 1)
            return given.replaced(new), (EDITED,), new
    return None


def name_swapped(given: Given) -> Result:
    for old, name in NAMES:
        if old in given.exact:
            new = given.exact.replace(old, name, 1)
            return given.replaced(new), (EDITED, NUMBER) if old == "H800" else (EDITED,), new
    return None


def clause_inserted(given: Given) -> Result:
    clause = (
        "업계 관계자들의 말을 종합하면 " if given.korean else "according to people familiar with the matter, "
    )
    words = given.exact.split(" ")
    middle = len(words) // 2
    new = " ".join(words[:middle]) + " " + clause + " ".join(words[middle:])
    return given.replaced(new), (EDITED,), new


def clause_deleted(given: Given) -> Result:
    words = given.exact.split(" ")
    if len(words) < 9:
        return None
    first = len(words) // 2
    new = " ".join(words[:first] + words[first + 3 :])
    return given.replaced(new), (EDITED, NUMBER) if re.search(r"\d", given.exact) else (EDITED,), new


def head_dropped(given: Given) -> Result:
    words = given.exact.split(" ")
    if len(words) < 8:
        return None
    new = " ".join(words[2:])
    return given.replaced(new), (EDITED, NUMBER) if re.search(r"\d", given.exact[:30]) else (EDITED,), new


def first_word(given: Given) -> Result:
    words = given.exact.split(" ")
    if len(words) < 6 or re.search(r"\d", words[0]):
        return None
    new = " ".join([("그런데도" if given.korean else "Nevertheless"), *words[1:]])
    return given.replaced(new), (EDITED,), new


def last_word(given: Given) -> Result:
    words = given.exact.split(" ")
    if len(words) < 6 or re.search(r"\d", words[-2] + words[-1]):
        return None
    new = " ".join([*words[:-1], ("한다고 한다." if given.korean else "elsewhere.")])
    return given.replaced(new), (EDITED,), new


def reordered(given: Given) -> Result:
    if "\n" in given.exact or len(sentences(given.exact)) != 2:
        return None
    (a, b), (c, d) = sentences(given.exact)
    new = given.exact[c:d] + " " + given.exact[a:b]
    return given.replaced(new), (EDITED, MOVED), new


def advert_inside(given: Given) -> Result:
    words = given.exact.split(" ")
    middle = len(words) // 2
    advert = ADVERT[given.korean]
    new = " ".join(words[:middle]) + advert + " ".join(words[middle:])
    return given.replaced(new), (EDITED,), new


def caption_inside(given: Given) -> Result:
    words = given.exact.split(" ")
    middle = 2 * len(words) // 3
    caption = CAPTION[given.korean]
    new = " ".join(words[:middle]) + caption + " ".join(words[middle:])
    return given.replaced(new), (EDITED,), new


def cut_after_most(given: Given) -> Result:
    keep = int(len(given.exact) * 0.7)
    return given.page[: given.start + keep], (EDITED,), given.exact[:keep].rstrip()


def cut_with_wall(given: Given) -> Result:
    keep = given.exact[: int(len(given.exact) * 0.75)]
    wall = WALL[given.korean]
    return given.page[: given.start] + keep + wall, (EDITED,), keep.rstrip()


def cut_early(given: Given) -> Result:
    keep = int(len(given.exact) * 0.3)
    return given.page[: given.start + keep], (MISSING,), None


def deleted(given: Given) -> Result:
    return given.page[: given.start] + given.page[given.end :].removeprefix(" "), (MISSING,), None


def paragraph_deleted(given: Given) -> Result:
    begin = given.page.rfind("\n", 0, given.start) + 1
    end = given.page.find("\n", given.end)
    return given.page[:begin] + given.page[end + 1 :], (MISSING,), None


def other_article(given: Given) -> Result:
    return page(given.rng.choice(given.others)), (MISSING,), None


def look_alike(given: Given) -> Result:
    """The sentence is gone; one in the same words about somebody else stands at the end."""
    new = given.exact
    for old, name in NAMES:
        new = new.replace(old, name)
    new = re.sub(r"\d", lambda found: str((int(found[0]) * 7 + 3) % 9 + 1), new)
    if len(re.findall(r"\d", new)) < 2 or not any(name in new for _, name in NAMES):
        return None
    foot = KOREAN_FOOT if given.korean else ENGLISH_FOOT
    rest = given.page[: given.start] + given.page[given.end :].removeprefix(" ")
    return rest.replace(foot, "\n" + new + foot), (MISSING,), None


def look_alike_number(given: Given) -> Result:
    """The sentence is gone; the same words with another figure stand elsewhere."""
    if len(re.findall(r"\d", given.exact)) < 3:
        return None
    new = re.sub(r"\d", lambda found: str((int(found[0]) * 7 + 3) % 9 + 1), given.exact)
    head = KOREAN_HEAD if given.korean else ENGLISH_HEAD
    rest = given.page[: given.start] + given.page[given.end :].removeprefix(" ")
    return rest.replace(head, head + new + "\n"), (MISSING, NUMBER), None


def error_page(given: Given) -> Result:
    return ERROR_PAGE[given.korean], (MISSING,), None


def translated(given: Given) -> Result:
    other = given.rng.choice(ENGLISH if given.korean else KOREAN)
    return page(other), (MISSING,), None


def corrected_with_note(given: Given) -> Result:
    """The number was corrected in place, and a note at the end repeats the old sentence."""
    result = one_digit(given)
    if not result:
        return None
    text, _, new = result
    foot = KOREAN_FOOT if given.korean else ENGLISH_FOOT
    old = given.exact.rstrip(".")
    note = f"\n바로잡습니다: 이 기사는 당초 “{old}”라고 잘못 보도했습니다." if given.korean else (
        f"\nCorrection: An earlier version of this article said “{old}.”")  # fmt: skip
    return text.replace(foot, note + foot), (NUMBER,), new


def in_headline_too(given: Given) -> Result:
    """The same words stand as a headline; in the body a word is changed."""
    result = one_word(given) or one_digit(given)
    if not result:
        return None
    text, findings, new = result
    head = KOREAN_HEAD if given.korean else ENGLISH_HEAD
    return text.replace(head, head + given.exact + "\n"), findings, new


def twice(given: Given) -> Result:
    head = KOREAN_HEAD if given.korean else ENGLISH_HEAD
    return given.page.replace(head, head + given.exact + "\n"), (EXACT,), "second"


def edited_below_insert(given: Given) -> Result:
    result = one_digit(given) or one_word(given)
    if not result:
        return None
    text, findings, new = result
    head = KOREAN_HEAD if given.korean else ENGLISH_HEAD
    return text.replace(head, head + given.rng.choice(given.others) + "\n"), findings, new


RULES = [
    unchanged, decomposed, hard_spaces, line_breaks, invisible, soft_hyphens, respaced, lost_spaces,
    straight_marks, full_width, shouted, paragraph_above, neighbour_number, neighbour_rewritten,
    to_the_end, to_the_top, one_digit, digits_swapped, rounded, other_unit, sign_flipped,
    other_notation, one_word, negated, name_swapped, clause_inserted, clause_deleted, head_dropped,
    first_word, last_word, reordered, advert_inside, caption_inside, cut_after_most, cut_with_wall,
    cut_early, deleted, paragraph_deleted, other_article, look_alike, look_alike_number, error_page,
    translated, corrected_with_note, in_headline_too, twice, edited_below_insert,
]  # fmt: skip
