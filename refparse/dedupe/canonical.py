"""The canonical work of a cluster: each field from the best evidence, the variants kept, contradictions reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz

from refparse.comparison import CREATORS, person_key, person_likeness, skeleton, title_likeness
from refparse.dedupe.cluster import Cluster
from refparse.dedupe.contradictions import contradictions_of
from refparse.dedupe.evidence import ORIGIN_RANK, Evidence
from refparse.dedupe.mentions import Mention
from refparse.dedupe.pairs import PARTS
from refparse.dedupe.repair import mended_title
from refparse.model import Date, Diagnostic, Field, Fields, Name, Origin, Work
from refparse.model import variables as v
from refparse.text.fold import fold, fold_title

TITLES = frozenset({v.TITLE, v.CONTAINER_TITLE, v.VOLUME_TITLE, v.REVIEWED_TITLE, v.ORIGINAL_TITLE})
SAME_SPELLING = 88
DEFAULT_TYPE = "book"


def canonical_work(cluster: Cluster, shorts: Sequence[Mention] = ()) -> tuple[Work, tuple[Diagnostic, ...]]:
    """Make the work that the mentions of `cluster` mean, with `shorts` as the short forms resolved to it.

    The fields come from the full forms (CMOS 17, 14.23 asks for them once), those of short forms only where there is
    no full form. The id is left empty: see `citation_key`.
    """
    full = [mention for mention in cluster.mentions if mention.is_full]
    complete = bool(full)
    sources = full or [*cluster.mentions, *shorts]
    evidence = _gather(sources)
    if full:
        evidence |= _missing(evidence, shorts)
    fields: dict[v.Variable[Any], Field[Any]] = {}
    variants: dict[v.Variable[Any], tuple[Field[Any], ...]] = {}
    for key in sorted(evidence, key=lambda one: one.name):
        best, others = _choose(key, evidence[key], [*cluster.mentions, *shorts])
        fields[key] = best
        if others:
            variants[key] = others
    if _is_set(sources, evidence):
        fields.pop(v.VOLUME, None)
    everyone = sorted((*cluster.mentions, *shorts), key=lambda mention: (mention.place, mention.id))
    work = Work(
        id="",
        type=_type(sources),
        fields=Fields(fields),
        citations=tuple(mention.id for mention in everyone if not mention.entry),
        entries=tuple(mention.id for mention in everyone if mention.entry),
        complete=complete,
        variants=variants,
        confidence=cluster.certainty,
    )
    return work, contradictions_of(evidence, cluster)


def _gather(sources: Sequence[Mention]) -> dict[v.Variable[Any], list[Evidence]]:
    found: dict[v.Variable[Any], list[Evidence]] = defaultdict(list)
    for mention in sources:
        for key, field in mention.citation.fields.items():
            found[key].append(Evidence(field, mention))
    written = {_form(one.field.value) for one in found.get(v.ORIGINAL_DATE, ())} if v.RECIPIENT in found else set()
    printed = [one for one in found.get(v.ISSUED, ()) if _form(one.field.value) not in written]
    if printed:
        found[v.ISSUED] = printed  # the day of a letter is no date of the collection that prints it
    return found


def _is_set(sources: Sequence[Mention], evidence: dict[v.Variable[Any], list[Evidence]]) -> bool:
    """Say whether the mentions name several volumes of one book: the work is then the set, the volumes are locators."""
    volumes = {_form(one.field.value) for one in evidence.get(v.VOLUME, ())}
    return len(volumes) > 1 and _type(sources) not in PARTS


def _missing(
    evidence: dict[v.Variable[Any], list[Evidence]], shorts: Sequence[Mention]
) -> dict[v.Variable[Any], list[Evidence]]:
    """Give title and author as the short forms have them, where no full form was read to have any.

    A newspaper that a short form names in their place is neither.
    """
    containers = [fold_title(one.field.value) for one in evidence.get(v.CONTAINER_TITLE, ())]
    nameless = not any(role in evidence for role in CREATORS)
    wanted: list[v.Variable[Any]] = [v.TITLE] if v.TITLE not in evidence else []
    wanted += [v.AUTHOR] if nameless else []
    found: dict[v.Variable[Any], list[Evidence]] = {}
    for key in wanted:
        stated = [Evidence(one.citation.fields[key], one) for one in shorts if key in one.citation.fields]
        telling = [one for one in stated if not any(title_likeness(_said(one), other) >= 0.9 for other in containers)]
        if telling:
            found[key] = telling
    return found


def _said(evidence: Evidence) -> str:
    value = evidence.field.value
    return fold_title(value) if isinstance(value, str) else fold_title(value[0].short)


def _type(sources: Sequence[Mention]) -> str:
    votes: dict[str, float] = defaultdict(float)
    for mention in sources:
        if mention.citation.type:
            votes[mention.citation.type] += 3.0 if mention.entry else 1.0
    return max(votes, key=lambda type_: (votes[type_], type_ != "book", type_), default=DEFAULT_TYPE)


def _choose(
    key: v.Variable[Any], evidence: Sequence[Evidence], everyone: Sequence[Mention]
) -> tuple[Field[Any], tuple[Field[Any], ...]]:
    chooser = CHOOSERS.get(key.kind, _choose_text)
    best = _choose_title(evidence, everyone) if key in TITLES else chooser(evidence)
    seen = {_form(best.value)}
    others = []
    for one in evidence:
        if _form(one.field.value) not in seen:
            seen.add(_form(one.field.value))
            others.append(one.field)
    return best, tuple(others)


def _form(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(fold(name.full) for name in value)
    return fold(value) if isinstance(value, str) else repr(value)


# --- one chooser per kind of value ---


def _groups(evidence: Iterable[Evidence]) -> list[list[Evidence]]:
    """Group equal readings; the heaviest group first, equals by their text so that no order matters."""
    groups: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        groups[_form(one.field.value)].append(one)
    return sorted(groups.values(), key=lambda group: (-_weight(group), _form(group[0].field.value)))


def _weight(group: Sequence[Evidence]) -> float:
    return sum(one.weight for one in group)


def _best_of(group: Sequence[Evidence]) -> Field[Any]:
    best: Field[Any] = max(group, key=lambda one: (one.weight, str(one.field.value), -one.mention.place)).field
    return best


def _choose_text(evidence: Sequence[Evidence]) -> Field[Any]:
    return _best_of(_groups(evidence)[0])


def _choose_title(evidence: Sequence[Evidence], everyone: Sequence[Mention]) -> Field[Any]:
    """Choose the fullest title; among spellings that differ by damage only, the one most mentions support."""
    groups = _groups(evidence)
    recorded = [group for group in groups if ORIGIN_RANK[group[0].field.origin] >= ORIGIN_RANK[Origin.RECORDED]]
    if recorded:
        return _best_of(recorded[0])
    fullest = max(groups, key=lambda group: (_extends(group, groups), _weight(group)))
    alike = [group for group in groups if _same_but_damage(_form(group[0].field.value), _form(fullest[0].field.value))]
    support = [(_weight(group) + _supported(group, everyone), _form(group[0].field.value)) for group in alike]
    best = _best_of(alike[support.index(max(support))])
    titles = (mention.citation.fields.value(v.TITLE) for mention in everyone)
    return mended_title(best, [title for title in titles if title])


def _extends(group: Sequence[Evidence], groups: Sequence[Sequence[Evidence]]) -> int:
    """Count the words of a title that goes on where a shorter reading stops; lost or added spaces do not count."""
    title = fold_title(group[0].field.value)
    bones = skeleton(title)
    shorter = [skeleton(fold_title(other[0].field.value)) for other in groups if other is not group]
    longer = any(bones.startswith(other) and len(bones) > len(other) + 3 for other in shorter)
    return len(title.split()) if longer or len(groups) == 1 else min(len(title.split()), 1)


def _same_but_damage(one: str, other: str) -> bool:
    return fuzz.ratio(skeleton(one), skeleton(other)) >= SAME_SPELLING


def _supported(group: Sequence[Evidence], everyone: Sequence[Mention]) -> float:
    """Count the short titles of other mentions that stand word for word in this spelling."""
    title = fold_title(group[0].field.value)
    shorts = [short for mention in everyone for short in mention.profile.titles[:1]]
    return 0.5 * sum(f" {short} " in f" {title} " for short in shorts)


def _choose_date(evidence: Sequence[Evidence]) -> Field[Any]:
    groups = _groups(evidence)
    best = groups[0]
    for group in groups[1:]:
        if _more_exact(group[0].field.value, best[0].field.value):
            best = group
    return _best_of(best)


def _more_exact(date: Date, other: Date) -> bool:
    shared = len(other.parts)
    longer = len(date.parts) > shared or (date.end is not None and other.end is None)
    return longer and date.parts[:shared] == other.parts


def _choose_names(evidence: Sequence[Evidence]) -> Field[Any]:
    """Choose the list with the most support and the most names, each name in its fullest form."""
    groups = _groups(evidence)
    base = max(groups, key=lambda group: (_recorded(group), len(group[0].field.value), _weight(group)))
    field = _best_of(base)
    if _recorded(base):
        return field
    names = tuple(_fullest(name, evidence) for name in field.value)
    return replace(field, value=names)


def _recorded(group: Sequence[Evidence]) -> bool:
    return ORIGIN_RANK[group[0].field.origin] >= ORIGIN_RANK[Origin.RECORDED]


def _fullest(name: Name, evidence: Sequence[Evidence]) -> Name:
    same = [
        (other, one.weight)
        for one in evidence for other in one.field.value
        if person_likeness(person_key(name), person_key(other)) >= 0.8
    ]  # fmt: skip
    votes: dict[str, float] = defaultdict(float)
    for other, weight in same:
        votes[other.family or other.literal] += weight
    family = max(votes, key=lambda text: (votes[text], text), default=name.family)
    fullest = max((other for other, _ in same), key=lambda other: (len(other.given), other.given), default=name)
    if name.literal or not name.family:
        return name
    return replace(fullest, family=family) if fullest.family else name


CHOOSERS: dict[str, Callable[[Sequence[Evidence]], Field[Any]]] = {"names": _choose_names, "date": _choose_date}
