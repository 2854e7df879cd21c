"""Names a work as a reader would call it."""

from __future__ import annotations

from refparse.model import Work
from refparse.model import variables as v

NAMING = (v.TITLE, v.REVIEWED_TITLE, v.CONTAINER_TITLE, v.ARCHIVE, v.CALL_NUMBER)


def work_name(work: Work) -> str:
    """Give a work as a reader would call it: "Carr, Bolshevik Revolution (1950)"."""
    names: v.Names = work.fields.value(v.AUTHOR) or work.fields.value(v.EDITOR) or ()
    people = ", ".join(name.short for name in names)
    title = next((work.fields.value(key) for key in NAMING if work.fields.value(key)), "")
    date = work.fields.value(v.ISSUED)
    year = f" ({date.year})" if date and date.year else ""
    return (", ".join(part for part in (people, title) if part) or "a work without a title") + year
