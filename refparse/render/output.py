"""A formatted bibliography as a file: text, Markdown, HTML, LaTeX, RTF, Word, OpenDocument or JSON."""

from __future__ import annotations

import html
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence

from refparse.errors import MissingExtra, WriteError
from refparse.formats.markup import latex_escape, to_html, to_latex, to_markdown, to_text
from refparse.formats.markup_pandoc import runs_to_inlines, text_to_inlines
from refparse.formats.markup_rtf import to_rtf
from refparse.formats.markup_word import to_word_paragraph
from refparse.render.engine import Entry
from refparse.render.grouping import Group

# what stands in a file, in order: ("heading", words) or ("entry", Entry)
Part = str | Entry


def write_entries(entries: Sequence[Entry], groups: Sequence[Group], form: str, *, locale: str = "en-US") -> bytes:
    """Give the bytes of a file in one of `FORMATS`; an empty bibliography gives an empty file of its kind.

    Raises WriteError for an unknown format, MissingExtra for "docx" and "odt" without pandoc.
    """
    if form not in _WRITERS:
        raise WriteError(f"a bibliography cannot be written as {form!r}; there are: {', '.join(FORMATS)}")
    return _WRITERS[form](list(_parts(entries, groups)), locale)


def _parts(entries: Sequence[Entry], groups: Sequence[Group]) -> Iterator[Part]:
    for group in groups:
        if group.heading:
            yield group.heading
        yield from (entries[at] for at in group.positions)


def _text(parts: Sequence[Part], locale: str) -> bytes:
    lines = [part if isinstance(part, str) else to_text(part.rich) for part in parts]
    return _encode("\n\n".join(lines))


def _markdown(parts: Sequence[Part], locale: str) -> bytes:
    lines = [f"## {part}" if isinstance(part, str) else _guard(to_markdown(part.rich)) for part in parts]
    return _encode("\n\n".join(lines))


def _guard(line: str) -> str:
    """Keep "1. Berg" and "- Berg" a paragraph, where Markdown would begin a list."""
    head, space, rest = line.partition(" ")
    if space and (head in "-+" or head.rstrip(".)").isdigit()):
        return f"{head[:-1]}\\{head[-1]} {rest}"
    return line


_HTML_HEAD = """<!DOCTYPE html>
<html lang="{locale}">
<head>
<meta charset="utf-8">
<title>Bibliography</title>
<style>
.csl-entry {{ margin-left: 2em; text-indent: -2em; margin-bottom: 0.5em; }}
.csl-left-margin {{ display: inline-block; min-width: 2em; text-indent: 0; }}
.csl-right-inline {{ text-indent: 0; }}
.csl-block, .csl-indent {{ display: block; text-indent: 0; }}
.csl-indent {{ margin-left: 2em; }}
</style>
</head>
<body>
<div class="csl-bib-body">
"""


def _html(parts: Sequence[Part], locale: str) -> bytes:
    lines = [
        f"<h2>{html.escape(part, quote=False)}</h2>"
        if isinstance(part, str)
        else f'<div class="csl-entry" id="ref-{html.escape(part.id)}">{to_html(part.rich)}</div>'
        for part in parts
    ]
    head = _HTML_HEAD.format(locale=html.escape(locale))
    return _encode(head + "\n".join(lines) + "\n</div>\n</body>\n</html>")


_LATEX_HEAD = r"""\begin{list}{}{%
  \setlength{\leftmargin}{2em}\setlength{\itemindent}{-2em}\setlength{\labelwidth}{0pt}\setlength{\labelsep}{0pt}%
  \setlength{\itemsep}{0.5ex}}
"""


def _latex(parts: Sequence[Part], locale: str) -> bytes:
    written: list[str] = []
    is_open = False
    for part in parts:
        if isinstance(part, str):
            written.append(("\\end{list}\n" if is_open else "") + f"\\section*{{{latex_escape(part)}}}\n")
            is_open = False
        else:
            written.append(("" if is_open else _LATEX_HEAD) + f"\\item {to_latex(part.rich)}\n")
            is_open = True
    return _encode("".join(written) + ("\\end{list}" if is_open else ""))


def _rtf(parts: Sequence[Part], locale: str) -> bytes:
    heading = r"{{\pard\sb240\sa120\keepn\b {}\par}}"
    entry = r"{{\pard\li720\fi-720\sa120 {}\par}}"
    lines = [
        heading.format(to_rtf(part)) if isinstance(part, str) else entry.format(to_rtf(part.rich)) for part in parts
    ]
    head = r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\froman Times New Roman;}}\f0\fs24"
    return "\n".join([head, *lines, "}"]).encode("ascii")


def _json(parts: Sequence[Part], locale: str) -> bytes:
    rows: list[dict[str, str]] = []
    heading = ""
    for part in parts:
        if isinstance(part, str):
            heading = part
        else:
            group = {"group": heading} if heading else {}
            rows.append({"id": part.id, "text": part.text, "html": part.html, **group})
    return _encode(json.dumps(rows, ensure_ascii=False, indent=1))


def _docx(parts: Sequence[Part], locale: str) -> bytes:
    return _by_pandoc(
        [
            _heading_block(part)
            if isinstance(part, str)
            else {"t": "RawBlock", "c": ["openxml", to_word_paragraph(part.rich, style="Bibliography", hanging=720)]}
            for part in parts
        ],
        locale,
        "docx",
    )


def _odt(parts: Sequence[Part], locale: str) -> bytes:
    blocks = [_heading_block(part) if isinstance(part, str) else _entry_block(part) for part in parts]
    return _with_hanging_style(_by_pandoc(blocks, locale, "odt"))


# A paragraph style that every office program has, but pandoc's documents do not define.
_HANGING_STYLE = (
    b'<style:style style:name="Hanging_20_indent" style:display-name="Hanging indent" style:family="paragraph" '
    b'style:parent-style-name="Text_20_body"><style:paragraph-properties fo:margin-left="0.5in" '
    b'fo:margin-right="0in" fo:text-indent="-0.5in"/></style:style>'
)


def _with_hanging_style(document: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(target, "w") as written:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "styles.xml" and b'"Hanging_20_indent"' not in data:
                data = data.replace(b"</office:styles>", _HANGING_STYLE + b"</office:styles>", 1)
            written.writestr(info, data, info.compress_type)
    return target.getvalue()


def _heading_block(words: str) -> dict[str, object]:
    return {"t": "Header", "c": [2, ["", [], []], text_to_inlines(words)]}


def _entry_block(entry: Entry) -> dict[str, object]:
    paragraph = {"t": "Para", "c": runs_to_inlines(entry.rich)}
    return {"t": "Div", "c": [["", [], [["custom-style", "Hanging_20_indent"]]], [paragraph]]}


def _by_pandoc(blocks: Sequence[object], locale: str, form: str) -> bytes:
    from refparse.render.engine_pandoc import API_VERSION, find_pandoc, run_pandoc

    program = find_pandoc()
    if program is None:
        raise MissingExtra(f"writing {form} needs pandoc: pip install pypandoc-binary")
    meta = {"lang": {"t": "MetaString", "c": locale}}
    tree = {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": list(blocks)}
    document = json.dumps(tree).encode()
    return run_pandoc(program, ["--from=json", f"--to={form}", "--output=-"], document)


def _encode(text: str) -> bytes:
    return (text + "\n").encode("utf-8") if text else b""


_WRITERS: dict[str, Callable[[Sequence[Part], str], bytes]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "latex": _latex,
    "rtf": _rtf,
    "docx": _docx,
    "odt": _odt,
    "json": _json,
}
FORMATS = tuple(_WRITERS)
