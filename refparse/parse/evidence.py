"""What the other notes of a document say: titles and authors met there make the same words here more likely.

Soft and from other notes only (measured in the parser's design: a forced reading loses where the first was right).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from refparse.model.citation import Citation
from refparse.model.variables import AUTHOR, EDITOR, TITLE
from refparse.parse.candidates import roles_of_kinds
from refparse.parse.scan import Token
from refparse.text.fold import fold, fold_title, main_title

# Score units, of which a clear choice of a role is some 30,000: see refparse/parse/train.py.
TITLE_BONUS = 12_000
SEPARATOR_BONUS = 16_000
NAME_BONUS = 8_000
MIN_WORD = 6  # letters: a title of one word must be this long to count, and be met twice
SURE = 0.6  # confidence of a reading whose title counts

Bonus = dict[int, dict[str, int]]  # token index -> role -> score


@dataclass(slots=True)
class Evidence:
    """Titles by their first word and authors' family names, each with the notes that hold them."""

    titles: dict[str, dict[tuple[str, ...], set[str]]] = field(default_factory=lambda: defaultdict(dict))
    families: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    volumes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def volumes_of(self, title: str) -> frozenset[str]:
        """Give the volumes with which a title is cited in the document: a damaged "}:338" may be one of these."""
        return frozenset(self.volumes.get(fold_title(main_title(title)), ()))


def gather_evidence(citations: Iterable[Citation]) -> Evidence:
    """Collect the titles (without subtitle and leading article) and family names of what was read."""
    evidence = Evidence()
    for citation in citations:
        title = citation.fields.value(TITLE, "")
        words = tuple(fold_title(main_title(title)).split())
        if words and citation.confidence >= SURE and (len(words) > 1 or len(words[0]) >= MIN_WORD):
            evidence.titles[words[0]].setdefault(words, set()).add(citation.note)
        for locator in citation.locators:
            if locator.volume.isdigit():
                evidence.volumes[" ".join(words)].add(locator.volume)
        for key in (AUTHOR, EDITOR):
            for name in citation.fields.value(key, ()):
                family = fold(name.family)
                if len(family) > 2 and citation.confidence >= SURE:
                    evidence.families[family].add(citation.note)
    return evidence


def bonus_for(note: str, tokens: Sequence[Token], evidence: Evidence) -> Bonus:
    """Give the score that other notes lend to roles here: the words of a known title, the comma before, its author."""
    words, places = _words_of(tokens)
    bonus: Bonus = defaultdict(dict)
    position = 0
    while position < len(words):
        length = _title_at(note, words, position, evidence)
        if not length:
            position += 1
            continue
        first, last = places[position], places[position + length - 1]
        _favour_title(tokens, first, last, bonus)
        _favour_author(note, tokens, first, evidence, bonus)
        position += length
    return bonus


def _words_of(tokens: Sequence[Token]) -> tuple[list[str], list[int]]:
    words: list[str] = []
    places: list[int] = []
    for index, token in enumerate(tokens):
        if token.text[:1].isalnum() or token.kind == "quoted":
            folded = fold(token.text).split()
            words.extend(folded)
            places.extend([index] * len(folded))
    return words, places


def _title_at(note: str, words: Sequence[str], position: int, evidence: Evidence) -> int:
    """Give the length in words of the longest title of another note that begins at `position`, 0 for none."""
    best = 0
    for title, notes in evidence.titles.get(words[position], {}).items():
        others = len(notes - {note})
        if len(title) <= best or others < (1 if len(title) > 1 else 2):
            continue
        if tuple(words[position : position + len(title)]) == title:
            best = len(title)
    return best


def _favour_title(tokens: Sequence[Token], first: int, last: int, bonus: Bonus) -> None:
    for index in range(first, last + 1):
        role = "QUOTED" if tokens[index].kind == "quoted" else "TITLE"
        bonus[index][role] = TITLE_BONUS
    if first and tokens[first - 1].kind == "comma":
        bonus[first - 1]["_HEAD_SEP"] = SEPARATOR_BONUS


def _favour_author(note: str, tokens: Sequence[Token], first: int, evidence: Evidence, bonus: Bonus) -> None:
    """Favour a known author before the title: "Kapur, *Soviet Russia and Asia*"."""
    for index in range(max(0, first - 3), first):
        if evidence.families.get(fold(tokens[index].text), set()) - {note}:
            bonus[index]["NAME"] = NAME_BONUS


def with_bonus(kinds: Sequence[str], rows: Sequence[Sequence[int]], bonus: Bonus) -> list[Sequence[int]]:
    """Give the weights of the tokens with the bonus added; the rows given stay as they are."""
    raised = list(rows)
    for index, by_role in bonus.items():
        names = roles_of_kinds()[kinds[index]]
        raised[index] = [weight + by_role.get(role, 0) for weight, role in zip(rows[index], names, strict=True)]
    return raised


def agrees(roles: Sequence[str], bonus: Bonus) -> bool:
    """Say whether a reading already gives every favoured token the role that the bonus favours."""
    return all(roles[index].lstrip("+^") in by_role for index, by_role in bonus.items())
