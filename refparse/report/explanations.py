"""What each diagnostic code means, in a paragraph for a historian: the tables in grammar/words/diagnostics."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from refparse.assets import asset, word_rows
from refparse.errors import RefparseError
from refparse.model import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One code: how much it matters, a short title, and a paragraph that says what to do."""

    code: str
    severity: Severity
    title: str
    paragraph: str


@cache
def read_explanations() -> dict[str, Explanation]:
    """Give all explanations by their code, in the order of the codes.

    >>> read_explanations()["R303"].title
    'The work is not known'
    """
    files = sorted(asset("grammar", "words", "diagnostics").glob("*.tsv"))
    rows = (row for file in files for row in word_rows("grammar", "words", "diagnostics", file.name))
    found = [_explanation(*row[:4]) for row in rows]
    return {one.code: one for one in sorted(found, key=lambda one: one.code)}


def _explanation(code: str, severity: str, title: str, paragraph: str) -> Explanation:
    title = title[:1].upper() + title[1:]
    return Explanation(code=code, severity=Severity(severity), title=title, paragraph=paragraph)


def explanation_of(code: str) -> Explanation:
    """Give the explanation of one code, however it is written ("r303"); RefparseError for a code that is not there."""
    known = read_explanations()
    found = known.get(code.strip().upper())
    if found is None:
        raise RefparseError(f"there is no code {code!r}; `refparse explain` lists all ({min(known)} to {max(known)})")
    return found
