"""How alike two names, titles and dates are, and what of a citation or work is compared."""

from refparse.comparison.letters import function_words, significant, skeleton
from refparse.comparison.names import (
    PersonKey,
    family_likeness,
    given_likeness,
    is_acronym,
    person_key,
    person_likeness,
)
from refparse.comparison.profiles import (
    CREATORS,
    Profile,
    best_title,
    creators_likeness,
    is_about_another,
    known_date,
    profile_of,
    profile_of_citation,
    same_best_title,
)
from refparse.comparison.titles import same_title, title_likeness

__all__ = [
    "CREATORS",
    "PersonKey",
    "Profile",
    "best_title",
    "creators_likeness",
    "family_likeness",
    "function_words",
    "given_likeness",
    "is_about_another",
    "is_acronym",
    "known_date",
    "person_key",
    "person_likeness",
    "profile_of",
    "profile_of_citation",
    "same_best_title",
    "same_title",
    "significant",
    "skeleton",
    "title_likeness",
]
