"""Reads LaTeX tokens one by one and does what each command asks for, by a table of actions."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from refparse.assets import word_rows
from refparse.errors import ReadError
from refparse.model.source import BibliographyEntry, MarkKind, NoteKind
from refparse.read.latex_bib import read_bib
from refparse.read.latex_citations import Bibliographer, Cited, names_of, print_title
from refparse.read.latex_mouth import Macro, Mouth, Tokens, plain
from refparse.read.latex_state import MAX_GROUPS, Frame, State
from refparse.read.latex_text import ACCENTS, SYMBOLS, Printed, Sink, accented, symbol
from refparse.read.latex_tokens import Kind, Token
from refparse.read.layout import PLAIN, Style

_CLOSE = Token(Kind.CLOSE, "}")
_STYLES: dict[str, Style] = {kind.value: frozenset({kind}) for kind in MarkKind}
_ITALIC = _STYLES["italic"]
_KINDS = {"foot": NoteKind.FOOT, "end": NoteKind.END}

# Classes whose footnotes are numbered by chapter.
_CHAPTER_CLASSES = frozenset({"book", "report", "memoir", "scrbook", "scrreprt", "ctexbook", "tufte-book", "octavo"})

# biblatex styles whose \autocite stays in the text.
_INLINE_STYLE = re.compile(
    r"style\s*=\s*\{?(?:authoryear|numeric|alphabetic|apa|mla|chem|nature|science|ieee|authortitle)"
)
_LANGUAGE = re.compile(r"german|austrian|ngermanb")

# German shorthands of babel: `"a`, `"s`, "`, "'.
_GERMAN = {"a": "ä", "o": "ö", "u": "ü", "A": "Ä", "O": "Ö", "U": "Ü", "s": "ß", "`": "„", "'": "“", "-": "", "=": "-"}

_TYPED = {"~": " ", "'": "’", "`": "‘"}


class LatexReader:
    """Reads one LaTeX document, from its first token to its last, into a `State`."""

    def __init__(self, path: Path) -> None:
        self.mouth = Mouth(path)
        self.state = State()
        self.state.frames.append(Frame(PLAIN, self.state.body))
        self.bibliographer = Bibliographer({})
        self._table = {row[0]: (row[1], row[2] if len(row) > 2 else "") for row in word_rows(*_TABLE)}
        self._actions: dict[str, Callable[[str, str], None]] = {
            "style": self._style, "declare": self._declare, "quote": self._quote, "note": self._note,
            "notetext": self._note_text, "notemark": self._note_mark, "cite": self._cite, "cites": self._cites,
            "part": self._part, "heading": self._heading, "title": self._title, "input": self._input,
            "import": self._import, "bibliography": self._bibliography, "define": self._define, "def": self._def,
            "let": self._let, "package": self._package, "class": self._class, "counter": self._counter,
            "within": self._within, "begin": self._begin, "end": self._end, "bibitem": self._bibitem,
            "paragraph": self._paragraph, "space": self._space, "item": self._item, "drop": self._drop,
            "second": self._second, "link": self._link, "address": self._address, "nothing": self._nothing,
            "dropdimen": self._nothing,
        }  # fmt: skip

    def read(self, *, whole: bool) -> State:
        """Read to the end; `whole` says that there is no ``\\begin{document}`` to wait for.

        Raises ReadError where files or macros call themselves without end.
        """
        self.state.in_document = whole
        self.mouth.open()
        while (token := self.mouth.next()) is not None:
            self._take(token)
        while len(self.state.frames) > 1:
            self._close()
        self.state.end_paragraph()
        for name in dict.fromkeys(self.mouth.missing):
            self.state.doubt("R150", f"the file {name} is not beside the document and was left out")
        return self.state

    def _take(self, token: Token) -> None:
        state = self.state
        if token.kind is Kind.WORD:
            self._command(token.text)
        elif token.kind is Kind.TEXT:
            self._text(token.text)
        elif token.kind is Kind.SPACE:
            state.print(" ", PLAIN)
        elif token.kind is Kind.SYMBOL:
            self._symbol(token.text)
        elif token.kind is Kind.OPEN:
            self._open(Frame(state.frame.style, state.frame.sink))
        elif token.kind is Kind.CLOSE:
            if len(state.frames) > 1 and not state.frame.environment:
                self._close()
        elif token.kind is Kind.PARAGRAPH:
            state.end_paragraph()
        elif token.kind in (Kind.RAISED, Kind.LOWERED):
            kind = MarkKind.SUPERSCRIPT if token.kind is Kind.RAISED else MarkKind.SUBSCRIPT
            self._group(Frame(state.frame.style | {kind}, state.frame.sink))
        elif token.kind is Kind.VERBATIM:
            state.print(token.text)

    def _open(self, frame: Frame) -> None:
        if len(self.state.frames) > MAX_GROUPS:
            raise ReadError(f"groups are nested more than {MAX_GROUPS} deep", path=self.mouth.path)
        self.state.frames.append(frame)

    def _close(self) -> None:
        frame = self.state.frames.pop()
        if frame.close is not None:
            frame.close()

    def _group(self, frame: Frame) -> None:
        """Open a group for the argument that comes next, braced or a single token."""
        token = self.mouth.skip_spaces()
        if token is None or token.kind in (Kind.CLOSE, Kind.PARAGRAPH):
            self._open(frame)
            self._close()
            return
        self.mouth.next()
        self._open(frame)
        if token.kind is not Kind.OPEN:
            self.mouth.push((token, _CLOSE))

    def _command(self, name: str) -> None:
        bare = name.rstrip("*")
        if bare in self._table:
            action, detail = self._table[bare]
            self._actions[action](name, detail)
        elif bare in ACCENTS:
            self.state.print(accented(bare, self.mouth.argument()))
        else:
            self.state.print(symbol(bare))

    def _symbol(self, name: str) -> None:
        if name in ACCENTS and name not in "-":
            self.state.print(accented(name, self.mouth.argument()))
        else:
            self.state.print(SYMBOLS.get(name, name if name.isalnum() else ""))

    def _text(self, text: str) -> None:
        if text == '"' and self.state.german:
            after = self.mouth.peek()
            if after is not None and after.kind is Kind.TEXT and after.text[:1] in _GERMAN:
                self.mouth.next()
                text = _GERMAN[after.text[0]] + after.text[1:]
        self.state.print(_TYPED.get(text, text))

    # Styles and quotes

    def _style(self, name: str, detail: str) -> None:
        frame = self.state.frame
        style = frame.style
        if detail == "upright":
            style = style - _ITALIC
        elif name == "emph":
            style = style ^ _ITALIC
        elif detail:
            style = style | _STYLES[detail]
        self._group(Frame(style, frame.sink))

    def _declare(self, name: str, detail: str) -> None:
        frame = self.state.frame
        if detail == "upright":
            frame.style = PLAIN if name in ("rm", "normalfont") else frame.style - _ITALIC
        else:
            frame.style = frame.style ^ _ITALIC if name == "em" else frame.style | _STYLES[detail]

    def _quote(self, name: str, detail: str) -> None:
        state = self.state
        if name == "textquote":
            self.mouth.option()
        marks = "“”" if state.quotes % 2 == 0 else "‘’"
        state.quotes += 1
        state.print(marks[0], PLAIN)

        def close() -> None:
            state.quotes -= 1
            state.print(marks[1], PLAIN)

        self._group(Frame(state.frame.style, state.frame.sink, close))

    # Notes

    def _note(self, name: str, detail: str) -> None:
        kind = _KINDS[detail]
        option = self.mouth.option()
        if option is None:
            self.state.counters[kind].value += 1
        number = self.state.counters[kind].shown() if option is None else plain(option)
        self.state.mark_place(number)
        self._open_note(number, kind)

    def _note_text(self, name: str, detail: str) -> None:
        option = self.mouth.option()
        number = self.state.counters[_KINDS[detail]].shown() if option is None else plain(option)
        self._open_note(number, _KINDS[detail])

    def _note_mark(self, name: str, detail: str) -> None:
        kind = _KINDS[detail]
        option = self.mouth.option()
        if option is None:
            self.state.counters[kind].value += 1
        self.state.mark_place(self.state.counters[kind].shown() if option is None else plain(option))

    def _open_note(self, number: str, kind: NoteKind) -> None:
        sink, state = Sink(), self.state
        shown = state.in_document

        def close() -> None:
            if shown:
                state.add_note(number, kind, sink.finish())

        self._group(Frame(PLAIN, sink, close, is_note=True))

    # Citations

    def _cite(self, name: str, detail: str) -> None:
        before, after = self._pre_and_post()
        keys = [key.strip() for key in plain(self.mouth.argument()).split(",") if key.strip()]
        cited = [
            Cited(key, before if place == 0 else "", after if place == len(keys) - 1 else "")
            for place, key in enumerate(keys)
        ]
        self._print_citations(cited, detail, "full" in name)

    def _cites(self, name: str, detail: str) -> None:
        cited: list[Cited] = []
        while len(cited) < 200:
            before, after = self._pre_and_post()
            token = self.mouth.skip_spaces()
            if token is None or token.kind is not Kind.OPEN:
                break
            keys = [key.strip() for key in plain(self.mouth.argument()).split(",") if key.strip()]
            cited += [Cited(key, before, after if key == keys[-1] else "") for key in keys]
        self._print_citations(cited, detail, "full" in name)

    def _pre_and_post(self) -> tuple[str, str]:
        first, second = self.mouth.option(), self.mouth.option()
        if second is None:
            return "", self._printed(first or ())
        return self._printed(first or ()), self._printed(second)

    def _print_citations(self, cited: list[Cited], detail: str, full: bool) -> None:
        state = self.state
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
            self._fill(sink, PLAIN, cited, full)
            sink.add(".", PLAIN)
            state.add_note(counter.shown(), NoteKind.FOOT, sink.finish())
        else:
            self._fill(state.frame.sink, state.frame.style, cited, full)

    def _fill(self, sink: Sink, style: Style, cited: list[Cited], full: bool) -> None:
        for place, each in enumerate(cited):
            if place:
                sink.add("; ", style)
            begin = len(sink.pieces)
            sink.add("", style)
            for text, own in self.bibliographer.print(each, full=full):
                sink.add(text, style ^ own)
            if item := self.bibliographer.embed(each):
                sink.add("", style)
                sink.citations.append((begin, len(sink.pieces), (item,)))
            else:
                self.state.doubt("R151", f"no .bib file beside the document has the key {each.key}")

    def _part(self, name: str, detail: str) -> None:
        self._pre_and_post()
        item = self.bibliographer.items.get(plain(self.mouth.argument()).split(",")[0].strip(), {})
        if detail == "author":
            self.state.print(names_of(item, "author", short=True))
        elif detail == "year":
            parts = item.get("issued", {}).get("date-parts") or [[""]]
            self.state.print(str(parts[0][0]) if parts[0] else "")
        else:
            for text, style in print_title(item, short=not name.endswith("*")):
                self.state.print(text, style)

    def _printed(self, tokens: Tokens) -> str:
        """Give tokens as text, for the words before and after a citation."""
        words = []
        for token in tokens:
            if token.kind is Kind.WORD:
                words.append(symbol(token.text))
            elif token.kind is Kind.SYMBOL:
                words.append(SYMBOLS.get(token.text, ""))
            elif token.kind in (Kind.TEXT, Kind.SPACE):
                words.append(_TYPED.get(token.text, token.text))
        text = "".join(words).replace("---", "—").replace("--", "–")
        return " ".join(text.replace("‘‘", "“").replace("’’", "”").split())

    # Parts of the document

    def _heading(self, name: str, detail: str) -> None:
        state, level = self.state, int(detail)
        self._close_broken_notes()
        self.mouth.option()
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

        self._group(Frame(PLAIN, state.body, close))

    def _close_broken_notes(self) -> None:
        """End notes whose closing brace is missing: no heading stands in a note."""
        if any(frame.is_note for frame in self.state.frames):
            self.state.doubt("R152", "a note has no closing brace and was ended at the next heading")
            while any(frame.is_note for frame in self.state.frames):
                self._close()

    def _title(self, name: str, detail: str) -> None:
        sink, state = Sink(), self.state
        shown, state.in_document = state.in_document, True

        def close() -> None:
            state.title, state.in_document = sink.finish().text, shown

        self._group(Frame(PLAIN, sink, close))

    def _begin(self, name: str, detail: str) -> None:
        environment = plain(self.mouth.argument())
        state = self.state
        if environment == "document":
            state.in_document = True
            self._load_bibliography()
            return
        if environment == "thebibliography":
            self.mouth.argument()
        if environment in ("quote", "quotation", "thebibliography", "itemize", "enumerate"):
            state.end_paragraph()
        self._open(Frame(state.frame.style, state.frame.sink, environment=environment))

    def _end(self, name: str, detail: str) -> None:
        environment = plain(self.mouth.argument())
        if environment == "document":
            self._close_broken_notes()
            self.state.end_paragraph()
            self.state.in_document = False
            return
        frames = self.state.frames
        open_at = next(
            (place for place in range(len(frames) - 1, 0, -1) if frames[place].environment == environment), 0
        )
        if open_at and not any(frame.is_note for frame in frames[open_at:]):
            if environment == "thebibliography":
                self._finish_entry()
            while len(frames) > open_at:
                self._close()

    def _bibitem(self, name: str, detail: str) -> None:
        self.mouth.option()
        self.mouth.argument()
        self._finish_entry()
        state, sink = self.state, Sink()
        state.end_paragraph()
        self._open(Frame(PLAIN, sink, lambda: self._add_entry(sink.finish()), environment="bibitem"))

    def _finish_entry(self) -> None:
        while any(frame.environment == "bibitem" for frame in self.state.frames):
            self._close()

    def _add_entry(self, printed: Printed) -> None:
        entries = self.state.entries
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

    def _paragraph(self, name: str, detail: str) -> None:
        self.state.end_paragraph()

    def _space(self, name: str, detail: str) -> None:
        self.state.print(" ", PLAIN)

    def _item(self, name: str, detail: str) -> None:
        self.mouth.option()
        self.state.end_paragraph()

    # Files, macros, packages

    def _input(self, name: str, detail: str) -> None:
        self.mouth.input(plain(self.mouth.argument()))

    def _import(self, name: str, detail: str) -> None:
        folder, file = plain(self.mouth.argument()), plain(self.mouth.argument())
        self.mouth.input(f"{folder.rstrip('/')}/{file}" if folder else file)

    def _bibliography(self, name: str, detail: str) -> None:
        self.mouth.option()
        self.state.bib_files += [part.strip() for part in plain(self.mouth.argument()).split(",") if part.strip()]

    def _load_bibliography(self) -> None:
        items = dict(self.bibliographer.items)
        for name in self.state.bib_files:
            file = self.mouth.beside(name, ".bib")
            if file is None:
                self.state.doubt("R150", f"the file {name} is not beside the document and was left out")
            else:
                items |= read_bib(file)
        self.bibliographer.items = items

    def _define(self, name: str, detail: str) -> None:
        target = plain(self.mouth.raw_argument()).lstrip("\\")
        count, default = self.mouth.option(), self.mouth.option()
        body = self.mouth.raw_argument()
        if target in ("thefootnote", "theendnote"):
            self._number_shape(target, plain(body))
        elif target and (target not in self._table or name != "providecommand"):
            arguments = plain(count or ())
            self._remember(target, Macro(int(arguments) if arguments.isdigit() else 0, default, body))

    def _def(self, name: str, detail: str) -> None:
        target = plain(self.mouth.raw_argument()).lstrip("\\")
        parameters = 0
        while (token := self.mouth.skip_spaces()) is not None and token.kind is Kind.PARAMETER:
            self.mouth.next()
            parameters += 1
        if token is not None and token.kind is Kind.OPEN:
            self._remember(target, Macro(parameters, None, self.mouth.raw_argument()))

    def _remember(self, target: str, macro: Macro) -> None:
        """Keep a macro of the author's; one for a known note, citation or heading command is not allowed to hide it."""
        known = self._table.get(target, ("", ""))[0]
        if known not in ("note", "cite", "cites", "heading", "begin", "end", "notemark", "notetext"):
            self.mouth.define(target, macro)

    def _let(self, name: str, detail: str) -> None:
        target = plain(self.mouth.raw_argument()).lstrip("\\")
        token = self.mouth.skip_spaces()
        if token is not None and token.kind is Kind.TEXT and token.text == "=":
            self.mouth.next()
        body = self.mouth.raw_argument()
        if body and plain(body).lstrip("\\") != target:
            self._remember(target, Macro(0, None, body))

    def _number_shape(self, target: str, body: str) -> None:
        kind = NoteKind.FOOT if target == "thefootnote" else NoteKind.END
        self.state.counters[kind].shape = next((shape for shape in ("fnsymbol", "alph") if shape in body), "arabic")

    def _package(self, name: str, detail: str) -> None:
        options = plain(self.mouth.option() or ())
        packages = {part.strip() for part in plain(self.mouth.argument()).split(",")}
        state = self.state
        if {"babel", "german", "ngerman"} & packages:
            main = re.search(r"main\s*=\s*(\w+)", options)
            last = main.group(1) if main else options.rsplit(",", 1)[-1]
            state.german = bool(_LANGUAGE.search(last + "".join(packages)))
        if "biblatex" in packages:
            inline = bool(_INLINE_STYLE.search(options)) or "autocite=inline" in options.replace(" ", "")
            state.inline_citations = inline and "autocite=footnote" not in options.replace(" ", "")

    def _class(self, name: str, detail: str) -> None:
        self.state.german |= bool(_LANGUAGE.search(plain(self.mouth.option() or ())))
        self.state.chapters_reset = plain(self.mouth.argument()) in _CHAPTER_CLASSES

    def _counter(self, name: str, detail: str) -> None:
        counter, value = plain(self.mouth.argument()), plain(self.mouth.argument())
        kind = {"footnote": NoteKind.FOOT, "endnote": NoteKind.END}.get(counter)
        if kind is not None and value.lstrip("-").isdigit() and len(value) < 6:
            base = self.state.counters[kind].value if detail == "add" else 0
            self.state.counters[kind].value = base + int(value)

    def _within(self, name: str, detail: str) -> None:
        counter, parent = plain(self.mouth.argument()), plain(self.mouth.argument())
        if counter == "footnote" and parent == "chapter":
            self.state.chapters_reset = detail == "in"

    # Links, and what prints nothing

    def _link(self, name: str, detail: str) -> None:
        target = plain(self.mouth.argument())
        sink = self.state.frame.sink
        begin = len(sink.pieces)
        self.state.print("")
        self._group(Frame(self.state.frame.style, sink, lambda: sink.links.append((begin, len(sink.pieces), target))))

    def _address(self, name: str, detail: str) -> None:
        address = plain(self.mouth.argument())
        sink = self.state.frame.sink
        if self.state.in_document and address:
            sink.links.append((len(sink.pieces), len(sink.pieces) + 1, address))
            sink.pieces.append((address, self.state.frame.style))

    def _second(self, name: str, detail: str) -> None:
        self.mouth.option()
        self.mouth.argument()
        self._group(Frame(self.state.frame.style, self.state.frame.sink))

    def _drop(self, name: str, detail: str) -> None:
        for letter in detail:
            if letter == "o":
                self.mouth.option()
            else:
                self.mouth.option()
                self.mouth.argument()

    def _nothing(self, name: str, detail: str) -> None:
        return


_TABLE = ("grammar", "words", "reading", "latex_macros.tsv")
