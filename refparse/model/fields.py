"""Fields: what a note or a work says, each value with where it came from."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar, overload

from refparse.model.source import Span
from refparse.model.variables import Variable

T = TypeVar("T")
D = TypeVar("D")


class Origin(StrEnum):
    """How we come to know a value."""

    STATED = "stated"  # the note says so
    REPAIRED = "repaired"  # the note says so, once its OCR damage is mended
    INHERITED = "inherited"  # taken over from the antecedent
    INFERRED = "inferred"  # by a rule
    RECORDED = "recorded"  # from a live citation field, or from the user's library
    EDITED = "edited"  # a person decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Generic[T]):
    """One value with its provenance: `text` as written, `span` into the note (None where it is not in a note).

    `confidence` lies in [0, 1].
    """

    value: T
    text: str = ""
    span: Span | None = None
    origin: Origin = Origin.STATED
    confidence: float = 1.0


class Fields(Mapping[Variable[Any], Field[Any]]):
    """A read-only mapping from variable to field; `set` and `without` return a new one.

    >>> from refparse.model.variables import TITLE
    >>> Fields().set(TITLE, Field(value="On Revolution")).value(TITLE)
    'On Revolution'
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[Variable[Any], Field[Any]] | Iterable[tuple[Variable[Any], Field[Any]]] = ()):
        self._items: dict[Variable[Any], Field[Any]] = dict(items)

    def __getitem__(self, key: Variable[T]) -> Field[T]:
        return self._items[key]

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[Variable[Any]]:
        return iter(self._items)

    def items(self) -> ItemsView[Variable[Any], Field[Any]]:
        """Give the pairs of variable and field."""
        return self._items.items()

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(tuple(sorted(key.name for key in self._items)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fields) and self._items == other._items

    def __repr__(self) -> str:
        return "Fields(" + ", ".join(f"{key.name}={field.value!r}" for key, field in self._items.items()) + ")"

    @overload
    def value(self, key: Variable[T]) -> T | None: ...
    @overload
    def value(self, key: Variable[T], default: D) -> T | D: ...
    def value(self, key: Variable[Any], default: Any = None) -> Any:
        """Give the value of `key`, or `default`."""
        field = self._items.get(key)
        return default if field is None else field.value

    def set(self, key: Variable[T], field: Field[T]) -> Fields:
        """Give new fields in which `key` holds `field`."""
        return Fields({**self._items, key: field})

    def without(self, *keys: Variable[Any]) -> Fields:
        """Give new fields without `keys`."""
        return Fields({key: field for key, field in self._items.items() if key not in keys})
