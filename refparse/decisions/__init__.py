"""The corrections file beside a document: what a person settled, matched by content, read and written."""

from refparse.decisions.constraints import Constraints, constraints_of, edit_works, strike_citations
from refparse.decisions.file import add_decision, decisions_path, read_decisions, write_decisions
from refparse.decisions.targets import citation_target, find_citation, find_work, stretch_target, work_target

__all__ = [
    "Constraints",
    "add_decision",
    "citation_target",
    "constraints_of",
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
