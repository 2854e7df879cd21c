"""The way of one note: repair, scan, weigh, decide, parse, build."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from lark import Lark

from refparse.assets import word_rows
from refparse.model.citation import Citation, CrossReference, ParsedNote, Relation, Unparsed
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.source import MarkKind, Note
from refparse.parse.build import build_citation
from refparse.parse.chunks import Chunk, chunks_of
from refparse.parse.draft import NoteText
from refparse.parse.embedded import with_embedded
from refparse.parse.evidence import Bonus, Evidence, bonus_for, with_bonus
from refparse.parse.grammar import note_parser, note_stacks
from refparse.parse.initials import with_initials
from refparse.parse.lattice import DecidedNote, Reading, RoleLattice
from refparse.parse.leftover import find_unparsed
from refparse.parse.page_after_title import with_pages_after_title
from refparse.parse.plausible import is_mere_mention
from refparse.parse.repair import Repaired, repair
from refparse.parse.scan import Token, scan_note
from refparse.parse.subtitles import with_second_subtitle
from refparse.parse.weigh import NOTE, Weights, note_features, shipped_weights
from refparse.text.fold import fold


@dataclass(frozen=True, slots=True)
class Parser:
    """What reading notes needs: the Lark parser and the lattice over its table with its weights."""

    lark: Lark
    lattice: RoleLattice


@cache
def shipped_parser() -> Parser:
    """Give the parser with the weights that refparse comes with.

    These stay to the end of the program, so the garbage collector need not look at them again.
    """
    parser = parser_with(shipped_weights())
    gc.freeze()
    return parser


def parser_with(weights: Weights) -> Parser:
    """Give a parser with other weights."""
    return Parser(note_parser(), RoleLattice(note_stacks(), weights))


def parse_note(note: Note, *, parser: Parser | None = None, ocr: bool = False) -> ParsedNote:
    """Read the citations of one note.

    Spans are code points of `note.text`; what is mended says so in its origin. No text raises: what cannot be read
    is commentary, or stands in `unparsed` where it looks like a citation.

    >>> parsed = parse_note(Note(id="n1", number="1", text="See Bloch, *Feudal Society*, 29."))
    >>> [citation.kind for citation in parsed.citations]
    ['short']
    """
    prepared = prepare_note(note, ocr=ocr)
    return read_prepared(prepared, parser or shipped_parser())


@dataclass(frozen=True, slots=True)
class PreparedNote:
    """A note repaired and scanned: what both passes share."""

    note: Note
    repaired: Repaired
    tokens: Sequence[Token]


def prepare_note(note: Note, *, ocr: bool = False, word_counts: Mapping[str, int] | None = None) -> PreparedNote:
    """Repair and scan a note; its italics come along as a feature of its tokens.

    `ocr` says that the document comes from an OCR program, `word_counts` how often it holds each word.
    """
    return scan_repaired(note, repair(note.text, ocr=ocr, word_counts=word_counts))


def scan_repaired(note: Note, repaired: Repaired) -> PreparedNote:
    """Scan a note whose text is repaired already."""
    damaged = [(span.start, span.end) for span in repaired.damaged_spans]
    return PreparedNote(note, repaired, scan_note(repaired.text, _italics(note, repaired), damaged))


def _italics(note: Note, repaired: Repaired) -> list[tuple[int, int]] | None:
    """Give the italic stretches in the repaired text, None where the source cannot show italics."""
    if not note.italics_known:
        return None
    stretches = [(mark.start, mark.end) for mark in note.marks if mark.kind is MarkKind.ITALIC]
    return [repaired.repaired_span(start, end) for start, end in sorted(stretches)]


def read_prepared(
    prepared: PreparedNote, parser: Parser, *, mode: str = NOTE, evidence: Evidence | None = None
) -> ParsedNote:
    """Choose the roles of a prepared note, parse them with Lark and build the citations.

    `evidence` is what other notes say; where the note holds their titles it is read with these in mind.
    """
    bonus = bonus_for(prepared.note.id, prepared.tokens, evidence) if evidence else {}
    return build_note(prepared, parser, choose_roles(prepared, parser, mode, bonus), evidence)


def choose_roles(prepared: PreparedNote, parser: Parser, mode: str = NOTE, bonus: Bonus | None = None) -> Reading:
    """Give the best roles of a prepared note's tokens; `bonus` is what other notes lend to some."""
    tokens = prepared.tokens
    kinds = [token.kind for token in tokens]
    weights = parser.lattice.weights
    rows = [weights.of_token(k, f) for k, f in zip(kinds, note_features(tokens, mode), strict=True)]
    reading = parser.lattice.decide(kinds, with_bonus(kinds, rows, bonus) if bonus else rows)
    roles = with_pages_after_title(tokens, with_initials(tokens, reading.roles))
    return replace(reading, roles=with_second_subtitle(tokens, roles))


