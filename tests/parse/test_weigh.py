"""The weights of a token are the sums over its features, in whatever form they are added up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.errors import ReadError
from refparse.parse.candidates import roles_of_kinds
from refparse.parse.packed import LARGEST, packed, unpacked
from refparse.parse.scan import scan_note
from refparse.parse.weigh import feature_names, note_features, shipped_weights
from refparse.parse.weights_file import read_weights

KIND = "word_cap"
WEIGHTS = st.dictionaries(st.sampled_from(roles_of_kinds()[KIND]), st.integers(-LARGEST, LARGEST))


@given(st.lists(WEIGHTS, max_size=40))
def test_adding_packed_rows_adds_the_weights_of_each_role(rows: list[dict[str, int]]) -> None:
    total = unpacked(KIND, sum(packed(KIND, row) for row in rows))
    assert total == tuple(sum(row.get(role, 0) for row in rows) for role in roles_of_kinds()[KIND])


def test_a_role_that_is_no_candidate_of_the_kind_weighs_nothing() -> None:
    assert packed("semi", {"PUBLISHER": 7}) == 0


def test_what_is_remembered_of_a_token_is_the_sum_of_its_features() -> None:
    weights = shipped_weights()
    tokens = scan_note('Waltz, "A Title," World Politics 3 (1951): 12-19; ibid., 14.')
    for _ in range(2):
        for token, features in zip(tokens, note_features(tokens), strict=True):
            names = feature_names(features)
            plain = tuple(
                sum(weights.emissions.get(name, {}).get(role, 0) for name in names)
                for role in roles_of_kinds()[token.kind]
            )
            assert weights.of_token(token.kind, features) == weights.sum_of_token(token.kind, features) == plain


def test_a_weight_too_large_to_be_added_up_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"emissions": {"1": {"NAME": 2 * LARGEST}}, "transitions": {}}), encoding="utf-8")
    with pytest.raises(ReadError, match="no file of weights"):
        read_weights(path)
