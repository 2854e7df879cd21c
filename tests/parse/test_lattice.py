"""The lattice finds the best reading that the grammar allows; Lark's own Earley parser is the judge."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from lark import Lark
from lark.parsers.earley_forest import PackedNode, SymbolNode, TokenNode

from refparse.parse.candidates import JOINED, SKIP, roles_of_kinds, terminals_of
from refparse.parse.grammar import grammar_text, note_parser, note_stacks
from refparse.parse.lattice import EXACT, FORBIDDEN, MAX_STACKS, DecidedNote, RoleLattice, RoleLexer
from refparse.parse.scan import scan_note
from refparse.parse.weigh import Weights

SHORT_NOTES = [
    "Ibid., 31.",
    "Bloch, Feudal Society, 29.",
    "Bloch and Febvre, 12.",
    'Waltz, "Stability," 881.',
    "See Moore (Boston, 1966), 4.",
    "He fled; see Carr, 3.",
    "Curzon to Hardinge, 12 May.",
    "Hamilton.",
]


def plain_roles(kind: str) -> list[str]:
    """Give the roles of one terminal each: the judge knows no left-out tokens."""
    return [role for role in roles_of_kinds()[kind] if role != SKIP and role[0] not in JOINED]


def random_rows(kinds: Sequence[str], seed: int) -> list[list[int]]:
    chance = random.Random(seed)
    return [
        [chance.randint(-100, 100) if role in plain_roles(kind) else FORBIDDEN for role in roles_of_kinds()[kind]]
        for kind in kinds
    ]


class _Indices(RoleLexer):
    """Gives the judge one token a position; which terminals it may be is for the matcher to say."""

    def lex(self, lexer_state: Any, _parser_state: Any = None) -> Any:
        from lark import Token

        for index in range(lexer_state.text.count):
            yield Token("ANY", str(index), index)


class _Count:
    def __init__(self, count: int) -> None:
        self.count = count


def best_by_earley(kinds: Sequence[str], rows: Sequence[Sequence[int]]) -> int:
    """Give the score of the best derivation in the forest that Lark's Earley parser builds."""
    weights = [dict(zip(roles_of_kinds()[kind], row, strict=True)) for kind, row in zip(kinds, rows, strict=True)]
    judge = Lark(grammar_text(), parser="earley", lexer=_Indices, start="start", ambiguity="forest")
    judge.parser.parser.term_matcher = lambda term, token: term.name in plain_roles(kinds[int(token)])  # type: ignore[attr-defined]
    forest = judge.parse(_Count(len(kinds)))  # type: ignore[arg-type]
    return score_of_forest(forest, weights)


def score_of_forest(root: Any, weights: Sequence[dict[str, int]]) -> int:
    """Give the best score of all derivations in a shared forest: a sum over parts, the best of alternatives."""
    known: dict[int, int] = {}
    todo = [root]
    while todo:
        node = todo[-1]
        children = [c for c in node.children if c is not None] if isinstance(node, SymbolNode | PackedNode) else []
        missing = [c for c in children if id(c) not in known and not isinstance(c, TokenNode)]
        if missing:
            todo.extend(missing)
            continue
        todo.pop()
        scores = [_token_score(node, c, weights) if isinstance(c, TokenNode) else known[id(c)] for c in children]
        known[id(node)] = sum(scores) if isinstance(node, PackedNode) else max(scores, default=0)
    return known[id(root)]


def _token_score(parent: PackedNode, child: TokenNode, weights: Sequence[dict[str, int]]) -> int:
    """Give the weight of a token in the role that the rule expects at this place."""
    place = parent.s[1] if isinstance(parent.s, tuple) else len(parent.rule.expansion)
    return weights[int(child.token)][parent.rule.expansion[place - 1].name]


@pytest.mark.parametrize("text", SHORT_NOTES)
def test_the_lattice_scores_as_the_best_derivation_of_earley_does(text: str) -> None:
    kinds = [token.kind for token in scan_note(text) if token.kind != "vperiod"]
    for seed in range(3):
        rows = random_rows(kinds, seed)
        found = RoleLattice(note_stacks(), Weights({}, {})).decide(kinds, rows, reach=EXACT, beam=EXACT)
        assert found.score == best_by_earley(kinds, rows)


