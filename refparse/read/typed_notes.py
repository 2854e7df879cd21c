"""Finds notes typed by hand among the paragraphs of a marked-up document: under a heading, or at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from refparse.assets import word_set
from refparse.formats.rich import Rich, join_rich
from refparse.model.source import MarkKind, Note, NoteKind
from refparse.read.blocks import Block
from refparse.read.divisions import divisions_of
from refparse.read.options import NOTE_PLACES, ReadOptions
from refparse.read.typed_markers import BodyMarkers

# Examples: "12. Bloch", "12) Bloch", "[12] Bloch", "12: Bloch", "n. 12. Bloch"; with nothing but a space it is weaker.
_TYPED_NUMBER: Final = re.compile(r"^(?:\[(\d{1,4})\]|\((\d{1,4})\)|(?:n\.\s)?(\d{1,4})[.):])\s*(?=\S)")
_BARE_NUMBER: Final = re.compile(r"^(\d{1,4})\s+(?=\S)")
_SYMBOLS: Final = re.compile(r"^([*†‡§¶‖]{1,4}|#(?=\s))\s*(?=[\w\"“‘'(\[])")
_RAISED: Final = re.compile(r"^(?:\[?\d{1,4}\]?[.)]?|[*†‡§¶‖#]{1,4}|[a-z]|[ivxl]{1,6})$")

LONGEST_HEADING: Final = 60
# A number may be missing in a list (lost, or swallowed by its neighbour), but not many.
LARGEST_GAP: Final = 3
FEWEST_WITHOUT_HEADING: Final = 2
FEW_NOTES: Final = 3
# How many beginnings of a chain are tried, from the end of the document backwards.
MOST_CHAINS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedNotes:
    """The notes found, and the blocks that are none."""

    notes: tuple[Note, ...]
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Start:
    """A block that looks like the beginning of a note: its number, its text without it, and how it shows."""

    number: str
    rich: Rich
    how: str


@dataclass(slots=True)
class _Found:
    """A note under construction."""

    number: str
    parts: list[Rich]
    division: str


def find_typed_notes(blocks: Sequence[Block], options: ReadOptions) -> TypedNotes:
    """Give the notes that stand as numbered paragraphs under a heading ("Notes"), or at the end without one.

    Numbers may be raised, typed ("12.", "[12]") or set by a list. Paragraphs without a number go on with the note
    before. Without a heading the last chain of numbers from 1 counts, if its numbers are raised or stand as markers in
    the text. `options.notes` may name the heading, or say "list" for a document that is nothing but notes.
    """
    starts = [_start(block) for block in blocks]
    regions = _regions(blocks, starts, options)
    inside = {place for region in regions for place in region}
    body = [block for place, block in enumerate(blocks) if place not in inside]
    divisions = divisions_of(blocks)
    found = [each for region in regions for each in _notes_in(blocks, starts, region, divisions[region.start])]
    markers = BodyMarkers(body)
    notes = tuple(_note(each, markers) for each in found)
    return TypedNotes(notes=notes, body=tuple(body) if notes else tuple(blocks))


def may_hide_typed_notes(notes: Sequence[Note], options: ReadOptions) -> bool:
    """Say whether a document whose own notes are `notes` may have others, typed by hand.

    One or two notes of the word processor are often an author's thanks or affiliation.
    """
    return len(notes) < FEW_NOTES or options.notes not in (None, "foot", "inline")


def _start(block: Block) -> _Start | None:
    """Give a block as the beginning of a note, or None."""
    if block.heading or not block.text:
        return None
    raised = next((m for m in block.rich.marks if m.kind is MarkKind.SUPERSCRIPT and m.start == 0), None)
    if raised and _RAISED.match(block.text[: raised.end]) and len(block.text) > raised.end:
        return _Start(block.text[: raised.end].strip("[]().,"), _after(block.rich, raised.end), "raised")
    if block.number and block.number.strip("0123456789.") == "":
        return _Start(block.number, block.rich, "list")
    for pattern, how in ((_TYPED_NUMBER, "typed"), (_SYMBOLS, "symbol"), (_BARE_NUMBER, "bare")):
        if match := pattern.match(block.text):
            return _Start(next(group for group in match.groups() if group), block.rich.cut(match.end()), how)
    return None


def _after(rich: Rich, end: int) -> Rich:
    """Give the text after a raised number, without a full stop or bracket that belongs to the number."""
    rest = rich.cut(end)
    return rest.cut(1) if re.match(r"[.):]\s", rest.text) else rest


def _regions(blocks: Sequence[Block], starts: Sequence[_Start | None], options: ReadOptions) -> list[range]:
    """Give the stretches of blocks that are notes, headings included."""
    if options.notes == "list":
        return [range(len(blocks))] if blocks else []
    is_heading = heading_test(options)
    regions: list[range] = []
    for place, block in enumerate(blocks):
        if (not regions or place >= regions[-1].stop) and is_heading(block):
            region = range(place, _region_end(blocks, place, is_heading))
            if _is_numbered(blocks, starts, region) or _is_a_note_each(blocks, region):
                regions.append(region)
    return regions or _region_without_heading(blocks, starts, certain=options.notes == "end")


def heading_test(options: ReadOptions) -> Callable[[Block], bool]:
    """Give the test for the heading of a notes section: the words the caller named, or those of the word list."""
    named = options.notes if options.notes not in (None, *NOTE_PLACES) else None
    words = {named.casefold()} if named else word_set("grammar", "words", "reading", "endnote_headings.tsv")
    return lambda block: not block.in_contents and heading_words(block) in words


def heading_words(block: Block) -> str:
    """Give a heading's words for looking up, "" for a block too long to be one."""
    return "" if len(block.text) > LONGEST_HEADING else " ".join(block.text.casefold().strip(" :.*").split())


