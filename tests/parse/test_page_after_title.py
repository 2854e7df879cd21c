"""A span of pages behind a title is a place in the work, even where another page follows."""

from refparse.parse.page_after_title import with_pages_after_title
from refparse.parse.scan import scan_note

ROLES = ("NAME", "_HEAD_SEP", "TITLE", "TITLE", "TITLE", "TITLE", "_SEP", "PAGES", "_STOP", "_PROSE")


def roles_of(text: str) -> tuple[str, ...]:
    tokens = scan_note(text)
    assert len(tokens) == len(ROLES)
    return with_pages_after_title(tokens, ROLES)


def test_a_span_that_a_page_follows_is_given_back_to_the_locator():
    assert roles_of("Calder, Trade Policies, 28-30, 200.")[4:8] == ("_SEP", "PAGES", "PAGES", "PAGES")


def test_years_at_the_end_of_a_title_stay_in_it():
    assert roles_of("Calder, Trade Policies, 1917-24, 200.") == ROLES
