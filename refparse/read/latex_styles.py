"""What LaTeX commands for styles, quotes, links and space do, and those that print nothing."""

from __future__ import annotations

from refparse.model.source import MarkKind
from refparse.read.latex_mouth import plain
from refparse.read.latex_reader import Action, LatexReader, drop_arguments
from refparse.read.latex_state import Frame
from refparse.read.layout import PLAIN, Style

_STYLES: dict[str, Style] = {kind.value: frozenset({kind}) for kind in MarkKind}
_ITALIC = _STYLES["italic"]


def _style(reader: LatexReader, name: str, detail: str) -> None:
    frame = reader.state.frame
    style = frame.style
    if detail == "upright":
        style = style - _ITALIC
    elif name == "emph":
        style = style ^ _ITALIC
    elif detail:
        style = style | _STYLES[detail]
    reader.read_group(Frame(style, frame.sink))


def _declare(reader: LatexReader, name: str, detail: str) -> None:
    frame = reader.state.frame
    if detail == "upright":
        frame.style = PLAIN if name in ("rm", "normalfont") else frame.style - _ITALIC
    else:
        frame.style = frame.style ^ _ITALIC if name == "em" else frame.style | _STYLES[detail]


def _quote(reader: LatexReader, name: str, detail: str) -> None:
    state = reader.state
    if name == "textquote":
        reader.mouth.option()
    marks = "“”" if state.quotes % 2 == 0 else "‘’"
    state.quotes += 1
    state.print(marks[0], PLAIN)

    def close() -> None:
        state.quotes -= 1
        state.print(marks[1], PLAIN)

    reader.read_group(Frame(state.frame.style, state.frame.sink, close))


def _link(reader: LatexReader, name: str, detail: str) -> None:
    target = plain(reader.mouth.argument())
    sink = reader.state.frame.sink
    begin = len(sink.pieces)
    reader.state.print("")
    reader.read_group(
        Frame(reader.state.frame.style, sink, lambda: sink.links.append((begin, len(sink.pieces), target)))
    )


def _address(reader: LatexReader, name: str, detail: str) -> None:
    address = plain(reader.mouth.argument())
    sink = reader.state.frame.sink
    if reader.state.in_document and address:
        sink.links.append((len(sink.pieces), len(sink.pieces) + 1, address))
        sink.pieces.append((address, reader.state.frame.style))


def _second(reader: LatexReader, name: str, detail: str) -> None:
    reader.mouth.option()
    reader.mouth.argument()
    reader.read_group(Frame(reader.state.frame.style, reader.state.frame.sink))


def _paragraph(reader: LatexReader, name: str, detail: str) -> None:
    reader.state.end_paragraph()


def _space(reader: LatexReader, name: str, detail: str) -> None:
    reader.state.print(" ", PLAIN)


def _item(reader: LatexReader, name: str, detail: str) -> None:
    reader.mouth.option()
    reader.state.end_paragraph()


def _drop(reader: LatexReader, name: str, detail: str) -> None:
    drop_arguments(reader, detail)


def _nothing(reader: LatexReader, name: str, detail: str) -> None:
    return


ACTIONS: dict[str, Action] = {
    "style": _style,
    "declare": _declare,
    "quote": _quote,
    "link": _link,
    "address": _address,
    "second": _second,
    "paragraph": _paragraph,
    "space": _space,
    "item": _item,
    "drop": _drop,
    "nothing": _nothing,
    "dropdimen": _nothing,
}
