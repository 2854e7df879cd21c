"""Gives each token the weights of its possible roles: sums of learned whole numbers over what surrounds it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate, repeat
from typing import Any

from refparse.assets import asset
from refparse.parse.packed import packed, unpacked
from refparse.parse.scan import Token

PAD = Token("", 0, 0, "pad", "-")
NOTE, ENTRY = "n", "e"  # what is read: a note, or an entry of a bibliography

MAX_MEMO = 50_000  # remembered sums of one kind and group of features; some 10 MB

# What surrounds a token, in groups that vary together, so that their sums can be remembered; see `GROUPS`.
Features = tuple[tuple[str, ...], ...]


class Weights:
    """Learned weights: feature to role to whole number, and the price of one role after another.

    Emissions sum over the features of a token; transitions depend on the role before, and on the token's kind.
    """

    def __init__(self, emissions: dict[str, dict[str, int]], transitions: dict[str, dict[str, int]]) -> None:
        self.emissions = emissions
        self.transitions = transitions
        self._memo: dict[str, tuple[dict[tuple[str, ...], int], ...]] = {}  # kind -> group -> parts -> packed sums
        self._rows: dict[str, dict[str, int]] = {}  # kind -> feature -> packed weights

    def of_token(self, kind: str, features: Features) -> tuple[int, ...]:
        """Give one weight for each candidate role of `kind`, in the order of `roles_of_kinds`; remembers the sums."""
        memos = self._memo.get(kind)
        if memos is None:
            memos = self._memo[kind] = tuple({} for _ in GROUPS)
        total = 0
        for number, (memo, parts) in enumerate(zip(memos, features, strict=True)):
            found = memo.get(parts)
            total += self._remembered(memo, kind, number, parts) if found is None else found
        return unpacked(kind, total)

    def _remembered(self, memo: dict[tuple[str, ...], int], kind: str, number: int, parts: tuple[str, ...]) -> int:
        if len(memo) > MAX_MEMO:
            memo.clear()
        found = memo[parts] = self._sum(kind, GROUPS[number](*parts))
        return found

    def sum_of_token(self, kind: str, features: Features) -> tuple[int, ...]:
        """Give what `of_token` gives, without remembering it: for training, where the weights keep changing."""
        return unpacked(kind, self._sum(kind, feature_names(features)))

    def _sum(self, kind: str, features: Sequence[str]) -> int:
        rows = self._rows.get(kind)
        if rows is None:
            rows = self._rows[kind] = {}
        emissions, total = self.emissions, 0
        for feature in features:
            row = rows.get(feature)
            if row is None and feature in emissions:
                row = rows[feature] = packed(kind, emissions[feature])
            if row:
                total += row
        return total

    def of_transition(self, before: str, kind: str, role: str) -> int:
        """Give the weight of `role` on a token of `kind` after the role `before`."""
        plain = self.transitions.get(before, {}).get(role, 0)
        return plain + self.transitions.get(f"{before} {kind}", {}).get(role, 0)

    def copy(self) -> Weights:
        """Give weights of their own that begin as these are."""
        return Weights(
            {key: dict(row) for key, row in self.emissions.items()},
            {key: dict(row) for key, row in self.transitions.items()},
        )

    def forget(self, feature: str) -> None:
        """Drop what is remembered of one feature, after its weights have changed."""
        for rows in self._rows.values():
            rows.pop(feature, None)

    def to_json(self) -> dict[str, Any]:
        """Give the weights as JSON members with sorted keys and without zeros."""
        return {
            "emissions": _sorted_table(self.emissions),
            "transitions": _sorted_table(self.transitions),
        }


def _sorted_table(table: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    rows = {key: {role: row[role] for role in sorted(row) if row[role]} for key, row in sorted(table.items())}
    return {key: row for key, row in rows.items() if row}


@cache
def shipped_weights() -> Weights:
    """Load grammar/weights.json, the weights that refparse comes with."""
    data = json.loads(asset("grammar", "weights.json").read_text(encoding="utf-8"))
    return Weights(data["emissions"], data["transitions"])


def _italic_state(token: Token) -> str:
    return "?" if token.italic is None else "1" if token.italic else "0"


def _length_class(count: int) -> str:
    return "xs" if count < 8 else "s" if count < 18 else "m" if count < 60 else "l"


def _segments(tokens: Sequence[Token]) -> list[str]:
    """Give for each token a signature of the stretch it stands in, cut at semicolons and sentence ends.

    The signature says what the stretch holds: a quotation "q", parentheses with a year "y", a bare year "b", a
    number near its end "n". It lets a name know that an imprint follows.
    """
    signatures: list[str] = []
    start = 0
    for index, token in enumerate(tokens):
        if token.kind in ("semi", "end") or (token.kind == "period" and _ends_sentence(tokens, index)):
            signature = _signature(tokens[start : index + 1])
            signatures.extend([signature] * (index + 1 - start))
            start = index + 1
    return signatures


def _ends_sentence(tokens: Sequence[Token], index: int) -> bool:
    following = tokens[index + 1]
    return following.kind == "end" or following.text[:1].isupper() or following.kind in ("quoted", "speech")


def _signature(stretch: Sequence[Token]) -> str:
    quoted = year = bare = number = ""
    depth = 0
    for token in stretch:
        kind = token.kind
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        elif kind == "quoted":
            quoted = "q"
        elif kind == "year":
            if depth:
                year = "y"
            else:
                bare = "b"
    if any(token.kind == "number" for token in stretch[-4:]):
        number = "n"
    return quoted + year + bare + number


_PLAIN_CLASSES = frozenset({"lc", "lc-ly", "lc-ing", "lc-ed", "prose"})
_BORDERS = frozenset({"comma", "period", "vperiod"})  # what parts names and fields, otherwise in notes than in entries
_STOPS = frozenset({"semi", "period"})
_WINDOW = 4  # tokens to each side
_COUNTS = tuple(str(min(count, 5)) for count in range(2 * _WINDOW + 2))


def _wordiness(tokens: Sequence[Token]) -> list[str]:
    """Give for each token how many lower-case content words stand around it: many in prose, few in titles."""
    sums = list(accumulate((token.cls in _PLAIN_CLASSES for token in tokens), initial=0))
    padded = [0] * _WINDOW + sums + sums[-1:] * _WINDOW
    return [_COUNTS[after - before] for before, after in zip(padded, padded[2 * _WINDOW + 1 :], strict=False)]


def _near(before: str, cls: str, after: str, mode: str, border: str) -> tuple[str, ...]:
    """Name the features of the token's class and its neighbours'."""
    return (
        "1", "c " + cls, "l " + before + " " + cls, "r " + cls + " " + after, "L " + before, "R " + after,
        "x " + before + " " + cls + " " + after, "m " + mode + cls,
        "m3 " + border + before + " " + cls + " " + after if border else "m3",
    )  # fmt: skip


def _far(left2: str, before: str, after: str, right2: str) -> tuple[str, ...]:
    """Name the features of two tokens to each side."""
    return ("M " + left2 + " " + before, "S " + after + " " + right2)


def _listed(flags: str, left: str, right: str, place: str, cls: str) -> tuple[str, ...]:
    """Name the features of the lexicons that hold the word, and of parentheses."""
    return ("f " + flags + " " + place, "F " + left + "|" + right, "p " + place + cls)


def _shown(italic: str, cls: str, length: str, begin: str) -> tuple[str, ...]:
    """Name the features of italics, and of the place in the note."""
    return ("i " + italic, "I " + italic[1:] + cls, "n " + length + begin, "b " + begin + cls)


def _held(signature: str, wordy: str, cls: str) -> tuple[str, ...]:
    """Name the features of what the stretch holds, and of how wordy it is."""
    return ("s " + signature, "w " + wordy, "W " + wordy + cls)


def _worded(word: str) -> tuple[str, ...]:
    """Name the feature of the word itself; only words in lower case have it, since names would be learned by heart."""
    return ("= " + word,) if word else ()


GROUPS: tuple[Callable[..., tuple[str, ...]], ...] = (_near, _far, _listed, _shown, _held, _worded)


def feature_names(features: Features) -> list[str]:
    """Give the names of a token's features, as the weights know them."""
    return [name for group, parts in zip(GROUPS, features, strict=True) for name in group(*parts)]


