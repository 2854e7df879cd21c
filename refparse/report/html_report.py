"""The report a historian goes through: one page, doubts first, each note with its citations by how sure they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby

from refparse.model import Note, ParsedNote, Span
from refparse.report.html_style import STYLE
from refparse.report.italics import italic_parts
from refparse.report.overview import CitationView, DoubtView, NoteView, Overview, WorkView
from refparse.report.picture import FORM_WORDS, sureness_words
from refparse.report.sureness import SIGNS, Sureness
from refparse.write.reference import Segment

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}: notes and works</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#notes">Skip to the notes</a>
<header>
<h1>{title}</h1>
<p>{counts}</p>
<nav aria-label="Parts of this page">{parts}</nav>
{legend}
</header>
<main>
"""
_FOOT = "</main>\n</body>\n</html>\n"

_MEANINGS = {
    Sureness.SURE: "the link is sure",
    Sureness.LIKELY: "likely right",
    Sureness.UNSURE: "look whether it is right",
    Sureness.AMBIGUOUS: "it may mean several works",
    Sureness.UNKNOWN: "its work is not known, or it was not read",
}


def html_report(overview: Overview) -> str:
    """Give the report as one self-contained page of HTML: no script, nothing fetched from elsewhere.

    How sure a link is shows by colour, by line and by sign, and in words beside the citation.
    """
    pieces = [_head(overview), *_doubts(overview), *_notes(overview), *_works(overview), *_rest(overview), _FOOT]
    return "".join(pieces)


def _text(words: str) -> str:
    """Escape words for HTML and leave out what XML and browsers cannot carry."""
    kept = "".join(char if char >= " " or char in "\t\n" else "\ufffd" for char in words)
    return escape(kept.encode("utf-8", errors="replace").decode("utf-8"))


def _anchor(kind: str, name: str) -> str:
    """Give an id for an element, without spaces: "work-bloch1953craft"."""
    return f"{kind}-" + "".join(char if char.isalnum() or char in "._-:" else "_" for char in name)


def _link(target: str, words: str) -> str:
    return f'<a href="#{_text(target)}">{_text(words)}</a>'


def _head(overview: Overview) -> str:
    parts = [
        ("doubts", "Doubts", overview.doubts),
        ("notes", "Notes", overview.notes),
        ("works", "Works", overview.works),
    ]
    return _HEAD.format(
        title=_text(overview.title),
        style=STYLE,
        counts=_text(" · ".join(f"{number} {words}" for number, words in overview.counts)),
        parts=" ".join(_link(target, words) for target, words, listed in parts if listed),
        legend=_legend(),
    )


def _legend() -> str:
    rows = "".join(
        f'<li><span class="{step}">{SIGNS[step]} {step}</span> {_text(words)}</li>' for step, words in _MEANINGS.items()
    )
    return f'<ul class="legend" aria-label="How sure">{rows}</ul>'


# Doubts


def _doubts(overview: Overview) -> Iterator[str]:
    if not overview.doubts:
        return
    yield '<section id="doubts">\n<h2>Doubts</h2>\n<p>What to look at, the weightiest first.</p>\n<ul>\n'
    anchors = {view.label: _anchor("note", view.parsed.note.id) for view in reversed(overview.notes)}
    yield from (_doubt(view, anchors) for view in overview.doubts)
    yield "</ul>\n</section>\n"


def _doubt(view: DoubtView, anchors: dict[str, str]) -> str:
    target = _anchor("citation", view.citation) if view.citation else anchors.get(view.note, "")
    place = f"{_link(target, f'note {view.note}')}: " if view.note and target else ""
    words = f"<q>{_text(view.words)}</q> " if view.words else ""
    code = f' <span class="code">{_text(view.code)}</span>' if view.code else ""
    return f"<li>{place}{words}<strong>{_text(view.title)}.</strong> {_text(view.message)}{code}</li>\n"


# Notes


def _notes(overview: Overview) -> Iterator[str]:
    yield '<section id="notes">\n<h2>Notes</h2>\n'
    for division, views in groupby(overview.notes, key=lambda view: view.parsed.note.division):
        if overview.several_divisions and division:
            yield f"<h3>{_text(division)}</h3>\n"
        yield from (_note(view) for view in views)
    yield "</section>\n"


def _note(view: NoteView) -> str:
    rows = "".join(_citation(each) for each in view.citations)
    return (
        f'<article id="{_anchor("note", view.parsed.note.id)}">\n'
        f'<p><b class="number">{_text(view.label)}</b> {"".join(_note_text(view))}</p>\n'
        + (f"<ul>\n{rows}</ul>\n" if rows else "")
        + "</article>\n"
    )


