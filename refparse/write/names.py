"""Names as target formats want them: comma forms, with particles and suffixes in their place."""

from __future__ import annotations

from collections.abc import Iterable

from refparse.model.values import Name
from refparse.text.fold import fold

_OTHERS = frozenset({"others", "et al", "and others", "u a", "et alii", "and al"})


def is_others(name: Name) -> bool:
    """Say whether a name is no name but "et al." or "and others"."""
    return not name.given and fold(name.literal or name.family) in _OTHERS


def real_names(names: Iterable[Name] | None) -> tuple[Name, ...]:
    """Give the names without "et al." and empty ones; none for a field that is not there."""
    return tuple(name for name in names or () if not is_others(name) and (name.family or name.literal or name.given))


def family_with_particles(name: Name) -> str:
    """Give the family name with the particles before it: "de Gaulle"."""
    return " ".join(part for part in (name.dropping_particle, name.non_dropping_particle, name.family) if part)


def given_with_suffix(name: Name) -> str:
    """Give the given names with the suffix behind a comma, Zotero's own convention: "Martin Luther, Jr."."""
    return ", ".join(part for part in (name.given, name.suffix) if part)


def is_single_field(name: Name) -> bool:
    """Say whether a name is a body or one word, to be written in one piece."""
    return not name.given or not name.family


def single_field(name: Name) -> str:
    """Give a name of one field in one piece: "Foreign Office", "Plato"."""
    return name.literal or family_with_particles(name) or name.given


def comma_name(name: Name) -> str:
    """Give a name as "de Gaulle, Charles" or "King, Martin Luther, Jr."; a body stands as it is."""
    if is_single_field(name):
        return single_field(name)
    return ", ".join((family_with_particles(name), given_with_suffix(name)))


def folded_name(name: Name) -> dict[str, str]:
    """Give a name as Zotero reads CSL JSON: family, given and literal only, nothing lost."""
    if is_single_field(name):
        return {"literal": single_field(name)}
    return {"family": family_with_particles(name), "given": given_with_suffix(name)}
