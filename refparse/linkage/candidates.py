"""A cluster as a candidate for resolution: what of all its mentions a short form may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from refparse.comparison import function_words
from refparse.dedupe import Cluster
from refparse.linkage.naming import work_name
from refparse.model import Work
from refparse.resolve import Candidate


def candidate_of(cluster: Cluster, divisions: Mapping[str, str], texts: Mapping[str, str]) -> Candidate:
    """Make a candidate of a cluster: the people of its richest mention, the titles and words of all.

    `divisions` maps citations to the chapters they stand in, `texts` citations and entries to what they say, folded.
    """
    richest = max(cluster.mentions, key=lambda one: (one.is_full, len(one.citation.fields), -one.place))
    profile = richest.profile
    for mention in cluster.mentions:
        titles = dict.fromkeys((*profile.titles, *mention.profile.titles))
        profile = replace(
            profile,
            creators=profile.creators or mention.profile.creators,
            titles=tuple(titles),
            words=profile.words | mention.profile.words,
        )
    work = Work(id="", type=profile.type, fields=richest.citation.fields)
    volumes = {one.volume for mention in cluster.mentions for one in mention.citation.locators if one.volume}
    text = " | ".join(dict.fromkeys(texts.get(mention.id, "") for mention in cluster.mentions if mention.is_full))
    return Candidate(
        id=cluster.id,
        profile=profile,
        name=work_name(work),
        text=text,
        words=(profile.words | frozenset(text.split())) - function_words(),
        first=cluster.mentions[0].place,
        divisions=frozenset(divisions.get(mention.id, "") for mention in cluster.mentions if not mention.entry),
        everywhere=any(mention.entry for mention in cluster.mentions),
        complete=richest.is_full,
        volumes=frozenset(volumes),
    )
