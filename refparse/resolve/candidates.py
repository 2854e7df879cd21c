"""A work that a citation may mean, and how well it fits."""

from __future__ import annotations

from dataclasses import dataclass

from refparse.comparison import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A work a citation may mean: `first` is the place of its first mention, `divisions` where it is mentioned in full.

    `text` is what its full forms say, folded, and `words` are all words of it and of its fields.
    A work that the document's bibliography or the user's library gives stands in every division (`everywhere`).
    """

    id: str
    profile: Profile
    name: str = ""
    text: str = ""
    words: frozenset[str] = frozenset()
    first: int = 0
    divisions: frozenset[str] = frozenset()
    everywhere: bool = False
    complete: bool = True
    volumes: frozenset[str] = frozenset()
    pages: tuple[int, int] | None = None

    def stands_in(self, division: str) -> bool:
        """Say whether a note of `division` may mean this work without reaching over a chapter border."""
        return self.everywhere or division in self.divisions


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate with how well it fits, in [0, 1]; `names` and `title` are 0 where the citation has none."""

    candidate: Candidate
    score: float
    names: float = 0.0
    title: float = 0.0

    @property
    def because(self) -> str:
        """Say in plain words what agrees."""
        said = (("the names agree", self.names), ("the title agrees", self.title))
        parts = [f"{words} ({round(100 * value)} %)" for words, value in said if value]
        return f"{self.candidate.name}: " + (", ".join(parts) or f"its words agree ({round(100 * self.score)} %)")
