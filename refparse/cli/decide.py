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
    from refparse.model import Bibliography, Decision


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
    refparse decide chapter.docx n3.1 different-works n7.2
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
    from refparse.decisions import add_decision

    verb = words[1] if len(words) > 1 else ""
    if verb not in _VERBS:
        raise click.UsageError(f"a decision is: {'; or: '.join(usage for _, usage in _VERBS.values())}")
    make, usage = _VERBS[verb]
    bibliography = read_sources([document], reading)
    decision = make(bibliography, words[0], words[2:], comment)
    if decision is None:
        raise click.UsageError(f"this decision is: {usage}")
    add_decision(path, decision)
    tell(f"{path}: {_told(decision)}")


def _means(found: Bibliography, subject: str, rest: Sequence[str], comment: str) -> Decision | None:
    from dataclasses import replace

    from refparse.decisions import decide_means

    if len(rest) != 1:
        return None
    if not rest[0].endswith(".json"):
        return decide_means(found, subject, rest[0], comment)
    # The words by which the citation is found again do not depend on what it means.
    return replace(_no_citation(found, subject, (), comment), action=_action("means"), value=_item(rest[0]))


def _action(name: str) -> Any:
    from refparse.model import Action

    return Action(name)


def _same_work(found: Bibliography, subject: str, rest: Sequence[str], comment: str) -> Decision | None:
    from refparse.decisions import decide_same_work

    return decide_same_work(found, subject, *rest, comment=comment) if rest else None


def _different_works(found: Bibliography, subject: str, rest: Sequence[str], comment: str) -> Decision | None:
    """Say that citations, or works, are of different works: author, title and year tell them apart."""
    from refparse.decisions import decide_different_works

    if not rest:
        return None
    told = [_target(found, name) for name in (subject, *rest)]
    if any(one == other for at, one in enumerate(told) for other in told[at + 1 :]):
        raise DecisionError("they say the same of author, title and year: nothing can tell them apart")
    return decide_different_works(found, *told, comment=comment)


def _set(found: Bibliography, subject: str, rest: Sequence[str], comment: str) -> Decision | None:
    from refparse.decisions import decide_field

    if len(rest) != 2:
        return None
    name, value = rest
    return decide_field(found, subject, name, _value(name, value), comment)


def _no_citation(found: Bibliography, subject: str, rest: Sequence[str], comment: str) -> Decision:
    from refparse.decisions import decide_not_a_citation

    return decide_not_a_citation(found, subject, comment)


def _is_citation(found: Bibliography, subject: str, rest: Sequence[str], comment: str) -> Decision | None:
    from refparse.decisions import decide_is_a_citation

    if not 1 <= len(rest) <= 2:
        return None
    named = [one.note.id for one in found.notes if subject in (one.note.id, one.note.number)]
    if len(named) > 1:
        raise DecisionError(f"there are {len(named)} notes {subject}; name one by its id, such as {named[0]}")
    work = None if len(rest) == 1 else _item(rest[1]) if rest[1].endswith(".json") else _target(found, rest[1])
    return decide_is_a_citation(found, named[0] if named else subject, rest[0], work, comment)


# What a person names


def _target(found: Bibliography, name: str) -> dict[str, Any]:
    """Give author, title and year of a work named by its key, or as the citation of an id states them."""
    from refparse.decisions import work_target
    from refparse.model import Work

    work = next((work for work in found.works if work.id == name), None)
    citation = next((one for one in found.citations if one.id == name), None)
    if work is None and citation is None:
        raise DecisionError(f"there is no work or citation {name}")
    if work is None and citation is not None:
        work = Work(id=name, type=citation.type, fields=citation.fields)
    assert work is not None
    return work_target(work)


def _item(name: str) -> dict[str, Any]:
    """Read a new work: a file with one CSL JSON item."""
    try:
        data = json.loads(Path(name).read_text(encoding="utf-8-sig"))
    except ValueError:
        raise DecisionError("is no JSON", path=name) from None
    item = data[0] if isinstance(data, list) and data else data
    if not isinstance(item, dict) or not item.get("type") or not item.get("title"):
        raise DecisionError("is no CSL JSON item with a type and a title", path=name)
    return {key: value for key, value in item.items() if key != "id"}


def _value(name: str, words: str) -> Any:
    """Give a field's value as CSL JSON has it: names as "Bloch, Marc; Febvre, Lucien", dates as "1958" or "1958-03"."""
    from refparse.formats.stored_dates import stored_date
    from refparse.model.variables import VARIABLES

    kind = VARIABLES[name].kind if name in VARIABLES else ""
    if kind == "names":
        return [_name(one) for one in words.split(";") if one.strip()]
    if kind == "date" and words:
        return int(words) if words.isdecimal() else stored_date(words)
    return words


def _name(words: str) -> dict[str, str]:
    family, comma, given = (part.strip() for part in words.partition(","))
    return {"family": family, "given": given} if comma else {"literal": family}


Make = Callable[["Bibliography", str, Sequence[str], str], "Decision | None"]

# verb -> what makes the decision (None where its words are too many or too few), and how it is written
_VERBS: dict[str, tuple[Make, str]] = {
    "means": (_means, "CITATION means KEY (or a .json file with one CSL item)"),
    "same-work": (_same_work, "KEY same-work KEY…"),
    "different-works": (_different_works, "CITATION different-works CITATION… (or KEY)"),
    "set": (_set, "KEY set FIELD VALUE (an empty value removes the field)"),
    "not-a-citation": (_no_citation, "CITATION not-a-citation"),
    "is-a-citation": (_is_citation, "NOTE is-a-citation WORDS [KEY, or a .json file]"),
}
