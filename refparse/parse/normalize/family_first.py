"""Recognises names whose family name stands first: Chinese, Korean, Vietnamese, Japanese, Hungarian."""

from __future__ import annotations

import re
from functools import cache

from refparse.assets import word_map, word_rows

# Xiangchen, Linfu, Zedong, Tse-tung, Il-sung: a given name of one or two syllables (pinyin, Wade-Giles, Korean)
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|ts|tz|hs|[bpmfdtnlgkhjqxrzcsyw])?['’]?"
    r"(?:iang|iong|uang|ueng|yeon|yeong|iao|ian|ing|ang|eng|ong|uai|uan|üan|yŏn|yong|eun|eok|ia|ie|iu|ai|ei|ao|ou|an|en|in"
    r"|un|ün|uo|ua|ui|üe|eo|eu|yu|yo|ae|ee|oo|wo|wa|ok|ak|uk|ŏn|ŏng|[aoeiuüŏŭ])(?:l|m|p|k|t|n|ng)?)"
)
_GIVEN = re.compile(rf"{_SYLLABLE}(?:[-'’]?{_SYLLABLE})?", re.IGNORECASE)
# Kai-shek, Il-sung: small letters behind the hyphen
_HYPHENATED = re.compile(r"[A-Z][a-zŏŭü'’]+-[a-zŏŭü'’]+")
# fujimoto, ōkuma, natsume: Japanese syllables in Latin letters
_ROMAJI = re.compile(
    r"(?:(?:[kgsztdnhbpmyrwjf]|ch|sh|ts|[kgnhbpmr]y)?[aiueoāīūēō]|n['’]?(?![aiueo])|[kstp](?=[kstp]))+"
)
_LONG_ENOUGH = 6
_LONGEST_VIETNAMESE = 6  # letters of a syllable, "Khuong", "Nghiem"; "Le Roy Ladurie" is French
# a syllable of a Korean given name in the older spelling: "Chung", "Hee", "Dae"
_KOREAN = re.compile(
    r"(?:[BCDGHJKLMNPSTY]|Ch|Sh)?(?:ae|eo|eu|ee|oo|ui|ye|ya|yo|yu|wa|wo|oe|yeo|you?|[aeiou]|[AEIOUY][eou]?)(?:ng|[nmlktpbh])?"
)
_HAN = re.compile(r"[\u3400-\u9fff]{2,4}")
_HANGUL = re.compile(r"[\uac00-\ud7af]{2,4}")


@cache
def _also_western() -> frozenset[str]:
    """Give the family names of the East that are given names or common words in the West as well."""
    return frozenset(row[0] for row in word_rows("grammar", "words", "family_first.tsv") if len(row) > 2)


@cache
def _families() -> dict[str, str]:
    return word_map("grammar", "words", "family_first.tsv")


@cache
def _second_given() -> dict[str, str]:
    return word_map("grammar", "words", "second_given.tsv")


def family_first(words: list[str]) -> tuple[str, str] | None:
    """Give (family, given) where the family name stands first, else None (CMOS 17, 8.13-8.18, 14.73).

    >>> family_first(["Mao", "Zedong"]), family_first(["Gordon", "Wu"])
    (('Mao', 'Zedong'), None)
    """
    if len(words) < 2:
        return _in_signs(words[0]) if words else None
    first, last = words[0].casefold(), words[-1].casefold()
    culture = _families().get(first)
    if len(words) == 2 and last in _second_given() and first not in _second_given():
        return (words[0], words[1]) if _agrees(first, culture, _second_given()[last]) else None
    if culture == "vi" and len(words) == 3 and last not in _families() and len(last) <= _LONGEST_VIETNAMESE:
        return words[0], " ".join(words[1:])
    if culture == "ko" and len(words) == 3 and all(_KOREAN.fullmatch(word) for word in words[1:]):
        return words[0], " ".join(words[1:])  # Kim Il Sung, Park Chung Hee
    if culture in ("zh", "ko") and len(words) == 2 and _is_eastern(words[0], words[1]):
        return words[0], words[1]
    return None


def _agrees(first: str, culture: str | None, given: str) -> bool:
    """Say whether the first word can be the family name to a given name that stands second."""
    return culture == "ja" or _ROMAJI.fullmatch(first) is not None if given == "ja" else culture is None


def _is_eastern(first: str, second: str) -> bool:
    if _HYPHENATED.fullmatch(second):
        return True
    if first.casefold() in _also_western() and len(second) < _LONG_ENOUGH:
        return False
    return second.casefold() not in _families() and second[:1].isupper() and _GIVEN.fullmatch(second) is not None


def _in_signs(word: str) -> tuple[str, str] | None:
    if _HAN.fullmatch(word):
        cut = 2 if word[:2] in _families() and len(word) > 2 else 1
        return word[:cut], word[cut:]
    return (word[0], word[1:]) if _HANGUL.fullmatch(word) else None
