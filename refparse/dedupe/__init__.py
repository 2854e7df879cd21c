"""Many mentions to one canonical work: block, score, cluster, choose, name."""

from refparse.dedupe.canonical import canonical_work
from refparse.dedupe.cluster import Cluster, cluster_full_forms, cluster_short_forms
from refparse.dedupe.containers import inherit_containers
from refparse.dedupe.given_names import share_given_names
from refparse.dedupe.keys import citation_key
from refparse.dedupe.mentions import Mention, mentions_of

__all__ = [
    "Cluster",
    "Mention",
    "canonical_work",
    "citation_key",
    "cluster_full_forms",
    "cluster_short_forms",
    "inherit_containers",
    "mentions_of",
    "share_given_names",
]
