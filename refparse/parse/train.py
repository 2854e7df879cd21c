"""Learns the weights from marked notes: an averaged perceptron over the same lattice that reads notes.

The gold roles of a note are the best path that its marks allow: a mark restricts its tokens to the roles of its code
(grammar/training/codes.tsv), text in a citation without a mark is separators and role words, text outside is prose.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from refparse.assets import word_rows
from refparse.parse.candidates import JOINED, roles_of_kinds
from refparse.parse.grammar import note_stacks
from refparse.parse.lattice import EXACT, FORBIDDEN, START, RoleLattice
from refparse.parse.markup import MarkedCitation, MarkedNote
from refparse.parse.normalize.bodies import looks_like_body
from refparse.parse.scan import Token, scan_note
from refparse.parse.weigh import NOTE, Features, Weights, feature_names, note_features
from refparse.text.fold import fold

MARGIN = 1500  # a wrong role is made this much dearer while training, so that right paths win clearly
TRAINING_REACH = 300_000
STEP = 1000  # one update, in the unit of the stored whole numbers
LEAST_WEIGHT = 1700  # smaller averages are chance; without them held-out notes are read better, and faster
SKIP_PRICE = 10_000_000
PRICES = {
    "SKIP": SKIP_PRICE, "SERIAL": 20_000, "QUOTED": 0, "TITLE": 0, "OTHER": 30_000, "KIND": 20_000, "PAGES": 0,
    "NAME": 5_000, "ARCHIVE": 0, "+SERIAL": SKIP_PRICE // 2 + 20_000,
}  # fmt: skip
STOPS = frozenset({"_STOP", "_WEAK_STOP", "RELATION", "!_PROSE", "!SIGNAL"})


@dataclass(frozen=True, slots=True)
class Example:
    """One note ready to learn from: its tokens' kinds and features, and the roles its marks allow each."""

    kinds: tuple[str, ...]
    features: tuple[Features, ...]
    allowed: tuple[frozenset[str], ...]


@cache
def roles_of_codes() -> dict[str, frozenset[str]]:
    """Give the roles that each field code of the mark-up allows; "" is unmarked text within a citation."""
    rows = word_rows("grammar", "training", "codes.tsv")
    return {"" if row[0] == "-" else row[0]: frozenset(row[1].split()) for row in rows}


def example_of(note: MarkedNote, *, italic: bool | None = None, mode: str = NOTE) -> Example:
    """Prepare a marked note; `italic` says whether its titles are shown italic (None: the source cannot show it)."""
    spans = [(f.span.start, f.span.end) for c in note.citations for f in c.fields if f.code in ITALIC_CODES]
    spans += [(span.start, span.end) for span in note.mentions]
    tokens = scan_note(note.text, None if italic is None else sorted(spans) if italic else [])
    kinds = tuple(token.kind for token in tokens)
    return Example(kinds, tuple(note_features(tokens, mode)), tuple(_allowed_roles(note, tokens)))


ITALIC_CODES = frozenset({"t", "vt", "j"})


def _allowed_roles(note: MarkedNote, tokens: Sequence[Token]) -> list[frozenset[str]]:
    """Give for each token the roles that the marks allow: those of its code within a citation, one outside."""
    codes = roles_of_codes()
    owners = _owners(note, tokens)
    allowed: list[frozenset[str]] = [frozenset({"_PROSE"})] * len(tokens)
    for index, owner in enumerate(owners):
        if owner >= 0:
            citation = note.citations[owner]
            token = tokens[index]
            code = next((f.code for f in citation.fields if _within(token, f.span.start, f.span.end)), "")
            allowed[index] = frozenset({"POINTER"}) if citation.type == "x" else codes[code]
            if code in PEOPLE_CODES and token.kind == "comma":
                allowed[index] = _name_comma_roles(note, tokens, index, citation)
            if not code and citation.type != "x":
                allowed[index] = _unmarked_roles(token.kind, codes[""])
            if token.kind == "vperiod" and any(f.span.start < token.start < f.span.end for f in citation.fields):
                allowed[index] = frozenset({"SKIP"})  # the stop of "W. W. Norton" ends nothing
            ends = index + 1 == len(tokens) or owners[index + 1] != owner
            if ends and citation.type != "x":
                allowed[index + 1] = STOPS
            if index and owners[index - 1] != owner:
                _allow_lead_in(tokens, owners, index, allowed)
    return allowed


