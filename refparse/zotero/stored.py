"""Keeps small JSON files in the user's data folder, each whole or not there at all."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from refparse.errors import ZoteroError


def data_folder() -> Path:
    """Give the folder in which refparse remembers what it saved in Zotero."""
    from platformdirs import user_data_path

    return user_data_path("refparse", appauthor=False) / "zotero"


def read_json(path: Path) -> Any:
    """Give what a file holds, None where it is not there. Raises ZoteroError where it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ZoteroError(f"cannot be read: {error.strerror}", path=path) from error
    except (ValueError, RecursionError):
        raise ZoteroError("is damaged; move it away to go on without it", path=path) from None


def write_json(path: Path, data: Any) -> None:
    """Write a file to a temporary one beside it, then rename it. Raises ZoteroError where that is not possible."""
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8", "backslashreplace"))
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ZoteroError(f"cannot be written: {error.strerror}", path=path) from error
