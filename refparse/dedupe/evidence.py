"""One reading of a field, and how much it weighs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from refparse.dedupe.mentions import Mention
from refparse.model import Field, Origin

ORIGIN_RANK = {
    Origin.EDITED: 6,
    Origin.RECORDED: 5,
    Origin.STATED: 4,
    Origin.REPAIRED: 3,
    Origin.INHERITED: 2,
    Origin.INFERRED: 1,
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reading of a field with the mention that gives it."""

    field: Field[Any]
    mention: Mention

    @property
    def weight(self) -> float:
        """Give the weight of the evidence: entries before full forms before short forms, times the confidence."""
        rank = 3.0 if self.mention.entry else 2.5 if self.mention.is_full else 1.0
        return rank * self.field.confidence * ORIGIN_RANK[self.field.origin] / 4
