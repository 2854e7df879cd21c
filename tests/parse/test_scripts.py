"""Romanized words and the characters that repeat them come apart (CMOS 17, 11.82)."""

import pytest

from refparse.model.source import Note
from refparse.model.variables import AUTHOR, CONTAINER_TITLE, TITLE
from refparse.parse.normalize.scripts import split_own_script
from refparse.parse.note import parse_note


def test_characters_behind_romanized_words_are_no_part_of_them():
    text = "Li Wen 李文, “Shanxi de cunzhuang” 山西的村莊, Lishi yanjiu 歷史研究 4 (1998): 12–30."
    (citation,) = parse_note(Note(id="n1", number="1", text=text)).citations
    (author,) = citation.fields.value(AUTHOR)
    assert (author.family, author.given) == ("Li", "Wen")
    assert citation.fields.value(TITLE) == "Shanxi de cunzhuang"
    assert citation.fields.value(CONTAINER_TITLE) == "Lishi yanjiu"


@pytest.mark.parametrize("text", ["山西的村莊", "Shanxi de cunzhuang", "История России", "A 山 B"])
def test_words_of_one_script_stay_whole(text: str):
    assert split_own_script(text) == (text, "")
