"""How far a confidence can be trusted: ``python tests/benchmarks/bench_certainty.py``.

Runs the whole program over the development gold (where it is at hand), aligns its citations with the gold by the gold's
own scorer, and prints the share of right links by confidence and by rule, and the share of false certainty: links that
are wrong though their confidence is 0.9 or more.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from refparse.csl_json import work_to_item
from refparse.model import Bibliography
from refparse.pipeline import process_document

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"
CERTAIN = 0.9
STEPS = (0.9, 0.8, 0.6, 0.0)
Link = tuple[str, str, float, bool]  # document and note, rule, confidence, right


def load_scorer() -> ModuleType:
    """Load the scorer that lies beside the gold."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def as_prediction(bibliography: Bibliography) -> dict[str, Any]:
    """Give a bibliography as the scorer knows it, with confidence and rule beside each citation."""
    found = {one.citation: one for one in bibliography.resolutions}
    notes: dict[str, list[dict[str, Any]]] = {}
    for note in bibliography.notes:
        notes[note.note.number] = [
            {
                "work": found[one.id].work,
                "kind": one.kind,
                "locator": one.locator.value if one.locator else "",
                "confidence": found[one.id].confidence,
                "rule": found[one.id].rule,
            }
            for one in note.citations
        ]
    return {"notes": notes, "works": {work.id: work_to_item(work) for work in bibliography.works}}


def links_of(score: ModuleType, gold: dict[str, Any], predicted: dict[str, Any], name: str) -> Iterator[Link]:
    """Give the links of one document: right where the work is the one that most citations linked to it mean."""
    rows = []
    for label, wanted in gold["notes"].items():
        given = predicted["notes"].get(label, [])
        pairs, alike = score.align_note(wanted, given, gold["works"], predicted["works"])
        rows += [(label, wanted[i], given[j], place < alike) for place, (i, j) in enumerate(pairs)]
    meant: dict[str, Counter[str]] = defaultdict(Counter)
    for _, one, other, _ in rows:
        meant[other["work"] or ""][one["work"]] += 1
    for label, one, other, alike in rows:
        linked = meant[other["work"] or ""]
        right = linked.most_common(1)[0][0] == one["work"] and (alike or linked.total() == 1)
        yield f"{name} n. {label}", other["rule"], other["confidence"], right


def main() -> None:
    """Print the tables."""
    if not GOLD.is_dir():
        print("the development gold is not at hand")
        return
    score, links = load_scorer(), []
    for path in sorted((GOLD / "docs").iterdir()):
        gold = score.load(GOLD / "gold" / f"{path.stem}.json")
        links += list(links_of(score, gold, as_prediction(process_document(path)), path.stem))
    for title, key in (("confidence", _step), ("rule", lambda link: link[1])):
        print(f"{title:<44} links  right")
        for name, rows in sorted(_grouped(links, key).items(), reverse=title == "confidence"):
            print(f"{name:<44} {len(rows):5d}  {sum(link[3] for link in rows) / len(rows):5.3f}")
    false = [link for link in links if link[2] >= CERTAIN and not link[3]]
    for link in false:
        print(f"falsely certain: {link[0]} ({link[1]}, {link[2]})")
    print(f"false certainty: {len(false)} of {len(links)} = {len(false) / len(links):.2%}")


def _step(link: Link) -> str:
    return f"{next(step for step in STEPS if link[2] >= step):.1f} and more"


def _grouped(links: list[Link], key: Any) -> dict[str, list[Link]]:
    groups: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        groups[key(link)].append(link)
    return groups


if __name__ == "__main__":
    main()
