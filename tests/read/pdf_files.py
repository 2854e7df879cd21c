"""Writes small PDFs for tests: text at places, in the standard fonts, and rules."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

WIDTH, HEIGHT = 420, 595
FONTS = {"roman": "Times-Roman", "italic": "Times-Italic", "bold": "Times-Bold"}


class Text(NamedTuple):
    x: float
    y: float
    words: str
    size: float = 10
    font: str = "roman"


class Stroke(NamedTuple):
    x: float
    y: float
    length: float = 80


class Linked(NamedTuple):
    """A stretch from (x, y) that is linked to an address; it draws nothing."""

    x: float
    y: float
    length: float
    address: str


def lines(x: float, y: float, words: str, *, size: float = 10, lead: float = 12) -> list[Text]:
    """Set each line of `words` below the last, from `y` (distance from the page's foot) down."""
    return [Text(x, y - lead * place, line, size) for place, line in enumerate(words.strip("\n").split("\n"))]


def write_pdf(path: Path, pages: list[list[Text | Stroke | Linked]], *, rotate: int = 0, trailer: bytes = b"") -> Path:
    """Write the pages; `trailer` goes into the trailer dictionary."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = b" ".join(f"/{name} {3 + place} 0 R".encode() for place, name in enumerate(FONTS))
    for base in FONTS.values():
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >>".encode())
    kids = []
    for page in pages:
        stream = b"\n".join(_draw(item) for item in page if not isinstance(item, Linked))
        links = b" ".join(_annotation(item) for item in page if isinstance(item, Linked))
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        box = (
            f"/MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate} /Contents {content} 0 R ".encode()
            + b"/Annots [%s]" % links
        )
        objects.append(b"<< /Type /Page /Parent 2 0 R /Resources << /Font << %s >> >> %s >>" % (fonts, box))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    path.write_bytes(_file(objects, trailer))
    return path


def _draw(item: Text | Stroke) -> bytes:
    if isinstance(item, Stroke):
        return f"0.5 w {item.x} {item.y} m {item.x + item.length} {item.y} l S".encode()
    words = item.words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return f"BT /{item.font} {item.size} Tf {item.x} {item.y} Td (".encode() + words + b") Tj ET"


def _annotation(item: Linked) -> bytes:
    box = f"{item.x} {item.y - 2} {item.x + item.length} {item.y + 8}"
    action = f"<< /S /URI /URI ({item.address}) >>"
    return f"<< /Type /Annot /Subtype /Link /Rect [{box}] /Border [0 0 0] /A {action} >>".encode()


def _file(objects: list[bytes], trailer: bytes) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + head + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, trailer, len(out),
    )  # fmt: skip
