"""How alike two names, titles and dates are, and what of a citation or work is compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from refparse.assets import word_set
from refparse.model import Citation, Date, Fields, Name
from refparse.model import variables as v
from refparse.text.fold import fold, fold_title, main_title

# Letters that OCR takes for one another; both sides of a comparison are brought to the second form.
CONFUSED = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"), ("1", "l"), ("i", "l"), ("0", "o"), ("j", "l"))
WHOLE_TITLES = (v.TITLE, v.TITLE_SHORT, v.VOLUME_TITLE, v.PART_TITLE, v.ORIGINAL_TITLE, v.REVIEWED_TITLE)
CREATORS = (
    v.AUTHOR, v.EDITOR, v.COMPILER, v.DIRECTOR, v.COMPOSER, v.PERFORMER, v.TRANSLATOR, v.CURATOR, v.HOST, v.PRODUCER,
    v.ILLUSTRATOR, v.NARRATOR, v.SCRIPT_WRITER, v.CONTRIBUTOR, v.COLLECTION_EDITOR,
)  # fmt: skip
HELPERS = (v.RECIPIENT, v.INTERVIEWER, v.REVIEWED_AUTHOR, v.CONTAINER_AUTHOR, v.GUEST, v.ORIGINAL_AUTHOR)
AND_OTHERS = frozenset({"others", "al", "et al", "u a", "and others"})  # they name nobody
LEAST_FUZZY = 0.8


@dataclass(frozen=True, slots=True)
class PersonKey:
    """A name as compared: the folded family name (or body) without particles, and the folded given names."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a citation or a work is compared, folded once.

    `creators` are the people a note would name it by, `people` all others; `titles` the folded titles, fullest first;
    `whole` the set that a volume belongs to, `shelf_mark` the place in an archive,
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

    @property
    def families(self) -> tuple[str, ...]:
        """Give the family names of the creators in order."""
        return tuple(person.family for person in self.creators)


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Give the words that say nothing about a work: articles, prepositions, conjunctions."""
    return word_set("grammar", "words", "function_words.tsv")


@lru_cache(maxsize=1)
def particles() -> frozenset[str]:
    """Give the particles that a family name may begin with: "van", "de la"."""
    return word_set("grammar", "words", "name_particles.tsv")


@lru_cache(maxsize=65536)
def person_key(name: Name) -> PersonKey:
    """Fold a name for comparison: "Eric van Herwijnen" and "van Herwijnen" share the family "herwijnen"."""
    words = fold(name.family or name.literal).split()
    while len(words) > 1 and words[0] in particles() and name.family:
        words = words[1:]
    return PersonKey(" ".join(words), fold(name.given))


@lru_cache(maxsize=65536)
def significant(text: str) -> tuple[str, ...]:
    """Give the words of a folded title without function words; all of them where nothing else is left."""
    words = text.split()
    return tuple(word for word in words if word not in function_words()) or tuple(words)


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """Bring letters that OCR confuses to one form, and drop spaces: "lbid" and "ibid" become alike."""
    bare = text.replace(" ", "")
    for confused, plain in CONFUSED:
        bare = bare.replace(confused, plain)
    return bare


# --- names ----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=262144)
def family_likeness(one: str, other: str) -> float:
    """Say in [0, 1] how alike two folded family names or bodies are; damage and variant spelling score 0.8 and more."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    if skeleton(one) == skeleton(other):
        return 0.95
    shorter, longer = sorted((one, other), key=len)
    if " " in longer and len(shorter) > 3 and (f" {shorter} " in f" {longer} "):
        return 0.9
    if is_acronym(shorter, longer):
        return 0.85
    if len(longer) - len(shorter) > 3:
        return 0.0
    ratio = float(fuzz.ratio(skeleton(one), skeleton(other))) / 100
    return ratio * 0.95 if len(shorter) >= 5 and ratio >= LEAST_FUZZY else 0.0


def is_acronym(short: str, long: str) -> bool:
    """Say whether `short` is made of the initials of the words of `long`: "frus", "foreign relations of the us"."""
    if " " in short or len(short) < 2 or len(long.split()) < len(short):
        return False
    words = [word for word in long.split() if not word.isdigit()]
    initials = "".join(word[0] for word in words)
    return short in (initials, "".join(word[0] for word in words if word not in function_words()))


@lru_cache(maxsize=262144)
def given_likeness(one: str, other: str) -> float:
    """Compare folded given names: 1 equal, 0.9 one abbreviates the other, 0.6 one is missing, 0 they clash."""
    if not one or not other:
        return 0.6
    if one == other:
        return 1.0
    pairs = list(zip(one.split(), other.split(), strict=False))
    if all(_same_given(first, second) for first, second in pairs):
        return 0.9
    return 0.0


