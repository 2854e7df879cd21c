"""Citations to works: resolution and deduplication put together, one bibliography as the result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from refparse.comparison import profile_of
from refparse.dedupe import (
    Cluster,
    Mention,
    canonical_work,
    citation_key,
    cluster_full_forms,
    cluster_short_forms,
    inherit_containers,
    mentions_of,
    share_given_names,
)
from refparse.model import (
    Bibliography,
    BibliographyEntry,
    Citation,
    CitationForm,
    Decision,
    Diagnostic,
    Document,
    Origin,
    ParsedNote,
    Resolution,
    Status,
    Work,
)
from refparse.model import variables as v
from refparse.resolve import (
    Candidate,
    CandidateIndex,
    Hint,
    Reading,
    abbreviations_of,
    begin_reading,
    diagnose_resolutions,
    explain,
    reaches_over_borders,
    rename_works,
    resolve_by_content,
    resolve_by_place,
    supply_authors,
    supply_issues,
    with_author,
)

Entries = Sequence[tuple[BibliographyEntry, Citation]]
BY_PLACE_ONLY = frozenset({CitationForm.IBID, CitationForm.OP_CIT, CitationForm.LOC_CIT})
LEAST_CONFIDENT = 0.75


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
    work by what they say, the rest by where it stands. Works known only by short forms are kept as incomplete.
    The result depends on nothing but the arguments.
    """
    notes, hints = supply_authors(supply_issues(parsed))
    linking = _Linking(document=document, notes=notes, hints=hints)
    linking.take_full_forms(_with_repeated_authors(entries))
    linking.resolve_short_forms()
    return linking.finish()


def explain_resolution(bibliography: Bibliography, citation_id: str) -> tuple[str, ...]:
    """Say in plain words how a citation came to its work, for ``refparse why n173.1``; empty for an unknown id."""
    found = next((one for one in bibliography.resolutions if one.citation == citation_id), None)
    return explain(found, {work.id: work_name(work) for work in bibliography.works}) if found else ()


def work_name(work: Work) -> str:
    """Give a work as a reader would call it: "Carr, Bolshevik Revolution (1950)"."""
    names: v.Names = work.fields.value(v.AUTHOR) or work.fields.value(v.EDITOR) or ()
    people = ", ".join(name.short for name in names)
    title = next((work.fields.value(key) for key in NAMING if work.fields.value(key)), "")
    date = work.fields.value(v.ISSUED)
    year = f" ({date.year})" if date and date.year else ""
    return (", ".join(part for part in (people, title) if part) or "a work without a title") + year


NAMING = (v.TITLE, v.REVIEWED_TITLE, v.CONTAINER_TITLE, v.ARCHIVE, v.CALL_NUMBER)


def _with_repeated_authors(entries: Entries) -> list[Citation]:
    """Give the entries' citations, those with a 3-em dash with the author of the entry above (CMOS 17, 14.67)."""
    made: list[Citation] = []
    for entry, citation in entries:
        before = made[-1].fields.value(v.AUTHOR) if made else None
        missing = bool(entry.repeated_author) and v.AUTHOR not in citation.fields
        made.append(with_author(citation, before, Origin.INHERITED) if missing and before else citation)
    return made


