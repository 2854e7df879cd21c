"""The works that every writer must bring through, and a document that cites them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from refparse.csl_json import item_to_work
from refparse.model import (
    Alternative,
    Bibliography,
    Citation,
    CitationForm,
    Diagnostic,
    Document,
    Field,
    Note,
    ParsedNote,
    Resolution,
    Span,
    Status,
    Work,
)
from refparse.model.fields import Origin

CASES = Path(__file__).resolve().parents[1] / "cases" / "write"


def bibliography_of(works, citations=2, title="A Book of Notes"):
    """Give a bibliography in which each work is cited in full and then by a short form, with doubt in the second."""
    notes, resolutions, cited = [], [], {}
    for mention in range(citations):
        for place, work in enumerate(works):
            number = str(mention * len(works) + place + 1)
            text = f"See {work.id}, 31."
            citation = Citation(
                id=f"n{number}.1",
                note=f"n{number}",
                span=Span(4, len(text) - 1),
                form=CitationForm.SHORT if mention else CitationForm.FULL,
                type=work.type,
                signal="see",
                locator=Field(value="31"),
            )
            note = Note(id=f"n{number}", number=number, text=text)
            notes.append(ParsedNote(note=note, citations=(citation,)))
            resolutions.append(_resolution(citation, work, mention))
            cited.setdefault(work.id, []).append(citation.id)
    linked = tuple(
        Work(
            id=work.id,
            type=work.type,
            fields=work.fields,
            citations=tuple(cited.get(work.id, ())),
            complete=work.complete,
            variants=work.variants,
            confidence=work.confidence,
        )
        for work in works
    )
    return Bibliography(
        document=Document(id="book", title=title),
        notes=tuple(notes),
        works=linked,
        resolutions=tuple(resolutions),
        diagnostics=(Diagnostic(code="R402", work=works[0].id, message="two editions look alike"),)
        if works and citations
        else (),
    )


def _resolution(citation, work, mention):
    sure = mention == 0 or len(work.id) % 2
    return Resolution(
        citation=citation.id,
        status=Status.RESOLVED if sure else Status.AMBIGUOUS,
        work=work.id,
        rule="short-title" if mention else "full",
        confidence=0.97 if sure else 0.55,
        alternatives=() if sure else (Alternative(work="another", confidence=0.4),),
    )


def works_of(*items):
    """Give works as the notes would state them."""
    return tuple(item_to_work(item, Origin.STATED) for item in items)


@pytest.fixture(scope="session")
def works():
    data = yaml.safe_load((CASES / "works.yaml").read_text(encoding="utf-8"))
    return works_of(*data["references"])


@pytest.fixture(scope="session")
def bibliography(works):
    return bibliography_of(works)


@pytest.fixture(scope="session")
def listing():
    """Give a function that makes a bibliography, without citations, of CSL items that need no id and no type."""

    def listing_of(*items):
        filled = [{"id": f"x{place}", "type": "book", **item} for place, item in enumerate(items)]
        return bibliography_of(works_of(*filled), 0)

    return listing_of
