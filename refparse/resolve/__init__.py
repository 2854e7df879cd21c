"""Citation to work: by what it says, or by where it stands."""

from refparse.resolve.abbreviation import abbreviations_of
from refparse.resolve.candidate_index import CandidateIndex
from refparse.resolve.candidates import Candidate
from refparse.resolve.context import supply_authors, with_author
from refparse.resolve.doubts import diagnose_resolutions
from refparse.resolve.issues import supply_issues
from refparse.resolve.misread import families_for_given_names, names_for_titles, titles_for_containers
from refparse.resolve.reading import Hint, Reading
from refparse.resolve.resolvers import (
    begin_reading,
    explain,
    reaches_over_borders,
    rename_works,
    resolve_by_content,
    resolve_by_place,
)

__all__ = [
    "Candidate",
    "CandidateIndex",
    "Hint",
    "Reading",
    "abbreviations_of",
    "begin_reading",
    "diagnose_resolutions",
    "explain",
    "families_for_given_names",
    "names_for_titles",
    "reaches_over_borders",
    "rename_works",
    "resolve_by_content",
    "resolve_by_place",
    "supply_authors",
    "supply_issues",
    "titles_for_containers",
    "with_author",
]
