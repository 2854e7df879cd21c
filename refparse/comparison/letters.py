"""Words as compared: without function words, and without the letters and spaces that OCR confuses."""

from __future__ import annotations

from functools import lru_cache

from refparse.assets import word_set

# Letters that OCR takes for one another; both sides of a comparison are brought to the second form.
CONFUSED = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"), ("1", "l"), ("i", "l"), ("0", "o"), ("j", "l"))


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Give the words that say nothing about a work: articles, prepositions, conjunctions."""
    return word_set("grammar", "words", "function_words.tsv")


@lru_cache(maxsize=65536)
def significant(text: str) -> tuple[str, ...]:
    """Give the words of a folded title without function words; all of them where nothing else is left."""
    words = text.split()
    return tuple(word for word in words if word not in function_words()) or tuple(words)


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """Bring letters that OCR confuses to one form, and drop spaces: "lbid" and "ibid" become alike."""
    bare = text.replace(" ", "")
    for confused, plain in CONFUSED:
        bare = bare.replace(confused, plain)
    return bare
