"""The lexicons: each says where it comes from, holds no entry twice and stays small."""

from pathlib import Path

import pytest

LEXICONS = sorted((Path(__file__).resolve().parents[2] / "grammar" / "lexicons").glob("*.tsv"))
LEAST = {
    "given_names.tsv": 3000, "places.tsv": 1500, "publisher_words.tsv": 300, "journals.tsv": 400, "newspapers.tsv": 300,
}  # fmt: skip


@pytest.mark.parametrize("path", LEXICONS, ids=lambda path: path.name)
def test_a_lexicon_names_its_source_and_licence_and_repeats_nothing(path: Path) -> None:
    first, *entries = path.read_text(encoding="utf-8").splitlines()
    assert first.startswith("# source: ")
    assert "licence: " in first
    assert len(set(entries)) == len(entries)
    assert all(entry == entry.strip() and entry for entry in entries)
    assert path.stat().st_size < 200_000
    assert len(entries) >= LEAST.get(path.name, 50)


@pytest.mark.parametrize(
    "name", ["given_names", "surnames", "places", "publisher_words", "journal_words", "archive_words"]
)
def test_word_lists_hold_single_words_in_lower_case(name: str) -> None:
    path = next(path for path in LEXICONS if path.stem == name)
    entries = path.read_text(encoding="utf-8").splitlines()[1:]
    assert [entry for entry in entries if entry != entry.lower() or " " in entry] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("given_names", "john marie wolfgang giovanni natal'ia kenji kwame"),
        ("places", "london leipzig leningrad londres ithaca calcutta mass n.j"),
        ("publisher_words", "press verlag éditions forlag izdatel'stvo knopf"),
        ("journal_words", "journal zeitschrift revue review herald"),
        ("archive_words", "box folder legajo opis papers"),
    ],
)
def test_what_a_reader_would_look_for_is_there(name: str, words: str) -> None:
    path = next(path for path in LEXICONS if path.stem == name)
    assert set(words.split()) <= set(path.read_text(encoding="utf-8").splitlines())
