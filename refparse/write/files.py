"""Puts a file in its place only when it is whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from refparse.errors import WriteError


def write_file(path: Path, content: str | bytes) -> None:
    """Write `content` to a temporary file beside `path`, then rename it; `path` is replaced whole or not at all.

    Raises WriteError where the folder is missing or closed, or the disk is full.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.is_dir():
        raise WriteError("is a folder, not a file", path=path)
    try:
        _replace(path, data)
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror or error}", path=path) from error


def _replace(path: Path, data: bytes) -> None:
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, _mode(target))
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Give the mode of the file that is replaced, or what the user's mask leaves for a new one."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
