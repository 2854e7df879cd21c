"""Refuses PDFs whose streams unpack to far more than a page of a book needs, before anything is laid out."""

from __future__ import annotations

import mmap
import re
import zlib
from pathlib import Path
from typing import Final

from refparse.errors import ReadError

# Text in content streams shrinks by 3 to 20 times; deflate can do about 1,030.
MAX_RATIO: Final = 100
FREE_BYTES: Final = 4 * 2**20

# The end of a stream's dictionary and the start of its data: `>> stream`.
_STREAM: Final = re.compile(rb">>\s{0,9}stream\r?\n")
_DICTIONARY_BYTES: Final = 600
_UNPACKERS: Final = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
_IMAGE: Final = re.compile(rb"/Subtype\s*/Image\b")


def check_streams(path: Path) -> None:
    """Raise ReadError where a stream of the file, pictures aside, unpacks beyond FREE_BYTES and MAX_RATIO."""
    with path.open("rb") as file:
        try:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:  # an empty file
            return
        with data:
            for match in _STREAM.finditer(data):
                head = _dictionary(data[max(0, match.start() - _DICTIONARY_BYTES) : match.start()])
                if not _IMAGE.search(head):
                    _check(head, data, match.end(), path)


def _dictionary(before: bytes) -> bytes:
    """Give what belongs to the stream's own dictionary: everything behind the last `obj`."""
    return before[before.rfind(b" obj") + 1 :]


def _check(head: bytes, data: mmap.mmap, begin: int, path: Path) -> None:
    unpackers = _UNPACKERS.findall(head)
    if len(unpackers) > 1:
        raise ReadError("a stream of the PDF is packed several times over (a zip bomb?)", path=path)
    if not unpackers or b"Fl" not in unpackers[0]:
        return
    chunk = data[begin : begin + FREE_BYTES // MAX_RATIO]
    try:
        unpacked = zlib.decompressobj().decompress(chunk, FREE_BYTES)
    except zlib.error:  # damaged: what can be read of it is for PDFium to say
        return
    if len(unpacked) >= FREE_BYTES:
        raise ReadError("a page of the PDF unpacks to far more than a page needs (a zip bomb?)", path=path)
