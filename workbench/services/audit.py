"""Who did what to which version on which evidence: told, found again, followed, handed out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import datetime
from itertools import islice
from pathlib import Path

from workbench.domain.audit import (
    AuditBreak,
    AuditEntry,
    AuditHead,
    AuditNames,
    AuditPage,
    AuditQuery,
    AuditSource,
    AuditWitness,
    LoggedEntry,
    witness_line,
)
from workbench.domain.errors import NotFound
from workbench.formats.audit_files import csv_lines, markdown_lines
from workbench.formats.audit_lines import LinesFollowed, entry_line, event_line, exported_hashes
from workbench.services.audit_matching import Matching
from workbench.services.audit_ports import AuditStore, RegistryLog
from workbench.services.events import Acted, Event

PAGE = 200
FORMATS = ("jsonl", "csv", "markdown")
ALL = AuditQuery()
Stopped = Callable[[], bool]


class AuditService:
    """Where a `registry` is named, its folder, its events are looked at with the workspace's."""

    def __init__(
        self,
        store: AuditStore,
        registry_log: RegistryLog,
        now: Callable[[], datetime],
        author: Callable[[], str],
    ) -> None:
        self._store, self._log = store, registry_log
        self._now, self._author = now, author

    def hear(self, event: Event) -> None:
        """A listener of the event bus: what others did is told at once."""
        if isinstance(event, Acted):
            self.record(event)

    def record(self, acted: Acted) -> None:
        """On disk when this returns. Nothing is told in a workspace that is only read."""
        if self._store.read_only:
            return
        told = {each.name: getattr(acted, each.name) for each in fields(acted)}
        told["actor"] = acted.actor or self._author()
        self._store.record(AuditEntry(at=self._now(), **told))

    def head(self) -> AuditHead:
        return self._store.head()

    def anchored(self, message: str) -> str:
        """A commit's message with the head of the log: whoever has the commit can tell whether
        the log was cut off since."""
        return f"{message.rstrip()}\n{witness_line(self._store.head())}\n"

    def search(
        self,
        query: AuditQuery,
        registry: Path | None = None,
        *,
        after: LoggedEntry | None = None,
        limit: int = PAGE,
    ) -> AuditPage:
        """Newest first, those that come after `after` in that order."""
        found = [
            *self._in_workspace(query, after, limit + 1),
            *islice(self._in_registry(query, registry, after), limit + 1),
        ]
        found.sort(key=_order, reverse=True)
        return AuditPage(tuple(found[:limit]), len(found) > limit)

    def names(self, registry: Path | None = None) -> AuditNames:
        """What there is to choose from."""
        own, theirs = self._store.names(), self._registry_names(registry)
        return AuditNames(
            *(_merged(getattr(own, each.name), getattr(theirs, each.name)) for each in fields(own))
        )

    def commit_of(self, logged: LoggedEntry, registry: Path | None) -> str:
        """The commit that an entry names, or that brought an event into the registry."""
        if logged.source is AuditSource.REGISTRY and registry:
            return self._log.commit_of(registry, logged.file)
        return logged.entry.commit

    def statement(self, logged: LoggedEntry, digest: str, registry: Path | None) -> str:
        """The file of a registry that an event rests on, as it is. Raises `NotFound`."""
        if registry is None or logged.source is not AuditSource.REGISTRY:
            raise NotFound(f"Nothing here has the digest {digest}.")
        return self._log.statement(registry, logged.file, digest)

    def breaks(
        self, registry: Path | None = None, *, stopped: Stopped = lambda: False
    ) -> Iterator[AuditBreak]:
        """Where the workspace's log does not hold, and where the registry's does not; entries
        that commits of the registry have seen and that are not here."""
        yield from self._store.breaks()
        if registry is None or stopped():
            return
        log = self._store.head().log
        for witness in self._log.witnesses(registry, log):
            yield from self._unwitnessed(witness)
        yield from self._log.breaks(registry, stopped)

    def lines(
        self, kind: str, query: AuditQuery = ALL, registry: Path | None = None
    ) -> Iterator[str]:
        """The log as a file of one of the `FORMATS`. JSON Lines keep the order of the chain, and
        the registry's events come after it; tables are by time."""
        matching = Matching(query)
        own = (each for each in self._store.entries() if matching.fits(each))
        theirs = list(self._in_registry(query, registry, None))[::-1]
        if kind == "jsonl":
            yield from (entry_line(each.hash, self._store.text(each.number)) for each in own)
            if registry:
                yield from (event_line(e.file, self._log.text(registry, e.file)) for e in theirs)
            return
        by_time = sorted((*own, *theirs), key=_order)
        yield from csv_lines(by_time) if kind == "csv" else markdown_lines(by_time)

    def breaks_of(self, lines: Iterator[str]) -> Iterator[AuditBreak]:
        """Where JSON Lines that were handed out earlier do not hold, or this log does not hold
        what they say."""
        followed = LinesFollowed()
        for line in lines:
            wrong = followed.breaks(line)
            yield from wrong
            if wrong:
                continue
            for number, hashed in exported_hashes([line]):
                if self._store.hash_of(number) != hashed:
                    message = "is in the file, and not in this workspace's log or another there"
                    place = f"entry {number}"
                    yield AuditBreak(AuditSource.WORKSPACE, place, message, number)

    def _unwitnessed(self, witness: AuditWitness) -> Iterator[AuditBreak]:
        if self._store.hash_of(witness.number) != witness.hash:
            yield AuditBreak(
                AuditSource.WORKSPACE,
                f"entry {witness.number}",
                f"is not what commit {witness.commit[:12]} of {witness.at:%Y-%m-%d} by "
                f"{witness.author} has seen: the log was cut off or written anew",
                witness.number,
            )

    def _in_workspace(
        self, query: AuditQuery, after: LoggedEntry | None, limit: int
    ) -> list[LoggedEntry]:
        before = (after.entry.at, after.number) if after else None
        return self._store.search(query, before=before, limit=limit)

    def _in_registry(
        self, query: AuditQuery, registry: Path | None, after: LoggedEntry | None
    ) -> Iterator[LoggedEntry]:
        if registry is None or query.source is AuditSource.WORKSPACE:
            return
        matching, known = Matching(query), self._log.entries(registry)
        end = bisect_left(known, _order(after), key=_order) if after else len(known)
        yield from (known[at] for at in range(end - 1, -1, -1) if matching.fits(known[at]))

    def _registry_names(self, registry: Path | None) -> AuditNames:
        entries = [each.entry for each in self._log.entries(registry)] if registry else []
        return AuditNames(
            tuple({entry.actor for entry in entries}),
            tuple({entry.prompt for entry in entries}),
            tuple({entry.kind for entry in entries}),
            tuple({entry.environment for entry in entries}),
        )


def _order(logged: LoggedEntry) -> tuple[datetime, bool, int, int, str]:
    """By time; of one moment, the workspace's entries are the newer ones."""
    own = logged.source is AuditSource.WORKSPACE
    return logged.entry.at, own, logged.number, logged.rank, logged.file


def _merged(own: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*own, *theirs} - {""}))
