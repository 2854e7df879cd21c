"""Says which bare mentions are no citations: names and titles that the commentary merely speaks of.

A title in running text without imprint and page, to which no "see" points, is no citation, and neither is a name
alone (the conventions of the output, rules 2 and 4). A mention with a locator or an imprint always stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from refparse.model.citation import Citation, CitationForm
from refparse.model.variables import (
    ARCHIVE,
    ARCHIVE_LOCATION,
    AUTHOR,
    CONTAINER_TITLE,
    DOI,
    EDITOR,
    GENRE,
    ISSUED,
    RECIPIENT,
    TITLE,
    URL,
)
from refparse.parse.chunks import Chunk
from refparse.parse.genre_words import genre_of
from refparse.parse.scan import Token
from refparse.text.fold import fold

START, LED, LISTED, PARENTHESIS, SENTENCE, PROSE = "start", "led", "listed", "parenthesis", "sentence", "prose"

_POINTERS = frozenset({"supra", "infra", "above", "below", "ante", "post", "vide supra", "vide infra", "oben", "unten"})
_JOINING = frozenset({"and", "comma", "semi", "signal", "vperiod"})
_LEADING = frozenset({"SIGNAL", "RELATION", "LINK"})
_STOPPING = frozenset({"_STOP", "_WEAK_STOP"})


def lead_of(tokens: Sequence[Token], roles: Sequence[str], first: int) -> str:
    """Say what stands before a mention: nothing, a signal, another citation, a parenthesis, a sentence end, prose."""
    index = first - 1
    while index >= 0:
        role, kind = roles[index], tokens[index].kind
        if role in _LEADING:
            return LED
        if role in _STOPPING:
            return LISTED
        if role != "_PROSE" and role != "SKIP":
            return PROSE
        if kind in ("open", "obr"):
            return PARENTHESIS
        if kind == "period":
            return SENTENCE
        if kind not in _JOINING:
            return PROSE
        index -= 1
    return START


def is_mere_mention(citation: Citation, chunk: Chunk, tokens: Sequence[Token], roles: Sequence[str]) -> bool:
    """Say whether a mention belongs to the commentary: a name alone, or a title that nothing points to."""
    if AUTHOR not in citation.fields and not any(char.isalnum() for char in citation.fields.value(TITLE, "x")):
        return True  # a title of marks alone is none
    if fold(citation.fields.value(TITLE, "")) in _POINTERS and AUTHOR not in citation.fields:
        return True  # "See infra, p. 45"
    if _is_of_prose(citation, chunk, tokens, roles):
        return True
    if not _is_bare(citation):
        return False
    if any(token.kind == "speech" for token in tokens[chunk.first : chunk.last + 1]):
        return True
    lead = lead_of(tokens, roles, chunk.first)
    closes = all(token.kind in ("period", "vperiod", "end", "close") for token in tokens[chunk.last + 1 :])
    has_work = any(key in citation.fields for key in (TITLE, CONTAINER_TITLE, GENRE))
    if not has_work:
        return lead not in (START, LISTED) or (lead == START and not closes)
    if AUTHOR in citation.fields or EDITOR in citation.fields or citation.possessive:
        return False
    first = tokens[chunk.first]
    if first.text[:1].islower() and first.italic is not True:
        return True
    return lead == PROSE or (lead == SENTENCE and not closes)


def _is_of_prose(citation: Citation, chunk: Chunk, tokens: Sequence[Token], roles: Sequence[str]) -> bool:
    """Say whether names within a sentence cite nothing: "songs from Brel to Piaf", "the son of Ann Lee, a German".

    So does the matter for which "see" then names a source: "For the sources of the mill, see Lind".
    """
    stated = set(citation.fields)
    if citation.form is not CitationForm.SHORT or citation.locator is not None or stated & _STATED:
        return False
    opening = {token.text.casefold() for token in tokens[max(0, chunk.first - 1) : chunk.first + 1]}
    if AUTHOR not in stated and opening & _TOPIC and "SIGNAL" in roles[chunk.last + 1 : chunk.last + 3]:
        return True
    if lead_of(tokens, roles, chunk.first) != PROSE:
        return False
    is_named = AUTHOR in stated and TITLE not in stated and CONTAINER_TITLE not in stated
    is_lower = tokens[chunk.first].text[:1].islower() and tokens[chunk.first].italic is not True
    return RECIPIENT in stated or (is_named and (is_lower or not genre_of(citation.fields.value(GENRE, ""))[0]))


_STATED = frozenset({ISSUED, ARCHIVE, ARCHIVE_LOCATION, URL, DOI})
_TOPIC = frozenset({"for", "on", "about", "regarding", "zu", "pour", "sur", "para"})


def _is_bare(citation: Citation) -> bool:
    """Say whether a citation states no more than names and a title."""
    if citation.form is not CitationForm.SHORT or citation.locator is not None or citation.abbreviation:
        return False
    if ARCHIVE_LOCATION in citation.fields or citation.note_reference:
        return False
    return ISSUED not in citation.fields or not (TITLE in citation.fields or CONTAINER_TITLE in citation.fields)
