"""What the words at one place in a note mean hangs on what kind of work they stand beside."""

import pytest

from refparse.model.source import Mark, MarkKind, Note
from refparse.parse.note import parse_note


def read(text: str):
    """Read a note in which asterisks stand around what print shows in italics; give its only citation."""
    plain, marks = "", []
    for number, part in enumerate(text.split("*")):
        if number % 2:
            marks.append(Mark(kind=MarkKind.ITALIC, start=len(plain), end=len(plain) + len(part)))
        plain += part
    (citation,) = parse_note(Note(id="n1", number="1", text=plain, marks=tuple(marks))).citations
    return citation


def stated(text: str) -> dict[str, object]:
    citation = read(text)
    return {"type": citation.type} | {key.name: field.value for key, field in citation.fields.items()}


CASES = [
    pytest.param(
        "Anna Berg, *The Alpine Suites*, recorded 1979–81, Edelweiss EW 4471, 1983, 2 compact discs.",
        {"type": "song", "publisher": "Edelweiss", "number": "EW 4471"}, id="a recording has a label",
    ),
    pytest.param(
        "*Mapping the Fens*, British Library, London, accessed March 3, 2021, https://fens.example.org.",
        {"type": "webpage", "publisher": "British Library, London"}, id="a page has a publisher",
    ),
    pytest.param(
        "Ivo Marek, dir., *The Last Ferry*, 2011, Bergen, University of Bergen, 48 minutes.",
        {"type": "motion_picture", "publisher": "University of Bergen", "publisher-place": "Bergen"},
        id="a film has a studio",
    ),
    pytest.param(
        "Lena Falk, “Counting Sheep,” a Fenland Diary, 6 May 2016, https://fenlanddiary.example.org/2016/05/sheep.",
        {"type": "webpage", "container-title": "a Fenland Diary"}, id="a site contains its pages",
    ),
    pytest.param(
        "Lena Falk, “Counting Sheep,” *Fenland Diary*, 6 May 2016, https://medium.com/@lfalk/counting-sheep-1a2b.",
        {"type": "post-weblog", "container-title": "Fenland Diary"}, id="an address tells a blog",
    ),
    pytest.param(
        "Lena Falk, “Counting Sheep,” Journal of Fenland Studies, 6 May 2016, https://fens.example.org/2016/05/sheep.",
        {"type": "article-journal", "container-title": "Journal of Fenland Studies"}, id="a name tells a journal",
    ),
    pytest.param(
        "Betty Stone, *Ash and Copper*, 1972, collage, 12 1/2 x 9 x 2 in., https://stone.example.org/ash.",
        {"type": "graphic"}, id="measures tell a work of art",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_fields_have_the_names_of_their_kind_of_work(text: str, expected: dict[str, str]):
    found = stated(text)
    assert {key: found.get(key) for key in expected} == expected


def test_a_moved_field_keeps_the_span_of_its_words():
    text = "Anna Berg, *The Alpine Suites*, recorded 1979–81, Edelweiss EW 4471, 1983, 2 compact discs."
    plain = text.replace("*", "")
    for key, field in read(text).fields.items():
        if key.name in ("publisher", "number"):
            assert field.span is not None and field.span.of(plain) == field.text


def test_a_letter_keeps_its_repository():
    found = stated("Anna Berg to Ivo Marek, 3 May 1921, box 4, Berg Papers, University Library, Bergen.")
    assert found["archive"] == "University Library, Bergen"
