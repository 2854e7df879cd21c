"""Letters of one printed collection are works of their own, each known by its own day (CMOS 17, 14.111)."""

from refparse.model.variables import ISSUED, ORIGINAL_DATE
from refparse.pipeline import process_input

CHAPTER = """\
They wrote.[^1] And again.[^2]

[^1]: Adams to Jefferson, 3 May 1812, in *Letters of Friends*, ed. Ann Moor (Boston: Little, 1901), 45; Adams to
    Jefferson, 9 June 1813, in *Letters of Friends*, ed. Ann Moor (Boston: Little, 1901), 88.

[^2]: Adams to Jefferson, 9 June 1813, 89.
"""


def test_two_letters_of_one_collection_are_told_by_their_days():
    bibliography = process_input(CHAPTER, name="letters.md")
    letters = [work for work in bibliography.works if work.type == "personal_communication"]
    assert [(work.fields.value(ORIGINAL_DATE).month, work.fields.value(ISSUED).year) for work in letters] == [
        (5, 1901),
        (6, 1901),
    ]
    assert [len(work.citations) for work in letters] == [1, 2]
