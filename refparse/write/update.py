"""Merges works into an existing .bib file: matches are completed, never overwritten, and the rest stays as it is.

The file is spliced by position: an entry that gains nothing, a comment, a blank line keep their bytes.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from refparse.errors import WriteError
from refparse.model.bibliography import Bibliography
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.fields import Fields, Origin
from refparse.model.variables import AUTHOR, CONTAINER_TITLE, EDITOR, TITLE
from refparse.text.fold import fold
from refparse.write.bibtex import bib_entry, write_biblatex, write_bibtex
from refparse.write.files import write_file
from refparse.write.keys import free_key
from refparse.write.options import WriteOptions
from refparse.write.record import Record, records_of
from refparse.write.wording import value_words

# Fields that say the same thing: an entry that has one of them needs none of the others.
_SAME: Final = (
    frozenset({"date", "year"}), frozenset({"journal", "journaltitle"}), frozenset({"address", "location"}),
    frozenset({"school", "institution", "organization", "publisher"}), frozenset({"annote", "annotation"}),
)  # fmt: skip
_CLASSIC: Final = frozenset({"year", "journal", "address", "school"})
_MODERN: Final = frozenset({"date", "journaltitle", "location"})
# Fields whose meaning hangs on the entry type; and what belongs to the user alone.
_BY_TYPE: Final = frozenset(
    {"number", "pages", "type", "booktitle", "journal", "journaltitle", "howpublished", "chapter"}
)
_THE_USERS: Final = frozenset(
    "annote annotation note keywords abstract pubstate library langid entrysubtype editortype".split()
)
_COMPARED: Final = ("title", "author", "editor", "date", "year", "volume", "publisher")
_SHORT: Final = 3
_TELLING: Final = ("title", "author", "editor", "journaltitle", "journal")
# The space before the first field of an entry: "@book{key,\n    author".
_INDENT = re.compile(r"\{[^\n]*\n([ \t]+)\S")
_MACRO = re.compile(r"\\[A-Za-z]+|[{}\\]")


Matches = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateSummary:
    """What an update did: keys of new entries, fields that entries gained, and how many entries stayed untouched."""

    added: tuple[str, ...] = ()
    completed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    untouched: int = 0

    def __str__(self) -> str:
        gained = sum(len(names) for names in self.completed.values())
        return f"{len(self.added)} added, {len(self.completed)} completed ({gained} fields), {self.untouched} untouched"


@dataclass(frozen=True, slots=True)
class _Block:
    """An entry of the file: where it stands, and its fields by name in small letters."""

    key: str
    kind: str
    start: int
    end: int
    fields: Mapping[str, str]


def update_file(
    path: Path,
    bibliography: Bibliography,
    options: WriteOptions | None = None,
    matches: Mapping[str, str] | None = None,
) -> tuple[UpdateSummary, tuple[Diagnostic, ...]]:
    """Merge a bibliography into the .bib file at `path`; a file that is not there is made.

    `matches` gives for the id of a work the key of the entry that it is; a work whose id is the key of an entry
    matches that entry. Raises WriteError where the file cannot be read, decoded or written.
    """
    text, encoding = _read(path)
    new, summary, diagnostics = update_text(text, bibliography, options, matches)
    if new != text:
        write_file(path, _encoded(new, encoding, path))
    return summary, diagnostics


def _read(path: Path) -> tuple[str, str]:
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise WriteError(f"cannot be read: {error.strerror or error}", path=path) from error
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise WriteError("is neither UTF-8 nor Windows-1252", path=path)


def _encoded(text: str, encoding: str, path: Path) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        char = text[error.start : error.start + 1]
        raise WriteError(f"is Windows-1252, which has no {char!r}: save it as UTF-8 first", path=path) from error


def update_text(
    text: str, bibliography: Bibliography, options: WriteOptions | None = None, matches: Matches | None = None
) -> tuple[str, UpdateSummary, tuple[Diagnostic, ...]]:
    """Merge a bibliography into the text of a .bib file; gives the new text, a summary and what was doubtful."""
    options = options or WriteOptions()
    records, diagnostics = records_of(bibliography, options)
    blocks = _blocks(text)
    by_key = {block.key.lower(): block for block in blocks}
    newline = "\r\n" if "\r\n" in text else "\n"
    met = [(_match(record, by_key, matches or {}), record) for record in records]
    gains = [(block, record, *_gain(block, record, options)) for block, record in met if block is not None]
    doubts = [_conflict(block, record, name) for block, record, _, names in gains for name in names]
    splices = [_splice(block, text, gained, newline) for block, _, gained, _ in gains if gained]
    fresh = _with_free_keys([record for block, record in met if block is None], by_key)
    completed = {block.key: tuple(gained) for block, _, gained, _ in gains if gained}
    summary = UpdateSummary(
        added=tuple(record.key for record in fresh), completed=completed, untouched=len(blocks) - len(completed)
    )
    classic = sum(_is_classic(block.fields) for block in blocks) * 2 > len(blocks)
    added = (write_bibtex if classic else write_biblatex)(fresh, bibliography, options)[0] if fresh else ""
    return _appended(_spliced(text, splices), added, newline), summary, (*diagnostics, *doubts)


def _blocks(text: str) -> list[_Block]:
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import RemoveEnclosingMiddleware

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # broken blocks stay as they are; no need to shout
    library = parse_string(text, parse_stack=[RemoveEnclosingMiddleware()])
    blocks, position = [], 0
    for entry in library.entries:
        start = text.find(entry.raw or "", position)
        if not entry.raw or start < 0:
            continue
        position = start + len(entry.raw)
        fields = {one.key.lower(): str(one.value) for one in entry.fields}
        blocks.append(_Block(entry.key, entry.entry_type.lower(), start, position, fields))
    return blocks


def _match(record: Record, by_key: Mapping[str, _Block], matches: Matches) -> _Block | None:
    """Give the entry that a work is: the one named in `matches`, else the one of its key if it speaks of the same."""
    named = matches.get(record.work.id)
    if named is not None:
        return by_key.get(named.lower())
    block = by_key.get(record.work.id.lower())
    return block if block is not None and _speaks_of(block, record) else None


def _speaks_of(block: _Block, record: Record) -> bool:
    """Say whether an entry and a work share a word of their titles or a name; two works can have one key by chance."""
    ours = " ".join(value_words(record.work.fields, key) for key in (TITLE, AUTHOR, EDITOR, CONTAINER_TITLE))
    theirs = " ".join(block.fields.get(name, "") for name in _TELLING)
    words, others = (set(fold(_MACRO.sub(" ", text)).split()) for text in (ours, theirs))
    shared = words & others
    # Short words, "the" and "of" among them, tell nothing, unless they are most of what there is.
    telling = any(len(word) > _SHORT for word in shared) or len(shared) * 2 > min(len(words), len(others))
    return not words or not others or telling


def _is_classic(fields: Mapping[str, str]) -> bool:
    return bool(_CLASSIC & fields.keys()) and not _MODERN & fields.keys()


def _gain(block: _Block, record: Record, options: WriteOptions) -> tuple[dict[str, str], list[str]]:
    """Give the fields that an entry lacks, and the names of those that it states otherwise than the notes do."""
    classic = _is_classic(block.fields)
    kind, ours, _ = bib_entry(record, options, classic)
    recorded = _recorded_names(record, options, classic)
    gained = {
        name: value
        for name, value in ours.items()
        if name not in _THE_USERS
        and name not in recorded
        and not (name in _BY_TYPE and kind != block.kind)
        and not _has(block.fields, name)
    }
    differing = [name for name in _COMPARED if _differs(block.fields.get(name), ours.get(name))]
    return gained, differing


def _recorded_names(record: Record, options: WriteOptions, classic: bool) -> frozenset[str]:
    """Give the fields that the library itself brought: they are no news for it, in whatever field they stand."""
    kept = Fields((key, one) for key, one in record.work.fields.items() if one.origin is Origin.RECORDED)
    if not kept:
        return frozenset()
    return frozenset(bib_entry(replace(record, work=replace(record.work, fields=kept)), options, classic)[1])


def _has(fields: Mapping[str, str], name: str) -> bool:
    same = next((group for group in _SAME if name in group), frozenset({name}))
    return bool(same & fields.keys()) or "crossref" in fields


def _differs(theirs: str | None, ours: str | None) -> bool:
    return bool(theirs and ours) and fold(_MACRO.sub("", theirs or "")) != fold(_MACRO.sub("", ours or ""))


def _conflict(block: _Block, record: Record, name: str) -> Diagnostic:
    words = f"the library's entry {block.key!r} has another {name} than the notes; it was kept"
    return Diagnostic(code="R505", severity=Severity.DOUBT, work=record.work.id, message=words)


def _splice(block: _Block, text: str, gained: Mapping[str, str], newline: str) -> tuple[int, int, str]:
    return block.start, block.end, _completed(text[block.start : block.end], gained, newline)


def _completed(raw: str, gained: Mapping[str, str], newline: str) -> str:
    """Give an entry with more fields before its closing brace, indented as its own are."""
    indent = match[1] if (match := _INDENT.search(raw)) else "  "
    body, closing = raw[:-1].rstrip(), raw[-1]
    comma = "" if body.endswith((",", "{")) else ","
    lines = f",{newline}".join(f"{indent}{name} = {{{value}}}" for name, value in gained.items())
    return f"{body}{comma}{newline}{lines}{newline}{closing}"


def _spliced(text: str, splices: Sequence[tuple[int, int, str]]) -> str:
    pieces, position = [], 0
    for start, end, new in sorted(splices):
        pieces += [text[position:start], new]
        position = end
    return "".join([*pieces, text[position:]])


def _with_free_keys(fresh: Sequence[Record], taken: Mapping[str, _Block]) -> list[Record]:
    used = set(taken)
    found: list[Record] = []
    for record in fresh:
        key = record.key if record.key.lower() not in used else free_key(record.key, used)
        used.add(key.lower())
        found.append(replace(record, key=key))
    return found


def _appended(text: str, added: str, newline: str) -> str:
    if not added:
        return text
    gap = "" if not text else newline if text.endswith("\n") else newline * 2
    return text + gap + added.replace("\n", newline)
