"""Chooses a role for each token: the best path that Lark's LALR table allows (Viterbi over parser stacks).

A hypothesis is a parser stack with a score. Stacks are hash-consed, and a step (all reductions, then the shift of a
role) is memoised; the grammar has no centre-embedding, so only finitely many stacks exist, and after a few notes the
table has become a finite automaton. Hypotheses on one stack merge: the search is exact and linear in the note.

Only this module touches Lark's parse table, which is internal to Lark: the dependency is pinned for it, and
tests/parse/test_lattice.py compares with Lark's own Earley parser.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lark import Token as LarkToken
from lark.lexer import Lexer
from lark.parsers.lalr_analysis import Shift

from refparse.parse.candidates import roles_of_kinds, terminals_of
from refparse.parse.weigh import Weights

MAX_STACKS = 20_000  # more would mean that the grammar has lost its finite-stack property: a test fuzzes for it
BEAM = 16  # hypotheses followed at once; measured: 14 read the held-out notes as the exact search does
EXACT = 10**18  # as reach and beam: nothing is dropped
NO_OTHER = 10_000_000  # the gap where no other path joins
FORBIDDEN = -(10**15)
START = "^"
REACH = 300_000  # a hypothesis this much behind the best is dropped; measured: no reading of the training notes changes


class StackTable:
    """The parser stacks met so far, and where each role leads from each of them."""

    def __init__(self, parse_conf: Any) -> None:
        self._states = parse_conf.states
        self._node: list[tuple[Any, int]] = []  # (LALR state, index of the stack below)
        self._index: dict[tuple[Any, int], int] = {}
        self.last_role: list[str] = []
        self._after: list[dict[str, int]] = []
        self.start = self._push(parse_conf.start_state, -1, START)
        self._end_state = parse_conf.end_state
        self.prose = self._shift(self.start, "_PROSE")

    def __len__(self) -> int:
        return len(self._node)

    def _push(self, state: Any, below: int, role: str) -> int:
        key = (state, below)
        found = self._index.get(key)
        if found is None:
            found = self._index[key] = len(self._node)
            self._node.append(key)
            self.last_role.append(role)
            self._after.append({})
        return found

    def step(self, stack: int, role: str) -> int:
        """Give the stack after `role` (none, one or two terminals), -1 where the grammar does not allow it."""
        for terminal in terminals_of(role):
            known = self._after[stack].get(terminal)
            if known is None:
                known = self._after[stack][terminal] = self._shift(stack, terminal)
            if known < 0:
                return -1
            stack = known
        return stack

    def _shift(self, stack: int, terminal: str) -> int:
        while True:
            state = self._node[stack][0]
            action = self._states[state].get(terminal)
            if action is None:
                return -1
            if action[0] is Shift:
                return self._push(action[1], stack, terminal)
            stack = self._reduce(stack, action[1])

    def _reduce(self, stack: int, rule: Any) -> int:
        for _ in rule.expansion:
            stack = self._node[stack][1]
        goto = self._states[self._node[stack][0]][rule.origin.name]
        return self._push(goto[1], stack, self.last_role[stack])

    def accepts(self, stack: int) -> bool:
        """Say whether the note may end on this stack."""
        while True:
            state, _ = self._node[stack]
            if state == self._end_state:
                return True
            action = self._states[state].get("$END")
            if action is None:
                return False
            if action[0] is Shift:
                return bool(action[1] == self._end_state)
            stack = self._reduce(stack, action[1])


@dataclass(frozen=True, slots=True)
class Reading:
    """The chosen roles, one a token, the score of the path, and for each token the gap to the best other way in.

    A gap is how much worse the best path is that joins the chosen one just here: small where the choice was close.
    """

    roles: tuple[str, ...]
    score: int
    gaps: tuple[int, ...]


Moves = tuple[tuple[int, int, int], ...]


class RoleLattice:
    """Finds the best legal role path of a note under some weights."""

    def __init__(self, stacks: StackTable, weights: Weights) -> None:
        self.stacks = stacks
        self.weights = weights
        self._moves: dict[str, dict[int, Moves]] = defaultdict(dict)  # token kind -> stack -> its legal moves
        # token kind -> stack -> the stacks that lead to it, each with the candidate indices and prices of its moves
        self._into: dict[str, dict[int, dict[int, list[tuple[int, int]]]]] = defaultdict(lambda: defaultdict(dict))
        self._keys_after: dict[str, list[tuple[int, str]]] = defaultdict(list)

    def _moves_from(self, stack: int, kind: str) -> Moves:
        """Give the legal moves of a token of `kind`: candidate index, next stack, weight of the transition."""
        before = self.stacks.last_role[stack]
        steps = [(i, self.stacks.step(stack, role), role) for i, role in enumerate(roles_of_kinds()[kind])]
        of_transition = self.weights.of_transition
        found = tuple((i, to, of_transition(before, kind, role)) for i, to, role in steps if to >= 0)
        into = self._into[kind]
        for i, to, price in found:
            into[to].setdefault(stack, []).append((i, price))
        self._moves[kind][stack] = found
        self._keys_after[before].append((stack, kind))
        return found

    def forget_transitions(self, before: str) -> None:
        """Drop what was computed from the weights of what may follow `before`, after these have changed."""
        for stack, kind in self._keys_after.pop(before, ()):
            for _, to, _ in self._moves[kind].pop(stack, ()):
                self._into[kind][to].pop(stack, None)

    def decide(
        self,
        kinds: Sequence[str],
        weights: Sequence[Sequence[int]],
        *,
        reach: int = REACH,
        beam: int = BEAM,
    ) -> Reading:
        """Give the best legal path for tokens of these kinds with these candidate weights.

        Linear in the number of tokens. A path always exists, since every token may be prose. Hypotheses more than
        `reach` behind the best, or behind the best `beam`, are not followed; `EXACT` for both gives the exact search.
        """
        live = {self.stacks.start: 0}
        scores: list[dict[int, int]] = []  # before each token, of the hypotheses that were followed
        origins: list[dict[int, tuple[int, int]]] = []
        prose = self.stacks.prose
        for kind, row in zip(kinds, weights, strict=True):
            moves = self._moves[kind]
            nxt: dict[int, int] = {}
            origin: dict[int, tuple[int, int]] = {}
            followed: dict[int, int] = {}
            known_score = nxt.get
            floor = max(live.values()) - reach
            if len(live) > beam:
                floor = max(floor, sorted(live.values())[-beam])
            for stack, score in live.items():
                if score < floor and stack != prose:
                    continue
                followed[stack] = score
                steps = moves.get(stack)
                if steps is None:
                    steps = self._moves_from(stack, kind)
                for index, to, price in steps:
                    value = score + row[index] + price
                    known = known_score(to)
                    if known is None or value > known:
                        nxt[to] = value
                        origin[to] = (stack, index)
            live = nxt
            scores.append(followed)
            origins.append(origin)
        scores.append(live)
        return self._trace(kinds, weights, scores, origins)

    def _trace(
        self,
        kinds: Sequence[str],
        weights: Sequence[Sequence[int]],
        scores: Sequence[dict[int, int]],
        origins: Sequence[dict[int, tuple[int, int]]],
    ) -> Reading:
        ends = [(stack, score) for stack, score in scores[-1].items() if self.stacks.accepts(stack)]
        stack, score = max(ends, key=lambda end: end[1])  # of equals the first that was reached
        others = [other for end, other in ends if end != stack]
        roles: list[str] = []
        gaps: list[int] = []
        for position in range(len(kinds) - 1, -1, -1):
            before, index = origins[position][stack]
            role = roles_of_kinds()[kinds[position]][index]
            best = scores[position + 1][stack]
            roles.append(role)
            gaps.append(self._gap(kinds[position], weights[position], scores[position], stack, before, index, best))
            stack = before
        if others and gaps:
            gaps[0] = min(gaps[0], score - max(others))
        return Reading(tuple(reversed(roles)), score, tuple(reversed(gaps)))

    def _gap(
        self, kind: str, row: Sequence[int], live: dict[int, int], stack: int, before: int, index: int, best: int
    ) -> int:
        """Give how much worse the best other way into `stack` is; NO_OTHER where the path stays in prose."""
        if stack == self.stacks.prose and before == stack:
            return NO_OTHER
        runner = best - NO_OTHER
        leads = self._into[kind][stack]
        for other in leads if len(leads) < len(live) else live:
            if other in leads and other in live:
                score = live[other]
                for place, price in leads[other]:
                    value = score + row[place] + price
                    if value > runner and (other != before or place != index):
                        runner = value
        return best - runner


@dataclass(frozen=True, slots=True)
class DecidedNote:
    """What the lexer hands to Lark: the roles already chosen for a note's tokens."""

    roles: tuple[str, ...]


class RoleLexer(Lexer):
    """Gives Lark the chosen roles as its terminals; a run of commentary is one terminal, a left-out token none.

    The value of each Lark token is the index of the note's token.
    """

    __future_interface__ = 1

    def __init__(self, _conf: Any) -> None:
        pass

    def lex(self, lexer_state: Any, _parser_state: Any) -> Iterator[LarkToken]:
        """Give one Lark token for each terminal of the chosen roles."""
        before = ""
        for index, role in enumerate(lexer_state.text.roles):
            if role == "_PROSE" and before == "_PROSE":
                continue
            for terminal in terminals_of(role):
                yield LarkToken(terminal, str(index), index)
            before = role
