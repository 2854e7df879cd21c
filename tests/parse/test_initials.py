"""Initials in front of the name that opens a citation belong to it."""

from __future__ import annotations

import pytest

from refparse.parse.initials import with_initials
from refparse.parse.scan import scan_note


def names_of(text: str, family: str) -> list[str]:
    """Give the words that are name where only `family` was chosen to be one."""
    tokens = scan_note(text, None, [])
    chosen = tuple("NAME" if token.text == family else "_PROSE" for token in tokens)
    roles = with_initials(tokens, chosen)
    return [token.text for token, role in zip(tokens, roles, strict=True) if role == "NAME"]


@pytest.mark.parametrize(
    ("text", "family", "names"),
    [
        ("as shown by C. K. Webster", "Webster", ["C.", "K.", "Webster"]),
        ("the guide is still Charles K. Webster", "Webster", ["Charles", "K.", "Webster"]),
        ("Charles K. Webster", "Webster", ["K.", "Webster"]),  # at the head of a sentence a capital proves nothing
        ("the guide is still Webster", "Webster", ["Webster"]),
        ("It ended there. Webster", "Webster", ["Webster"]),
    ],
)
def test_a_name_reaches_back_over_its_initials(text: str, family: str, names: list[str]) -> None:
    assert names_of(text, family) == names
