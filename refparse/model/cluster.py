"""What a CSL engine is asked to format: works gathered in a citation, each with its locator and affixes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """One work in a cluster: ``Cite(id="pomeranz2000great", locator="122", prefix="see")``.

    `label` is a CSL locator term ("page", "chapter"). `prefix` and `suffix` are words before and after.
    """

    id: str
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The works that one citation gathers, in the note of that number (None for a citation in the text)."""

    cites: tuple[Cite, ...]
    note: int | None = None