Wrap = Callable[[str], str]


def _note_text(view: NoteView) -> Iterator[str]:
    note, place = view.parsed.note, 0
    for span, wrap in _stretches(view.parsed, view.citations):
        if span.start < place:
            continue
        yield _formatted(note, Span(place, span.start))
        yield wrap(_formatted(note, span))
        place = span.end
    yield _formatted(note, Span(place, len(note.text)))


def _formatted(note: Note, span: Span) -> str:
    parts = ((_text(part.of(note.text)), italic) for part, italic in italic_parts(note, span))
    return "".join(f"<i>{words}</i>" if italic else words for words, italic in parts)


def _stretches(parsed: ParsedNote, views: Iterable[CitationView]) -> list[tuple[Span, Wrap]]:
    found: list[tuple[Span, Wrap]] = [(view.citation.span, _cited(view)) for view in views]
    found += [(one.span, _marked(Sureness.UNKNOWN, "looks like a source, but was not read")) for one in parsed.unparsed]
    return sorted(found, key=lambda pair: pair[0])


def _cited(view: CitationView) -> Wrap:
    wrap = _marked(view.sureness, sureness_words(view))
    if not view.work:
        return wrap
    return lambda words: wrap(f'<a href="#{_anchor("work", view.work)}">{words}</a>')


def _marked(step: Sureness, meaning: str) -> Wrap:
    sign = "" if step is Sureness.SURE else f"<sup>{SIGNS[step]}</sup>"
    return lambda words: f'<span class="{step}" title="{_text(meaning)}">{words}{sign}</span>'


def _citation(view: CitationView) -> str:
    citation = view.citation
    target = _link(_anchor("work", view.work), view.work) if view.work else "no work found"
    details = [
        f"at {view.locator}" + (" (from before)" if view.inherited else "") if view.locator else "",
        str(citation.relation or citation.signal),
        f"rule: {view.resolution.rule}" if view.resolution and view.resolution.rule else "",
        *(view.resolution.evidence if view.resolution else ()),
    ]
    told = "".join(f" · {_text(detail)}" for detail in details if detail)
    others = view.resolution.alternatives if view.resolution else ()
    listed = ", ".join(_link(_anchor("work", one.work), f"{one.work} ({one.confidence:.2f})") for one in others)
    return (
        f'<li id="{_anchor("citation", citation.id)}"><span class="{view.sureness}">{SIGNS[view.sureness]} '
        f"{_text(sureness_words(view))}</span> {_text(citation.id)} · {FORM_WORDS[citation.form]} → {target}{told}"
        + (f" · or {listed}" if listed else "")
        + "</li>\n"
    )


# Works and the rest


def _works(overview: Overview) -> Iterator[str]:
    if not overview.works:
        return
    yield '<section id="works">\n<h2>Works</h2>\n<dl>\n'
    anchors = _citing_notes(overview.notes)
    yield from (_work(view, anchors.get(view.work.id, ())) for view in overview.works)
    yield "</dl>\n</section>\n"


def _citing_notes(notes: Iterable[NoteView]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for note in notes:
        pair = (_anchor("note", note.parsed.note.id), note.label)
        for work in dict.fromkeys(view.work for view in note.citations if view.work):
            found.setdefault(work, []).append(pair)
    return found


def _work(view: WorkView, notes: Iterable[tuple[str, str]]) -> str:
    incomplete = ' <span class="unsure">? incomplete</span>' if not view.work.complete else ""
    cited = ", ".join(_link(anchor, label) for anchor, label in notes)
    return (
        f'<dt id="{_anchor("work", view.work.id)}">{_text(view.work.id)}{incomplete}</dt>\n'
        f"<dd>{''.join(_segment(one) for one in view.reference)}"
        + (f"<br>Cited in notes {cited}" if cited else "")
        + "</dd>\n"
    )


def _segment(segment: Segment) -> str:
    return f"<i>{_text(segment.text)}</i>" if segment.italic else _text(segment.text)


def _rest(overview: Overview) -> Iterator[str]:
    if overview.fragments:
        yield "<section>\n<h2>Fragments</h2>\n<p>Ends of notes whose beginning is missing.</p>\n<ul>\n"
        yield from (f"<li>{_text(words)}</li>\n" for words in overview.fragments)
        yield "</ul>\n</section>\n"
    if overview.remarks:
        yield "<section>\n<h2>For the record</h2>\n<ul>\n"
        for code, title, number in overview.remarks:
            times = f", {number} times" if number > 1 else ""
            yield f'<li>{_text(title)} <span class="code">{_text(code)}</span>{times}</li>\n'
        yield "</ul>\n</section>\n"
