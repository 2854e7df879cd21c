"""One run: clusters grow, citations are resolved to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from refparse.comparison import profile_of_citation
from refparse.decisions import Constraints
from refparse.dedupe import (
    Cluster,
    Mention,
    canonical_work,
    cluster_full_forms,
    cluster_short_forms,
    join_clusters,
    mentions_of,
)
from refparse.linkage.candidates import candidate_of
from refparse.model import Citation, CitationForm, Diagnostic, Document, Origin, ParsedNote, Resolution, Status, Work
from refparse.model import variables as v
from refparse.resolve import (
    CandidateIndex,
    Hint,
    Reading,
    abbreviations_of,
    begin_reading,
    reaches_over_borders,
    resolve_by_content,
    resolve_by_place,
    with_author,
)
from refparse.text.fold import fold

BY_PLACE_ONLY = frozenset({CitationForm.IBID, CitationForm.OP_CIT, CitationForm.LOC_CIT})
LEAST_CONFIDENT = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What a run gives: works and resolutions, still under the ids of their clusters."""

    works: tuple[Work, ...]
    resolutions: tuple[Resolution, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True, kw_only=True)
class Linking:
    """The state of one run: clusters grow, citations are resolved to them."""

    document: Document
    notes: tuple[ParsedNote, ...]
    hints: Mapping[str, Hint]
    constraints: Constraints
    texts: dict[str, str] = field(default_factory=dict)
    clusters: dict[str, Cluster] = field(default_factory=dict)
    mentions: dict[str, Mention] = field(default_factory=dict)
    index: CandidateIndex = field(default_factory=CandidateIndex)
    resolutions: dict[str, Resolution] = field(default_factory=dict)
    reading: Reading | None = None

    def link(self, entries: Sequence[Citation]) -> Linked:
        """Cluster and resolve; the works' ids are those of their clusters, keys come later."""
        self._take_full_forms(entries)
        self._resolve_short_forms()
        return self._finish()

    def _take_full_forms(self, entries: Sequence[Citation]) -> None:
        """Cluster full forms and entries; each full form is thereby resolved."""
        own = mentions_of(one for note in self.notes for one in note.citations)
        listed = mentions_of(entries, start=len(own), entry=True)
        self.texts = _texts(self.notes, self.document)
        self.mentions = {mention.id: mention for mention in (*own, *listed)}
        decided = self.constraints.means
        full = [one for one in (*own, *listed) if one.is_full and not one.is_thin and one.id not in decided]
        self._add(cluster_full_forms(full, self.constraints.apart), "full-form")

    def _add(self, clusters: Iterable[Cluster], rule: str) -> None:
        divisions = self._divisions()
        for cluster in clusters:
            self.clusters[cluster.id] = cluster
            self.index.add(candidate_of(cluster, divisions, self.texts))
            for mention in cluster.mentions:
                if not mention.entry:
                    self.resolutions[mention.id] = _of_cluster(mention, cluster, rule)

    def _resolve_short_forms(self) -> None:
        """Resolve by content, cluster what no full form explains, resolve again, then by place."""
        self._begin_reading()
        self._by_content()
        self._cluster_left(lambda mention: bool(mention.profile.titles and mention.profile.creators))
        self._by_content()
        self._take_authors_from_prose()
        self._take_titles_from_list()
        self._cluster_left(lambda mention: bool(mention.profile.titles or mention.profile.container))
        self._cluster_left(self._is_unknown_author)
        self._obey()
        self._begin_reading()
        assert self.reading is not None
        self.reading.reaches = reaches_over_borders(self.resolutions.values())
        if not self.reading.reaches:
            self._doubt_reaching()
        self.resolutions |= resolve_by_place(self.notes, self._left(), self.reading)

    def _begin_reading(self) -> None:
        works = {one: found.work for one, found in self.resolutions.items() if found.work}
        named = abbreviations_of(self.notes, works, self.document.abbreviations, self.index)
        profiles = {one: mention.profile for one, mention in self.mentions.items()}
        self.reading = begin_reading(self.notes, self.index, self.hints, self.resolutions, named, profiles)

    def _left(self) -> list[str]:
        return [one.id for note in self.notes for one in note.citations if one.id not in self.resolutions]

    def _left_by_content(self) -> list[str]:
        decided = self.constraints.means
        return [one for one in self._left() if one not in decided and _says_something(self.mentions[one])]

    def _by_content(self) -> None:
        assert self.reading is not None
        self.resolutions |= resolve_by_content(self.notes, self._left_by_content(), self.reading)

    def _cluster_left(self, wanted: Callable[[Mention], bool]) -> None:
        left = [self.mentions[one] for one in self._left_by_content()]
        self._add(cluster_short_forms([one for one in left if wanted(one)], self.constraints.apart), "short-form-only")

    def _is_unknown_author(self, mention: Mention) -> bool:
        creators = mention.profile.creators
        if not creators:
            return False
        family = creators[0].family
        return not self.index.of_family(family) and len(self.index.titled_with(family)) != 1

    def _take_authors_from_prose(self) -> None:
        """Give a title that no work explains the author whom a verb of saying ties to it."""
        for one in self._left_by_content():
            mention, hint = self.mentions[one], self.hints.get(one)
            bare = mention.profile.titles and not mention.profile.creators and not mention.profile.container
            if hint and hint.sure and bare and mention.citation.form is not CitationForm.FULL:
                citation = with_author(mention.citation, hint.names, Origin.INFERRED)
                profile = profile_of_citation(citation)
                self.mentions[one] = replace(mention, citation=citation, profile=profile)

    def _doubt_reaching(self) -> None:
        for one, found in self.resolutions.items():
            if "over a chapter border" in found.rule:
                self.resolutions[one] = replace(found, confidence=min(found.confidence, LEAST_CONFIDENT))

    def _take_titles_from_list(self) -> None:
        """Give an abbreviation that no work explains the title that the document's list of abbreviations gives it."""
        listed = {fold(short): expansion for short, expansion in self.document.abbreviations.items()}
        for one in self._left_by_content() if listed else ():
            citation = self.mentions[one].citation
            title = citation.fields.get(v.TITLE)
            if title is not None and fold(title.value) in listed:
                spelt = replace(title, value=listed[fold(title.value)], origin=Origin.INFERRED, confidence=0.9)
                changed = replace(citation, fields=citation.fields.set(v.TITLE, spelt))
                profile = profile_of_citation(changed)
                self.mentions[one] = replace(self.mentions[one], citation=changed, profile=profile)

    def _obey(self) -> None:
        """Join the works that a person says are one, and give citations the works that a person says they mean."""
        self.clusters, renamed = join_clusters(self.clusters, self.constraints.together)
        if renamed:
            self._rename(renamed)
        of_mention = {mention.id: one.id for one in self.clusters.values() for mention in one.mentions}
        for citation, anchor in self.constraints.means.items():
            known = self.resolutions.get(anchor)
            work = of_mention.get(anchor) or (known.work if known else None)
            if work:
                self.resolutions[citation] = Resolution(
                    citation=citation,
                    status=Status.RESOLVED,
                    work=work,
                    rule="decision",
                    evidence=("a person decided it",),
                )

    def _rename(self, renamed: Mapping[str, str]) -> None:
        divisions = self._divisions()
        self.index = CandidateIndex.of(candidate_of(one, divisions, self.texts) for one in self.clusters.values())
        for one, found in self.resolutions.items():
            self.resolutions[one] = replace(found, work=renamed.get(found.work or "", found.work))

    def _divisions(self) -> dict[str, str]:
        return {one.id: note.note.division for note in self.notes for one in note.citations}

    def _finish(self) -> Linked:
        resolved, mentioned = self._mentions_by_work()
        ordered = sorted(self.clusters.values(), key=lambda one: (self._first_place(one, mentioned), one.id))
        works: list[Work] = []
        diagnostics: list[Diagnostic] = []
        for cluster in ordered:
            work, found = canonical_work(cluster, resolved[cluster.id])
            works.append(replace(work, id=cluster.id, citations=tuple(mentioned[cluster.id])))
            diagnostics.extend(found)
        resolutions = tuple(self.resolutions[one.id] for note in self.notes for one in note.citations)
        return Linked(works=tuple(works), resolutions=resolutions, diagnostics=tuple(diagnostics))

    def _mentions_by_work(self) -> tuple[dict[str, list[Mention]], dict[str, list[str]]]:
        resolved: dict[str, list[Mention]] = defaultdict(list)
        mentioned: dict[str, list[str]] = defaultdict(list)
        own = {mention.id for cluster in self.clusters.values() for mention in cluster.mentions}
        for one in (one.id for note in self.notes for one in note.citations):
            found = self.resolutions[one]
            if found.work is None:
                continue
            mentioned[found.work].append(one)
            if found.status is Status.RESOLVED and one not in own and _says_something(self.mentions[one]):
                resolved[found.work].append(self.mentions[one])
        return resolved, mentioned

    def _first_place(self, cluster: Cluster, mentioned: Mapping[str, list[str]]) -> int:
        places = [self.mentions[one].place for one in mentioned.get(cluster.id, ())[:1]]
        return min([*places, cluster.mentions[0].place])


