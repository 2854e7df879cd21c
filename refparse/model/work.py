"""A work: one entry of the bibliography."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from refparse.model.fields import Field, Fields
from refparse.model.variables import Variable


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What citations mean: one entry of the bibliography; two editions are two works.

    `id` is the citation key (``angress1963stillborn``). `citations` lists the ids of its mentions in document order;
    `entries` the ids of entries of the document's own bibliography. `complete` is False for a work that the document
    never gives in full. `variants` keeps the other readings of a field that mentions disagree on.
    """

    id: str
    type: str
    fields: Fields = field(default_factory=Fields)
    citations: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    complete: bool = True
    variants: Mapping[Variable[Any], tuple[Field[Any], ...]] = field(default_factory=dict)
    confidence: float = 1.0
