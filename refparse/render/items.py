"""The works of a bibliography as items for an engine: with the short titles in use."""

from __future__ import annotations

from collections import Counter
from typing import Any

from refparse.csl_json import work_to_item
from refparse.model import Bibliography, CitationForm
from refparse.model.variables import TITLE


def items_of(bibliography: Bibliography) -> tuple[dict[str, Any], ...]:
    """Give the works as CSL JSON items, each with the short title that the notes use most for it."""
    short_titles = _short_titles(bibliography)
    return tuple(_with_short_title(work_to_item(work), short_titles.get(work.id, "")) for work in bibliography.works)


def _with_short_title(item: dict[str, Any], used: str) -> dict[str, Any]:
    title = str(item.get("title", ""))
    short = used or title.split(": ", 1)[0]
    return {**item, "title-short": short} if short and short != title and "title-short" not in item else item


def _short_titles(bibliography: Bibliography) -> dict[str, str]:
    works = {citation: work.id for work in bibliography.works for citation in work.citations}
    used: dict[str, Counter[str]] = {}
    for citation in bibliography.citations:
        title = citation.fields.value(TITLE, "")
        if citation.form is CitationForm.SHORT and title and citation.id in works:
            used.setdefault(works[citation.id], Counter())[title] += 1
    return {work: counted.most_common(1)[0][0] for work, counted in used.items()}
