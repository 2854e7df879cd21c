"""What the citation commands of biblatex and natbib do: print the source, keep its record, make a note."""

from __future__ import annotations

from dataclasses import replace

from refparse.model.source import NoteKind
from refparse.read.latex_citations import Cited, names_of, print_title
from refparse.read.latex_mouth import plain
from refparse.read.latex_reader import Action, LatexReader
from refparse.read.latex_text import Sink
from refparse.read.latex_tokens import Kind, Token
from refparse.read.layout import PLAIN, Style


def _cite(reader: LatexReader, name: str, detail: str) -> None:
    before, after = _pre_and_post(reader)
    keys = [key.strip() for key in plain(reader.mouth.argument()).split(",") if key.strip()]
    cited = [
        Cited(key, before if place == 0 else "", after if place == len(keys) - 1 else "")
        for place, key in enumerate(keys)
    ]
    _print_citations(reader, cited, detail, "full" in name)


def _cites(reader: LatexReader, name: str, detail: str) -> None:
    cited: list[Cited] = []
    opening, closing = _in_brackets(reader), _in_brackets(reader)  # words before and after the whole list
    while len(cited) < 200:
        before, after = _pre_and_post(reader)
        token = reader.mouth.skip_spaces()
        if token is None or token.kind is not Kind.OPEN:
            break
        keys = [key.strip() for key in plain(reader.mouth.argument()).split(",") if key.strip()]
        cited += [Cited(key, before, after if key == keys[-1] else "") for key in keys]
    if cited and opening:
        cited[0] = replace(cited[0], before=f"{opening} {cited[0].before}".strip())
    if cited and closing:
        cited[-1] = replace(cited[-1], after=f"{cited[-1].after}, {closing}".strip(", "))
    _print_citations(reader, cited, detail, "full" in name)


def _in_brackets(reader: LatexReader) -> str:
    """Read an argument in round brackets, as the lists of biblatex have them; "" where there is none."""
    token = reader.mouth.skip_spaces()
    if token is None or token.kind is not Kind.TEXT or not token.text.startswith("("):
        return ""
    words = []
    while (token := reader.mouth.next()) is not None and token.kind is not Kind.PARAGRAPH:
        head, bracket, rest = token.text.partition(")") if token.kind is Kind.TEXT else (token.text, "", "")
        words.append(Token(token.kind, head))
        if bracket:
            reader.mouth.push((Token(Kind.TEXT, rest),) if rest else ())
            break
    return reader.plain_text(tuple(words)).lstrip("(")


def _pre_and_post(reader: LatexReader) -> tuple[str, str]:
    first, second = reader.mouth.option(), reader.mouth.option()
    if second is None:
        return "", reader.plain_text(first or ())
    return reader.plain_text(first or ()), reader.plain_text(second)


def _print_citations(reader: LatexReader, cited: list[Cited], detail: str, full: bool) -> None:
    state = reader.state
    inside = state.in_note
    own_note = not inside and (detail in ("foot", "smart") or (detail == "auto" and not state.inline_citations))
    if not cited or not state.in_document:
        return
    if own_note:
        counter = state.counters[NoteKind.FOOT]
        counter.value += 1
        state.body.drop_space()  # biblatex sets the marker behind the word, whatever space the author typed
        state.mark_place(counter.shown())
        sink = Sink()
        _fill(reader, sink, PLAIN, cited, full)
        sink.add(".", PLAIN)
        state.add_note(counter.shown(), NoteKind.FOOT, sink.finish(), state.open_note())
    else:
        _fill(reader, state.frame.sink, state.frame.style, cited, full)


def _fill(reader: LatexReader, sink: Sink, style: Style, cited: list[Cited], full: bool) -> None:
    for place, each in enumerate(cited):
        if place:
            sink.add("; ", style)
        begin = len(sink.pieces)
        sink.add("", style)
        for text, own in reader.bibliographer.print(each, full=full):
            sink.add(text, style ^ own)
        if item := reader.bibliographer.embed(each):
            sink.add("", style)
            sink.citations.append((begin, len(sink.pieces), (item,)))
        else:
            reader.state.doubt("R151", f"no .bib file beside the document has the key {each.key}")


def _part(reader: LatexReader, name: str, detail: str) -> None:
    _pre_and_post(reader)
    item = reader.bibliographer.items.get(plain(reader.mouth.argument()).split(",")[0].strip(), {})
    if detail == "author":
        reader.state.print(names_of(item, "author", short=True))
    elif detail == "year":
        parts = item.get("issued", {}).get("date-parts") or [[""]]
        reader.state.print(str(parts[0][0]) if parts[0] else "")
    else:
        for text, style in print_title(item, short=not name.endswith("*")):
            reader.state.print(text, style)


ACTIONS: dict[str, Action] = {
    "cite": _cite,
    "cites": _cites,
    "part": _part,
}
