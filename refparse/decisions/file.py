"""Reads and writes DOC.refparse.yaml; the schema stands in `SCHEMA` and at the head of every file written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from refparse.errors import DecisionError
from refparse.model import Action, Decision

SUFFIX = ".refparse.yaml"
VERSION = 1
SCHEMA = """\
# Corrections to what refparse made of this document; read by every run, safe to edit by hand.
#
# Each decision has an `action`, what it is about, and perhaps a `comment`:
#   means            citation: {note: words of the note, text: words of the citation}    work: {author, title, year}
#                    (with a `type` the work may be a new one, given as a CSL JSON item)
#   same-work        works: [{author, title, year}, {author, title, year}]
#   different-works  works: [{author, title, year}, {author, title, year}]
#   set-field        work: {author, title, year}    field: publisher    value: "Knopf"    (an empty value removes it)
#   not-a-citation   citation: {note, text}
#   is-a-citation    stretch: {note, text}    work: a CSL JSON item, or {author, title, year} of a known work
# Notes, citations and works are found by these words, not by number or place, so they survive an edited document.
"""
# action -> the member that says what it is about, and the members that say what was decided.
MEMBERS: dict[Action, tuple[str, tuple[str, ...]]] = {
    Action.MEANS: ("citation", ("work",)),
    Action.SAME_WORK: ("works", ()),
    Action.DIFFERENT_WORKS: ("works", ()),
    Action.SET_FIELD: ("work", ("field", "value")),
    Action.NOT_A_CITATION: ("citation", ()),
    Action.IS_A_CITATION: ("stretch", ("work",)),
}
OPTIONAL = frozenset({"value", "work"})


def decisions_path(document: str | Path) -> Path:
    """Give the path of the corrections file of a document: "book.docx" has "book.docx.refparse.yaml" beside it."""
    path = Path(document)
    return path.with_name(path.name + SUFFIX)


def read_decisions(path: str | Path) -> tuple[Decision, ...]:
    """Read a corrections file; a file that is not there holds no decisions.

    Raises DecisionError, with file and place, where the file is no YAML or does not keep to the schema.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionError(f"cannot be read: {error}", path=file) from error
    return _decisions(_load(text, file), file)


def _load(text: str, file: Path) -> Any:
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        raise DecisionError(f"is no YAML: {getattr(error, 'problem', error)}", path=file, place=place) from error


def _decisions(data: Any, file: Path) -> tuple[Decision, ...]:
    if data is None:
        return ()
    if not isinstance(data, Mapping) or not isinstance(data.get("decisions") or [], list):
        raise DecisionError("must hold a list called `decisions`", path=file)
    version = data.get("refparse", VERSION)
    if version != VERSION:
        raise DecisionError(f"has version {version}; this refparse reads version {VERSION}", path=file)
    return tuple(_decision(row, f"decision {place}", file) for place, row in enumerate(data.get("decisions") or [], 1))


def _decision(row: Any, place: str, file: Path) -> Decision:
    if not isinstance(row, Mapping):
        raise DecisionError("is no mapping", path=file, place=place)
    action = _action(row.get("action"), place, file)
    about, decided = MEMBERS[action]
    _demand(about, row, place, file)
    for member in decided:
        if member not in OPTIONAL:
            _demand(member, row, place, file)
    target = row[about]
    if about == "works":
        if not isinstance(target, list) or len(target) < 2 or not all(isinstance(one, Mapping) for one in target):
            raise DecisionError("`works` must be a list of two or more works", path=file, place=place)
        target = {"works": [dict(one) for one in target]}
    elif not isinstance(target, Mapping):
        raise DecisionError(f"`{about}` must be a mapping", path=file, place=place)
    return Decision(
        action=action, target=dict(target), value=_value(action, row), comment=str(row.get("comment") or "")
    )


def _action(word: Any, place: str, file: Path) -> Action:
    try:
        return Action(word)
    except ValueError:
        known = ", ".join(action.value for action in Action)
        raise DecisionError(f"unknown action {word!r}; known are {known}", path=file, place=place) from None


def _demand(member: str, row: Mapping[str, Any], place: str, file: Path) -> None:
    if not row.get(member):
        raise DecisionError(f"`{member}` is missing", path=file, place=place)


def _value(action: Action, row: Mapping[str, Any]) -> Any:
    if action is Action.SET_FIELD:
        return {"field": str(row["field"]), "value": row.get("value", "")}
    return row.get("work") if action in (Action.MEANS, Action.IS_A_CITATION) else None


def _row(decision: Decision) -> dict[str, Any]:
    about, decided = MEMBERS[decision.action]
    row: dict[str, Any] = {"action": decision.action.value}
    row[about] = decision.target["works"] if about == "works" else decision.target
    if decision.action is Action.SET_FIELD:
        row |= {"field": decision.value["field"], "value": decision.value["value"]}
    elif decided and decision.value:
        row["work"] = decision.value
    return row | ({"comment": decision.comment} if decision.comment else {})


def write_decisions(path: str | Path, decisions: Iterable[Decision]) -> None:
    """Write a corrections file, whole or not at all: to a temporary file first, then renamed.

    Raises DecisionError where it cannot be written.
    """
    import yaml

    rows = [_row(decision) for decision in decisions]
    body = yaml.safe_dump({"refparse": VERSION, "decisions": rows}, allow_unicode=True, sort_keys=False, width=100)
    file = Path(path)
    try:
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(SCHEMA + body)
        os.replace(temporary, file)
    except OSError as error:
        raise DecisionError(f"cannot be written: {error}", path=file) from error


def add_decision(path: str | Path, decision: Decision) -> tuple[Decision, ...]:
    """Add a decision to a corrections file, in place of an older one on the same matter; give all of them.

    Two decisions are on the same matter where action, target and (for set-field) the field agree.
    """
    kept = [one for one in read_decisions(path) if _matter(one) != _matter(decision)]
    decisions = (*kept, decision)
    write_decisions(path, decisions)
    return decisions


def _matter(decision: Decision) -> tuple[object, ...]:
    field = decision.value["field"] if decision.action is Action.SET_FIELD else ""
    one_matter = {Action.SAME_WORK: "kinship", Action.DIFFERENT_WORKS: "kinship"}
    return (one_matter.get(decision.action, decision.action.value), repr(decision.target), field)