def note_features(tokens: Sequence[Token], mode: str = NOTE) -> list[Features]:
    """Give the features of each token: its class, its neighbours, italics, parentheses, its stretch, its word."""
    classes = [PAD.cls, PAD.cls, *(token.cls for token in tokens), PAD.cls, PAD.cls]
    flags = [PAD.flags, *(token.flags for token in tokens), PAD.flags]
    borders = [mode if token.kind in _BORDERS else "" for token in tokens]
    places, begins = _places(tokens)
    before, own, after = classes[1:], classes[2:], classes[3:]
    # Each column ends with the last token: the shortest of what is zipped is as long as the note.
    near = zip(before, own, after, repeat(mode), borders, strict=False)
    far = zip(classes, before, after, classes[4:], strict=False)
    listed = zip(flags[1:], flags, flags[2:], places, own, strict=False)
    shown = zip(_italic_states(tokens), own, repeat(_length_class(len(tokens))), begins, strict=False)
    held = zip(_segments(tokens), _wordiness(tokens), own, strict=False)
    worded = ((token.text.lower() if token.kind == "word_lc" else "",) for token in tokens)
    return list(zip(near, far, listed, shown, held, worded, strict=True))


def _places(tokens: Sequence[Token]) -> tuple[list[str], list[str]]:
    """Give for each token whether it stands in parentheses, and how soon after a semicolon or full stop."""
    places: list[str] = []
    begins: list[str] = []
    depth = since = 0
    for token in tokens:
        kind = token.kind
        if kind == "close" and depth:
            depth -= 1
        places.append("(" if depth else ".")
        begins.append("0" if since == 0 else "1" if since < 4 else "2")
        if kind == "open":
            depth += 1
        since = 0 if kind in _STOPS else since + 1
    return places, begins


def _italic_states(tokens: Sequence[Token]) -> list[str]:
    """Give for each token whether the one before, itself and the one after are italic."""
    states = [_italic_state(token) for token in (PAD, *tokens, PAD)]
    return [left + own + right for left, own, right in zip(states, states[1:], states[2:], strict=False)]