def _says_something(mention: Mention) -> bool:
    """Say whether a citation names its work by anything but its place in the text."""
    citation = mention.citation
    return citation.form not in BY_PLACE_ONLY and not citation.note_reference and bool(citation.fields)


def _texts(notes: Iterable[ParsedNote], document: Document) -> dict[str, str]:
    """Give what each full form and each entry of the bibliography says, folded, by the id of its citation."""
    full = ((one, note) for note in notes for one in note.citations if one.form is CitationForm.FULL)
    said = {one.id: fold(one.span.of(note.note.text)) for one, note in full}
    return said | {entry.id: fold(entry.text) for entry in document.bibliography}


def _decided(citation: str, work: str) -> Resolution:
    said = ("a person decided it",)
    return Resolution(citation=citation, status=Status.RESOLVED, work=work, rule="decision", evidence=said)


def _of_cluster(mention: Mention, cluster: Cluster, rule: str) -> Resolution:
    rule = "full-form" if mention.citation.form is CitationForm.FULL else rule
    first = cluster.mentions[0]
    alone = mention.id == first.id
    return Resolution(
        citation=mention.id,
        status=Status.RESOLVED,
        work=cluster.id,
        rule=rule,
        antecedent="" if alone or first.entry else first.id,
        confidence=round(min(mention.citation.confidence, 1.0 if alone else cluster.certainty), 3),
        evidence=() if alone else (f"it agrees with the mention {first.id}",),
    )
