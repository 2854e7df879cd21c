"""What LaTeX commands for files, macros, packages and counters do."""

from __future__ import annotations

import re

from refparse.model.source import NoteKind
from refparse.read.latex_mouth import Macro, plain
from refparse.read.latex_reader import Action, LatexReader
from refparse.read.latex_tokens import Kind

# Classes whose footnotes are numbered by chapter.
_CHAPTER_CLASSES = frozenset({"book", "report", "memoir", "scrbook", "scrreprt", "ctexbook", "tufte-book", "octavo"})

# biblatex styles whose \autocite stays in the text.
_INLINE_STYLE = re.compile(
    r"style\s*=\s*\{?(?:authoryear|numeric|alphabetic|apa|mla|chem|nature|science|ieee|authortitle)"
)
_LANGUAGE = re.compile(r"german|austrian|ngermanb")


def _input(reader: LatexReader, name: str, detail: str) -> None:
    reader.mouth.input(plain(reader.mouth.argument()))


def _import(reader: LatexReader, name: str, detail: str) -> None:
    folder, file = plain(reader.mouth.argument()), plain(reader.mouth.argument())
    reader.mouth.input(f"{folder.rstrip('/')}/{file}" if folder else file)


def _bibliography(reader: LatexReader, name: str, detail: str) -> None:
    reader.mouth.option()
    reader.state.bib_files += [part.strip() for part in plain(reader.mouth.argument()).split(",") if part.strip()]


def _define(reader: LatexReader, name: str, detail: str) -> None:
    target = plain(reader.mouth.raw_argument()).lstrip("\\")
    count, default = reader.mouth.option(), reader.mouth.option()
    body = reader.mouth.raw_argument()
    if target in ("thefootnote", "theendnote"):
        _number_shape(reader, target, plain(body))
    elif target and (target not in reader.table or name != "providecommand"):
        arguments = plain(count or ())
        _remember(reader, target, Macro(int(arguments) if arguments.isdigit() else 0, default, body))


def _def(reader: LatexReader, name: str, detail: str) -> None:
    target = plain(reader.mouth.raw_argument()).lstrip("\\")
    parameters = 0
    while (token := reader.mouth.skip_spaces()) is not None and token.kind is Kind.PARAMETER:
        reader.mouth.next()
        parameters += 1
    if token is not None and token.kind is Kind.OPEN:
        _remember(reader, target, Macro(parameters, None, reader.mouth.raw_argument()))


def _remember(reader: LatexReader, target: str, macro: Macro) -> None:
    """Keep a macro of the author's; one for a known note, citation or heading command is not allowed to hide it."""
    known = reader.table.get(target, ("", ""))[0]
    if known not in ("note", "cite", "cites", "heading", "begin", "end", "notemark", "notetext"):
        reader.mouth.define(target, macro)


def _let(reader: LatexReader, name: str, detail: str) -> None:
    target = plain(reader.mouth.raw_argument()).lstrip("\\")
    token = reader.mouth.skip_spaces()
    if token is not None and token.kind is Kind.TEXT and token.text == "=":
        reader.mouth.next()
    body = reader.mouth.raw_argument()
    if body and plain(body).lstrip("\\") != target:
        _remember(reader, target, Macro(0, None, body))


def _number_shape(reader: LatexReader, target: str, body: str) -> None:
    kind = NoteKind.FOOT if target == "thefootnote" else NoteKind.END
    reader.state.counters[kind].shape = next((shape for shape in ("fnsymbol", "alph") if shape in body), "arabic")


def _package(reader: LatexReader, name: str, detail: str) -> None:
    options = plain(reader.mouth.option() or ())
    packages = {part.strip() for part in plain(reader.mouth.argument()).split(",")}
    state = reader.state
    if {"babel", "german", "ngerman"} & packages:
        main = re.search(r"main\s*=\s*(\w+)", options)
        last = main.group(1) if main else options.rsplit(",", 1)[-1]
        state.german = bool(_LANGUAGE.search(last + "".join(packages)))
    if "biblatex" in packages:
        inline = bool(_INLINE_STYLE.search(options)) or "autocite=inline" in options.replace(" ", "")
        state.inline_citations = inline and "autocite=footnote" not in options.replace(" ", "")


def _class(reader: LatexReader, name: str, detail: str) -> None:
    reader.state.german |= bool(_LANGUAGE.search(plain(reader.mouth.option() or ())))
    reader.state.chapters_reset = plain(reader.mouth.argument()) in _CHAPTER_CLASSES


def _counter(reader: LatexReader, name: str, detail: str) -> None:
    counter, value = plain(reader.mouth.argument()), plain(reader.mouth.argument())
    kind = {"footnote": NoteKind.FOOT, "endnote": NoteKind.END}.get(counter)
    if kind is not None and value.lstrip("-").isdigit() and len(value) < 6:
        base = reader.state.counters[kind].value if detail == "add" else 0
        reader.state.counters[kind].value = base + int(value)


def _within(reader: LatexReader, name: str, detail: str) -> None:
    counter, parent = plain(reader.mouth.argument()), plain(reader.mouth.argument())
    if counter == "footnote" and parent == "chapter":
        reader.state.chapters_reset = detail == "in"


ACTIONS: dict[str, Action] = {
    "input": _input,
    "import": _import,
    "bibliography": _bibliography,
    "define": _define,
    "def": _def,
    "let": _let,
    "package": _package,
    "class": _class,
    "counter": _counter,
    "within": _within,
}
