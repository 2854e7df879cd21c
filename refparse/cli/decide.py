"""`refparse decide`: settles by hand what the program doubts or has wrong, in a file beside the document."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from refparse.cli.options import Reading, reading_options
from refparse.cli.output import tell
from refparse.cli.sources import read_sources
from refparse.errors import DecisionError

if TYPE_CHECKING:
    from refparse.model import Bibliography, Citation, Decision, ParsedNote, Work


@click.command(short_help="Settle a doubt or correct a mistake; every later run keeps to it.")
@click.argument("document", metavar="DOC")
@click.argument("words", nargs=-1, metavar="[DECISION]…")
@click.option("--comment", default="", metavar="WORDS", help="Why; kept with the decision.")
@click.option("--forget", type=click.IntRange(min=1), metavar="N", help="Take back the decision of this number.")
@reading_options
def decide(document: str, words: tuple[str, ...], comment: str, forget: int | None, reading: Reading) -> None:
    """Settle what refparse doubts or has wrong about DOC; without a decision, list those there are.

    \b
    refparse decide chapter.docx n12.2 means bloch1953craft
    refparse decide chapter.docx n12.2 means new-work.json
    refparse decide chapter.docx bloch1953craft same-work blochcraft
    refparse decide chapter.docx carr1951german different-works carr1951relations
    refparse decide chapter.docx bloch1953craft set publisher "Alfred A. Knopf"
    refparse decide chapter.docx n14.1 not-a-citation
    refparse decide chapter.docx n15 is-a-citation "Febvre on unbelief" febvre1942probleme

    Citations and works are named as `refparse parse` shows them. Decisions stand in DOC.refparse.yaml beside the
    document; they hold the words they are about, and so survive an edited document.
    """
    from refparse.decisions import decisions_path

    path = decisions_path(document)
    if forget is not None:
        _forget(path, forget)
    elif not words:
        _list(path)
    else:
        _add(path, document, words, comment, reading)


def _list(path: Path) -> None:
    from refparse.decisions import read_decisions

    decisions = read_decisions(path)
    for number, one in enumerate(decisions, 1):
        click.echo(f"{number}  {_told(one)}")
    if not decisions:
        tell(f"no decisions yet: {path} is not there or empty")


def _told(decision: Decision) -> str:
    target = decision.target.get("works") or [decision.target]
    about = " / ".join(", ".join(str(part) for name, part in one.items() if name != "note") for one in target)
    value = json.dumps(decision.value, ensure_ascii=False) if decision.value else ""
    comment = f"  ({decision.comment})" if decision.comment else ""
    return f"{decision.action}: {about} {value}".rstrip() + comment


def _forget(path: Path, number: int) -> None:
    from refparse.decisions import read_decisions, write_decisions

    decisions = list(read_decisions(path))
    if number > len(decisions):
        raise DecisionError(f"holds {len(decisions)} decisions, none of the number {number}", path=path)
    gone = decisions.pop(number - 1)
    write_decisions(path, decisions)
    tell(f"{path}: no longer {_told(gone)}")


def _add(path: Path, document: str, words: Sequence[str], comment: str, reading: Reading) -> None:
    from dataclasses import replace

    from refparse.decisions import add_decision

    verb = words[1] if len(words) > 1 else ""
    if verb not in _VERBS:
        raise click.UsageError(f"a decision is: {'; or: '.join(usage for _, usage in _VERBS.values())}")
    make, usage = _VERBS[verb]
    bibliography = read_sources([document], reading)
    decision = make(bibliography, words[0], words[2:])
    if decision is None:
        raise click.UsageError(f"this decision is: {usage}")
    add_decision(path, replace(decision, comment=comment))
    tell(f"{path}: {_told(decision)}")


# What a person names


def _citation(bibliography: Bibliography, name: str) -> tuple[ParsedNote, Citation]:
    for note in bibliography.notes:
        for one in note.citations:
            if one.id == name:
                return note, one
    raise DecisionError(f"the document has no citation {name!r}; `refparse parse` shows their ids")


def _note(bibliography: Bibliography, name: str) -> ParsedNote:
    found = [one for one in bibliography.notes if name in (one.note.id, one.note.number)]
    if len(found) != 1:
        told = "no note" if not found else f"{len(found)} notes"
        raise DecisionError(f"the document has {told} {name!r}; name one by its id, such as n12 or c2.n12")
    return found[0]


def _work(bibliography: Bibliography, name: str) -> Work:
    found = next((work for work in bibliography.works if work.id == name), None)
    if found is None:
        raise DecisionError(f"the document has no work {name!r}; `refparse parse` shows their keys")
    return found


def _meaning(bibliography: Bibliography, name: str) -> dict[str, Any]:
    """Give what a citation means: a work of the document by its key, or a new one as a CSL JSON item in a file."""
    from refparse.decisions import work_target

    if not name.endswith(".json"):
        return work_target(_work(bibliography, name))
    try:
        data = json.loads(Path(name).read_text(encoding="utf-8-sig"))
    except ValueError:
        raise DecisionError("is no JSON", path=name) from None
    item = data[0] if isinstance(data, list) and data else data
    if not isinstance(item, dict) or not item.get("type") or not item.get("title"):
        raise DecisionError("is no CSL JSON item with a type and a title", path=name)
    return {key: value for key, value in item.items() if key != "id"}


# Decisions


def _means(bibliography: Bibliography, subject: str, rest: Sequence[str]) -> Decision | None:
    from refparse.decisions import citation_target
    from refparse.model import Action, Decision

    if len(rest) != 1:
        return None
    target = citation_target(*_citation(bibliography, subject))
    return Decision(action=Action.MEANS, target=target, value=_meaning(bibliography, rest[0]))


def _kinship(action: str) -> Callable[[Bibliography, str, Sequence[str]], Decision | None]:
    def made(bibliography: Bibliography, subject: str, rest: Sequence[str]) -> Decision | None:
        from refparse.decisions import work_target
        from refparse.model import Action, Decision

        if not rest:
            return None
        works = [work_target(_work(bibliography, name)) for name in (subject, *rest)]
        return Decision(action=Action(action), target={"works": works})

    return made


def _set(bibliography: Bibliography, subject: str, rest: Sequence[str]) -> Decision | None:
    from refparse.decisions import work_target
    from refparse.model import Action, Decision
    from refparse.model.variables import VARIABLES

    if len(rest) != 2:
        return None
    name, value = rest
    if name != "type" and name not in VARIABLES:
        raise DecisionError(f"there is no field {name!r}; there are type, {', '.join(sorted(VARIABLES))}")
    target = work_target(_work(bibliography, subject))
    return Decision(action=Action.SET_FIELD, target=target, value={"field": name, "value": _value(name, value)})


def _value(name: str, words: str) -> Any:
    """Give a field's value as CSL JSON has it: names as "Bloch, Marc; Febvre, Lucien", dates as a year."""
    from refparse.model.variables import VARIABLES

    kind = VARIABLES[name].kind if name in VARIABLES else ""
    if kind == "names":
        return [_name(one) for one in words.split(";") if one.strip()]
    if kind == "date":
        from refparse.formats.stored_dates import stored_date

        return int(words) if words.isdecimal() else stored_date(words) if words else ""
    return words


