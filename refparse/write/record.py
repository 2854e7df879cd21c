"""A work as it is about to be written: with its key, its mentions and its doubts."""

from __future__ import annotations

from dataclasses import dataclass

from refparse.model.bibliography import Bibliography
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.work import Work
from refparse.write.keys import keys_of_works
from refparse.write.mentions import Mention, doubts_of_work, mentions_by_work, messages_by_work
from refparse.write.options import WriteOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One work ready to be written; `doubts` are sentences, empty where nothing is uncertain."""

    key: str
    work: Work
    mentions: tuple[Mention, ...] = ()
    doubts: tuple[str, ...] = ()


def records_of(bibliography: Bibliography, options: WriteOptions) -> tuple[tuple[Record, ...], tuple[Diagnostic, ...]]:
    """Give the works that `options` keep, sorted by key, with what is known of each.

    Keys are given before works are left out, so that a work has the same key in every file of the document.
    """
    mentions, messages = mentions_by_work(bibliography), messages_by_work(bibliography)
    keys = keys_of_works(bibliography.works, options.keys, options.own_keys)
    kept = [pair for pair in zip(keys, bibliography.works, strict=True) if is_wanted(pair[1], options)]
    records = (
        Record(key=key, work=work, mentions=cited, doubts=doubts_of_work(work, cited, messages.get(work.id, ())))
        for key, work, cited in ((key, work, mentions.get(work.id, ())) for key, work in kept)
    )
    diagnostics = [*_changed_keys(keys, bibliography, options), *_left_out(len(keys) - len(kept))]
    return tuple(sorted(records, key=lambda record: record.key)), tuple(diagnostics)


def is_wanted(work: Work, options: WriteOptions) -> bool:
    """Say whether the options keep this work."""
    return (
        (work.complete or not options.only_complete)
        and (not options.types or work.type in options.types)
        and work.confidence >= options.min_confidence
    )


def _changed_keys(keys: tuple[str, ...], bibliography: Bibliography, options: WriteOptions) -> list[Diagnostic]:
    if options.keys:
        return []
    changed = [(key, work.id) for key, work in zip(keys, bibliography.works, strict=True) if key != work.id]
    return [
        Diagnostic(code="R503", severity=Severity.INFO, work=own, message=f"the key {own!r} is written as {key!r}")
        for key, own in changed
    ]


def _left_out(number: int) -> list[Diagnostic]:
    words = f"{number} work{'s' if number != 1 else ''} left out, as the options ask"
    return [Diagnostic(code="R504", severity=Severity.INFO, message=words)] if number else []
