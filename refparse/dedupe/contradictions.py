"""What the mentions of one work say against one another: two years, two publishers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rapidfuzz import fuzz

from refparse.dedupe.cluster import Cluster
from refparse.dedupe.evidence import Evidence
from refparse.model import Date, Diagnostic, Severity
from refparse.model import variables as v
from refparse.text.fold import fold

CONTRADICTABLE: dict[v.Variable[Any], str] = {
    v.ISSUED: "R401",
    v.PUBLISHER: "R402",
    v.PUBLISHER_PLACE: "R403",
    v.EDITION: "R404",
}


def contradictions_of(evidence: dict[v.Variable[Any], list[Evidence]], cluster: Cluster) -> tuple[Diagnostic, ...]:
    """Give one diagnostic for each field on which the mentions of a cluster contradict each other."""
    found: list[Diagnostic] = []
    in_volumes = any(key in evidence for key in (v.VOLUME, v.NUMBER_OF_VOLUMES))
    for key, code in CONTRADICTABLE.items():
        if in_volumes and key is v.ISSUED:
            continue  # the volumes of a set may well appear in different years
        readings = _clashing(key, evidence.get(key, ()))
        if len(readings) > 1:
            stated = " / ".join(f"{one.field.text or _shown(one.field.value)} ({one.mention.id})" for one in readings)
            found.append(
                Diagnostic(
                    code=code,
                    message=f"the mentions of one work contradict each other on its {key.name}: {stated}",
                    severity=Severity.DOUBT,
                    citation=readings[1].mention.id,
                    work=cluster.id,
                )
            )
    return tuple(found)


def _shown(value: Any) -> str:
    return "-".join(map(str, value.parts)) if isinstance(value, Date) else str(value)


def _clashing(key: v.Variable[Any], evidence: Iterable[Evidence]) -> list[Evidence]:
    readings: list[Evidence] = []
    for one in evidence:
        if not any(_agree(one.field.value, other.field.value) for other in readings):
            readings.append(one)
    return readings


def _agree(one: Any, other: Any) -> bool:
    if isinstance(one, Date):
        years = {date.year for date in (one, other) if date.year}
        return len(years) < 2 or any(date.end is not None for date in (one, other))
    first, second = fold(one), fold(other)
    return first in second or second in first or fuzz.token_set_ratio(first, second) >= 80