def _name(words: str) -> dict[str, str]:
    family, comma, given = (part.strip() for part in words.partition(","))
    return {"family": family, "given": given} if comma else {"literal": family}


def _no_citation(bibliography: Bibliography, subject: str, rest: Sequence[str]) -> Decision | None:
    from refparse.decisions import citation_target
    from refparse.model import Action, Decision

    target = citation_target(*_citation(bibliography, subject))
    return None if rest else Decision(action=Action.NOT_A_CITATION, target=target)


def _is_citation(bibliography: Bibliography, subject: str, rest: Sequence[str]) -> Decision | None:
    from refparse.decisions import stretch_target
    from refparse.model import Action, Decision, Span

    if not 1 <= len(rest) <= 2:
        return None
    note, words = _note(bibliography, subject), rest[0]
    start = note.note.text.find(words)
    if start < 0 or not words.strip():
        raise DecisionError(f"note {subject} does not hold the words {words!r}")
    value = _meaning(bibliography, rest[1]) if len(rest) == 2 else None
    target = stretch_target(note, Span(start, start + len(words)))
    return Decision(action=Action.IS_A_CITATION, target=target, value=value)


# verb -> what makes the decision, and how it is written
_VERBS: dict[str, tuple[Callable[[Bibliography, str, Sequence[str]], Decision | None], str]] = {
    "means": (_means, "CITATION means KEY (or a file with one CSL JSON item)"),
    "same-work": (_kinship("same-work"), "KEY same-work KEY…"),
    "different-works": (_kinship("different-works"), "KEY different-works KEY…"),
    "set": (_set, "KEY set FIELD VALUE (an empty value removes the field)"),
    "not-a-citation": (_no_citation, "CITATION not-a-citation"),
    "is-a-citation": (_is_citation, "NOTE is-a-citation WORDS [KEY]"),
}