def test_the_grammar_has_no_conflict() -> None:
    """Strict mode refuses any shift-reduce or reduce-reduce conflict."""
    built = Lark(grammar_text(), parser="lalr", lexer=RoleLexer, start="start", strict=True)
    assert built.terminals is not None


def test_every_role_of_a_candidate_is_a_terminal_of_the_grammar_and_the_other_way_round() -> None:
    table = note_parser().parser.parser._parse_table.states  # type: ignore[attr-defined]
    terminals = {name for actions in table.values() for name in actions if name.isupper()} - {"$END"}
    candidates = {terminal for roles in roles_of_kinds().values() for role in roles for terminal in terminals_of(role)}
    assert candidates == terminals


def test_whatever_roles_are_chosen_lark_can_parse_them() -> None:
    chance = random.Random(7)
    kinds_known = sorted(roles_of_kinds())
    for seed in range(60):
        kinds = [chance.choice(kinds_known) for _ in range(chance.randint(0, 40))] + ["end"]
        rows = [[chance.randint(-50, 50) for _ in roles_of_kinds()[kind]] for kind in kinds]
        reading = RoleLattice(note_stacks(), Weights({}, {})).decide(kinds, rows)
        tree = note_parser().parse(DecidedNote(reading.roles), start="start")  # type: ignore[arg-type]
        assert tree.data == "start", seed


def test_the_stacks_stay_few_whatever_is_read() -> None:
    """The finite-stack property keeps the search linear; a centre-embedding rule would break it."""
    chance = random.Random(11)
    kinds_known = sorted(roles_of_kinds())
    for _ in range(40):
        kinds = [chance.choice(kinds_known) for _ in range(150)] + ["end"]
        rows = [[chance.randint(-50, 50) for _ in roles_of_kinds()[kind]] for kind in kinds]
        RoleLattice(note_stacks(), Weights({}, {})).decide(kinds, rows, reach=EXACT, beam=EXACT)
    assert len(note_stacks()) < MAX_STACKS


def test_the_search_reach_loses_no_best_path_on_plain_notes() -> None:
    for text in SHORT_NOTES:
        kinds = [token.kind for token in scan_note(text)]
        rows = random_rows(kinds, 5)
        lattice = RoleLattice(note_stacks(), Weights({}, {}))
        assert lattice.decide(kinds, rows).score == lattice.decide(kinds, rows, reach=EXACT, beam=EXACT).score


class NumberedEnds:
    """A table of parser states in which two roles lead to two ends, numbered as `ends` says."""

    start = 0
    prose = -1

    def __init__(self, ends: dict[str, int]) -> None:
        self.ends = ends
        self.last_role = {0: "", 1: "", 2: ""}

    def step(self, _stack: int, role: str) -> int:
        return self.ends[role]

    def accepts(self, _stack: int) -> bool:
        return True


def test_of_equal_readings_the_number_of_the_parser_state_does_not_decide() -> None:
    """States are numbered as they are met, so their numbers tell what was read before."""
    tables: list[Any] = [NumberedEnds({"_PROSE": 1, "SKIP": 2}), NumberedEnds({"_PROSE": 2, "SKIP": 1})]
    readings = [RoleLattice(table, Weights({}, {})).decide(["gloss"], [[0, 0]]).roles for table in tables]
    assert readings[0] == readings[1]


def test_how_close_a_reading_was_does_not_depend_on_what_was_read_before() -> None:
    chance = random.Random(3)
    kinds_known = sorted(roles_of_kinds())
    used = RoleLattice(note_stacks(), Weights({}, {}))
    for seed in range(40):
        kinds = [chance.choice(kinds_known) for _ in range(12)] + ["end"]
        rows = [[chance.randint(-150_000, 150_000) for _ in roles_of_kinds()[kind]] for kind in kinds]
        fresh = RoleLattice(note_stacks(), Weights({}, {}))
        assert used.decide(kinds, rows) == fresh.decide(kinds, rows), seed
        used.decide(kinds, rows, reach=EXACT, beam=EXACT)
