"""Finds grammar/ and styles/, in a wheel or in a checkout; nobody else builds a path to them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def asset_folder(name: str) -> Path:
    """Give the folder `name` ("grammar", "styles"): inside the package (wheel), else beside it (checkout).

    Raises FileNotFoundError where neither is there, which means a broken installation.
    """
    for folder in (_PACKAGE / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder {name}/ of refparse is missing: install refparse again")


def asset(*parts: str) -> Path:
    """Give the path of one asset: ``asset("grammar", "words", "months.tsv")``."""
    return asset_folder(parts[0]).joinpath(*parts[1:])


def asset_lines(*parts: str) -> Iterator[str]:
    """Give the lines of a .tsv asset, without comment lines (``#``) and empty lines; nothing of them is kept."""
    lines = asset(*parts).read_text(encoding="utf-8").splitlines()
    return (line for line in lines if line.strip() and not line.startswith("#"))


@cache
def word_rows(*parts: str) -> tuple[tuple[str, ...], ...]:
    """Give the rows of a .tsv asset, without comment lines (``#``) and empty lines, split at tabs."""
    return tuple(tuple(line.split("\t")) for line in asset_lines(*parts))


@cache
def word_set(*parts: str) -> frozenset[str]:
    """Give the first column of a .tsv asset as a set: ``word_set("grammar", "lexicons", "places.tsv")``."""
    return frozenset(line.partition("\t")[0] for line in asset_lines(*parts))


@cache
def word_map(*parts: str) -> dict[str, str]:
    """Give the first two columns of a .tsv asset as a mapping."""
    rows = (line.split("\t") for line in asset_lines(*parts))
    return {row[0]: row[1] for row in rows if len(row) > 1}
