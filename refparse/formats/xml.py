"""Parses XML and HTML without DTDs, entities or network, within limits of size and depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.entities import html5
from pathlib import Path
from typing import Any, Final

from lxml import etree

from refparse.errors import ReadError

MAX_BYTES: Final = 128 * 2**20
# Tags and attributes; each takes up to 200 bytes of the parsed tree, so that 4 million stay below 1 GB.
MAX_NODES: Final = 4_000_000

Element = etree._Element

# Example: <!ENTITY lol "lol">
_ENTITY_DECLARATION: Final = re.compile(rb"<\s*!\s*ENTITY", re.IGNORECASE)
# Example: &nbsp; &eacute;
_ENTITY: Final = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_ENTITIES: Final = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
# What XML and HTML are read with alike: nothing is fetched, and only elements and text are kept.
_SAFELY: Final[dict[str, Any]] = {"no_network": True, "remove_comments": True, "remove_pis": True}
_TOO_DEEP: Final = "Excessive depth"


def local_name(node: Element) -> str:
    """Give an element's name without its namespace: "{urn:x}note" is "note"; "" for comments and the like."""
    tag = node.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def all_text(node: Element) -> str:
    """Give all text inside an element, spaces folded: ``<a>On <b>War</b></a>`` is "On War"."""
    return " ".join("".join(str(piece) for piece in node.itertext()).split())


def short_text(node: Element, limit: int = 40) -> str:
    """Give the text inside an element as `all_text` does, cut off soon after `limit` characters."""
    pieces: list[str] = []
    length = 0
    for piece in node.itertext():
        pieces.append(str(piece))
        length += len(pieces[-1].strip())
        if length > limit:
            break
    return " ".join("".join(pieces).split())


@contextmanager
def refuse_deep_nesting(path: Path) -> Iterator[None]:
    """Turn a nesting that is too deep for reading, though not for parsing, into a ReadError."""
    try:
        yield
    except RecursionError:
        raise ReadError("is nested too deep to be read", path=path) from None


def read_whole(path: Path) -> bytes:
    """Give the bytes of a file that is read at once; raises ReadError where it cannot be opened or is too large."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise ReadError(f"the file cannot be opened ({error.strerror})", path=path) from error
    if size > MAX_BYTES:
        raise ReadError(f"is larger than {MAX_BYTES // 2**20} MB", path=path)
    return data


def parse_xml(data: bytes, *, path: Path | None = None, place: str = "", doctype: bool = False) -> Element:
    """Parse one XML document and give its root; comments and processing instructions are dropped.

    `place` names the part within a package ("word/footnotes.xml"). A DOCTYPE is refused unless `doctype` is true, and
    is then skipped, never loaded; the named characters of HTML (``&nbsp;``) are known without it. Declared entities
    are always refused. Raises ReadError for what is broken, deeper than 255 levels, or larger than MAX_BYTES or
    MAX_NODES.
    """
    _check_size(data, path, place)
    if _ENTITY_DECLARATION.search(data):
        raise ReadError("declares entities, which are not read for safety", path=path, place=place)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        **_SAFELY,
    )
    try:
        root = etree.fromstring(_ENTITY.sub(_named_character, data) if doctype else data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise ReadError(f"is no well-formed XML ({_first_line(error)})", path=path, place=place) from error
    if root is None:
        raise ReadError("is empty", path=path, place=place)
    _check_doctype(root, doctype, path, place)
    return root


def parse_html(data: bytes, *, path: Path | None = None, place: str = "", encoding: str | None = None) -> Element:
    """Parse an HTML page as browsers do, mending what is broken, and give its root element ``html``.

    Attributes keep their prefixes as written (``epub:type``). Without `encoding` a byte order mark, then the page's
    own ``meta``, then UTF-8 if the bytes are valid UTF-8, then Windows-1252 decide. Raises ReadError for a page that
    is empty or beyond the limits of size and depth (2,000 levels).
    """
    _check_size(data, path, place)
    encoding = encoding or html_encoding(data)
    if encoding == "utf-16":
        # Zero bytes, which the parser would stop at, are part of the letters here.
        data, encoding = data.decode("utf-16", errors="replace").encode("utf-8", errors="replace"), "utf-8"
    try:
        parser = etree.HTMLParser(
            encoding=encoding,
            recover=True,
            huge_tree=True,
            **_SAFELY,
        )
        root = etree.fromstring(data.replace(b"\0", b""), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise ReadError(f"cannot be read as HTML ({_first_line(error)})", path=path, place=place) from error
    if root is None:
        raise ReadError("is an empty page", path=path, place=place)
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        raise ReadError("is nested more than 2,000 levels deep", path=path, place=place)
    return root


# Example: <meta charset="windows-1252">, <?xml version="1.0" encoding="iso-8859-1"?>
_DECLARED_ENCODING: Final = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_BYTE_ORDER_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# What pages call Latin-1 and ASCII is Windows-1252 to every browser (WHATWG Encoding Standard, section 4.2).
_AS_BROWSERS_READ: Final = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}


def html_encoding(data: bytes) -> str:
    """Give the encoding of a page: by its byte order mark, by what it declares, or by what its bytes allow.

    >>> html_encoding(b'<meta charset="koi8-r">')
    'koi8-r'
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return name
    declared = _DECLARED_ENCODING.search(data, 0, 4096)
    if declared and (known := _known_encoding(declared.group(1).decode("ascii").lower())):
        return known
    return "utf-8" if _is_utf8(data) else "cp1252"


def _known_encoding(name: str) -> str:
    """Give the encoding as declared, or "" where no such encoding exists or it cannot have been read as ASCII."""
    import codecs

    try:
        codecs.lookup(name)
        "".encode(name)
    except (LookupError, UnicodeError, TypeError):
        return ""
    return "" if name.startswith(("utf-16", "utf-32", "utf16")) else _AS_BROWSERS_READ.get(name, name)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _check_size(data: bytes, path: Path | None, place: str) -> None:
    if len(data) > MAX_BYTES:
        raise ReadError(f"is larger than {MAX_BYTES // 2**20} MB", path=path, place=place)
    # Counting bytes is right for UTF-16 as well, and costs next to nothing.
    if data.count(b"<") + data.count(b"=") > MAX_NODES:
        raise ReadError(f"holds more than {MAX_NODES:,} tags and attributes", path=path, place=place)


def _check_doctype(root: Element, allowed: bool, path: Path | None, place: str) -> None:
    tree = root.getroottree()
    dtd = tree.docinfo.internalDTD
    if dtd is None:
        return
    if not allowed:
        raise ReadError("has a document type declaration, which its format forbids", path=path, place=place)
    if next(iter(dtd.iterentities()), None) is not None:  # type: ignore[attr-defined]  # the stubs lack it
        raise ReadError("declares entities, which are not read for safety", path=path, place=place)


def _named_character(match: re.Match[bytes]) -> bytes:
    name = match.group(1)
    if name in _XML_ENTITIES:
        return match.group(0)
    characters = html5.get(name.decode("ascii") + ";", "")
    return "".join(f"&#{ord(char)};" for char in characters).encode("ascii") or match.group(0)


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:200]
