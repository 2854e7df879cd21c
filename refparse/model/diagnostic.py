"""What the program doubts: coded, spanned, explained."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from refparse.model.source import Span


class Severity(StrEnum):
    """How much a diagnostic matters: INFO is for the record, DOUBT wants a look, PROBLEM lost or left something."""

    INFO = "info"
    DOUBT = "doubt"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One doubt or oddity of the document; `code` is explained by ``refparse explain CODE``.

    Codes: R1xx reading, R2xx parsing, R3xx resolving, R4xx deduplicating, R5xx writing, R6xx rendering,
    R7xx decisions, R8xx Zotero.
    """

    code: str
    message: str
    severity: Severity = Severity.DOUBT
    note: str = ""
    citation: str = ""
    work: str = ""
    span: Span | None = None
