"""Puts formatted text in place of characters of a Word story, leaving every other run as it is."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Final

from lxml import etree

from refparse.formats.markup import Rich
from refparse.formats.markup_word import to_word_runs
from refparse.formats.ooxml import W
from refparse.formats.xml import Element
from refparse.rewrite.restyle_word_map import ComplexField, Seen

# The order of the schema inside w:rPr (ECMA-376, part 1, 17.3.2.28).
_ORDER: Final = {
    W + name: place
    for place, name in enumerate(
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
        " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em"
        " lang eastAsianLayout specVanish oMath".split()
    )
}
# What the new text says for itself.
_OWN: Final = frozenset(W + name for name in "rStyle b bCs i iCs smallCaps caps u vertAlign".split())
_TEXTS: Final = frozenset(W + name for name in "t tab ptab cr br noBreakHyphen sym".split())
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def can_replace(characters: Sequence[Seen], everything: Sequence[Seen]) -> bool:
    """Say whether the characters stand in one paragraph and cut no field, link or content control in two."""
    own = {id(each) for each in characters}
    if len({id(each.paragraph) for each in characters}) != 1 or any(each.run is None for each in characters):
        return False
    touched = {id(around): around for each in characters for around in each.around}
    return all(
        id(each) in own or not each.text.strip()
        for each in everything
        if not each.reference and any(id(around) in touched for around in each.around)
    )


def replace_characters(characters: Sequence[Seen], rich: Rich) -> bool:
    """Put `rich` in place of the characters, which `can_replace`; say whether a live field went with them.

    Stretches of one story must be replaced from the last to the first.
    """
    first = characters[0]
    covered = isolate_characters(characters)
    base = _base_properties(first.run)
    outermost = next((around for around in first.around if isinstance(around, etree._Element)), None)
    _insert_before(outermost if outermost is not None else covered[0], rich, base)
    fields = {id(around): around for each in characters for around in each.around}
    for run in covered:
        _drop_texts(run)
    for around in fields.values():
        _drop_around(around)
    return any(isinstance(around, ComplexField) for around in fields.values())


def isolate_characters(characters: Sequence[Seen]) -> list[Element]:
    """Split runs so that the characters, of one paragraph, have runs of their own; give these, in order.

    Stretches of one story must be isolated from the last to the first.
    """
    first = characters[0]
    _split_after(characters[-1])
    right = _split_before(first)
    covered: list[Element] = []
    for each in characters:
        run = right if each.run is first.run and right is not None else each.run
        if run is not None and not (covered and run is covered[-1]):
            covered.append(run)
    return covered


def _split_before(first: Seen) -> Element | None:
    """Move the run's content from the character on into a run of its own; None where it begins the run."""
    return _split(first, first.at if first.at >= 0 else 0, whole_node=first.at < 0)


def _split_after(last: Seen) -> None:
    if last.at < 0:
        following = _content_after(last.node)
        if following:
            _split_at_child(last.run, following[0])
        return
    _split(last, last.at + 1, whole_node=False)


def _content_after(node: Element | None) -> list[Element]:
    return list(node.itersiblings()) if node is not None else []


def _split(character: Seen, place: int, *, whole_node: bool) -> Element | None:
    run, node = character.run, character.node
    if run is None or node is None:
        return None
    if whole_node or place == 0:
        return _split_at_child(run, node)
    text = node.text or ""
    if place >= len(text):
        following = _content_after(node)
        return _split_at_child(run, following[0]) if following else None
    rest = deepcopy(node)
    _set_text(node, text[:place])
    _set_text(rest, text[place:])
    node.addnext(rest)
    return _split_at_child(run, rest)


def _split_at_child(run: Element | None, child: Element) -> Element | None:
    """Move `child` and what follows it in the run into a new run right after; None where nothing stays before it."""
    if run is None:
        return None
    before = [each for each in child.itersiblings(preceding=True) if each.tag != f"{W}rPr"]
    if not before:
        return None
    right = run.makeelement(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
    properties = run.find(f"{W}rPr")
    if properties is not None:
        right.append(deepcopy(properties))
    for moved in [child, *child.itersiblings()]:
        right.append(moved)
    run.addnext(right)
    return right


def _set_text(node: Element, text: str) -> None:
    node.text = text
    if text != text.strip():
        node.set(_SPACE, "preserve")


def _drop_texts(run: Element) -> None:
    """Take the text out of a run; a run that held nothing else goes, one that is split off holds only its own."""
    for child in [each for each in run if each.tag in _TEXTS]:
        run.remove(child)
    _drop_if_empty(run)


def _drop_if_empty(run: Element) -> None:
    parent = run.getparent()
    if parent is not None and all(child.tag == f"{W}rPr" for child in run):
        parent.remove(run)


def _drop_around(around: object) -> None:
    if isinstance(around, ComplexField):
        for node in around.nodes:
            run = node.getparent()
            if run is not None:
                run.remove(node)
                _drop_if_empty(run)
    elif isinstance(around, etree._Element):
        parent = around.getparent()
        if parent is not None and not any(node.tag in _TEXTS for node in around.iter()):
            parent.remove(around)


def _base_properties(run: Element | None) -> list[Element]:
    properties = run.find(f"{W}rPr") if run is not None else None
    return [] if properties is None else [child for child in properties if child.tag not in _OWN]


def _insert_before(anchor: Element | None, rich: Rich, base: Sequence[Element]) -> None:
    if anchor is not None:
        for run in make_runs(rich, base):
            anchor.addprevious(run)


def make_runs(rich: Rich, base: Sequence[Element] = ()) -> list[Element]:
    """Give runs as elements, with the properties of `base` besides their own."""
    holder = etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}">{to_word_runs(rich)}</w:p>')
    runs = list(holder)
    for run in runs:
        _add_properties(run, base)
    return runs


def _add_properties(run: Element, base: Sequence[Element]) -> None:
    if not base:
        return
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    children = [*properties, *(deepcopy(child) for child in base)]
    for child in sorted(children, key=lambda each: _ORDER.get(str(each.tag), len(_ORDER))):
        properties.append(child)
