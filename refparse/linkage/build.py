"""Citations to works: resolution and deduplication put together, one bibliography as the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from refparse.decisions import constraints_of, edit_works, strike_citations
from refparse.dedupe import citation_key, inherit_containers, match_library, share_given_names, take_over
from refparse.linkage.chapters import with_chapters, with_divisions
from refparse.linkage.linking import Linked, Linking
from refparse.linkage.mending import mend_locators
from refparse.linkage.naming import work_name
from refparse.linkage.records import with_records
from refparse.linkage.volumes import with_volume_titles
from refparse.model import (
    Bibliography,
    BibliographyEntry,
    Citation,
    Decision,
    Diagnostic,
    Document,
    Origin,
    ParsedNote,
    Work,
)
from refparse.model import variables as v
from refparse.resolve import (
    diagnose_resolutions,
    explain,
    families_for_given_names,
    names_for_titles,
    rename_works,
    supply_authors,
    supply_issues,
    titles_for_containers,
    with_author,
)

Entries = Sequence[tuple[BibliographyEntry, Citation]]


def build_bibliography(
    document: Document,
    parsed: Sequence[ParsedNote],
    entries: Entries = (),
    *,
    library: Sequence[Work] = (),
    decisions: Sequence[Decision] = (),
) -> Bibliography:
    """Give the works of a document, in the order of their first mention, and how each citation came to its work.

    Full forms and the entries of the document's own bibliography are clustered first; short forms then find their
    work by what they say, the rest by where it stands. Works known only by short forms are kept as incomplete, unless
    `library` has them. `decisions` come last and overrule all. The result depends on nothing but the arguments.
    """
    struck, unfit = strike_citations(with_chapters(with_volume_titles(with_records(parsed))), decisions)
    notes, hints = supply_authors(supply_issues(_reread(struck)))
    listed = _with_repeated_authors(entries)
    constraints, unmet = constraints_of(decisions, notes, listed)
    linked = Linking(document=document, notes=notes, hints=hints, constraints=constraints).link(listed)
    works, key_of, found = _finish_works(linked, library, decisions)
    resolutions = tuple(rename_works(one, key_of) for one in linked.resolutions)
    mended, repairs = mend_locators(notes, {one.citation: one.work for one in resolutions if one.work})
    citations = {one.id: one for note in mended for one in note.citations}
    return Bibliography(
        document=document,
        notes=with_divisions(mended, parsed),
        works=works,
        resolutions=resolutions,
        diagnostics=(*diagnose_resolutions(resolutions, citations), *found, *repairs, *unfit, *unmet),
    )


def _reread(parsed: Sequence[ParsedNote]) -> tuple[ParsedNote, ...]:
    """Put right the short forms that only the rest of the document shows to be misread."""
    return names_for_titles(titles_for_containers(families_for_given_names(parsed)))


def _finish_works(
    linked: Linked, library: Sequence[Work], decisions: Sequence[Decision]
) -> tuple[tuple[Work, ...], dict[str, str], tuple[Diagnostic, ...]]:
    """Complete the works from one another, from the library and from decisions, and give them their keys."""
    works = share_given_names(inherit_containers(linked.works))
    matches = {match.work: match for match in match_library(works, library)} if library else {}
    taken = [take_over(work, matches[work.id]) if work.id in matches else (work, None) for work in works]
    edited, unmet = edit_works([work for work, _ in taken], decisions)
    key_of = _keys(edited, {work: match.entry.id for work, match in matches.items()})
    found = (*linked.diagnostics, *(one for _, one in taken if one is not None))
    renamed = tuple(replace(one, work=key_of.get(one.work, one.work)) for one in found)
    return tuple(replace(work, id=key_of[work.id]) for work in edited), key_of, (*renamed, *unmet)


def _keys(works: Sequence[Work], of_library: Mapping[str, str]) -> dict[str, str]:
    """Give each work its key; those of the library first, so that nobody else takes them."""
    key_of: dict[str, str] = {}
    taken: set[str] = set()
    for work in works:
        key = of_library.get(work.id, "")
        if key and key not in taken:
            key_of[work.id] = key
            taken.add(key)
    for work in works:
        if work.id not in key_of:
            key_of[work.id] = citation_key(work, taken)
            taken.add(key_of[work.id])
    return key_of


def explain_resolution(bibliography: Bibliography, citation_id: str) -> tuple[str, ...]:
    """Say in plain words how a citation came to its work, for ``refparse why n173.1``; empty for an unknown id."""
    found = next((one for one in bibliography.resolutions if one.citation == citation_id), None)
    return explain(found, {work.id: work_name(work) for work in bibliography.works}) if found else ()


def _with_repeated_authors(entries: Entries) -> list[Citation]:
    """Give the entries' citations, those with a 3-em dash with the author of the entry above (CMOS 17, 14.67)."""
    made: list[Citation] = []
    for entry, read in entries:
        citation = replace(read, id=entry.id)
        before = made[-1].fields.value(v.AUTHOR) if made else None
        missing = bool(entry.repeated_author) and v.AUTHOR not in citation.fields
        made.append(with_author(citation, before, Origin.INHERITED) if missing and before else citation)
    return made
