"""Reads the marks of official papers: volumes of parliamentary papers, years of a reign that number a statute."""

from __future__ import annotations

import re
from dataclasses import replace

from refparse.model.fields import Field
from refparse.model.variables import (
    CONTAINER_TITLE,
    GENRE,
    ISSUED,
    NUMBER,
    TITLE,
    VOLUME,
)
from refparse.parse.draft import Draft
from refparse.parse.normalize.dates import parse_date
from refparse.parse.normalize.publication import parse_volume
from refparse.parse.parts import part_of

# "P.P., 1937–38, XV (Cmd. 5641)", "PP 1851 (36), VIII", "Parliamentary Papers, 1831–32, vol. 15" (CMOS 17, 14.300)
_PAPERS = re.compile(
    r"""(?P<container>P\.\s?P\.|B?PP|Parliamentary\ Papers|Parl\.\ Papers|Sessional\ Papers),?\s+
    (?P<issued>1[5-9]\d\d(?:[-–/]\d{2,4})?)
    (?:\s*[\[(](?P<paper>[^()\[\]]{1,20})[\])]?)?
    (?:,?\s*(?P<volume>[IVXLC]+\b|vol\.\s?\d+))?
    (?:,?\s*[\[(]?(?P<command>C(?:d|md|mnd)?\.\s?\d+)[\])]?)?""",
    re.VERBOSE,
)
# "VIII, 35": the volume of the papers stands before the page
_VOLUME_AND_PAGE = re.compile(r"([IVXLC]+), (.+)")
_KINGS = r"Geo|Vict|Will|Wm|Edw|Eliz|Hen|Jac|Car|Anne?|Chas|Jas|Ric|W(?:ill)?\.\s?(?:&|and)\s?M"
# "10 & 11 Geo. 5, c. 31", "29 Vict., c. 1"; "7 U.S.C. § 301", "78 Stat. 241" (CMOS 17, 14.280, 14.300)
STATUTE = re.compile(
    rf"\d{{1,2}}(?:\s(?:&|and)\s\d{{1,2}})?\s(?:{_KINGS})\b\.?(?:\s?\d\b|\s?[IV]+\b)?.*"
    r"|\d{1,3}\s(?:U\.\s?S\.\s?C\.|USC|Stat\.|C\.\s?F\.\s?R\.|CFR|Fed\.\s?Reg\.)\s?(?:§+\s?)?\d[\w.-]*.*"
)
# "S. 1130", "H.R. 4567", "S.J. Res. 81", "H. Con. Res. 14" (CMOS 17, 14.289)
BILL = re.compile(r"(?:H\.\s?R\.|[HS]\.(?:\s?J\.|\s?Con\.)?(?:\s?Res\.)?)\s?\d+\b")
# "Poor Law Amendment Act, 1834", "Loi … 1849": the year of a statute at the end of its title
_YEAR = re.compile(r"(.*\bAct)(?: of)?,?\s(1[2-9]\d\d|20\d\d)")


def read_official_marks(draft: Draft) -> None:
    """Give what marks official papers in the genre words the fields that it stands for."""
    genre = draft.fields.get(GENRE)
    if genre is None:
        return
    if (papers := _PAPERS.match(genre.value)) is not None:
        _read_papers(draft, genre, papers)
    elif TITLE not in draft.fields and CONTAINER_TITLE not in draft.fields and (bill := BILL.match(genre.value)):
        draft.fields = draft.fields.set(TITLE, part_of(genre, bill[0])).without(GENRE)
    elif STATUTE.fullmatch(genre.value) is not None:
        _read_statute(draft, genre)


def _read_papers(draft: Draft, genre: Field[str], papers: re.Match[str]) -> None:
    if CONTAINER_TITLE not in draft.fields:
        draft.fields = draft.fields.set(CONTAINER_TITLE, part_of(genre, papers["container"]))
    _set_date(draft, genre, papers["issued"])
    for key, words in ((NUMBER, papers["paper"] or papers["command"]), (VOLUME, papers["volume"])):
        if words and key not in draft.fields:
            part = part_of(genre, words)
            draft.fields = draft.fields.set(key, replace(part, value=parse_volume(words)) if key is VOLUME else part)
    if not genre.value[papers.end() :].strip(" ,()[]"):
        draft.fields = draft.fields.without(GENRE)
    _move_volume(draft)


def _move_volume(draft: Draft) -> None:
    found = _VOLUME_AND_PAGE.fullmatch(draft.locator.value) if draft.locator is not None else None
    if found is None or draft.locator is None or VOLUME in draft.fields:
        return
    draft.fields = draft.fields.set(VOLUME, replace(draft.locator, value=parse_volume(found[1])))
    draft.locator = replace(draft.locator, value=found[2])
    draft.locators[:] = [replace(one, volume="") for one in draft.locators]


def _read_statute(draft: Draft, genre: Field[str]) -> None:
    draft.fields = draft.fields.without(GENRE)
    if NUMBER not in draft.fields:
        draft.fields = draft.fields.set(NUMBER, genre)
    if TITLE not in draft.fields:
        draft.fields = draft.fields.set(TITLE, genre)
    _date_by_title(draft)


def _date_by_title(draft: Draft) -> None:
    title = draft.fields.get(TITLE)
    dated = _YEAR.fullmatch(title.value) if title is not None else None
    if title is None or dated is None or ISSUED in draft.fields:
        return
    _set_date(draft, title, dated[2])
    draft.fields = draft.fields.set(TITLE, part_of(title, dated[1]))


def _set_date(draft: Draft, whole: Field[str], words: str) -> None:
    date = parse_date(words)
    if date is not None and ISSUED not in draft.fields:
        part = part_of(whole, words)
        draft.fields = draft.fields.set(ISSUED, Field(value=date, text=part.text, span=part.span, origin=part.origin))
