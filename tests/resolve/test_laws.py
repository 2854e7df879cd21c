"""Laws of every bibliography, whatever the notes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from marked import parse_marked

from refparse.linkage import build_bibliography, explain_resolution
from refparse.model import Bibliography, Document, Status

PIECES = (
    "⟦b ‹a E. H. Carr›, ‹t The Bolshevik Revolution› (‹c London›: ‹u Macmillan›, ‹y 1950›), ‹p 1:16›⟧",
    "⟦b ‹a E. H. Carr›, ‹t The Interregnum› (‹c London›: ‹u Macmillan›, ‹y 1954›), ‹p 3›⟧ (hereafter ‹H Carr II›)",
    "⟦b ‹a William Carr›, ‹t A History of Germany› (‹c London›: ‹u Arnold›, ‹y 1969›)⟧",
    '⟦c ‹a Paul Zinner›, "‹q Revolution in Hungary›," in ‹C Hammond›, ‹t Anatomy of Takeovers›, ‹p 5›⟧',
    "⟦n ‹j Manchester Guardian›, ‹d 4 May 1921›, ‹p 6›⟧",
    "⟦l ‹a George Creel› to ‹R Edward House›, ‹d 4 May 1918›, ‹h House Papers›, ‹L box 31›⟧",
    "⟦s ‹a Carr›, ‹t Interregnum›, ‹p 5›⟧",
    "⟦s ‹a Carr›, ‹p 5›⟧",
    "⟦s ‹t Anatomy of Takeovers›⟧",
    "⟦s ‹t Carr›, ‹p 7›⟧",
    "⟦s ‹L box 31›⟧",
    "⟦s ‹a Carr› (note ‹N 2›), ‹p 9›⟧",
    "⟦s ‹t Carr II›⟧",
    "⟦s ‹a Nobody›⟧",
    "⟦i Ibid.⟧",
    "⟦i Ibid., ‹d 5 June 1921›⟧",
    "⟦m Idem, ‹t Essays›⟧",
    "⟦o ‹a Carr›, op. cit., ‹p 5›⟧",
    "⟦k Loc. cit.⟧",
    "⟪M@cmil an, 19‡0).⟫",
    "⟨See note 1 above.⟩",
    "As Lensen argues, much is unknown. ⟦s ‹t Recognition›, ‹p 3›⟧",
)
texts = st.lists(st.lists(st.sampled_from(PIECES), max_size=4).map("; ".join), max_size=12)


def bibliography(notes: list[str]) -> Bibliography:
    parsed = [parse_marked(text, str(place % 7 + 1), division=f"c{place // 7}") for place, text in enumerate(notes)]
    return build_bibliography(Document(id="d", notes=tuple(one.note for one in parsed)), parsed)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_every_citation_has_one_resolution_and_every_link_holds_both_ways(notes: list[str]):
    found = bibliography(notes)
    works = {work.id: work for work in found.works}
    assert [one.citation for one in found.resolutions] == [one.id for one in found.citations]
    assert len(works) == len(found.works)
    for one in found.resolutions:
        assert 0 <= one.confidence <= 1
        assert (one.work is None) == (one.status is Status.UNRESOLVED)
        assert one.work is None or one.citation in works[one.work].citations
        assert all(other.work in works and other.work != one.work for other in one.alternatives)
        assert not one.alternatives or one.status is Status.AMBIGUOUS
        assert explain_resolution(found, one.citation)
    assert sum(len(work.citations) for work in found.works) == sum(one.work is not None for one in found.resolutions)


@settings(max_examples=50, deadline=None)
@given(texts)
def test_the_same_notes_give_the_same_bibliography(notes: list[str]):
    assert bibliography(notes) == bibliography(notes)


@settings(max_examples=50, deadline=None)
@given(texts)
def test_works_stand_in_the_order_of_their_first_mention(notes: list[str]):
    found = bibliography(notes)
    order = {one.id: place for place, one in enumerate(found.citations)}
    firsts = [order[work.citations[0]] for work in found.works if work.citations]
    assert firsts == sorted(firsts)