PEOPLE_CODES = frozenset({"a", "e", "r", "o", "rec", "iv"})
_AFTER_SUFFIX_COMMA = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "bart", "inc", "ltd"})


def _name_comma_roles(
    note: MarkedNote, tokens: Sequence[Token], index: int, citation: MarkedCitation
) -> frozenset[str]:
    """Give the role of a comma within a name: it inverts the name, unless a suffix follows or the name is a body's."""
    span = next(f.span for f in citation.fields if _within(tokens[index], f.span.start, f.span.end))
    suffix = fold(tokens[index + 1].text) in _AFTER_SUFFIX_COMMA
    return frozenset({"NAME"}) if suffix or looks_like_body(span.of(note.text)) else frozenset({"_INV"})


_POINTS = frozenset({"comma", "colon", "semi", "period", "vperiod", "open", "close"})


def _unmarked_roles(kind: str, roles: frozenset[str]) -> frozenset[str]:
    """Give the roles of an unmarked token within a citation: a point of punctuation is a separator or left out."""
    if kind in _POINTS:
        return frozenset(role for role in roles if role.startswith("_") or role == "SKIP")
    return roles | {"NAME", "TITLE", "PLACE"} if kind in ("obr", "cbr") else roles


def _owners(note: MarkedNote, tokens: Sequence[Token]) -> list[int]:
    """Give for each token the index of the citation it lies in, -1 outside."""
    owners = [-1] * len(tokens)
    for number, citation in enumerate(note.citations):
        for index, token in enumerate(tokens[:-1]):
            if _within(token, citation.span.start, citation.span.end):
                owners[index] = number
    for index, token in enumerate(tokens[1:-1], start=1):  # a virtual stop within a citation belongs to it
        if token.kind == "vperiod" and owners[index - 1] == owners[index + 1]:
            owners[index] = owners[index - 1]
    return owners


_LEAD_KINDS = frozenset({"signal", "rel", "in", "by", "and", "comma", "word_lc", "label", "to"})
_LINK_KINDS = _LEAD_KINDS - {"comma"}


def _allow_lead_in(tokens: Sequence[Token], owners: Sequence[int], start: int, allowed: list[frozenset[str]]) -> None:
    """Mark the words that lead to the citation at `start`: a relation ("quoted in") or signals ("see also")."""
    first = start
    while first > 0 and owners[first - 1] < 0 and tokens[first - 1].kind in _LEAD_KINDS and start - first < 5:
        first -= 1
    relation = next((i for i in range(first, start) if tokens[i].kind == "rel"), None)
    if relation is not None and any(tokens[i].kind not in _LINK_KINDS for i in range(relation + 1, start)):
        relation = None
    for index in range(first, start):
        if relation is not None and index >= relation:
            if allowed[index] is not STOPS:
                allowed[index] = frozenset({"RELATION" if index == relation else "LINK"})
        elif tokens[index].kind == "signal" and allowed[index] is not STOPS:
            allowed[index] = frozenset({"SIGNAL"})


def _within(token: Token, start: int, end: int) -> bool:
    """Say whether a token lies in a stretch; a quotation does when what is inside its marks does."""
    if token.kind in ("quoted", "speech"):
        return start <= token.start + 2 and end >= token.end - 3
    return start <= token.start and token.end <= end and token.start < token.end


