"""The scored documents: figures that may only go up (tests/gold_floor.json holds the floor).

The documents and their scorer are not part of the project; where they are absent the test says so and skips.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from refparse.pipeline import process_document
from refparse.result_json import bibliography_to_json

GOLD = Path(__file__).resolve().parents[1].parent / "shared" / "gold"
FLOOR = json.loads((Path(__file__).parent / "gold_floor.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the scored documents are not beside the checkout")


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def _figures(name: str, tmp_path: Path) -> dict[str, float]:
    document = next(path for path in sorted((GOLD / "docs").iterdir()) if path.stem == name)
    prediction = tmp_path / f"{name}.json"
    prediction.write_text(json.dumps(bibliography_to_json(process_document(document))), encoding="utf-8")
    score = _scorer()
    summary = score.score_document(score.load(GOLD / "gold" / f"{name}.json"), score.load(prediction), name).summary()
    return {
        "detection": summary["detection"]["f1"],
        "ident": summary["identified"]["f1"],
        "b-cubed": summary["bcubed_end_to_end"]["f1"],
        "works": summary["works"]["f1"],
        "locator": summary["locator"]["with_locator"],
        "kind": summary["kind"]["accuracy"],
    }


@pytest.mark.parametrize("name", sorted(FLOOR))
def test_no_figure_of_a_scored_document_falls(name: str, tmp_path: Path) -> None:
    figures = _figures(name, tmp_path)
    fallen = {
        key: (round(figures[key], 3), floor) for key, floor in FLOOR[name].items() if figures[key] < floor - 0.0005
    }
    assert not fallen
