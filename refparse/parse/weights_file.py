"""Weights of one's own: where they lie, and how such a file is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from refparse.errors import ReadError
from refparse.parse.note import Parser, parser_with, shipped_parser
from refparse.parse.packed import LARGEST
from refparse.parse.weigh import Weights

_TABLES = ("emissions", "transitions")


def user_weights_path() -> Path:
    """Give the file in the user's configuration folder that `refparse train` writes and every run uses if it is there.

    On Linux ``~/.config/refparse/weights.json``.
    """
    from platformdirs import user_config_path

    return user_config_path("refparse", appauthor=False) / "weights.json"


def read_weights(path: Path) -> Weights:
    """Read a file of weights; raises ReadError where it is missing or is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadError(f"the weights cannot be read: {error.strerror}", path=path) from None
    except (ValueError, RecursionError):
        raise ReadError("is no file of weights, as `refparse train` writes them", path=path) from None
    if not isinstance(data, Mapping) or not all(_is_table(data.get(name)) for name in _TABLES):
        raise ReadError("is no file of weights, as `refparse train` writes them", path=path)
    return Weights(data["emissions"], data["transitions"])


def _is_table(data: Any) -> bool:
    """Say whether data is a mapping of mappings to whole numbers of which many can be added (`LARGEST`)."""
    return isinstance(data, Mapping) and all(
        isinstance(row, Mapping) and all(type(weight) is int and abs(weight) <= LARGEST for weight in row.values())
        for row in data.values()
    )


def parser_from(path: Path | None) -> Parser:
    """Give the parser with the weights of a file; without one with the user's own, or else the shipped ones.

    Raises ReadError where the file is missing or is none.
    """
    if path is not None:
        return parser_with(read_weights(path))
    own = user_weights_path()
    return parser_with(read_weights(own)) if own.is_file() else shipped_parser()
