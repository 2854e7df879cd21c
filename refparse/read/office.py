"""Reads .rtf and .doc by letting LibreOffice (or, for .rtf, pandoc) turn them into .docx first."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from refparse.errors import MissingExtra, ReadError
from refparse.formats.xml import read_whole
from refparse.model.diagnostic import Diagnostic
from refparse.model.source import Document
from refparse.read.docx import read_docx
from refparse.read.options import ReadOptions

TIME_LIMIT: Final = 60.0
_PROGRAMS: Final = ("soffice", "libreoffice")
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
# The name of a stream that holds a document protected by a password, as compound files spell it.
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
# A new profile for each conversion: no macros, no pictures or templates fetched from elsewhere.
_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""
_NOWHERE: Final = "http://127.0.0.1:9"


def read_rtf(path: Path, options: ReadOptions) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read a .rtf: ``read_rtf(Path("book.rtf"), ReadOptions())``.

    Raises MissingExtra where neither LibreOffice nor pandoc is installed, ReadError where the file cannot be
    converted within TIME_LIMIT seconds, and NoNotesFound.
    """
    return _read_converted(path, options, "rtf")


def read_doc(path: Path, options: ReadOptions) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read a .doc of Word 97 to 2003: ``read_doc(Path("book.doc"), ReadOptions())``.

    Raises MissingExtra where LibreOffice is not installed, ReadError where the file is protected or cannot be
    converted within TIME_LIMIT seconds, and NoNotesFound.
    """
    return _read_converted(path, options, "doc")


def find_office() -> str:
    """Give the path of LibreOffice's program, "" where it is not installed."""
    found = next((place for name in _PROGRAMS if (place := shutil.which(name))), "")
    return found or next((place for place in _PLACES if Path(place).is_file()), "")


def _read_converted(path: Path, options: ReadOptions, form: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    _check(path)
    with tempfile.TemporaryDirectory(prefix="refparse-") as folder:
        converted = _convert(path, Path(folder), form)
        try:
            document, diagnostics = read_docx(converted, options)
        except ReadError as error:
            raise type(error)(error.message, path=path, place=error.place) from error
    return replace(document, id=path.stem, format=form), diagnostics


def _check(path: Path) -> None:
    if _ENCRYPTED in read_whole(path):
        raise ReadError("the document is protected by a password; save it without one", path=path)


def _convert(path: Path, folder: Path, form: str) -> Path:
    """Give the .docx that a converter makes of the file, in `folder`."""
    office = find_office()
    # A plain name: what the file is called must not look like an option to the program.
    copy = folder / f"input.{form}"
    shutil.copyfile(path, copy)
    result = folder / "input.docx"
    if office:
        _run(_office_command(office, copy, folder), folder, path)
    elif form == "rtf" and (pandoc := _find_pandoc()):
        _run([pandoc, "--sandbox", "-f", "rtf", "-t", "docx", "-o", str(result), str(copy)], folder, path)
    else:
        raise MissingExtra(
            f".{form} files are read through LibreOffice, which is not installed; install it, or save the document"
            " as .docx in your word processor",
            path=path,
        )
    if not result.is_file():
        raise ReadError("the file could not be converted; save it as .docx in your word processor", path=path)
    return result


def _office_command(office: str, copy: Path, folder: Path) -> list[str]:
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    profile = (folder / "profile").as_uri()
    quiet = ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
    return [
        office,
        f"-env:UserInstallation={profile}",
        *quiet,
        "--convert-to",
        "docx",
        "--outdir",
        str(folder),
        str(copy),
    ]


def _run(command: Sequence[str], folder: Path, path: Path) -> None:
    """Run a converter in a group of its own, and end the whole group when the time is over."""
    with subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            _end(process)
            raise ReadError(f"the conversion took longer than {TIME_LIMIT:.0f} seconds", path=path) from None
        except BaseException:
            _end(process)
            raise


def _environment() -> Mapping[str, str]:
    """Give the environment of a converter: proxies that lead nowhere, so that nothing is fetched."""
    proxies = ("http_proxy", "https_proxy", "ftp_proxy", "HTTP_PROXY", "HTTPS_PROXY")
    return {**os.environ, **dict.fromkeys(proxies, _NOWHERE)}


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _find_pandoc() -> str:
    try:
        import pypandoc
    except ImportError:
        return shutil.which("pandoc") or ""
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError:
        return ""
