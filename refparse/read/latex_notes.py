"""What LaTeX commands for notes, headings and environments do."""

from __future__ import annotations

from refparse.assets import word_map
from refparse.model.source import BibliographyEntry, NoteKind
from refparse.read.latex_bib import read_bib_counting
from refparse.read.latex_mouth import plain
from refparse.read.latex_reader import Action, LatexReader, drop_arguments
from refparse.read.latex_state import Frame
from refparse.read.latex_text import Printed, Sink
from refparse.read.layout import PLAIN

_KINDS = {"foot": NoteKind.FOOT, "end": NoteKind.END}


def _note(reader: LatexReader, name: str, detail: str) -> None:
    kind = _KINDS[detail]
    option = reader.mouth.option()
    if option is None:
        reader.state.counters[kind].value += 1
    number = reader.state.counters[kind].shown() if option is None else plain(option)
    reader.state.mark_place(number)
    _open_note(reader, number, kind)


def _note_text(reader: LatexReader, name: str, detail: str) -> None:
    option = reader.mouth.option()
    number = reader.state.counters[_KINDS[detail]].shown() if option is None else plain(option)
    _open_note(reader, number, _KINDS[detail])


def _note_mark(reader: LatexReader, name: str, detail: str) -> None:
    kind = _KINDS[detail]
    option = reader.mouth.option()
    if option is None:
        reader.state.counters[kind].value += 1
    reader.state.mark_place(reader.state.counters[kind].shown() if option is None else plain(option))


def _open_note(reader: LatexReader, number: str, kind: NoteKind) -> None:
    sink, state = Sink(), reader.state
    shown, order = state.in_document, state.open_note()

    def close() -> None:
        if shown:
            state.add_note(number, kind, sink.finish(), order)

    reader.read_group(Frame(PLAIN, sink, close, note_number=number))


def _heading(reader: LatexReader, name: str, detail: str) -> None:
    state, level = reader.state, int(detail)
    _close_broken_notes(reader)
    reader.mouth.option()
    state.end_paragraph()
    state.heading = level
    if level == 2 and state.chapters_reset and not name.endswith("*"):
        for counter in state.counters.values():
            counter.value = 0

    def close() -> None:
        text = state.body.finish().text
        if level == 2:
            state.chapter, state.section = text, ""
        elif level == 3:
            state.section = text
        state.heading = level
        state.end_paragraph()

    reader.read_group(Frame(PLAIN, state.body, close))


def _close_broken_notes(reader: LatexReader) -> None:
    """End notes whose closing brace is missing: no heading stands in a note."""
    if any(frame.note_number for frame in reader.state.frames):
        reader.state.doubt("R152", "a note has no closing brace and was ended at the next heading")
        while any(frame.note_number for frame in reader.state.frames):
            reader.close_group()


def _title(reader: LatexReader, name: str, detail: str) -> None:
    reader.mouth.option()
    sink, state = Sink(), reader.state
    shown, state.in_document = state.in_document, True

    def close() -> None:
        state.title, state.in_document = sink.finish().text, shown

    reader.read_group(Frame(PLAIN, sink, close))


def _begin(reader: LatexReader, name: str, detail: str) -> None:
    environment = plain(reader.mouth.argument())
    state = reader.state
    if environment == "document":
        state.in_document = True
        _load_bibliography(reader)
        return
    blocks = word_map("grammar", "words", "reading", "latex_environments.tsv")
    if environment in blocks:
        drop_arguments(reader, blocks[environment])
        state.end_paragraph()
    reader.open_group(Frame(state.frame.style, state.frame.sink, environment=environment))


def _end(reader: LatexReader, name: str, detail: str) -> None:
    environment = plain(reader.mouth.argument())
    if environment == "document":
        _close_broken_notes(reader)
        reader.state.end_paragraph()
        reader.state.in_document = False
        return
    frames = reader.state.frames
    if environment in word_map("grammar", "words", "reading", "latex_environments.tsv"):
        reader.state.end_paragraph()
    open_at = next((place for place in range(len(frames) - 1, 0, -1) if frames[place].environment == environment), 0)
    if open_at and not any(frame.note_number for frame in frames[open_at:]):
        if environment in ("thebibliography", "CSLReferences"):
            _finish_entry(reader)
        while len(frames) > open_at:
            reader.close_group()


def _bibitem(reader: LatexReader, name: str, detail: str) -> None:
    reader.mouth.option()
    reader.mouth.argument()
    _finish_entry(reader)
    state, sink = reader.state, Sink()
    state.end_paragraph()
    reader.open_group(Frame(PLAIN, sink, lambda: _add_entry(reader, sink.finish()), environment="bibitem"))


def _finish_entry(reader: LatexReader) -> None:
    while any(frame.environment == "bibitem" for frame in reader.state.frames):
        reader.close_group()


def _add_entry(reader: LatexReader, printed: Printed) -> None:
    entries = reader.state.entries
    if printed.text:
        entries.append(
            BibliographyEntry(
                id=f"b{len(entries) + 1}",
                text=printed.text,
                marks=printed.marks,
                links=printed.links,
                italics_known=True,
            )
        )


def _load_bibliography(reader: LatexReader) -> None:
    items = dict(reader.bibliographer.items)
    for name in reader.state.bib_files:
        file = reader.mouth.beside(name, ".bib")
        if file is None:
            reader.state.doubt("R150", f"the file {name} is not beside the document and was left out")
        else:
            found, broken = read_bib_counting(file)
            items |= found
            if broken:
                reader.state.doubt("R153", f"{broken} entries of {file.name} are broken and were left out")
    reader.bibliographer.items = items


def _label(reader: LatexReader, name: str, detail: str) -> None:
    """Remember which note a label stands in, so that "see note 12 above" says its number."""
    label, notes = plain(reader.mouth.argument()), [frame for frame in reader.state.frames if frame.note_number]
    if notes and label:
        reader.state.labels[label] = notes[-1].note_number


def _ref(reader: LatexReader, name: str, detail: str) -> None:
    label = plain(reader.mouth.argument())
    reader.state.refs.add(label)
    reader.state.print(reader.labels.get(label, ""))


ACTIONS: dict[str, Action] = {
    "note": _note,
    "notetext": _note_text,
    "notemark": _note_mark,
    "heading": _heading,
    "title": _title,
    "begin": _begin,
    "end": _end,
    "bibitem": _bibitem,
    "label": _label,
    "ref": _ref,
}
