"""Bibliography -> formatted entries in any CSL style, with what there is to know about how they came to be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from refparse.csl_json import engine_item
from refparse.errors import StyleError
from refparse.formats.markup import Rich, Run, link_addresses
from refparse.model import Diagnostic, Severity
from refparse.model.cluster import Cite, Cluster
from refparse.render.engine import Engine, Entry, Item, open_engine
from refparse.render.grouping import Group, group_entries, without_substitute
from refparse.render.output import write_entries
from refparse.render.style import Style, find_style
from refparse.render.unstated import with_gaps, without_gaps

# Above this number pandoc's disambiguation, which compares all works with all, begins to be felt.
MANY_ITEMS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A formatted bibliography: its entries in the style's order, by which engine, and what to know about it.

    `groups` gives headings and the ids under each, one nameless group where none were asked for.
    """

    entries: tuple[Entry, ...]
    groups: tuple[Group, ...]
    style: Style
    engine: str
    version: str
    format: str = "text"
    notices: tuple[Diagnostic, ...] = ()

    @property
    def output(self) -> bytes:
        """Give the whole in its format, as the bytes of a file."""
        return write_entries(self.entries, self.groups, self.format, locale=self.style.locale)


def render_bibliography(
    items: Sequence[Item],
    style: str | Path | Style,
    *,
    locale: str | None = None,
    format: str = "text",
    engine: str = "auto",
    group: str = "",
    marks: Mapping[str, str] | None = None,
    incomplete: Collection[str] = (),
) -> Rendered:
    """Format CSL JSON items as a bibliography in a style, named as `find_style` takes it.

    ``render_bibliography(items, "Chicago 17 notes").entries[0].text``. `format` is one of `output.FORMATS`; `engine`
    one of `list_engines`, or "auto"; `group` is "type", "primary", "archive" or "". `marks` adds a word in brackets to
    the entry of an id (see `doubt_marks`). `incomplete` names works that are not known in full: of them the style's
    "n.d." and "n.p." are not said, for nobody knows whether they are true.

    Raises StyleError for a style or locale that is not there, MissingExtra for an engine that is not.
    """
    found = style if isinstance(style, Style) else find_style(style, locale=locale)
    used = open_engine(engine)
    ready, names = _ready(items)
    rules = without_substitute(found) if group else found
    unsure = frozenset(incomplete)
    gapped = [with_gaps(item, rules.xml) if names[str(item["id"])] in unsure else item for item in ready]
    made = [replace(entry, id=names[entry.id]) for entry in used.bibliography(gapped, rules) if entry.rich]
    entries = tuple(
        replace(entry, rich=_marked(link_addresses(without_gaps(entry.rich)), (marks or {}).get(entry.id)))
        for entry in made
    )
    return Rendered(
        entries=entries,
        groups=group_entries(entries, items, group, found.locale),
        style=found,
        engine=used.name,
        version=used.version(),
        format=format,
        notices=_notices(used, found, entries, items),
    )


def render_notes(
    items: Sequence[Item],
    clusters: Sequence[Cluster],
    style: str | Path | Style,
    *,
    locale: str | None = None,
    engine: str = "auto",
) -> tuple[Rich, ...]:
    """Format citations as they stand in notes, one result for each cluster; positions are the engine's to find.

    ``render_notes(items, [Cluster(note=1, cites=(Cite(id="a"),)), Cluster(note=2, cites=(Cite(id="a"),))], "oscola")``
    gives the full citation, then "Ibid." Note numbers must not fall; notes without citation are those left out.
    Raises as `render_bibliography` does, and StyleError for a cluster that names an item that is not there.
    """
    found = style if isinstance(style, Style) else find_style(style, locale=locale)
    ready, names = _ready(items)
    keys = {name: key for key, name in reversed(names.items())}
    if not clusters:
        return ()
    numbered = _numbered(clusters) if found.is_note_style else clusters
    return open_engine(engine).notes(ready, [_rekey(cluster, keys) for cluster in numbered], found)


def _numbered(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Give a note of its own to each citation that stands in the text, and see that numbers do not fall."""
    found: list[Cluster] = []
    last = 0
    for cluster in clusters:
        number = last + 1 if cluster.note is None else cluster.note
        if number < max(last, 1):
            raise StyleError(f"note {number} cannot follow note {last}: number the notes from 1 through the document")
        found.append(replace(cluster, note=number))
        last = number
    return found


def _ready(items: Sequence[Item]) -> tuple[list[dict[str, object]], dict[str, str]]:
    """Make items ready for an engine, under keys that no engine can misread, and give the id of each key."""
    names = {f"i{number}": str(item.get("id", "")) for number, item in enumerate(items, 1)}
    return [{**engine_item(item), "id": key} for key, item in zip(names, items, strict=True)], names


def _rekey(cluster: Cluster, keys: Mapping[str, str]) -> Cluster:
    return replace(cluster, cites=tuple(_rekey_cite(cite, keys) for cite in cluster.cites))


def _rekey_cite(cite: Cite, keys: Mapping[str, str]) -> Cite:
    if cite.id not in keys:
        raise StyleError(f"a citation names {cite.id!r}, which is not among the items")
    return replace(cite, id=keys[cite.id])


def _marked(rich: Rich, mark: str | None) -> Rich:
    return (*rich, Run(f" [{mark}]")) if mark else rich


def _notices(engine: Engine, style: Style, entries: Sequence[Entry], items: Sequence[Item]) -> tuple[Diagnostic, ...]:
    found, number = [], len(items)
    if engine.name == "citeproc-py":
        found.append(_notice("R601", "citeproc-py only approximates the style; install pandoc for what it means"))
    if engine.name == "pandoc" and number > MANY_ITEMS and style.rules.disambiguates:
        message = (
            f"{style.name} tells works apart, which takes pandoc long with {number} of them; citeproc-js is faster"
        )
        found.append(_notice("R602", message))
    if number and not style.rules.has_bibliography:
        found.append(_notice("R604", f"the style {style.name} has no bibliography, only notes", Severity.DOUBT))
    failed = [
        Diagnostic(code="R603", message=entry.failed, severity=Severity.PROBLEM, work=entry.id)
        for entry in entries
        if entry.failed
    ]
    return (*found, *failed, *(_unprinted(style, entries, items) if style.rules.has_bibliography else ()))


def _unprinted(style: Style, entries: Sequence[Entry], items: Sequence[Item]) -> Iterator[Diagnostic]:
    printed = {entry.id for entry in entries}
    for key in dict.fromkeys(str(item.get("id", "")) for item in items):
        if key not in printed:
            yield Diagnostic(code="R605", message=f"the style {style.name} prints nothing for {key}", work=key)


def _notice(code: str, message: str, severity: Severity = Severity.INFO) -> Diagnostic:
    return Diagnostic(code=code, message=message, severity=severity)
