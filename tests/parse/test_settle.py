"""What the words at one place in a note mean hangs on what kind of work they stand beside."""

import pytest

from refparse.model.source import Mark, MarkKind, Note
from refparse.model.variables import AUTHOR
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
        "Frederic Hall, *Six Letters*, Fenland Papers no. 5 (Ely: The Fen Committee, 1867), 3–4.",
        {"type": "book", "collection-title": "Fenland Papers", "collection-number": "5"}, id="a book has a series",
    ),
    pytest.param(
        "*Neue Fackel*, 28. Oktober 1961, S. 1.",
        {"type": "article-newspaper", "container-title": "Neue Fackel"}, id="a day tells a newspaper",
    ),
    pytest.param(
        "London, British Library, Cotton MS Cleopatra C. ii, fol. 64.",
        {"archive": "British Library", "archive-place": "London", "archive_location": "Cotton MS Cleopatra C. ii"},
        id="a town stands before its library",
    ),
    pytest.param(
        "Berg to Marek, 14 August 1948, The National Archives, Kew [TNA], CO 71/88.",
        {"archive": "The National Archives, Kew", "archive_location": "CO 71/88"}, id="an abbreviation is no name",
    ),
    pytest.param(
        "Berg to Marek, 13 July 1961, NSF, Country File: Norway, Box 81, JFKL.",
        {"archive": "JFKL"}, id="an abbreviation names a repository",
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


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("BL, Add. MS 1100, fols. 6r–22v.", "fols. 6r-22v"),
        ("Berg to Marek, 19 May 1961, AVPRF, f. 9, op. 12, p. 301, d. 8, l. 12.", "l. 12"),
        ("Berg to Marek, 4 May 1931, box 35, Berg Papers, p. 322.", "322"),
    ],
)
def test_a_leaf_of_an_archival_item_is_the_place_in_it(text: str, where: str):
    citation = read(text)
    assert citation.locator is not None
    assert citation.locator.value == where


@pytest.mark.parametrize(
    ("text", "page", "where"),
    [
        ("David Hume, “The Puzzle,” *Law Journal* 59 (2009): 1–64, esp. 12.", "1-64", "12"),
        ("David Hume, “The Puzzle,” *Law Journal* 59 (2009): 91–123 and 233–69.", "91-123 and 233-69", ""),
        ("*Roe v. Stone*, 410 U.S. 113, 120 (1973).", "113", "120"),
        ("*Jet*, May 15, 1969, 6–9.", None, "6-9"),
    ],
)
def test_the_pages_of_a_source_are_told_from_the_place_cited(text: str, page: str | None, where: str):
    citation = read(text)
    assert stated(text).get("page") == page
    assert (citation.locator.value if citation.locator else "") == where


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [("Okoro interview, July 28, 1982.", "Okoro", "short"), ("Okoro interview, 2011.", "Okoro", "short")],
)
def test_who_speaks_stands_before_the_interview(text: str, name: str, kind: str):
    citation = read(text)
    (author,) = citation.fields.value(AUTHOR)
    assert (author.family, citation.kind) == (name, kind)


@pytest.mark.parametrize("title", ["Treaty of Nanking", "The Constitution of Liberia", "Petition of the Weavers"])
def test_a_dated_document_is_no_newspaper(title: str):
    assert stated(f"*{title}*, 26 July 1847.")["type"] != "article-newspaper"


def test_a_campus_belongs_to_its_university():
    found = stated("Lena Falk, “Counting Sheep” (PhD diss., University of California, Davis, 1994), 12.")
    assert found["publisher"] == "University of California, Davis"
    assert "publisher-place" not in found


def test_where_people_met_is_no_place_of_publication():
    found = stated("Dolores Huerta, interview with the author, Bakersfield, May 2, 1998.")
    assert found["event-place"] == "Bakersfield"
    assert "publisher-place" not in found


def test_what_looks_like_a_series_behind_an_author_is_the_title():
    found = stated("See Marc Bloch, Feudal Society, 2 vols. (London: Routledge, 1961), 1:29; and so on.")
    assert found["title"] == "Feudal Society"


def test_a_letter_keeps_its_repository():
    found = stated("Anna Berg to Ivo Marek, 3 May 1921, box 4, Berg Papers, University Library, Bergen.")
    assert found["archive"] == "University Library, Bergen"
