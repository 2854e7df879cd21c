"""Decisions as constraints on one run: which citations go, which mean what, which works are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from refparse.csl_json import fields_from_json
from refparse.decisions.targets import find_citation, find_note, find_stretch, find_work, fits_work
from refparse.model import (
    Action,
    Citation,
    CitationForm,
    Decision,
    Diagnostic,
    Field,
    Fields,
    Name,
    Origin,
    ParsedNote,
    Severity,
    Work,
)
from refparse.model import variables as v
from refparse.model.variables import VARIABLES

Outcome = tuple[tuple[ParsedNote, ...], tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What decisions demand of resolution and deduplication, by the ids of citations and entries.

    `means` maps a citation to a mention of the work it means; `together` and `apart` are pairs of mentions.
    """

    means: Mapping[str, str]
    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


def strike_citations(parsed: Sequence[ParsedNote], decisions: Sequence[Decision]) -> Outcome:
    """Take out what is no citation, put in what is one, and give a citation the new work that a person says it means.

    A decision that no longer fits the document is reported as R701.
    """
    notes, diagnostics = tuple(parsed), []
    for decision in decisions:
        change = CHANGES.get(decision.action)
        if change is None:
            continue
        changed = change(decision, notes)
        if changed is None:
            diagnostics.append(_unfit(decision, "R701", "no note of the document holds these words as it did"))
        else:
            notes = changed
    return notes, tuple(diagnostics)


def _strike(decision: Decision, notes: tuple[ParsedNote, ...]) -> tuple[ParsedNote, ...] | None:
    citation = find_citation(decision.target, notes)
    if citation is None:
        return None
    return tuple(
        replace(note, citations=tuple(one for one in note.citations if one.id != citation.id)) for note in notes
    )


def _put_in(decision: Decision, notes: tuple[ParsedNote, ...]) -> tuple[ParsedNote, ...] | None:
    for note in find_note(decision.target, notes):
        span = find_stretch(decision.target, note)
        if span is None:
            continue
        known = [one for one in note.citations if one.span.overlaps(span)]
        if known:
            return notes
        fields = _edited(decision.value or {})
        new = Citation(
            id=_free_id(note),
            note=note.note.id,
            span=span,
            form=CitationForm.FULL if (decision.value or {}).get("type") else CitationForm.SHORT,
            type=str((decision.value or {}).get("type", "")),
            fields=fields or Fields({v.TITLE: Field(value=span.of(note.note.text), span=span, origin=Origin.EDITED)}),
        )
        citations = tuple(sorted((*note.citations, new), key=lambda one: one.span))
        unparsed = tuple(one for one in note.unparsed if not one.span.overlaps(span))
        changed = replace(note, citations=citations, unparsed=unparsed)
        return tuple(changed if one is note else one for one in notes)
    return None


def _free_id(note: ParsedNote) -> str:
    taken = {one.id for one in note.citations}
    place = len(taken) + 1
    while f"{note.note.id}.{place}" in taken:
        place += 1
    return f"{note.note.id}.{place}"


def _give_new_work(decision: Decision, notes: tuple[ParsedNote, ...]) -> tuple[ParsedNote, ...] | None:
    """Give a citation the fields of a new work; one that means a known work is left to `constraints_of`."""
    citation = find_citation(decision.target, notes)
    if citation is None:
        return None
    if not (decision.value or {}).get("type"):
        return notes
    changed = replace(citation, fields=_edited(decision.value), type=decision.value["type"], form=CitationForm.FULL)
    return tuple(
        replace(note, citations=tuple(changed if one is citation else one for one in note.citations)) for note in notes
    )


CHANGES = {
    Action.NOT_A_CITATION: _strike,
    Action.IS_A_CITATION: _put_in,
    Action.MEANS: _give_new_work,
}


def _edited(item: Mapping[str, Any]) -> Fields:
    """Read a CSL JSON item, or the loose author, title and year of a target, as fields that a person set."""
    loose = {key: item[key] for key in ("author", "year") if key in item and not isinstance(item[key], list)}
    fields = fields_from_json({key: value for key, value in item.items() if key not in loose}, Origin.EDITED)
    if "author" in loose:
        words = str(loose["author"]).split()
        names: v.Names = (Name(given=" ".join(words[:-1]), family=words[-1] if words else ""),)
        fields = fields.set(v.AUTHOR, Field(value=names, origin=Origin.EDITED))
    return fields


