"""Turns the bytes of a text file into text: UTF-8, UTF-16 with its mark, or Windows-1252."""

from __future__ import annotations

from pathlib import Path

from refparse.errors import ReadError
from refparse.model.diagnostic import Diagnostic, Severity

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", ""),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)

LARGEST_TEXT = 256 * 1024 * 1024


def decode(data: bytes, *, path: str | Path | None = None) -> tuple[str, tuple[Diagnostic, ...]]:
    """Give the text of `data`, line ends as ``\\n``, and R101 or R102 where it is not UTF-8.

    Raises ReadError where the bytes break the encoding that their mark promises.
    """
    for mark, encoding, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding, name, path)
    try:
        return _plain_lines(data.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        return _decode_windows(data, error.start)


def read_file_text(path: Path) -> tuple[str, tuple[Diagnostic, ...]]:
    """Give the text of the file at `path`; raises ReadError where it is missing, too large or broken."""
    try:
        size = path.stat().st_size
        if size > LARGEST_TEXT:
            raise ReadError(f"the file is larger than {LARGEST_TEXT // 1024 // 1024} MB", path=path)
        return decode(path.read_bytes(), path=path)
    except FileNotFoundError:
        raise ReadError("there is no such file", path=path) from None
    except OSError as error:
        raise ReadError(f"the file cannot be opened ({error.strerror})", path=path) from None


def _decode_marked(
    data: bytes, encoding: str, name: str, path: str | Path | None
) -> tuple[str, tuple[Diagnostic, ...]]:
    try:
        text = _plain_lines(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise ReadError(
            f"the text says it is {name or 'UTF-8'}, but breaks off at byte {error.start}", path=path
        ) from None
    if not name:
        return text, ()
    return text, (Diagnostic(code="R101", severity=Severity.INFO, message=f"the text was read as {name}"),)


def _decode_windows(data: bytes, start: int) -> tuple[str, tuple[Diagnostic, ...]]:
    """Read as Windows-1252; its five unused codes become the characters of Latin-1 in their place."""
    text = data.decode("cp1252", errors="replace") if _fits_windows(data) else data.decode("latin-1")
    message = f"the text is not UTF-8 (byte {start}) and was read as Windows-1252"
    return _plain_lines(text), (Diagnostic(code="R102", severity=Severity.DOUBT, message=message),)


def _fits_windows(data: bytes) -> bool:
    return not any(code in data for code in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"))


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
