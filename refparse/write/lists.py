"""Writes lists for people: Markdown, Org, HTML and plain text; grouped, and annotated with the notes that cite."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from refparse.assets import word_rows
from refparse.errors import WriteError
from refparse.model import variables as v
from refparse.model.bibliography import Bibliography
from refparse.model.diagnostic import Diagnostic
from refparse.text.fold import fold, fold_title
from refparse.write.latex import one_line
from refparse.write.mentions import cited_in
from refparse.write.options import WriteOptions
from refparse.write.record import Record
from refparse.write.reference import Segment, reference_segments, reference_text
from refparse.write.wording import value_words

_OTHER_SOURCES = "Other Sources"
_KINDS = {"primary": "Primary Sources", "secondary": "Secondary Sources"}
_LOOK = (
    "<style>\nbody { max-width: 42em; margin: 2em auto; padding: 0 1em; font-family: serif; line-height: 1.4 }\n"
    ".entry { margin: 0 0 .5em; padding-left: 2em; text-indent: -2em }\n.cited { color: #666 }\n</style>\n"
)
_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$^])")
# A line that begins like a numbered list: "1956. The Year" would become an item.
_MARKDOWN_NUMBER = re.compile(r"^(\d+)([.)])")
_ORG_EMPHASIS = re.compile(r"(?<!\w)([*/_=~+])(?=\S)")


@dataclass(frozen=True, slots=True)
class Markup:
    """How a format writes a title, a head, an entry, italics and a link."""

    title: Callable[[str], str]
    head: Callable[[str], str]
    entry: Callable[[str, str], str]
    plain: Callable[[str], str]
    italic: Callable[[str], str]
    link: Callable[[str], str]
    note: Callable[[str], str]


def _markdown_text(text: str) -> str:
    return _MARKDOWN_NUMBER.sub(r"\1\\\2", _MARKDOWN_SPECIAL.sub(r"\\\1", text))


def _org_text(text: str) -> str:
    # A zero-width space keeps Org from reading "*word*" as emphasis; it is Org's own way to escape.
    return _ORG_EMPHASIS.sub("\u200b\\1", text)


def _html_text(text: str) -> str:
    return html.escape(text, quote=False)


def _html_link(address: str) -> str:
    return (
        f'<a href="{html.escape(address)}">{_html_text(address)}</a>'
        if is_web_address(address)
        else _html_text(address)
    )


def is_web_address(address: str) -> bool:
    """Say whether an address may become a link: http and https only, so that no script hides in a citation."""
    return address.lower().startswith(("http://", "https://"))


MARKDOWN = Markup(
    title=lambda text: f"# {_markdown_text(text)}\n\n",
    head=lambda text: f"\n## {_markdown_text(text)}\n\n",
    entry=lambda key, text: f"- {text}\n",
    plain=_markdown_text,
    italic=lambda text: f"*{_markdown_text(text)}*",
    link=lambda address: f"<{address}>" if is_web_address(address) and " " not in address else _markdown_text(address),
    note=lambda text: f" [{_markdown_text(text)}]",
)
ORG = Markup(
    title=lambda text: f"#+TITLE: {text}\n\n",
    head=lambda text: f"\n* {text}\n\n",
    entry=lambda key, text: f"- {text}\n",
    plain=_org_text,
    italic=lambda text: f"/{text}/",
    link=lambda address: f"[[{address}]]" if is_web_address(address) else _org_text(address),
    note=lambda text: f" [{text}]",
)
HTML = Markup(
    title=lambda text: f"<h1>{_html_text(text)}</h1>\n",
    head=lambda text: f"<h2>{_html_text(text)}</h2>\n",
    entry=lambda key, text: f'<p class="entry" id="{html.escape(key)}">{text}</p>\n',
    plain=_html_text,
    italic=lambda text: f"<i>{_html_text(text)}</i>",
    link=_html_link,
    note=lambda text: f' <span class="cited">[{_html_text(text)}]</span>',
)
TEXT = Markup(
    title=lambda text: f"{text}\n{'=' * len(text)}\n\n",
    head=lambda text: f"\n{text}\n{'-' * len(text)}\n\n",
    entry=lambda key, text: f"{text}\n",
    plain=lambda text: text,
    italic=lambda text: text,
    link=lambda address: address,
    note=lambda text: f" [{text}]",
)

Written = tuple[str, tuple[Diagnostic, ...]]


def write_markdown(records: Sequence[Record], bibliography: Bibliography, options: WriteOptions) -> Written:
    """Write works as a Markdown list, in the order of a bibliography."""
    return _list(records, bibliography, options, MARKDOWN), ()


def write_org(records: Sequence[Record], bibliography: Bibliography, options: WriteOptions) -> Written:
    """Write works as an Org list."""
    return _list(records, bibliography, options, ORG), ()


def write_text(records: Sequence[Record], bibliography: Bibliography, options: WriteOptions) -> Written:
    """Write works as plain text, one to a line."""
    return _list(records, bibliography, options, TEXT), ()


def write_html(records: Sequence[Record], bibliography: Bibliography, options: WriteOptions) -> Written:
    """Write works as an HTML page."""
    title = _html_text(_title(bibliography, options))
    head = f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n{_LOOK}</head>\n<body>\n'
    return f"{head}{_list(records, bibliography, options, HTML)}</body>\n</html>\n", ()


def _title(bibliography: Bibliography, options: WriteOptions) -> str:
    return one_line(options.title or bibliography.document.title or "Bibliography")


def _list(records: Sequence[Record], bibliography: Bibliography, options: WriteOptions, markup: Markup) -> str:
    parts = [markup.title(_title(bibliography, options))]
    for head, members in grouped(records, options.group):
        parts += [markup.head(head)] if head else []
        parts += [markup.entry(record.key, _entry(record, options, markup)) for record in members]
    return "".join(parts)


def _entry(record: Record, options: WriteOptions, markup: Markup) -> str:
    text = "".join(_segment(part, markup) for part in reference_segments(record.work)).strip()
    notes = [cited_in(record.mentions)] if options.cited_in and record.mentions else []
    notes += ["incomplete in the document"] if options.doubts and not record.work.complete else []
    return (text or markup.plain(record.key)) + "".join(markup.note(note) for note in notes)


def _segment(part: Segment, markup: Markup) -> str:
    if not part.text.strip():
        return part.text
    if part.address:
        return markup.link(part.text)
    return markup.italic(part.text) if part.italic else markup.plain(part.text)


def grouped(records: Sequence[Record], group: str) -> tuple[tuple[str, tuple[Record, ...]], ...]:
    """Give the records under heads: by "type", by "archive", or by "kind" (primary and secondary sources).

    Without a group there is one list without a head. Raises WriteError for any other group.
    """
    head_of = _GROUPS.get(group)
    if head_of is None:
        raise WriteError(f"unknown group {group!r}; known are type, archive, kind")
    groups: dict[str, list[Record]] = {}
    for record in sorted(records, key=list_order):
        groups.setdefault(head_of(record), []).append(record)
    order = sorted(groups, key=lambda head: (head in (_OTHER_SOURCES, _KINDS["secondary"]), fold(head)))
    return tuple((head, tuple(groups[head])) for head in order)


def list_order(record: Record) -> tuple[str, str, str]:
    """Give the sort key of a bibliography: first name, then title, then key."""
    names = next((record.work.fields.value(key) for key in _SORT_NAMES if record.work.fields.value(key)), ())
    title = fold_title(value_words(record.work.fields, v.TITLE)) or fold_title(reference_text(record.work))
    people = " ".join(fold(f"{name.short} {name.given}") for name in names or ())
    return people or title, title, record.key


_SORT_NAMES = (v.AUTHOR, v.EDITOR, v.COMPILER, v.TRANSLATOR, v.DIRECTOR, v.COMPOSER, v.PERFORMER)


def _type_row(record: Record) -> tuple[str, str]:
    rows = {row[0]: (row[1], row[2]) for row in word_rows("grammar", "words", "type_heads.tsv")}
    return rows.get(record.work.type, (_OTHER_SOURCES, "secondary"))


_GROUPS: dict[str, Callable[[Record], str]] = {
    "": lambda record: "",
    "type": lambda record: _type_row(record)[0],
    "kind": lambda record: _KINDS["primary" if v.ARCHIVE in record.work.fields else _type_row(record)[1]],
    "archive": lambda record: value_words(record.work.fields, v.ARCHIVE) or _OTHER_SOURCES,
}
