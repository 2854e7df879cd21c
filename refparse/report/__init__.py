"""Bibliography -> what a person reads of it: the terminal picture, the HTML report, what a diagnostic means."""

from refparse.report.explanations import Explanation, explanation_of, read_explanations
from refparse.report.html_report import html_report
from refparse.report.overview import Overview, make_overview
from refparse.report.picture import Line, Piece, picture, printable

__all__ = [
    "Explanation",
    "Line",
    "Overview",
    "Piece",
    "explanation_of",
    "html_report",
    "make_overview",
    "picture",
    "printable",
    "read_explanations",
]
