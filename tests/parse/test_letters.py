"""Letters and reviews: who wrote to whom, of what, and where it lies."""

from refparse.model.source import Note
from refparse.model.variables import AUTHOR, RECIPIENT
from refparse.parse.chunks import chunks_of
from refparse.parse.grammar import note_parser
from refparse.parse.lattice import DecidedNote
from refparse.parse.note import parse_note
from refparse.parse.scan import scan_note


def families(text: str, key) -> list[str]:
    (citation,) = parse_note(Note(id="n1", number="1", text=text)).citations
    return [name.family for name in citation.fields.value(key, ())]


def test_a_german_letter_has_sender_and_recipient():
    text = "Schacht an Göring, 5. August 1937, BArch, R 43 II/356, Bl. 112."
    assert (families(text, AUTHOR), families(text, RECIPIENT)) == (["Schacht"], ["Göring"])


def test_the_grammar_lets_an_archive_stand_before_a_letter():
    tokens = scan_note("FO 371/76384, Makins to Strang", None, [])
    roles = ["ARCHIVE"] * (len(tokens) - 5) + ["_HEAD_SEP", "NAME", "_TO", "NAME", "_WEAK_STOP"]
    (citation,) = chunks_of(note_parser().parse(DecidedNote(tuple(roles)), start="start"), tokens)
    assert [part.name for part in citation.parts] == ["archive", "letter"]
