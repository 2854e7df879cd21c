"""Parts romanized words from the same words in their own script, which follow them (CMOS 17, 11.82, 11.90, 14.99)."""

from __future__ import annotations

import re

# Chinese and Japanese characters, kana, Korean; notes in other scripts are written in these throughout
_OWN = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_HAS_OWN = re.compile(f"[{_OWN}]")
_TAIL = re.compile(
    rf"\s[「『《〈“\"]?[{_OWN}](?:[{_OWN}\s、，。：・·「」『』《》〈〉（）0-9-]{{0,200}}[{_OWN}」』》〉）])?[”\"]?[,.]?\Z"
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2}")


def split_own_script(text: str) -> tuple[str, str]:
    """Give romanized words and, apart, the characters that repeat them; "" where there are none.

    >>> split_own_script("Zhongguo shehui 中國社會")
    ('Zhongguo shehui', '中國社會')
    """
    if text.isascii() or _HAS_OWN.search(text) is None:
        return text, ""
    tail = _TAIL.search(text)
    if tail is None or _LATIN.search(text, 0, tail.start()) is None:
        return text, ""
    return text[: tail.start()].rstrip(), tail[0].strip(" ,.")
