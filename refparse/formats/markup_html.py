"""HTML, as citeproc-js and citeproc-py print it and as CSL JSON titles hold it, read as runs."""

from __future__ import annotations

from html.parser import HTMLParser

from refparse.formats.markup import Rich, Run, join_runs, trim
from refparse.model import MarkKind

_TAG_MARKS = {
    "i": MarkKind.ITALIC,
    "em": MarkKind.ITALIC,
    "b": MarkKind.BOLD,
    "strong": MarkKind.BOLD,
    "sup": MarkKind.SUPERSCRIPT,
    "sub": MarkKind.SUBSCRIPT,
    "u": MarkKind.UNDERLINE,
    "sc": MarkKind.SMALL_CAPS,
}
# declaration without white space -> the mark, and whether it is set or taken away
_STYLE_MARKS = {
    "font-variant:small-caps": (MarkKind.SMALL_CAPS, True),
    "font-variant:normal": (MarkKind.SMALL_CAPS, False),
    "font-style:italic": (MarkKind.ITALIC, True),
    "font-style:oblique": (MarkKind.ITALIC, True),
    "font-style:normal": (MarkKind.ITALIC, False),
    "font-weight:bold": (MarkKind.BOLD, True),
    "font-weight:normal": (MarkKind.BOLD, False),
    "text-decoration:underline": (MarkKind.UNDERLINE, True),
    "text-decoration:none": (MarkKind.UNDERLINE, False),
    "vertical-align:super": (MarkKind.SUPERSCRIPT, True),
    "vertical-align:sub": (MarkKind.SUBSCRIPT, True),
}
_DISPLAYS = {f"csl-{name}": name for name in ("left-margin", "right-inline", "block", "indent")}
_KNOWN_TAGS = {*_TAG_MARKS, "span", "div", "a", "p", "br"}
_EMPTY_TAGS = {"br"}


def read_html(source: str) -> Rich:
    """Read inline HTML as runs; an unknown tag, as in "a < b", stays as the text it is.

    >>> read_html("See <i>Citizens</i>")[1].text
    'Citizens'
    """
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return trim(join_runs(reader.runs))


class _Reader(HTMLParser):
    """Keeps the stack of open elements, each with the formatting inside it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self.open: list[tuple[str, Run]] = [("", Run(""))]

    def handle_data(self, data: str) -> None:
        look = self.open[-1][1]
        self.runs.append(Run(data, look.marks, look.link, look.display))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _KNOWN_TAGS:
            self.handle_data(self.get_starttag_text() or "")
            return
        if tag not in _EMPTY_TAGS:
            self.open.append((tag, _look_inside(tag, dict(attrs), self.open[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _KNOWN_TAGS:
            self.handle_data(f"</{tag}>")
            return
        if any(name == tag for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass


def _look_inside(tag: str, attributes: dict[str, str | None], outside: Run) -> Run:
    marks = set(outside.marks)
    if tag in _TAG_MARKS:
        marks.add(_TAG_MARKS[tag])
    for declaration in (attributes.get("style") or "").replace(" ", "").split(";"):
        if declaration in _STYLE_MARKS:
            kind, is_set = _STYLE_MARKS[declaration]
            (marks.add if is_set else marks.discard)(kind)
    display = _DISPLAYS.get(attributes.get("class") or "", outside.display)
    link = (attributes.get("href") or "") if tag == "a" else outside.link
    return Run("", frozenset(marks), link, display)
