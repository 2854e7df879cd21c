"""Builds small Word packages in code, so that a test shows the very markup it is about."""

from __future__ import annotations

import zipfile
from pathlib import Path

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PARTS = {
    "footnotes": "footnotes.xml",
    "endnotes": "endnotes.xml",
    "styles": "styles.xml",
    "settings": "settings.xml",
    "numbering": "numbering.xml",
}


def run(text: str, properties: str = "") -> str:
    """Give a run: ``run("Craft", "<w:i/>")``."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def foot(number: int, custom: str = "") -> str:
    """Give the marker of footnote `number`, with the author's own mark where `custom` names one."""
    follows = ' w:customMarkFollows="1"' if custom else ""
    own = f"<w:t>{custom}</w:t>" if custom else ""
    return f'<w:r><w:footnoteReference w:id="{number}"{follows}/>{own}</w:r>'


def end(number: int) -> str:
    return f'<w:r><w:endnoteReference w:id="{number}"/></w:r>'


def note(number: int, *content: str, kind: str = "footnote", reference: bool = True) -> str:
    """Give a note of one paragraph, or of several where `content` holds whole paragraphs."""
    mark = f"<w:r><w:{kind}Ref/></w:r>" if reference else ""
    inside = "".join(content)
    if not inside.startswith("<w:p>"):
        inside = paragraph(mark, inside)
    return f'<w:{kind} w:id="{number}">{inside}</w:{kind}>'


def field(code: str, *result: str, data: str = "") -> str:
    """Give a complex field with its visible result."""
    stored = f"<w:fldData>{data}</w:fldData>" if data else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{stored}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{"".join(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def build(
    folder: Path,
    body: str,
    *,
    footnotes: str = "",
    endnotes: str = "",
    styles: str = "",
    settings: str = "",
    numbering: str = "",
    links: dict[str, str] | None = None,
    more: dict[str, str] | None = None,
    name: str = "book.docx",
) -> Path:
    """Write a .docx with the given parts, each without its root element, and give its path."""
    roots = {
        "document": ("document", f"<w:body>{body}</w:body>"),
        "footnotes": ("footnotes", footnotes),
        "endnotes": ("endnotes", endnotes),
        "styles": ("styles", styles),
        "settings": ("settings", settings),
        "numbering": ("numbering", numbering),
    }
    written = {
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relations({k: part for k, part in _PARTS.items() if roots[k][1]}, links),
        "word/_rels/footnotes.xml.rels": _relations({}, links),
        **{f"word/{k}.xml": f"<w:{root} {NAMESPACES}>{text}</w:{root}>" for k, (root, text) in roots.items() if text},
        **(more or {}),
    }
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in written.items():
            package.writestr(part, content)
    return path


def _relations(parts: dict[str, str], links: dict[str, str] | None = None) -> str:
    inside = "".join(
        f'<Relationship Id="p{place}" Type="{_RELATION}{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(parts.items())
    )
    inside += "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}hyperlink" Target="{target}" TargetMode="External"/>'
        for name, target in (links or {}).items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )
