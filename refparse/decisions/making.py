"""Makes decisions from what a person points at in a bibliography: a citation's id, a work's key, words of a note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from refparse.decisions.targets import citation_target, find_stretch, stretch_target, work_target
from refparse.errors import DecisionError
from refparse.model import Action, Bibliography, Citation, Decision, ParsedNote, Work
from refparse.model.variables import VARIABLES
from refparse.text.fold import fold


def decide_means(found: Bibliography, citation_id: str, key: str, comment: str = "") -> Decision:
    """Decide that a citation means a work: ``decide_means(found, "n173.1", "carr1950bolshevik")``.

    Raises DecisionError where the bibliography has no such citation or work.
    """
    note, citation = _citation(found, citation_id)
    value = work_target(_work(found, key))
    return Decision(action=Action.MEANS, target=citation_target(note, citation), value=value, comment=comment)


def decide_not_a_citation(found: Bibliography, citation_id: str, comment: str = "") -> Decision:
    """Decide that what was read as a citation is none. Raises DecisionError for an unknown citation."""
    note, citation = _citation(found, citation_id)
    return Decision(action=Action.NOT_A_CITATION, target=citation_target(note, citation), comment=comment)


def decide_is_a_citation(
    found: Bibliography, note_id: str, words: str, work: Mapping[str, Any] | None = None, comment: str = ""
) -> Decision:
    """Decide that the `words` of a note are a citation, and of which work (a CSL JSON item, or author, title, year).

    Raises DecisionError where there is no such note, or where it does not hold these words.
    """
    note = next((one for one in found.notes if one.note.id == note_id), None)
    if note is None:
        raise DecisionError(f"there is no note {note_id}")
    span = find_stretch({"text": fold(words)}, note)
    if span is None:
        raise DecisionError(f"note {note_id} does not hold the words “{words}”")
    value = dict(work) if work else None
    return Decision(action=Action.IS_A_CITATION, target=stretch_target(note, span), value=value, comment=comment)


def decide_same_work(found: Bibliography, *keys: str, comment: str = "") -> Decision:
    """Decide that works are one. Raises DecisionError for an unknown key, or fewer than two."""
    return _of_works(Action.SAME_WORK, found, keys, comment)


def decide_different_works(found: Bibliography, *works: Mapping[str, Any], comment: str = "") -> Decision:
    """Decide that mentions of these works (author, title, year each) are not one work, as "1951" and "1961" are not.

    Raises DecisionError for fewer than two.
    """
    if len(works) < 2:
        raise DecisionError("two works or more must be named")
    return Decision(action=Action.DIFFERENT_WORKS, target={"works": [dict(work) for work in works]}, comment=comment)


def decide_field(found: Bibliography, key: str, field: str, value: Any, comment: str = "") -> Decision:
    """Decide that a field of a work is so: ``decide_field(found, "carr1950", "volume", "3")``; empty removes it.

    Raises DecisionError for an unknown key or field.
    """
    if field != "type" and field not in VARIABLES:
        raise DecisionError(f"there is no field called {field}; fields are spelled as CSL spells them")
    target = work_target(_work(found, key))
    return Decision(action=Action.SET_FIELD, target=target, value={"field": field, "value": value}, comment=comment)


def _of_works(action: Action, found: Bibliography, keys: tuple[str, ...], comment: str) -> Decision:
    if len(keys) < 2:
        raise DecisionError("two works or more must be named")
    return Decision(action=action, target={"works": [work_target(_work(found, key)) for key in keys]}, comment=comment)


def _citation(found: Bibliography, citation_id: str) -> tuple[ParsedNote, Citation]:
    for note in found.notes:
        for citation in note.citations:
            if citation.id == citation_id:
                return note, citation
    raise DecisionError(f"there is no citation {citation_id}")


def _work(found: Bibliography, key: str) -> Work:
    work = next((one for one in found.works if one.id == key), None)
    if work is None:
        raise DecisionError(f"there is no work {key}")
    return work