def _same_given(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    begin_alike = skeleton(one[:1]) == skeleton(other[:1])
    return longer.startswith(shorter) or (begin_alike and len(shorter) > 3 and fuzz.ratio(one, other) >= 80)


def person_likeness(one: PersonKey, other: PersonKey) -> float:
    """Compare two people: the family names, lowered to 0.2 where the given names clash."""
    family = family_likeness(one.family, other.family)
    return family if not family or given_likeness(one.given, other.given) else 0.2 * family


def creators_likeness(short: Sequence[PersonKey], full: Profile) -> float:
    """Say how well the names of a short form name a work: its creators in order, else anybody named with it."""
    if not short:
        return 0.0
    heads = full.creators[: len(short)]
    in_order = [person_likeness(one, other) for one, other in zip(short, heads, strict=False)]
    anywhere = [_best(one, (*full.creators, *full.people)) for one in short]
    ordered = sum(in_order) / len(short)
    return max(ordered, 0.92 * sum(anywhere) / len(short), 0.95 * _container_named(short, full))


def _best(one: PersonKey, others: Iterable[PersonKey]) -> float:
    return max((person_likeness(one, other) for other in others), default=0.0)


def _container_named(short: Sequence[PersonKey], full: Profile) -> float:
    return title_likeness(short[0].family, full.container) if len(short) == 1 and full.container else 0.0


# --- titles ---------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=262144)
def title_likeness(short: str, full: str) -> float:
    """Say in [0, 1] how well a folded `short` title stands for the `full` one.

    1 equal; 0.98 its beginning; 0.95 a stretch of it; 0.92 its words in order; 0.88 in any order; then damage.

    >>> title_likeness("foreign policy of iran", "foreign policy of iran 1500 1941 a developing nation")
    0.98
    """
    if not short or not full:
        return 0.0
    for likeness, alike in _TITLE_TESTS:
        if alike(short, full):
            return likeness
    return _damaged_likeness(short, full)


def _begins(short: str, full: str) -> bool:
    return full.startswith(short + " ")


def _within(short: str, full: str) -> bool:
    return f" {short} " in f" {full} "


def _in_order(short: str, full: str) -> bool:
    words = iter(significant(full))
    return all(word in words for word in significant(short))


def _any_order(short: str, full: str) -> bool:
    return len(significant(short)) > 1 and set(significant(short)) <= set(significant(full))


def _same_letters(short: str, full: str) -> bool:
    bones = skeleton(short)
    return len(bones) > 5 and skeleton(full).startswith(bones)


_TITLE_TESTS = (
    (1.0, str.__eq__),
    (0.98, _begins),
    (0.96, _same_letters),
    (0.95, _within),
    (0.92, _in_order),
    (0.88, _any_order),
)


def _damaged_likeness(short: str, full: str) -> float:
    """Compare word by word, forgiving damage and inflection; a missing word costs its share."""
    ours, theirs = significant(short), significant(full)
    weight = sum(map(len, ours))
    hits = sum(len(word) * _best_word(word, theirs) for word in ours)
    letters = _letters_likeness(short, full) if hits < 0.95 * weight and 9 < len(short) <= len(full) else 0.0
    return min(0.9, max(0.9 * hits / weight, 0.92 * letters if letters >= 0.85 else 0.0))


def _best_word(word: str, words: tuple[str, ...]) -> float:
    return 1.0 if word in words else max(_word_likeness(word, other) for other in words)


@lru_cache(maxsize=262144)
def _word_likeness(one: str, other: str) -> float:
    """Compare two words; numbers must be equal, words alike by four fifths."""
    if one.isdigit() or other.isdigit() or abs(len(one) - len(other)) > 3:
        return 0.0
    return fuzz.ratio(skeleton(one), skeleton(other), score_cutoff=100 * LEAST_FUZZY) / 100


def _letters_likeness(short: str, full: str) -> float:
    return fuzz.partial_ratio(skeleton(short), skeleton(full), score_cutoff=85) / 100


@lru_cache(maxsize=65536)
def about_another(title: str) -> str:
    """Give the words with which a folded title says that it is about another work: "review of", "reply to"."""
    return next((words for words in _about_words() if title.startswith(words + " ")), "")


@lru_cache(maxsize=1)
def _about_words() -> tuple[str, ...]:
    return tuple(sorted(word_set("grammar", "words", "about_works.tsv")))


def best_title(short: Profile, full: Profile) -> float:
    """Give the likeness of the best pair of titles of the two; what is about a work is not that work."""
    if _about(short) != _about(full):
        return 0.0
    return max((title_likeness(one, other) for one in short.titles for other in full.titles), default=0.0)


def _about(profile: Profile) -> bool:
    return any(about_another(title) for title in profile.titles)


# --- profiles -------------------------------------------------------------------------------------------------------


def profile_of(fields: Fields, type_: str = "", volume: str = "") -> Profile:
    """Fold what identifies a citation or work: its people, titles, container, date and words.

    `volume` is the volume of a set that its locator names.
    """
    creators, people = _people(fields)
    date: Date | None = fields.value(v.ISSUED)
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
    return tuple(dict.fromkeys(key for key in (*whole, *mains) if key))


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
