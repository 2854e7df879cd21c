"""Mends what an OCR program did to a note, and remembers where each repaired character stood in the original."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from refparse.parse.mend import damaged_stretches
from refparse.parse.repair_draft import Draft, rule_edits
from refparse.parse.repair_rules import Rule, repair_rules
from refparse.parse.repaired import Change, Repaired
from refparse.parse.split_words import split_words

__all__ = ["Change", "Repaired", "repair", "share_damaged"]

# A rule may make room for another ("ofWales ,1o4"); more rounds than this no note has needed.
_ROUNDS = 4


def _apply(draft: Draft, rule: Rule, is_word: Callable[[str], bool]) -> None:
    if not draft.may_need(rule) or rule.pattern.search(draft.text) is None:
        return
    edits = list(rule_edits(draft.text, rule, is_word))
    if edits:
        draft.edit(edits, rule.name, damage=rule.kind != "spelling")


def _round(draft: Draft, ocr: bool, is_word: Callable[[str], bool]) -> bool:
    """Try every rule once; say whether anything was changed."""
    before = draft.text
    for rule in repair_rules():
        if rule.kind != "doubt" or ocr or any(change.damage for change in draft.changes):
            _apply(draft, rule, is_word)
    return draft.text != before


def repair(text: str, *, ocr: bool = False, word_counts: Mapping[str, int] | None = None) -> Repaired:
    """Mend the OCR damage in a note's text; clean text comes back as it is.

    `ocr` says that the document is known to come from an OCR program: then also titles run together without other
    signs of damage ("CottonEmpire") are opened. `word_counts` are the words of the document (`count_words`): with them
    words cut in two ("agricul ture") are joined, and names like "OpenText" that come again are left. Mending is
    idempotent, linear in the text, and never raises.

    >>> repair("Quoted in ibid. , 148; Hoboken, N. J. : Wiley, na- tional, 57-59?").text
    'Quoted in ibid., 148; Hoboken, N.J.: Wiley, national, 57-59.'
    """
    draft, counts = Draft(text), word_counts or {}
    for _ in range(_ROUNDS):
        if not _round(draft, ocr, lambda word: counts.get(word.casefold(), 0) > 1):
            break
    if counts and (cuts := list(split_words(draft.text, counts))):
        draft.edit([(start, end, "") for start, end in cuts], "split-word")
    damaged = damaged_stretches(draft.text)
    if draft.starts is None or draft.ends is None:
        return Repaired(text, (), text, damaged)
    return Repaired(draft.text, tuple(draft.changes), text, damaged, tuple(draft.starts), tuple(draft.ends))


def share_damaged(repaired: Iterable[Repaired]) -> float:
    """Give the share, in [0, 1], of the texts in which damage was mended: above some 0.1 the document is OCR."""
    hits = [any(change.damage for change in one.changes) for one in repaired]
    return sum(hits) / len(hits) if hits else 0.0
