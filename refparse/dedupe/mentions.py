"""A mention as deduplication sees it: a citation or entry with its comparison form and its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from refparse.comparison import Profile, known_date, profile_of_citation, significant, skeleton
from refparse.model import Citation, CitationForm, Date
from refparse.model import variables as v
from refparse.text.fold import fold

IMPRINT = (v.PUBLISHER, v.ISSUED, v.URL, v.DOI, v.ISBN, v.ARCHIVE, v.ARCHIVE_LOCATION, v.CALL_NUMBER, v.VOLUME, v.PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One mention of a work; `place` is its rank in the document (entries of a bibliography come after all notes)."""

    citation: Citation
    profile: Profile
    place: int = 0
    entry: bool = False

    @property
    def id(self) -> str:
        """Give the id of the citation or entry."""
        return self.citation.id

    @property
    def is_full(self) -> bool:
        """Say whether the mention gives the work in full: a full form, an entry, a live record, a dated "Ibid."."""
        citation = self.citation
        dated = citation.form is CitationForm.IBID and v.CONTAINER_TITLE in citation.fields
        return self.entry or dated or citation.form is CitationForm.FULL or citation.embedded is not None

    @property
    def is_thin(self) -> bool:
        """Say whether a full form states nothing by which it could be told from a short one."""
        fields = self.citation.fields
        stated = any(key in fields for key in IMPRINT)
        return not (self.entry or self.citation.embedded or stated) and bool(self.profile.titles)

    @property
    def record(self) -> str:
        """Give the address or id of the live record that the mention stands for, "" without one."""
        embedded = self.citation.embedded
        return (embedded.uris[0] if embedded.uris else str(embedded.item.get("id", ""))) if embedded else ""

    def text(self, key: v.Variable[str]) -> str:
        """Give a text field folded, "" where it is missing."""
        value = self.citation.fields.value(key)
        return fold(value) if value else ""

    def date(self) -> Date | None:
        """Give the date by which the source is known."""
        return known_date(self.citation.fields)


def mentions_of(citations: Iterable[Citation], *, start: int = 0, entry: bool = False) -> tuple[Mention, ...]:
    """Make mentions of citations in document order."""
    return tuple(
        Mention(citation=one, profile=profile_of_citation(one), place=start + place, entry=entry)
        for place, one in enumerate(citations)
    )


def signature(mention: Mention) -> tuple[object, ...]:
    """Give what two mentions must share to be compared only once: all their fields, folded."""
    fields = mention.citation.fields
    return (
        mention.citation.type,
        mention.citation.form,
        mention.record,
        *sorted((key.name, fold(str(field.value))) for key, field in fields.items()),
    )


def block_keys(mention: Mention) -> tuple[str, ...]:
    """Give the keys under which a mention meets its likes: title beginnings, family and year, identifiers, issue."""
    profile = mention.profile
    keys = [key for title in profile.titles for key in _title_keys(title)]
    families = profile.families[:1]
    years = (str(profile.year),) if profile.year else ()
    keys += [f"f:{skeleton(family)}:{year}" for family in families for year in years]
    keys += [
        f"t:{skeleton(family)}:{skeleton(word)}"
        for family in families for title in profile.titles for word in significant(title)[:3]
    ]  # fmt: skip
    keys += [f"{key.name}:{mention.text(key)}" for key in (v.DOI, v.URL) if mention.text(key)]
    keys += [f"r:{mention.record}"] if mention.record else []
    if not profile.titles:
        keys += [f"i:{profile.container}:{profile.date}", f"a:{families}:{profile.date}"]
    return tuple(dict.fromkeys(keys))


def _title_keys(title: str) -> tuple[str, ...]:
    """Give the beginning, the end and the stretch after the first word, three words each, numbers left out."""
    words = [skeleton(word) for word in significant(title) if not word.isdigit()]
    if len(words) < 3:
        return ("w:" + " ".join(words),)
    return tuple("w:" + " ".join(stretch) for stretch in (words[:3], words[1:4], words[-3:]))
