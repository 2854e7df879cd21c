"""The corrections file beside a document: what a person settled, matched by content, read and written."""

from refparse.decisions.constraints import Constraints, constraints_of, edit_works, strike_citations
from refparse.decisions.file import add_decision, decisions_path, read_decisions, write_decisions
from refparse.decisions.making import (
    decide_different_works,
    decide_field,
    decide_is_a_citation,
    decide_means,
    decide_not_a_citation,
    decide_same_work,
)
from refparse.decisions.targets import citation_target, find_citation, find_work, stretch_target, work_target

__all__ = [
    "Constraints",
    "add_decision",
    "citation_target",
    "constraints_of",
    "decide_different_works",
    "decide_field",
    "decide_is_a_citation",
    "decide_means",
    "decide_not_a_citation",
    "decide_same_work",
    "decisions_path",
    "edit_works",
    "find_citation",
    "find_work",
    "read_decisions",
    "stretch_target",
    "strike_citations",
    "work_target",
    "write_decisions",
]
