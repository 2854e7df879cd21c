"""The result of the whole program: the works of a document, and how we came to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from refparse.model.citation import Citation, ParsedNote
from refparse.model.diagnostic import Diagnostic
from refparse.model.source import Document
from refparse.model.values import Locator
from refparse.model.work import Work


class Status(StrEnum):
    """What came of a citation's resolution."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another work the citation may mean, with a confidence in [0, 1] and the evidence in plain words."""

    work: str
    confidence: float
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Citation to work: by which rule, how sure, and what else it could be.

    `work` is the best candidate when ambiguous and None when unresolved. `antecedent` is the id of the citation that
    gave this one its meaning. `inherited` is the locator that a bare ibid. takes over. `confidence` lies in [0, 1].
    """

    citation: str
    status: Status
    work: str | None = None
    antecedent: str = ""
    rule: str = ""
    confidence: float = 1.0
    alternatives: tuple[Alternative, ...] = ()
    evidence: tuple[str, ...] = ()
    inherited: tuple[Locator, ...] = ()
    inherited_locator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography:
    """All works of a document, in the order of their first mention, with citations, resolutions and diagnostics."""

    document: Document
    notes: tuple[ParsedNote, ...] = ()
    works: tuple[Work, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Give all citations in document order."""
        return tuple(citation for note in self.notes for citation in note.citations)
