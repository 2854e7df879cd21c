"""A citation: one mention of one work in one note."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from refparse.model.diagnostic import Diagnostic
from refparse.model.fields import Field, Fields
from refparse.model.source import EmbeddedItem, Note, Span
from refparse.model.values import Locator


class CitationForm(StrEnum):
    """How the note names the work (CMOS 17, 14.29-36)."""

    FULL = "full"
    SHORT = "short"
    IBID = "ibid"
    IDEM = "idem"
    LOC_CIT = "loc_cit"
    OP_CIT = "op_cit"
    OTHER = "other"


class Relation(StrEnum):
    """How this citation stands to the one before it: ``Pravda, … quoted in Eudin and Fisher, …``."""

    QUOTED_IN = "quoted in"
    CITED_IN = "cited in"
    CITING = "citing"
    QUOTING = "quoting"
    REPRINTED_IN = "reprinted in"
    TRANSLATED_IN = "translated in"
    REVIEW_OF = "review of"
    IN = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One mention of one work, locator included: ``n12.2``.

    `span` covers the citation in the note, signal and final stop excluded. `signal` is the canonical word ("see",
    "see also", "cf."), "" without one. `relation` says how the citation stands to `related`, the id of another
    citation of the note. `locator` is what this mention states, by the conventions of the gold ("3:232 n. 2"), ""
    for none; `locators` is the same, structured. `note_reference` is the number of the note that an "n. 12 above"
    names. `abbreviation` is the name that a "(hereafter FRUS)" sets. `possessive` is true for "his *Soviet
    Policies*", where the author stands in the sentence. `same_container` is true where "ibid." stands for what
    contains the source, not for the source: "Goodnow, “Certiorari,” ibid., 493". `embedded` is the record of a live
    citation field. `confidence` is that of the parse, in [0, 1]; `gap` is what it was made of, the score distance to
    the best other reading.
    """

    id: str
    note: str
    span: Span
    form: CitationForm
    type: str = ""
    fields: Fields = field(default_factory=Fields)
    locators: tuple[Locator, ...] = ()
    locator: Field[str] | None = None
    signal: str = ""
    relation: Relation | None = None
    related: str = ""
    prefix: str = ""
    suffix: str = ""
    note_reference: str = ""
    abbreviation: str = ""
    possessive: bool = False
    same_container: bool = False
    embedded: EmbeddedItem | None = None
    confidence: float = 1.0
    gap: int = 0

    @property
    def kind(self) -> str:
        """Give the form by the four kinds of the output contract: full, short, ibid or other."""
        return KIND_OF_FORM[self.form]


KIND_OF_FORM = {
    CitationForm.FULL: "full",
    CitationForm.SHORT: "short",
    CitationForm.IBID: "ibid",
    CitationForm.IDEM: "ibid",
    CitationForm.LOC_CIT: "other",
    CitationForm.OP_CIT: "other",
    CitationForm.OTHER: "other",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossReference:
    """A mere pointer to another note of the document ("see note 5 above"): no citation."""

    span: Span
    text: str
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unparsed:
    """A stretch that looks like a citation but was not read; its text is whole."""

    span: Span
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedNote:
    """A note with what was read in it."""

    note: Note
    citations: tuple[Citation, ...] = ()
    cross_references: tuple[CrossReference, ...] = ()
    unparsed: tuple[Unparsed, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