def constraints_of(
    decisions: Sequence[Decision], parsed: Sequence[ParsedNote], entries: Sequence[Citation] = ()
) -> tuple[Constraints, tuple[Diagnostic, ...]]:
    """Find the citations and mentions that decisions are about; what no longer fits is reported as R701 or R702."""
    mentions = [*(one for note in parsed for one in note.citations), *entries]
    means: dict[str, str] = {}
    pairs: dict[Action, list[tuple[str, str]]] = {Action.SAME_WORK: [], Action.DIFFERENT_WORKS: []}
    unfit: list[Diagnostic] = []
    for decision in decisions:
        if decision.action is Action.MEANS and not (decision.value or {}).get("type"):
            unfit += _take_meaning(decision, parsed, mentions, means)
        elif decision.action in pairs:
            unfit += _take_pairs(decision, mentions, pairs[decision.action])
    constraints = Constraints(
        means=means, together=tuple(pairs[Action.SAME_WORK]), apart=tuple(pairs[Action.DIFFERENT_WORKS])
    )
    return constraints, tuple(unfit)


def _take_meaning(
    decision: Decision, parsed: Sequence[ParsedNote], mentions: Sequence[Citation], means: dict[str, str]
) -> list[Diagnostic]:
    citation = find_citation(decision.target, parsed)
    if citation is None:
        return []  # reported by strike_citations
    fitting = [one for one in mentions if one.id != citation.id and fits_work(decision.value or {}, one.fields)]
    best = max(fitting, key=lambda one: (one.form is CitationForm.FULL, len(one.fields)), default=None)
    if best is None:
        return [_unfit(decision, "R702", "the document holds no such work")]
    means[citation.id] = best.id
    return []


def _take_pairs(decision: Decision, mentions: Sequence[Citation], pairs: list[tuple[str, str]]) -> list[Diagnostic]:
    groups = [[one.id for one in mentions if fits_work(target, one.fields)] for target in decision.target["works"]]
    if not all(groups):
        return [_unfit(decision, "R702", "the document holds no such work")]
    for place, group in enumerate(groups):
        others = [one for later in groups[place + 1 :] for one in later]
        pairs.extend((one, other) for one in group for other in others if one != other)
    return []


def edit_works(works: Sequence[Work], decisions: Sequence[Decision]) -> tuple[tuple[Work, ...], tuple[Diagnostic, ...]]:
    """Set the fields that a person decided, as `Origin.EDITED`; what fits no work is reported as R702 or R703."""
    made, diagnostics = list(works), []
    for decision in decisions:
        if decision.action is not Action.SET_FIELD:
            continue
        work = find_work(decision.target, made)
        name = decision.value["field"]
        if work is None:
            diagnostics.append(_unfit(decision, "R702", "the document holds no such work"))
        elif name != "type" and name not in VARIABLES:
            diagnostics.append(_unfit(decision, "R703", f"there is no field called {name}"))
        else:
            made[made.index(work)] = _with_field(work, name, decision.value["value"])
    return tuple(made), tuple(diagnostics)


def _with_field(work: Work, name: str, value: Any) -> Work:
    if name == "type":
        return replace(work, type=str(value))
    key = VARIABLES[name]
    if value in ("", None, []):
        return replace(work, fields=work.fields.without(key))
    item = {name: {"date-parts": [[value]]} if key.kind == "date" and isinstance(value, int) else value}
    return replace(work, fields=Fields({**work.fields, **fields_from_json(item, Origin.EDITED)}))


def _unfit(decision: Decision, code: str, words: str) -> Diagnostic:
    about = decision.target.get("text") or decision.target.get("title") or str(decision.target)
    return Diagnostic(
        code=code,
        message=f"the decision {decision.action.value} on “{about}” no longer fits: {words}",
        severity=Severity.PROBLEM,
    )
