"""Markdown is read as the cases under tests/cases/read/markdown say."""

import pytest
from reading_cases import Case, cases_in, shown

from refparse.errors import ReadError
from refparse.read import read_text


@pytest.mark.parametrize("case", cases_in("markdown"), ids=str)
def test_markdown_is_read_as_the_case_says(case: Case) -> None:
    if "error" in case.parts:
        with pytest.raises(ReadError, match=case.parts["error"]):
            read_text(case.parts["document"], name="case.md", options=case.options)
        return
    document, diagnostics = read_text(case.parts["document"], name="case.md", options=case.options)
    for name, expected in case.parts.items():
        if name == "codes":
            assert set(expected.split()) <= {diagnostic.code for diagnostic in diagnostics}
        elif name not in ("document", "options"):
            assert shown(document, name) == expected, name


def test_notes_nested_beyond_reason_are_one_clear_error_or_a_result() -> None:
    document, _ = read_text("A word.[^1]\n\n[^1]: " + "^[" * 400 + "x" + "]" * 400, name="deep.md")
    assert document.notes[0].number == "1"


def test_thousands_of_unclosed_notes_are_read_in_short_time() -> None:
    document, _ = read_text("A word.[^1]\n\n" + "^[" * 50_000 + "\n\n[^1]: Bloch, *Craft*, 29.\n", name="open.md")
    assert [note.text for note in document.notes] == ["Bloch, Craft, 29."]
