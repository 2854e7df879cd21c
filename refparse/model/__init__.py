"""What we talk about: frozen records, without I/O, regular expressions or Lark."""

from refparse.model.bibliography import Alternative, Bibliography, Resolution, Status
from refparse.model.citation import Citation, CitationForm, CrossReference, ParsedNote, Relation, Unparsed
from refparse.model.decision import Action, Decision
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.fields import Field, Fields, Origin
from refparse.model.source import (
    BibliographyEntry,
    Document,
    EmbeddedCitation,
    EmbeddedItem,
    Fragment,
    Link,
    Mark,
    MarkKind,
    Note,
    NoteKind,
    Span,
)
from refparse.model.values import Date, Locator, Name, Type
from refparse.model.variables import Variable, variable
from refparse.model.work import Work

__all__ = [
    "Action", "Alternative", "Bibliography", "BibliographyEntry", "Citation", "CitationForm", "CrossReference", "Date",
    "Decision", "Diagnostic", "Document", "EmbeddedCitation", "EmbeddedItem", "Field", "Fields", "Fragment", "Link",
    "Locator", "Mark", "MarkKind", "Name", "Note", "NoteKind", "Origin", "ParsedNote", "Relation", "Resolution",
    "Severity", "Span", "Status", "Type", "Unparsed", "Variable", "Work", "variable",
]  # fmt: skip