@dataclass(slots=True, kw_only=True)
class _Linking:
    """The state of one run: clusters grow, citations are resolved to them."""

    document: Document
    notes: tuple[ParsedNote, ...]
    hints: Mapping[str, Hint]
    clusters: dict[str, Cluster] = field(default_factory=dict)
    mentions: dict[str, Mention] = field(default_factory=dict)
    index: CandidateIndex = field(default_factory=CandidateIndex)
    resolutions: dict[str, Resolution] = field(default_factory=dict)
    reading: Reading | None = None

    def take_full_forms(self, entries: Sequence[Citation]) -> None:
        """Cluster full forms and entries; each full form is thereby resolved."""
        own = mentions_of(one for note in self.notes for one in note.citations)
        listed = mentions_of(entries, start=len(own), entry=True)
        self.mentions = {mention.id: mention for mention in (*own, *listed)}
        self._add(cluster_full_forms(one for one in (*own, *listed) if one.is_full), "full-form")

    def _add(self, clusters: Iterable[Cluster], rule: str) -> None:
        divisions = {one.id: note.note.division for note in self.notes for one in note.citations}
        for cluster in clusters:
            self.clusters[cluster.id] = cluster
            self.index.add(_candidate(cluster, divisions))
            for mention in cluster.mentions:
                if not mention.entry:
                    self.resolutions[mention.id] = _of_cluster(mention, cluster, rule)

    def resolve_short_forms(self) -> None:
        """Resolve by content, cluster what no full form explains, resolve again, then by place."""
        self._begin_reading()
        self._by_content()
        self._cluster_left(lambda mention: bool(mention.profile.titles and mention.profile.creators))
        self._by_content()
        self._take_authors_from_prose()
        self._cluster_left(lambda mention: bool(mention.profile.titles or mention.profile.container))
        self._cluster_left(self._is_unknown_author)
        self._begin_reading()
        assert self.reading is not None
        self.reading.reaches = reaches_over_borders(self.resolutions.values())
        if not self.reading.reaches:
            self._doubt_reaching()
        self.resolutions |= resolve_by_place(self.notes, self._left(), self.reading)

    def _begin_reading(self) -> None:
        works = {one: found.work for one, found in self.resolutions.items() if found.work}
        citations = [one for note in self.notes for one in note.citations]
        named = abbreviations_of(citations, works, self.document.abbreviations, self.index)
        self.reading = begin_reading(self.notes, self.index, self.hints, self.resolutions, named)

    def _left(self) -> list[str]:
        return [one.id for note in self.notes for one in note.citations if one.id not in self.resolutions]

    def _left_by_content(self) -> list[str]:
        return [one for one in self._left() if _says_something(self.mentions[one])]

    def _by_content(self) -> None:
        assert self.reading is not None
        self.resolutions |= resolve_by_content(self.notes, self._left_by_content(), self.reading)

    def _cluster_left(self, wanted: Callable[[Mention], bool]) -> None:
        left = [self.mentions[one] for one in self._left_by_content()]
        self._add(cluster_short_forms(one for one in left if wanted(one)), "short-form-only")

    def _is_unknown_author(self, mention: Mention) -> bool:
        creators = mention.profile.creators
        return bool(creators) and not self.index.of_family(creators[0].family)

    def _take_authors_from_prose(self) -> None:
        """Give a title that no work explains the author whom a verb of saying ties to it."""
        for one in self._left_by_content():
            mention, hint = self.mentions[one], self.hints.get(one)
            if hint and hint.sure and mention.profile.titles and not mention.profile.creators:
                citation = with_author(mention.citation, hint.names, Origin.INFERRED)
                profile = profile_of(citation.fields, citation.type)
                self.mentions[one] = replace(mention, citation=citation, profile=profile)

    def _doubt_reaching(self) -> None:
        for one, found in self.resolutions.items():
            if "over a chapter border" in found.rule:
                self.resolutions[one] = replace(found, confidence=min(found.confidence, LEAST_CONFIDENT))

    def finish(self) -> Bibliography:
        """Make the canonical works, give them keys, and hand over the bibliography."""
        works, diagnostics, key_of = self._works()
        order = [one.id for note in self.notes for one in note.citations]
        resolutions = [rename_works(self.resolutions[one], key_of) for one in order]
        citations = {one.id: one for note in self.notes for one in note.citations}
        doubts = diagnose_resolutions(resolutions, citations)
        renamed = tuple(replace(one, work=key_of.get(one.work, one.work)) for one in diagnostics)
        return Bibliography(
            document=self.document,
            notes=self.notes,
            works=works,
            resolutions=tuple(resolutions),
            diagnostics=(*doubts, *renamed),
        )

    def _works(self) -> tuple[tuple[Work, ...], list[Diagnostic], dict[str, str]]:
        resolved, mentioned = self._mentions_by_work()
        made: list[Work] = []
        diagnostics: list[Diagnostic] = []
        ordered = sorted(self.clusters.values(), key=lambda one: (self._first_place(one, mentioned), one.id))
        for cluster in ordered:
            work, found = canonical_work(cluster, resolved[cluster.id])
            made.append(replace(work, citations=tuple(mentioned[cluster.id])))
            diagnostics.extend(found)
        finished = inherit_containers(share_given_names(made))
        works, key_of = _with_keys(finished, [cluster.id for cluster in ordered])
        return works, diagnostics, key_of

    def _mentions_by_work(self) -> tuple[dict[str, list[Mention]], dict[str, list[str]]]:
        resolved: dict[str, list[Mention]] = defaultdict(list)
        mentioned: dict[str, list[str]] = defaultdict(list)
        for one in (one.id for note in self.notes for one in note.citations):
            found = self.resolutions[one]
            if found.work is None:
                continue
            mentioned[found.work].append(one)
            own = any(mention.id == one for mention in self.clusters[found.work].mentions)
            if found.status is Status.RESOLVED and not own and _says_something(self.mentions[one]):
                resolved[found.work].append(self.mentions[one])
        return resolved, mentioned

    def _first_place(self, cluster: Cluster, mentioned: Mapping[str, list[str]]) -> int:
        places = [self.mentions[one].place for one in mentioned.get(cluster.id, ())[:1]]
        return min([*places, cluster.mentions[0].place])


