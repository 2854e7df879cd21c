"""Clusters of mentions: blocked by keys, scored in pairs, each joined to its single best cluster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from refparse.comparison import skeleton
from refparse.dedupe.mentions import Mention, block_keys, signature
from refparse.dedupe.pairs import ONE_WORK, is_forbidden, one_short_work, one_work

ONE_SHORT_WORK = 0.78
MOST_COMPARED = 24
MOST_LEADERS = 4
Score = Callable[[Mention, Mention], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The mentions of one work in the order of the document; `certainty` is that of its weakest link, in [0, 1]."""

    mentions: tuple[Mention, ...]
    certainty: float = 1.0

    @property
    def id(self) -> str:
        """Give the id of the first mention."""
        return self.mentions[0].id


@dataclass(slots=True)
class _Growing:
    kinds: list[Mention] = field(default_factory=list)
    leaders: list[Mention] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    certainty: float = 1.0


def cluster_full_forms(mentions: Iterable[Mention], apart: Iterable[tuple[str, str]] = ()) -> tuple[Cluster, ...]:
    """Cluster full forms and bibliography entries into works, in the order of their first mention.

    Deterministic, and blind to the order in which the mentions are given. `apart` names pairs of mentions (ids) that
    a person has decided are different works.
    """
    return _cluster(mentions, one_work, ONE_WORK, frozenset(apart))


def cluster_short_forms(mentions: Iterable[Mention], apart: Iterable[tuple[str, str]] = ()) -> tuple[Cluster, ...]:
    """Cluster the short forms that no full form explains: works known only by short forms."""
    return _cluster(mentions, one_short_work, ONE_SHORT_WORK, frozenset(apart))


def _cluster(
    mentions: Iterable[Mention], score: Score, least: float, apart: frozenset[tuple[str, str]]
) -> tuple[Cluster, ...]:
    alike: dict[tuple[object, ...], list[Mention]] = defaultdict(list)
    for mention in mentions:
        alike[signature(mention)].append(mention)
    growing: list[_Growing] = []
    blocks: dict[str, list[int]] = defaultdict(list)
    for same in sorted(alike.values(), key=_richest_first):
        _place(same, growing, blocks, score, least, apart)
    finished = [_finish(one) for one in growing]
    return tuple(sorted(finished, key=lambda cluster: (cluster.mentions[0].place, cluster.id)))


def _richest_first(same: Sequence[Mention]) -> tuple[object, ...]:
    """Order by content, so that a poor mention finds the rich ones there already, in whatever order they came."""
    first = same[0]
    length = sum(len(title) for title in first.profile.titles[:1])
    return (not first.entry, -len(first.citation.fields), -length, signature(first)[3:], first.citation.type)


def _place(
    same: list[Mention],
    growing: list[_Growing],
    blocks: dict[str, list[int]],
    score: Score,
    least: float,
    apart: frozenset[tuple[str, str]],
) -> None:
    keys = block_keys(same[0])
    near = list(dict.fromkeys(place for key in keys for place in blocks[key][-MOST_COMPARED:]))
    scored = [(_against(same, growing[place], score, apart), -place) for place in near]
    best = max(scored, default=(0.0, 0))
    if best[0] >= least:
        target = -best[1]
        growing[target].certainty = min(growing[target].certainty, best[0])
    else:
        target = len(growing)
        growing.append(_Growing())
    growing[target].kinds.append(same[0])
    if _is_spelling(same[0], growing[target].leaders):
        growing[target].leaders.append(same[0])
    growing[target].mentions.extend(same)
    for key in keys:
        if target not in blocks[key][-3:]:
            blocks[key].append(target)


def _is_spelling(mention: Mention, leaders: Sequence[Mention]) -> bool:
    """Say whether a mention leads a cluster: the first one, and those whose title only spaces and damage set apart."""
    if not leaders:
        return True
    first, title = leaders[0].profile.titles[:1], mention.profile.titles[:1]
    return len(leaders) < MOST_LEADERS and first != title and [*map(skeleton, first)] == [*map(skeleton, title)]


def _against(same: list[Mention], cluster: _Growing, score: Score, apart: frozenset[tuple[str, str]]) -> float:
    """Score against the richest member in its spellings: no poor member bridges two works; what one forbids, all do."""
    if apart and _held_apart(same, cluster.mentions, apart):
        return 0.0
    found = max(score(same[0], leader) for leader in cluster.leaders)
    if found > 0 and any(is_forbidden(same[0], member) for member in cluster.kinds[1:MOST_COMPARED]):
        return 0.0
    return found


def _held_apart(same: list[Mention], others: list[Mention], apart: frozenset[tuple[str, str]]) -> bool:
    return any((a.id, b.id) in apart or (b.id, a.id) in apart for a in same for b in others)


def _finish(cluster: _Growing) -> Cluster:
    ordered = sorted(cluster.mentions, key=lambda mention: (mention.place, mention.id))
    return Cluster(mentions=tuple(ordered), certainty=round(cluster.certainty, 3))


def join_clusters(
    clusters: Mapping[str, Cluster], together: Iterable[tuple[str, str]]
) -> tuple[dict[str, Cluster], dict[str, str]]:
    """Join the clusters that hold the mentions of each pair in `together`; give them all, and old ids to new ones."""
    of_mention = {mention.id: one.id for one in clusters.values() for mention in one.mentions}
    joined = dict(clusters)
    renamed: dict[str, str] = {}
    for pair in together:
        ids = {of_mention[one] for one in pair if one in of_mention}
        if len(ids) < 2:
            continue
        made = _joined([joined.pop(one) for one in sorted(ids)])
        joined[made.id] = made
        of_mention |= {mention.id: made.id for mention in made.mentions}
        renamed = {old: made.id if new in ids else new for old, new in renamed.items()} | dict.fromkeys(ids, made.id)
    return joined, renamed


def _joined(clusters: Sequence[Cluster]) -> Cluster:
    mentions = sorted((one for cluster in clusters for one in cluster.mentions), key=lambda one: (one.place, one.id))
    return Cluster(mentions=tuple(mentions), certainty=min(cluster.certainty for cluster in clusters))