def gold_roles(lattice: RoleLattice, example: Example, weights: Weights) -> tuple[str, ...] | None:
    """Give the best path that the marks allow, None where the grammar allows none (the marks are wrong then)."""
    rows = []
    for kind, features, allowed in zip(example.kinds, example.features, example.allowed, strict=True):
        row = weights.sum_of_token(kind, features)
        names = roles_of_kinds()[kind]
        rows.append([w - _dearer(r) if r in allowed else FORBIDDEN for w, r in zip(row, names, strict=True)])
    reading = lattice.decide(example.kinds, rows, reach=-FORBIDDEN // 10, beam=EXACT)
    return reading.roles if reading.score > FORBIDDEN // 2 else None


def _dearer(role: str) -> int:
    """Give what a role costs in the choice of the gold path: leaving a token out is the last resort."""
    if role in PRICES:
        return PRICES[role]
    return SKIP_PRICE // 2 if role[0] in JOINED else 0


class Trainer:
    """Keeps the weights while they are learned, and their running sum for the average."""

    def __init__(self, start: Weights | None = None) -> None:
        self.weights = start or Weights({}, {})
        self.lattice = RoleLattice(note_stacks(), self.weights)
        self._sums_e: dict[str, dict[str, int]] = {}
        self._sums_t: dict[str, dict[str, int]] = {}
        self._clock = 1

    def learn(self, example: Example, gold: Sequence[str]) -> bool:
        """Read one note, and where the reading differs from `gold` move the weights; say whether it differed."""
        rows = []
        for kind, features, right in zip(example.kinds, example.features, gold, strict=True):
            row = self.weights.sum_of_token(kind, features)
            rows.append([w if r == right else w + MARGIN for w, r in zip(row, roles_of_kinds()[kind], strict=True)])
        found = self.lattice.decide(example.kinds, rows, reach=TRAINING_REACH).roles
        self._clock += 1
        if found == tuple(gold):
            return False
        before_right = before_found = START
        for kind, features, right, wrong in zip(example.kinds, example.features, gold, found, strict=True):
            if right != wrong:
                for feature in feature_names(features):
                    self._move_emission(feature, right, STEP)
                    self._move_emission(feature, wrong, -STEP)
            if right != wrong or before_right != before_found:
                self._move_transition(before_right, kind, right, STEP)
                self._move_transition(before_found, kind, wrong, -STEP)
            before_right = _last(before_right, right)
            before_found = _last(before_found, wrong)
        return True

    def _move_emission(self, feature: str, role: str, by: int) -> None:
        _move(self.weights.emissions, feature, role, by)
        _move(self._sums_e, feature, role, by * self._clock)
        self.weights.forget(feature)

    def _move_transition(self, before: str, kind: str, role: str, by: int) -> None:
        for key in (before, f"{before} {kind}"):
            _move(self.weights.transitions, key, role, by)
            _move(self._sums_t, key, role, by * self._clock)
        self.lattice.forget_transitions(before)

    def averaged(self) -> Weights:
        """Give the average of the weights over all steps, in whole numbers."""
        return Weights(
            _average(self.weights.emissions, self._sums_e, self._clock),
            _average(self.weights.transitions, self._sums_t, self._clock),
        )


def _last(before: str, role: str) -> str:
    return before if role == "SKIP" else role.lstrip("+^!")


def _move(table: dict[str, dict[str, int]], key: str, role: str, by: int) -> None:
    row = table.setdefault(key, {})
    row[role] = row.get(role, 0) + by


def _average(now: dict[str, dict[str, int]], sums: dict[str, dict[str, int]], clock: int) -> dict[str, dict[str, int]]:
    averages = (
        (key, {role: round(value - sums.get(key, {}).get(role, 0) / clock) for role, value in row.items()})
        for key, row in now.items()
    )
    return {key: {role: w for role, w in row.items() if abs(w) >= LEAST_WEIGHT} for key, row in averages}


def mean_of(many: Sequence[Weights]) -> Weights:
    """Give the mean of weights that were learned apart: what one training learned by chance weighs little in it.

    >>> one, other = (Weights({"c lc": {"NAME": weight}}, {}) for weight in (4000, 8000))
    >>> mean_of([one, other]).emissions
    {'c lc': {'NAME': 6000}}
    """
    return Weights(_mean([weights.emissions for weights in many]), _mean([weights.transitions for weights in many]))


def _mean(tables: Sequence[dict[str, dict[str, int]]]) -> dict[str, dict[str, int]]:
    sums: dict[str, dict[str, int]] = {}
    for table in tables:
        for key, row in table.items():
            for role, weight in row.items():
                _move(sums, key, role, weight)
    means = {key: {role: round(weight / len(tables)) for role, weight in row.items()} for key, row in sums.items()}
    return {key: {role: w for role, w in row.items() if abs(w) >= LEAST_WEIGHT} for key, row in means.items()}


def train(examples: Sequence[Example], *, epochs: int = 8, seed: int = 1, start: Weights | None = None) -> Weights:
    """Learn weights from examples; the same examples, epochs and seed give the same weights.

    Notes whose marks no path of the grammar allows are left out. A note that was read right is looked at
    again only in every fourth epoch.
    """
    trainer = Trainer(start)
    shuffler = random.Random(seed)
    order = list(range(len(examples)))
    right_runs = [0] * len(examples)
    for epoch in range(epochs):
        shuffler.shuffle(order)
        for number in order:
            if right_runs[number] and (number + epoch) % 4:
                continue
            gold = gold_roles(trainer.lattice, examples[number], trainer.weights)
            if gold is not None:
                wrong = trainer.learn(examples[number], gold)
                right_runs[number] = 0 if wrong else right_runs[number] + 1
    return trainer.averaged()
