"""Many mentions to one canonical work: block, score, cluster, choose, name."""

from refparse.dedupe.canonical import canonical_work
from refparse.dedupe.cluster import Cluster, cluster_full_forms, cluster_short_forms, join_clusters
from refparse.dedupe.containers import inherit_containers
from refparse.dedupe.given_names import share_given_names
from refparse.dedupe.keys import citation_key
from refparse.dedupe.library import LibraryMatch, match_library, take_over
from refparse.dedupe.mentions import Mention, mentions_of
from refparse.dedupe.repair import repair_from_siblings

__all__ = [
    "Cluster",
    "LibraryMatch",
    "Mention",
    "canonical_work",
    "citation_key",
    "cluster_full_forms",
    "cluster_short_forms",
    "inherit_containers",
    "join_clusters",
    "match_library",
    "mentions_of",
    "repair_from_siblings",
    "share_given_names",
    "take_over",
]
