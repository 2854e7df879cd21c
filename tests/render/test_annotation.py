"""What a bibliography says of its works: the notes that cite them, what is incomplete, and nothing that is not known."""

from __future__ import annotations

import pytest

from refparse.pipeline import process_document
from refparse.render.annotation import cited_in, doubt_marks, join_numbers, with_annotations
from refparse.render.bibliography import render_bibliography

BLOCH = "Marc Bloch, *Feudal Society* (London: Routledge, 1961), 12."


def _document(tmp_path, *notes):
    path = tmp_path / "book.md"
    markers = " ".join(f"Claim.[^{at}]" for at in range(1, len(notes) + 1))
    path.write_text(
        markers + "\n\n" + "\n\n".join(f"[^{at}]: {note}" for at, note in enumerate(notes, 1)) + "\n", "utf-8"
    )
    return process_document(path)


@pytest.mark.parametrize(
    ("numbers", "joined"),
    [
        ("3", "3"),
        ("3 4", "3, 4"),
        ("3 4 5", "3–5"),
        ("3 17 18 19", "3, 17–19"),
        ("1 2 3 7 9 10 11", "1–3, 7, 9–11"),
        ("* 2", "*, 2"),
    ],
)
def test_numbers_in_a_row_are_a_range(numbers, joined):
    assert join_numbers(numbers.split()) == joined


def test_each_work_names_the_notes_that_cite_it(tmp_path):
    power = "Eileen Power, *The Wool Trade* (London: Oxford University Press, 1941), 12."
    bibliography = _document(
        tmp_path,
        BLOCH,
        power,
        "Bloch, *Feudal Society*, 14.",
        "Bloch, *Feudal Society*, 15.",
        "Bloch, *Feudal Society*, 16.",
    )
    found = cited_in(bibliography)
    assert [found[work.id] for work in bibliography.works] == ["Cited in notes 1, 3–5.", "Cited in note 2."]
    assert next(iter(cited_in(bibliography, "de-DE").values())) == "Zitiert in Anm. 1, 3–5."


def test_the_annotating_style_prints_the_annotation(tmp_path):
    items = with_annotations([{"id": "a", "type": "book", "title": "Feudal Society"}], {"a": "Cited in note 3."})
    rendered = render_bibliography(items, "chicago annotated", engine="pandoc")
    assert rendered.entries[0].text == "Feudal Society.\nCited in note 3."


def test_a_work_that_is_never_given_in_full_is_marked(tmp_path):
    bibliography = _document(tmp_path, BLOCH, "Smith, *Unknown Thing*, 12.")
    marks = doubt_marks(bibliography.works)
    assert list(marks.values()) == ["incomplete"]
    assert list(doubt_marks(bibliography.works, "fr-FR").values()) == ["incomplet"]


ITEMS = [
    {"id": "a", "type": "book", "title": "Feudal Society", "author": [{"family": "Bloch", "given": "Marc"}]},
    {"id": "b", "type": "chapter", "title": "The Crowd", "container-title": "Riots", "publisher": "Verso"},
]


@pytest.mark.parametrize(
    ("style", "said", "unsaid"),
    [
        ("Chicago 17", ["Bloch, Marc. Feudal Society. n.d.", "“The Crowd.” In Riots. Verso, n.d."],
         ["Bloch, Marc. Feudal Society.", "“The Crowd.” In Riots. Verso."]),
        ("apa", ["Bloch, M. (n.d.). Feudal Society.", "The Crowd. (n.d.). In Riots. Verso."],
         ["Bloch, M. Feudal Society.", "The Crowd. In Riots. Verso."]),
        ("universite-libre-de-bruxelles-histoire", ["Bloch, M., Feudal Society, s.d.", "« The Crowd », dans Riots, s.l., Verso, s.d."],
         ["Bloch, M., Feudal Society.", "« The Crowd », dans Riots, Verso."]),
    ],
)  # fmt: skip
def test_no_date_is_said_of_a_work_that_has_none_but_not_of_one_that_is_not_known_in_full(style, said, unsaid):
    def texts(**more):
        return sorted(
            " ".join(entry.text.split()) for entry in render_bibliography(ITEMS, style, engine="pandoc", **more).entries
        )

    assert texts() == sorted(said)
    assert texts(incomplete={"a", "b"}) == sorted(unsaid)