def _region_end(blocks: Sequence[Block], place: int, is_heading: Callable[[Block], bool]) -> int:
    """Give the end of the notes section whose heading stands at `place`: the next heading of its rank or above."""
    level = blocks[place].heading
    after = word_set("grammar", "words", "reading", "after_notes_headings.tsv")
    for index in range(place + 1, len(blocks)):
        block = blocks[index]
        ends_notes = heading_words(block) in after or is_heading(block) or block.in_bibliography
        if ends_notes or (level and 0 < block.heading <= level):
            return index
    return len(blocks)


def _is_numbered(blocks: Sequence[Block], starts: Sequence[_Start | None], region: range) -> bool:
    """Say whether what stands under a heading of notes is numbered as notes are.

    "Note" is such a heading in some languages; in others it stands over a remark, which has no two numbers.
    """
    chain = [start for start in _chain(starts, region) if start]
    numbers = sum(start.number.isdecimal() or start.how == "raised" for start in chain)
    fewest = 2 if heading_words(blocks[region.start]) == "note" else 1
    all_signs = fewest == 1 and len(chain) > numbers and len(chain) * 2 >= len(region) - 1
    return numbers >= fewest or all_signs


def _is_a_note_each(blocks: Sequence[Block], region: range) -> bool:
    """Say whether the paragraphs under a heading, though without numbers, are as many as the body has markers."""
    count = sum(1 for place in region[1:] if not blocks[place].heading)
    return 0 < count == BodyMarkers(blocks[: region.start]).last_in_a_row()


def _chain_length(starts: Sequence[_Start | None], region: range) -> int:
    return sum(1 for place in region if starts[place] is not None)


def _region_without_heading(blocks: Sequence[Block], starts: Sequence[_Start | None], *, certain: bool) -> list[range]:
    """Give the last chain of notes from number 1, up to the next heading, where the text has markers for it."""
    markers = BodyMarkers(blocks)
    firsts = [place for place, start in enumerate(starts) if start is not None and start.number in ("1", "*")]
    for place in reversed(firsts[-MOST_CHAINS:]):
        start = starts[place]
        region = range(place, _region_end(blocks, place, lambda block: block.heading > 0))
        chain = [each for each in _chain(starts, region) if each]
        known = sum(markers.has(each.number) for each in chain)
        raised = sum(each.how == "raised" for each in chain)
        how = start.how if start is not None else ""
        # A list in the middle of a text is an argument in points, whatever powers of ten the text raises.
        is_weak = how == "bare" or (how == "list" and not _ends_document(blocks, region))
        trusted = certain or raised * 2 > len(chain) or (known * 2 > len(chain) and not is_weak)
        if len(chain) >= FEWEST_WITHOUT_HEADING and trusted:
            return [region]
    return []


def _ends_document(blocks: Sequence[Block], region: range) -> bool:
    after = word_set("grammar", "words", "reading", "after_notes_headings.tsv")
    return region.stop >= len(blocks) or heading_words(blocks[region.stop]) in after


def _chain(starts: Sequence[_Start | None], region: Iterable[int]) -> Iterator[_Start | None]:
    """Give, for each place, the note that begins there: numbers must go up by one, or by a small gap."""
    before = 0
    for place in region:
        start = starts[place]
        if start is None or not _follows(start, before):
            yield None
            continue
        before = int(start.number) if start.number.isdecimal() else before
        yield start


def _follows(start: _Start, before: int) -> bool:
    if not start.number.isdecimal():
        return start.how in ("raised", "symbol")
    step = int(start.number) - before
    return 0 < step <= LARGEST_GAP or (before == 0 and start.how != "bare")


def _notes_in(blocks: Sequence[Block], starts: Sequence[_Start | None], region: range, division: str) -> list[_Found]:
    """Give the notes of one region: a new chain after each subheading, paragraphs without a number joined."""
    found: list[_Found] = []
    if not _chain_length(starts, region):
        # A region begins with its heading, unless it is the whole document.
        plain = [blocks[place] for place in region[int(region.start > 0) :] if not blocks[place].heading]
        return [_Found(str(number), [block.rich], division) for number, block in enumerate(plain, 1)]
    before, fresh = 0, True
    for place in region:
        block, start = blocks[place], starts[place]
        restarts = start is not None and start.number == "1" and before > 1
        if block.heading or (start is None and _is_subhead(block, starts, place)):
            division = block.text if place > region.start else division
            before, fresh = 0, True
        elif start is not None and (restarts or _follows(start, before)):
            found.append(_Found(start.number, [start.rich], division))
            before = int(start.number) if start.number.isdecimal() else before
            fresh = False
        elif found and not fresh:
            found[-1].parts.append(block.rich)
    return found


def _is_subhead(block: Block, starts: Sequence[_Start | None], place: int) -> bool:
    """Say whether a short paragraph without a number stands before a chain that begins anew: a chapter's title."""
    after = starts[place + 1] if place + 1 < len(starts) else None
    return after is not None and after.number == "1" and len(block.text) <= LONGEST_HEADING


def _note(found: _Found, markers: BodyMarkers) -> Note:
    rich = join_rich(found.parts)
    return Note(
        id="",
        number=found.number,
        text=rich.text,
        kind=NoteKind.END,
        division=found.division,
        marks=rich.marks,
        links=rich.links,
        embedded=rich.embedded,
        marker_sentence=markers.take_sentence(found.number),
        italics_known=True,
    )
