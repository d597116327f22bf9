"""Might a Hangul word and a Latin word be one name, by their consonants?

A skeleton of consonants, made so that a foreign name and its usual Korean spelling meet (외래어 표기법: b
ㅂ, p ㅍ, f ㅍ, v ㅂ, th ㅅ). Vowels, unheard r and doubled letters go. Fewer than three consonants prove
nothing: "".

>>> skeleton("딥시크"), skeleton("DeepSeek")
('dpsk', 'dpsk')
>>> skeleton("메타")
''
"""

import re
import unicodedata

FEWEST = 3
_LONGEST = 40

# In the order of Unicode's syllables; ㅇ is silent in front and ng behind, a final ㅅ sounds t (인터넷).
_INITIALS = ["g", "k", "n", "d", "t", "l", "m", "b", "p", "s", "s", "", "j", "j", "j", "k", "t", "p", "h"]
_FINALS = {1: "k", 2: "k", 4: "n", 7: "t", 8: "l", 16: "m", 17: "p", 19: "t", 20: "t", 21: "n"}

# Latin spellings by sound, applied in this order; w, y, h behind a vowel and all vowels go last.
_SPELLINGS = [
    (re.compile(r"([a-z])\1"), r"\1"),
    (re.compile(r"tch|ch|dg(?=e)|z"), "j"),
    (re.compile(r"ph"), "p"),
    (re.compile(r"sh|th|c(?=[eiy])"), "s"),
    (re.compile(r"ng|n(?=k)"), "n"),
    (re.compile(r"ck|q|c"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"r(?![aeiouy])"), ""),  # heard before a vowel only: 트위터, 블룸버그
    (re.compile(r"r"), "l"),
    (re.compile(r"f"), "p"),
    (re.compile(r"v"), "b"),
    (re.compile(r"[aeiouyw]"), ""),
]


def skeleton(word: str) -> str:
    """The consonants of a word of Hangul or Latin letters; "" when it is neither or has too few."""
    word = word[:_LONGEST]
    if re.fullmatch("[가-힣]+", word):
        sounds = re.sub("ll", "l", "".join(map(_syllable, word)))
    else:
        sounds = unicodedata.normalize("NFKD", word.lower())
        sounds = "".join(character for character in sounds if not unicodedata.combining(character))
        if not re.fullmatch("[a-z]+", sounds):
            return ""
        for pattern, sound in _SPELLINGS:
            sounds = pattern.sub(sound, sounds)
    return sounds if len(sounds) >= FEWEST else ""


def _syllable(character: str) -> str:
    index = ord(character) - 0xAC00
    return _INITIALS[index // 588] + _FINALS.get(index % 28, "")
