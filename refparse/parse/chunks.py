"""Turns Lark's tree of a note into chunks: named stretches of the note with what is inside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lark import Token as LarkToken
from lark import Tree

from refparse.parse.scan import Token


class Chunk(NamedTuple):
    """One part of a citation: the grammar's name for it, its first and last token, its parts.

    `start` and `end` are code points of the repaired text. A role that stands alone in the tree is a chunk of its own
    with the role's name in lower case ("ibid", "poss").
    """

    name: str
    first: int
    last: int
    start: int
    end: int
    parts: tuple[Chunk, ...] = ()

    def find(self, name: str) -> Chunk | None:
        """Give the first part of that name, None where there is none."""
        return next((part for part in self.parts if part.name == name), None)


def chunks_of(tree: Tree[LarkToken], tokens: Sequence[Token]) -> tuple[Chunk, ...]:
    """Give the children of `tree` as chunks, in the order of the text."""
    return tuple(_chunk(child, tokens) for child in tree.children)


Node = Tree[LarkToken] | LarkToken


def _chunk(child: Node, tokens: Sequence[Token]) -> Chunk:
    if isinstance(child, Tree):
        return _of_parts(str(child.data), tuple([_chunk(part, tokens) for part in _flat(child)]))
    index = child.start_pos or 0
    token = tokens[index]
    return Chunk(child.type.lower(), index, index, token.start, token.end)


def _flat(tree: Tree[LarkToken]) -> Sequence[Node]:
    """Give a tree's children; a left-recursive list of itself ("title TITLE") is one level."""
    flat: list[Node] = []
    todo: list[Node] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, Tree) and node.data == tree.data:
            todo.extend(reversed(node.children))
        else:
            flat.append(node)
    return flat


def _of_parts(name: str, parts: tuple[Chunk, ...]) -> Chunk:
    if not parts:
        return Chunk(name, 0, -1, 0, 0)
    return Chunk(name, parts[0].first, parts[-1].last, parts[0].start, parts[-1].end, parts)
