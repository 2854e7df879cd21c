"""Renders records as entries of a bibliography, with their fields marked, to learn the inverted form from.

From the folder tests: ``python -m corpus.entries`` writes grammar/training/entries.txt anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from random import Random
from typing import Any

from corpus.compose import TRAINING, lines
from corpus.pools import Pools
from corpus.records import record
from corpus.render import LOCALES, _left_over, _numbers, _sound, _values, style_file, text_of
from corpus.works import Work

STYLES = {
    "chicago-notes-bibliography": 4, "chicago-notes-bibliography-17th-edition": 5, "chicago-notes-bibliography-16th-edition": 4,
    "turabian-notes-bibliography": 2, "mhra-notes": 1, "mhra-notes-publisher-place": 1, "oxford-guide-to-style-notes": 1, "new-harts-rules-notes": 1,
    "society-of-biblical-literature-fullnote-bibliography": 1, "chicago-notes-bibliography-fr": 1, "universitat-heidelberg-historisches-seminar": 1,
}  # fmt: skip
DOUBLE_STOP = re.compile(r"\.(›?)\.(?=\s|$)")
WORDS_FIRST = re.compile(r"^(?:Ed|Edited|Trans|Translated|Vol|Accessed)\b")


def entries(seed: int, split: str, each: int) -> Iterator[str]:
    """Give the marked entries of all styles, without ids."""
    rng, pools = Random(seed), Pools(split)
    for style, weight in STYLES.items():
        made = [record(rng, pools, number) for number in range(each * weight)]
        known = {item["id"]: (letter, work) for letter, work, item in made}
        for key, text in _rendered(style, [item for _, _, item in made]):
            letter, work = known[key]
            marked = _entry(text, letter, work)
            if marked and _sound(marked):
                yield marked


def _rendered(style: str, items: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    import pypandoc

    header = json.dumps({"references": items, "nocite": "@*", "lang": LOCALES.get(style, "en-US")})
    tree = json.loads(
        pypandoc.convert_text(
            f"---\n{header}\n---\n", "json", format="markdown", extra_args=["--citeproc", f"--csl={style_file(style)}"]
        )
    )
    for block in _divisions(tree["blocks"]):
        yield block["c"][0][0].removeprefix("ref-"), "".join(text_of(block["c"][1])).strip()


def _divisions(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        if block["t"] == "Div":
            if block["c"][0][0].startswith("ref-"):
                yield block
            yield from _divisions(block["c"][1])


def _entry(text: str, letter: str, work: Work) -> str:
    """Mark an entry; "" where a part of it is not understood, or its author stands as a dash."""
    clean = text.replace("\u00a0", " ").replace("\u202f", " ")
    body = DOUBLE_STOP.sub(r".\1", _numbers(_values(clean), work, "")).rstrip()
    if "———" in body or _left_over(body) or "‹" not in body or body.count("‹h ") > 1 or WORDS_FIRST.match(body):
        return ""
    inside = body.removesuffix(".")
    return (
        f"⟦{letter} {inside}⟧" + ("." if inside != body else "") if not inside.endswith("›.") else f"⟦{letter} {body}⟧"
    )


def main() -> None:
    """Write the entries to learn from."""
    head = (
        "# Entries of bibliographies, rendered by tests/corpus/entries.py: made records through CSL styles, by pandoc."
    )
    body = lines("e", entries(1611, "train", 36), 700)
    (TRAINING / "entries.txt").write_text("\n".join([head, *body]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
