"""Packs the weights of a token's candidate roles into one whole number, so that one addition adds them all.

Each role of the token's kind has `LANE` bits, the first role the lowest ones; as long as no sum leaves its lane,
adding packed rows adds all their numbers at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from struct import Struct

from refparse.parse.candidates import roles_of_kinds

LANE = 64
LARGEST = 1 << 48  # weight, of either sign: the sums of all features of a token stay in their lanes


@cache
def _lanes_of_roles(kind: str) -> dict[str, int]:
    return {role: LANE * place for place, role in enumerate(roles_of_kinds()[kind])}


@cache
def _layout(kind: str) -> tuple[int, Struct]:
    """Give the number that makes every lane of a row positive, and how a row lies in bytes."""
    count = len(roles_of_kinds()[kind])
    return sum(1 << LANE * place + LANE - 1 for place in range(count)), Struct(f"<{count}q")


def packed(kind: str, weights: Mapping[str, int]) -> int:
    """Give the packed row of `kind` with the weights of its candidate roles; other roles count for nothing."""
    lanes = _lanes_of_roles(kind)
    return sum(weight << lanes[role] for role, weight in weights.items() if role in lanes)


def unpacked(kind: str, row: int) -> tuple[int, ...]:
    """Give the numbers of a packed row, one for each candidate role of `kind` in the order of `roles_of_kinds`.

    >>> unpacked("semi", packed("semi", {"_STOP": -5}) + packed("semi", {"_STOP": 7}))[:2]
    (0, 2)
    """
    positive, layout = _layout(kind)
    return layout.unpack(((row + positive) ^ positive).to_bytes(layout.size, "little"))
