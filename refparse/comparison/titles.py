"""How well a short title stands for a full one."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from refparse.assets import word_set
from refparse.comparison.letters import significant, skeleton

LEAST_FUZZY = 0.8


@lru_cache(maxsize=262144)
def title_likeness(short: str, full: str) -> float:
    """Say in [0, 1] how well a folded `short` title stands for the `full` one.

    1 equal; 0.98 its beginning; 0.95 a stretch of it; 0.92 its words in order; 0.88 in any order; then damage.

    >>> title_likeness("foreign policy of iran", "foreign policy of iran 1500 1941 a developing nation")
    0.98
    """
    if not short or not full:
        return 0.0
    for likeness, alike in _TITLE_TESTS:
        if alike(short, full):
            return likeness
    return _damaged_likeness(short, full)


def _begins(short: str, full: str) -> bool:
    return full.startswith(short + " ")


def _within(short: str, full: str) -> bool:
    return f" {short} " in f" {full} "


def _in_order(short: str, full: str) -> bool:
    words = iter(significant(full))
    return all(word in words for word in significant(short))


def _any_order(short: str, full: str) -> bool:
    return len(significant(short)) > 1 and set(significant(short)) <= set(significant(full))


def _same_letters(short: str, full: str) -> bool:
    bones = skeleton(short)
    return len(bones) > 5 and skeleton(full).startswith(bones)


_TITLE_TESTS = (
    (1.0, str.__eq__),
    (0.98, _begins),
    (0.96, _same_letters),
    (0.95, _within),
    (0.92, _in_order),
    (0.88, _any_order),
)


def _damaged_likeness(short: str, full: str) -> float:
    """Compare word by word, forgiving damage and inflection; a missing word costs its share."""
    ours, theirs = significant(short), significant(full)
    weight = sum(map(len, ours))
    hits = sum(len(word) * _best_word(word, theirs) for word in ours)
    letters = _letters_likeness(short, full) if hits < 0.95 * weight and 9 < len(short) <= len(full) else 0.0
    return min(0.9, max(0.9 * hits / weight, 0.92 * letters if letters >= 0.85 else 0.0))


@lru_cache(maxsize=65536)
def same_title(one: str, other: str) -> float:
    """Say in [0, 1] how sure it is that two folded titles are one: like `title_likeness`, but no word may be missing.

    >>> same_title("annual report 1923", "annual report 1944")
    0.0
    """
    return max(_same_words(one, other), _same_words(other, one))


def _same_words(short: str, full: str) -> float:
    if not short or not full:
        return 0.0
    ours, theirs = significant(short), significant(full)
    lost = [word for word in ours if word not in theirs]
    if not lost or _same_letters(short, full) or all(_best_word(word, theirs) for word in lost):
        return title_likeness(short, full)
    spare = [word for word in theirs if word not in ours]
    alike = fuzz.ratio(skeleton("".join(lost)), skeleton("".join(spare)), score_cutoff=85) / 100
    return 0.9 * alike if alike and len(ours) > len(lost) else 0.0


def _best_word(word: str, words: tuple[str, ...]) -> float:
    return 1.0 if word in words else max(_word_likeness(word, other) for other in words)


@lru_cache(maxsize=262144)
def _word_likeness(one: str, other: str) -> float:
    """Compare two words; numbers must be equal, words alike by four fifths."""
    if one.isdigit() or other.isdigit() or abs(len(one) - len(other)) > 3:
        return 0.0
    return fuzz.ratio(skeleton(one), skeleton(other), score_cutoff=100 * LEAST_FUZZY) / 100


def _letters_likeness(short: str, full: str) -> float:
    return fuzz.partial_ratio(skeleton(short), skeleton(full), score_cutoff=85) / 100


@lru_cache(maxsize=65536)
def about_another(title: str) -> str:
    """Give the words with which a folded title says that it is about another work: "review of", "reply to"."""
    return next((words for words in _about_words() if title.startswith(words + " ")), "")


@lru_cache(maxsize=65536)
def phrases_about(title: str) -> tuple[str, ...]:
    """Give the phrases of which a folded title is but the noun: "afterword" of "afterword to"."""
    return tuple(words for words in _about_words() if words.rpartition(" ")[0] == title)


@lru_cache(maxsize=1)
def _about_words() -> tuple[str, ...]:
    return tuple(sorted(word_set("grammar", "words", "about_works.tsv")))