def build_note(
    prepared: PreparedNote, parser: Parser, reading: Reading, evidence: Evidence | None = None
) -> ParsedNote:
    """Parse the chosen roles with Lark, build the citations, and lay the records of live fields over them."""
    tree = parser.lark.parse(DecidedNote(reading.roles), start="start")
    volumes_of = evidence.volumes_of if evidence else _no_volumes
    text = NoteText(prepared.repaired, prepared.tokens, prepared.note.links, volumes_of)
    return with_embedded(_collect(text, prepared.note, reading, chunks_of(tree, prepared.tokens)))


def _no_volumes(_title: str) -> frozenset[str]:
    return frozenset()


def _collect(text: NoteText, note: Note, reading: Reading, chunks: Sequence[Chunk]) -> ParsedNote:
    citations: list[Citation] = []
    diagnostics: list[Diagnostic] = []
    pointers: list[list[Chunk]] = []
    lead: list[Chunk] = []
    for chunk in chunks:
        if chunk.name in ("signal", "relation"):
            lead.append(chunk)
        elif chunk.name == "pointer":
            if pointers and pointers[-1][-1].last == chunk.first - 1:
                pointers[-1].append(chunk)
            else:
                pointers.append([chunk])
        else:
            signal, relation = _lead_in(text, lead, chunk, citations)
            number = len(citations) + 1
            citation, doubts = build_citation(
                text, chunk, reading, note_id=note.id, number=number, signal=signal, relation=relation,
                related=citations[-1].id if relation and citations else "",
            )  # fmt: skip
            lead = []
            if is_mere_mention(citation, chunk, text.tokens, reading.roles):
                continue
            citations.append(citation)
            diagnostics.extend(doubts)
    references = tuple(reference for run in pointers if (reference := _cross_reference(text, run)))
    unparsed = find_unparsed(text, [c.span for c in citations], [r.span for r in references])
    diagnostics.extend(_unparsed_diagnostic(note, stretch) for stretch in unparsed)
    return ParsedNote(
        note=note, citations=tuple(citations), cross_references=references, unparsed=unparsed,
        diagnostics=tuple(diagnostics),
    )  # fmt: skip


def _unparsed_diagnostic(note: Note, stretch: Unparsed) -> Diagnostic:
    return Diagnostic(
        code="R201", severity=Severity.PROBLEM, note=note.id, span=stretch.span,
        message=f"looks like a citation but was not read: {stretch.text[:120]}",
    )  # fmt: skip


@cache
def _signals() -> dict[str, tuple[str, bool]]:
    rows = word_rows("grammar", "words", "signals.tsv")
    return {row[0]: (row[1], len(row) > 2 and row[2] == "relation") for row in rows}


def _lead_in(
    text: NoteText, lead: Sequence[Chunk], citation: Chunk, before: Sequence[Citation]
) -> tuple[str, Relation | None]:
    """Give the signal and the relation that the words before a citation state; words far before it do not count."""
    near = [chunk for chunk in lead if citation.first - chunk.last <= 6]
    relations = [chunk for chunk in near if chunk.name == "relation"]
    if relations:
        words = fold(text.words(relations[-1]))
        canonical = _signals().get(words, (words, True))[0]
        return canonical, Relation(canonical) if canonical in set(Relation) else Relation.QUOTED_IN
    signals = [chunk for chunk in near if chunk.name == "signal"]
    words = " ".join(fold(text.words(chunk)) for chunk in signals)
    return _signals().get(words, (words, False))[0], None


def _cross_reference(text: NoteText, run: Sequence[Chunk]) -> CrossReference | None:
    span = text.span(run[0].start, run[-1].end)
    words = text.repaired.text[run[0].start : run[-1].end]
    digits = [word for word in fold(words).split() if word.isdigit()]
    if not digits and not any(word in fold(words) for word in ("note", "above", "below", "supra", "infra")):
        return None
    return CrossReference(span=span, text=words, target=digits[0] if digits else "")
