"""Opens zip packages (.docx, .odt, .epub) within stated limits; nothing is ever written to disk."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from refparse.errors import ReadError

MAX_MEMBERS: Final = 10_000
MAX_MEMBER_BYTES: Final = 128 * 2**20
MAX_TOTAL_BYTES: Final = 512 * 2**20
# Text in XML shrinks by 5 to 40 times; deflate cannot do more than about 1,030. Small members are let through.
MAX_RATIO: Final = 300
RATIO_FREE_BYTES: Final = 8 * 2**20
# Tags and attributes of all parts that were read; a parsed tree takes up to 200 bytes for each.
MAX_NODES: Final = 4_500_000

_CHUNK: Final = 2**18
# Example: "word/../../etc/passwd", "/etc/passwd", "C:\\x"
_LEAVES_THE_ARCHIVE: Final = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[A-Za-z]:")


class Archive:
    """The members of one open zip package, read on demand and counted against the limits.

    The limits hold for what is really unpacked, whatever the zip's directory claims.
    """

    def __init__(self, path: Path, opened: zipfile.ZipFile) -> None:
        self.path = path
        self._zip = opened
        self._read = self._nodes = 0
        infos = opened.infolist()
        if len(infos) > MAX_MEMBERS:
            raise ReadError(f"the package holds {len(infos)} parts, more than {MAX_MEMBERS}", path=path)
        # A later member of the same name wins, as in every zip program; a name that leaves the archive is no part.
        self._infos = {name: info for info in infos if (name := safe_member_name(info.filename))}
        self._folded = {name.lower(): name for name in self._infos}

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of the members, in the order of the archive."""
        return tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._folded

    def read(self, name: str) -> bytes:
        """Give the bytes of one member: ``archive.read("word/document.xml")``; letter case is forgiven.

        Raises ReadError where the member is missing, damaged, encrypted or beyond the limits.
        """
        info = self._infos.get(self._folded.get(name.lower(), ""))
        if info is None:
            raise ReadError("this part is missing from the package", path=self.path, place=name)
        if info.flag_bits & 0x1:
            raise ReadError("this part is encrypted; save the document without a password", path=self.path, place=name)
        try:
            with self._zip.open(info) as stream:
                data = self._unpack(stream, info, name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise ReadError(f"this part is damaged ({error})", path=self.path, place=name) from error
        self._nodes += data.count(b"<") + data.count(b"=")
        if self._nodes > MAX_NODES:
            raise ReadError(f"the package holds more than {MAX_NODES:,} tags and attributes", path=self.path)
        return data

    def _unpack(self, stream: IO[bytes], info: zipfile.ZipInfo, name: str) -> bytes:
        chunks: list[bytes] = []
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            self._read += len(chunk)
            self._check_limits(size, info, name)
            chunks.append(chunk)
        return b"".join(chunks)

    def _check_limits(self, size: int, info: zipfile.ZipInfo, name: str) -> None:
        over_ratio = size > RATIO_FREE_BYTES and size > MAX_RATIO * max(1, info.compress_size)
        if over_ratio or size > MAX_MEMBER_BYTES or self._read > MAX_TOTAL_BYTES:
            raise ReadError("unpacks to far more than a document needs (a zip bomb?)", path=self.path, place=name)


def safe_member_name(name: str) -> str:
    """Give a member's name with forward slashes, or "" where it points out of the archive.

    >>> safe_member_name("word\\\\document.xml"), safe_member_name("../../etc/passwd")
    ('word/document.xml', '')
    """
    plain = name.replace("\\", "/")
    return "" if "\0" in plain or _LEAVES_THE_ARCHIVE.search(plain) else plain


def resolve_member_name(base: str, target: str) -> str:
    """Give the member that `target` names as seen from the member `base`; "" where it points out of the archive.

    >>> resolve_member_name("OEBPS/text/ch1.xhtml", "../notes.xhtml")
    'OEBPS/notes.xhtml'
    """
    steps = [] if target.startswith("/") else base.split("/")[:-1]
    for step in target.lstrip("/").split("/"):
        if step == "..":
            if not steps:
                return ""
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return safe_member_name("/".join(steps))


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a zip package: ``with open_archive(path) as archive: archive.read("content.xml")``.

    Raises ReadError where the file cannot be opened, is no zip, is truncated, or has more than MAX_MEMBERS parts.
    """
    try:
        opened = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise ReadError(f"the file is no zip package, or is cut short ({error})", path=path) from error
    with opened:
        yield Archive(path, opened)
