"""What of a citation or work is compared, folded once; how well one profile names another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from refparse.comparison.letters import function_words
from refparse.comparison.names import PersonKey, person_key, person_likeness
from refparse.comparison.titles import about_another, phrases_about, same_title, title_likeness
from refparse.model import Citation, Date, Fields
from refparse.model import variables as v
from refparse.text.fold import fold, fold_title, main_title

WHOLE_TITLES = (v.TITLE, v.TITLE_SHORT, v.VOLUME_TITLE, v.PART_TITLE, v.ORIGINAL_TITLE, v.REVIEWED_TITLE)
CREATORS = (
    v.AUTHOR, v.EDITOR, v.COMPILER, v.DIRECTOR, v.COMPOSER, v.PERFORMER, v.TRANSLATOR, v.CURATOR, v.HOST, v.PRODUCER,
    v.ILLUSTRATOR, v.NARRATOR, v.SCRIPT_WRITER, v.CONTRIBUTOR, v.COLLECTION_EDITOR,
)  # fmt: skip
HELPERS = (v.RECIPIENT, v.INTERVIEWER, v.REVIEWED_AUTHOR, v.CONTAINER_AUTHOR, v.GUEST, v.ORIGINAL_AUTHOR)
ANYWHERE, BY_CONTAINER = 0.92, 0.95  # what a name counts that stands in another place, and one that is the container's
AND_OTHERS = frozenset({"others", "al", "et al", "u a", "and others"})  # they name nobody


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a citation or a work is compared, folded once.

    `creators` are the people a note would name it by, `people` all others; `titles` the folded titles, fullest first;
    `whole` the set that a volume belongs to, `shelf_mark` the place in an archive, `unsigned` says that nobody but a
    translator is named,
    `words` every word of every field that could identify it.
    """

    creators: tuple[PersonKey, ...] = ()
    people: tuple[PersonKey, ...] = ()
    titles: tuple[str, ...] = ()
    container: str = ""
    whole: str = ""
    volume: str = ""
    shelf_mark: str = ""
    words: frozenset[str] = frozenset()
    year: int | None = None
    date: tuple[int, ...] = ()
    type: str = ""
    unsigned: bool = False

    @property
    def families(self) -> tuple[str, ...]:
        """Give the family names of the creators in order."""
        return tuple(person.family for person in self.creators)


def known_date(fields: Fields) -> Date | None:
    """Give the date by which a source is known: a letter's own, where it stands in a collection of another year."""
    written: Date | None = fields.value(v.ORIGINAL_DATE) if v.RECIPIENT in fields else None
    issued: Date | None = fields.value(v.ISSUED)
    return written or issued


def profile_of(fields: Fields, type_: str = "", volume: str = "") -> Profile:
    """Fold what identifies a citation or work: its people, titles, container, date and words.

    `volume` is the volume of a set that its locator names.
    """
    creators, people = _people(fields)
    date = known_date(fields)
    return Profile(
        creators=creators,
        people=people,
        titles=_titles(fields),
        container=fold_title(fields.value(v.CONTAINER_TITLE, "")),
        whole=fold_title(fields.value(v.COLLECTION_TITLE, "")) if v.VOLUME in fields else "",
        volume=fields.value(v.VOLUME, "") or volume,
        shelf_mark=fold(fields.value(v.ARCHIVE_LOCATION, "") or fields.value(v.CALL_NUMBER, "")),
        words=_words(fields),
        year=date.year if date else None,
        date=date.parts if date else (),
        type=type_,
        unsigned=not any(key.kind == "names" and key != v.TRANSLATOR for key in fields),
    )


def profile_of_citation(citation: Citation) -> Profile:
    """Fold what identifies the work of a citation, the volume in its locator included."""
    volume = next((one.volume for one in citation.locators if one.volume), "")
    return profile_of(citation.fields, citation.type, volume)


def _people(fields: Fields) -> tuple[tuple[PersonKey, ...], tuple[PersonKey, ...]]:
    """Give the people a note would name the work by, and all others."""
    roles = (key for key in fields if key.kind == "names")
    named = sorted((_RANK.get(key.name, len(_RANK)), key.name, fields[key].value) for key in roles)
    keys = [
        (rank, tuple(key for key in map(person_key, names) if key.family not in AND_OTHERS)) for rank, _, names in named
    ]
    creators = next((people for rank, people in keys if people and rank < len(CREATORS)), ())
    others = dict.fromkeys(key for _, people in keys for key in people)
    return creators, tuple(key for key in others if key not in creators)


def _person_keys(names: v.Names) -> Iterable[PersonKey]:
    return (key for key in map(person_key, names) if key.family not in AND_OTHERS)


_RANK = {role.name: rank for rank, role in enumerate((*CREATORS, *HELPERS))}


def _titles(fields: Fields) -> tuple[str, ...]:
    found = [title for key in WHOLE_TITLES if (title := fields.value(key, ""))]
    whole = [fold_title(title) for title in found]
    mains = [fold_title(main_title(title)) for title in found if ": " in title]
    book = fold_title(fields.value(v.CONTAINER_TITLE, ""))
    about = [f"{phrase} {book}" for title in whole for phrase in phrases_about(title)] if book else []
    return tuple(dict.fromkeys(key for key in (*whole, *mains, *about) if key))


def _words(fields: Fields) -> frozenset[str]:
    found: set[str] = set()
    for key, field in fields.items():
        if key.kind == "names":
            found.update(word for name in field.value for word in fold(name.full).split())
        elif key.kind == "text":
            found.update(fold(field.value).split())
        elif key.kind == "date" and field.value.year:
            found.add(str(field.value.year))
    return frozenset(found - function_words())


def creators_likeness(short: Sequence[PersonKey], full: Profile) -> float:
    """Say how well the names of a short form name a work: its creators in order, else anybody named with it."""
    if len(short) == 1:
        return _creator_likeness(short[0], full)
    if not short:
        return 0.0
    everybody = (*full.creators, *full.people)
    in_order = sum(person_likeness(one, other) for one, other in zip(short, full.creators, strict=False))
    anywhere = sum(max((person_likeness(one, other) for other in everybody), default=0.0) for one in short)
    return max(in_order / len(short), ANYWHERE * anywhere / len(short))


def _creator_likeness(one: PersonKey, full: Profile) -> float:
    """Say the same of one name, which may be that of the container: nearly all comparisons are these."""
    found = 0.0
    for place, other in enumerate(full.creators):
        likeness = person_likeness(one, other)
        found = max(found, likeness if place == 0 else ANYWHERE * likeness)
    for other in full.people:
        found = max(found, ANYWHERE * person_likeness(one, other))
    return max(found, BY_CONTAINER * title_likeness(one.family, full.container)) if full.container else found


def best_title(short: Profile, full: Profile) -> float:
    """Give the likeness of the best pair of titles of the two; what is about a work is not that work."""
    if is_about_another(short) != is_about_another(full):
        return 0.0
    found = 0.0
    for one in short.titles:
        for other in full.titles:
            found = max(found, title_likeness(one, other))
    return found


def same_best_title(one: Profile, other: Profile) -> float:
    """Give how sure it is that two works have one title, by the best pair of their titles."""
    if is_about_another(one) != is_about_another(other):
        return 0.0
    return max((same_title(first, second) for first in one.titles for second in other.titles), default=0.0)


def is_about_another(profile: Profile) -> bool:
    """Say whether the title says that the work is about another one: a review, a reply."""
    return any(map(about_another, profile.titles))