def _says_something(mention: Mention) -> bool:
    """Say whether a citation names its work by anything but its place in the text."""
    citation = mention.citation
    return citation.form not in BY_PLACE_ONLY and not citation.note_reference and bool(citation.fields)


def _candidate(cluster: Cluster, divisions: Mapping[str, str]) -> Candidate:
    richest = max(cluster.mentions, key=lambda one: (one.is_full, len(one.citation.fields), -one.place))
    profile = richest.profile
    for mention in cluster.mentions:
        titles = dict.fromkeys((*profile.titles, *mention.profile.titles))
        profile = replace(
            profile,
            creators=profile.creators or mention.profile.creators,
            titles=tuple(titles),
            words=profile.words | mention.profile.words,
        )
    work = Work(id="", type=profile.type, fields=richest.citation.fields)
    volumes = {one.volume for mention in cluster.mentions for one in mention.citation.locators if one.volume}
    return Candidate(
        id=cluster.id,
        profile=profile,
        name=work_name(work),
        first=cluster.mentions[0].place,
        divisions=frozenset(divisions.get(mention.id, "") for mention in cluster.mentions if not mention.entry),
        everywhere=any(mention.entry for mention in cluster.mentions),
        complete=richest.is_full,
        volumes=frozenset(volumes),
    )


def _of_cluster(mention: Mention, cluster: Cluster, rule: str) -> Resolution:
    first = cluster.mentions[0]
    alone = mention.id == first.id
    return Resolution(
        citation=mention.id,
        status=Status.RESOLVED,
        work=cluster.id,
        rule=rule,
        antecedent="" if alone or first.entry else first.id,
        confidence=1.0 if alone else cluster.certainty,
        evidence=() if alone else (f"it agrees with the mention {first.id}",),
    )


def _with_keys(works: Sequence[Work], ids: Sequence[str]) -> tuple[tuple[Work, ...], dict[str, str]]:
    taken: set[str] = set()
    key_of: dict[str, str] = {}
    keyed: list[Work] = []
    for work, cluster in zip(works, ids, strict=True):
        key = citation_key(work, taken)
        taken.add(key)
        key_of[cluster] = key
        keyed.append(replace(work, id=key))
    return tuple(keyed), key_of
