"""Says which format a file has: by its content first, by its ending second."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from refparse.errors import ReadError

HEAD = 65536

FORMATS = (
    "text", "markdown", "docx", "odt", "html", "epub", "tei", "latex", "pdf", "hocr", "alto", "page", "rtf", "doc",
    "folder",
)  # fmt: skip

ENDINGS = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".qmd": "markdown",
    ".rmd": "markdown", ".mdown": "markdown", ".docx": "docx", ".docm": "docx", ".odt": "odt", ".fodt": "odt",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".epub": "epub", ".tei": "tei", ".tex": "latex",
    ".latex": "latex", ".ltx": "latex", ".pdf": "pdf", ".hocr": "hocr", ".alto": "alto", ".rtf": "rtf", ".doc": "doc",
}  # fmt: skip

# What a document in a folder may end in.
DOCUMENT_ENDINGS = frozenset((*ENDINGS, ".xml"))

# The first bytes of files that say by them what they are.
SIGNATURES = (
    (b"%PDF-", "pdf"),
    (rb"{\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
)

# What the start of a marked-up text holds, in the order in which it is looked for: `<div class='ocr_page' …>`.
MARKUP = (
    (re.compile(rb"""class\s*=\s*["'][^"'>]{0,80}\bocr_page\b|name\s*=\s*["']ocr-system["']""", re.I), "hocr"),
    (re.compile(rb"<(?:\w{1,20}:)?alto[\s>]", re.I), "alto"),
    (re.compile(rb"<(?:\w{1,20}:)?PcGts[\s>]"), "page"),
    (re.compile(rb"<(?:\w{1,20}:)?(?:TEI|teiCorpus)(?:\.2)?[\s>]"), "tei"),
    (re.compile(rb"<office:document[\s>]"), "odt"),
    (re.compile(rb"<!doctype\s{1,5}html|<html[\s>]", re.I), "html"),
)

# A line that only a LaTeX source begins with.
_LATEX = re.compile(rb"^\s{0,20}\\(?:documentclass|documentstyle|begin\{document\}|usepackage|chapter\*?\{)", re.M)


def sniff(path: Path) -> str:
    """Give the format of the file or folder at `path`, one of `FORMATS`: ``sniff(Path("book.docx"))`` → "docx".

    A text whose content shows no format goes by its ending, else it is "text". Raises ReadError for a missing or
    empty file and for one that is no document (an image, a program).
    """
    if path.is_dir():
        return "folder"
    return sniff_bytes(_head_of(path), ending=path.suffix, path=path)


def sniff_bytes(head: bytes, *, ending: str = "", path: Path | None = None) -> str:
    """Give the format of content that starts with `head`; `path` is needed to look into a zip package."""
    for signature, name in SIGNATURES:
        if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(signature):
            return name
    if head.startswith(b"PK\x03\x04") and path is not None:
        return _package_format(path)
    by_ending = ENDINGS.get(ending.lower(), "text")
    return _markup_format(head, by_ending) or _text_format(head, by_ending, path)


def _head_of(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except FileNotFoundError:
        raise ReadError("there is no such file", path=path) from None
    except OSError as error:
        raise ReadError(f"the file cannot be opened ({error.strerror})", path=path) from None
    if not head.strip():
        raise ReadError("the file is empty", path=path)
    return head


def _package_format(path: Path) -> str:
    """Tell docx, odt and epub apart by the parts in the zip package."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        raise ReadError("the file is a damaged zip package", path=path) from None
    if any(name.startswith("word/") for name in names):
        return "docx"
    if "META-INF/container.xml" in names:
        return "epub"
    if "content.xml" in names:
        return "odt"
    raise ReadError("the file is a zip package, but none of a document (.docx, .odt, .epub)", path=path)


def _markup_format(head: bytes, by_ending: str) -> str:
    """Give the format that the markup at the start shows; Markdown may hold HTML, so its ending wins over a tag."""
    wide = head.replace(b"\x00", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    start = wide.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if not start.startswith(b"<"):
        return ""
    if by_ending == "markdown" and not start[:200].lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        return ""
    return next((name for pattern, name in MARKUP if pattern.search(wide)), "")


def _text_format(head: bytes, by_ending: str, path: Path | None) -> str:
    """Give text, markdown or latex for what is text at all; raise ReadError for a binary file."""
    if _is_binary(head):
        raise ReadError("the file is binary, not a document that refparse reads", path=path)
    if by_ending == "text" and _LATEX.search(head):
        return "latex"
    return by_ending if by_ending in ("text", "markdown", "latex", "html", "hocr", "alto", "tei") else "text"


def _is_binary(head: bytes) -> bool:
    """Say whether bytes are none of a text: zero bytes outside UTF-16, or many control characters."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[:4] == b"\x00\x00\xfe\xff":
        return False
    if b"\x00" in head:
        return True
    controls = sum(head.count(bytes([code])) for code in range(32) if code not in (8, 9, 10, 11, 12, 13, 26, 27, 31))
    return controls * 50 > len(head)
