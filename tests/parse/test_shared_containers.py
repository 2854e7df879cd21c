""" "ibid." may stand for the journal or book in which a part stands, not for the part before it."""

from refparse.model import Document, Note
from refparse.model.fields import Origin
from refparse.model.variables import CONTAINER_TITLE, EDITOR, ISSUED, TITLE, VOLUME
from refparse.parse.document import parse_document


def citations_of(*texts: str):
    notes = tuple(Note(id=f"n{n}", number=str(n), text=text) for n, text in enumerate(texts, 1))
    return [one for note in parse_document(Document(id="d", notes=notes)) for one in note.citations]


def test_an_article_ibid_stands_in_the_volume_of_the_one_before():
    first, second = citations_of(
        "Maud Sellers, “The City of York,” English Historical Review 9 (1894): 275–304; "
        "William Page, “Some Northumbrian Palatinates,” ibid., 305–40."
    )
    assert second.fields.value(TITLE) == "Some Northumbrian Palatinates"
    assert second.fields.value(CONTAINER_TITLE) == first.fields.value(CONTAINER_TITLE) == "English Historical Review"
    assert (second.fields.value(VOLUME), second.fields.value(ISSUED).year) == ("9", 1894)
    assert second.fields[CONTAINER_TITLE].origin is Origin.INHERITED
    assert second.kind == "full"


def test_a_chapter_in_ibid_stands_in_the_book_of_the_one_before():
    _, second = citations_of(
        "Otto Hintze, “Der Commissarius,” in Staat und Verfassung, ed. Gerhard Oestreich (Göttingen: Vandenhoeck, 1962), 242.",
        "Fritz Hartung, “Der Beamte,” in ibid., 275.",
    )
    assert second.fields.value(CONTAINER_TITLE) == "Staat und Verfassung"
    assert [name.family for name in second.fields.value(EDITOR)] == ["Oestreich"]


def test_a_bare_ibid_is_the_work_before():
    _, second = citations_of("Marc Bloch, Feudal Society (London: Routledge, 1961), 29.", "Ibid., 31.")
    assert second.kind == "ibid"
    assert CONTAINER_TITLE not in second.fields
