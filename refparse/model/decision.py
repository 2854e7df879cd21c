"""One human correction, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Action(StrEnum):
    """What a person decided."""

    MEANS = "means"  # this citation means that work
    SAME_WORK = "same-work"
    DIFFERENT_WORKS = "different-works"
    SET_FIELD = "set-field"
    NOT_A_CITATION = "not-a-citation"
    IS_A_CITATION = "is-a-citation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A correction matched by content, not by position, so that it survives an edited document.

    `target` holds the words by which the citation or work is found again: for a citation the folded words of the
    note and of the citation, for a work its author and title. `value` is what was decided.
    """

    action: Action
    target: dict[str, Any] = field(default_factory=dict)
    value: Any = None
    comment: str = ""
