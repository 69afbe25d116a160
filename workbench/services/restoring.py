"""A workspace from a team's registry: everything that was ever exported comes back.

A plan first, of what will come, what is here already and what is left out and why. Then the
components in one transaction and the prompts in some more, each prompt whole: whatever ends a
restore, doing it again brings the rest, and nothing twice. Nothing that is here is changed, but
a draft without changes of its own goes on to the version that was made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from workbench.domain.approvals import Approval
from workbench.domain.audit import AuditEntry, AuditKind, brought_back
from workbench.domain.prompts import PromptKind
from workbench.domain.restoring import (
    Arrival,
    FoundPrompt,
    FoundRegistry,
    Intake,
    Restored,
    RestorePhase,
    RestorePlan,
    RestoreProgress,
    RestoreWork,
)
from workbench.services.attached_files import AttachedFiles, attachments_of
from workbench.services.events import (
    Acted,
    DraftReplaced,
    Event,
    EventBus,
    LibraryChanged,
    VersionApproved,
    VersionCommitted,
)
from workbench.services.ports import ApprovalStore, PromptStore
from workbench.services.restore_planning import RestorePlanner
from workbench.services.settings import SettingsService

AT_ONCE = 100
"""Prompts in one transaction: others who write the workspace wait no longer than for these."""


class RegistryReader(Protocol):
    def read(self, folder: Path, work: RestoreWork) -> FoundRegistry:
        """What is there. Raises `RegistryError`, `FileProblem`, `Cancelled`."""
        ...


@dataclass(slots=True)
class _Tally:
    prompts: int = 0
    versions: int = 0
    approvals: int = 0
    events: list[Event] = field(default_factory=list)

    @property
    def brought(self) -> bool:
        return bool(self.prompts or self.versions or self.approvals)


class RestoringService:
    """`together` opens a transaction of the workspace around everything that stores write."""

    def __init__(
        self,
        source: RegistryReader,
        store: PromptStore,
        approvals: ApprovalStore,
        attached: AttachedFiles,
        settings: SettingsService,
        events: EventBus,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        together: Callable[[], AbstractContextManager[object]],
    ) -> None:
        self._source, self._store, self._approvals = source, store, approvals
        self._attached, self._settings, self._events = attached, settings, events
        self._now, self._new_id, self._together = now, new_id, together
        self._planner = RestorePlanner(store, approvals, attached)

    def plan(self, folder: Path, work: RestoreWork | None = None) -> RestorePlan:
        """What a registry would bring. Writes nothing.

        Raises `RegistryError`, `FileProblem` where it cannot be read at all, and `Cancelled`.
        """
        work = work or RestoreWork()
        return self._planner.plan(self._source.read(Path(folder), work), work)

    def restore(self, plan: RestorePlan, work: RestoreWork | None = None) -> Restored:
        """Bring what was planned, and have the settings name the registry.

        What has come stays where it was cancelled.
        """
        work = work or RestoreWork()
        tally, done, wanted = _Tally(), 0, plan.coming
        stopped = False
        try:
            for batch in _batches(wanted):
                if stopped := work.cancelled:
                    break
                work.tell(RestoreProgress(RestorePhase.BRINGING, done, len(wanted)))
                self._bring_together(batch, plan.registry, tally)
                done += len(batch)
        finally:
            self._publish(tally, plan.registry.name)
        before = "" if stopped else self._settle(plan.registry)
        return Restored(tally.prompts, tally.versions, tally.approvals, stopped, before)

    def _bring_together(
        self, batch: Sequence[Arrival], registry: FoundRegistry, tally: _Tally
    ) -> None:
        """Files that go along come before, one at a time: they may be large."""
        releases = (v.found.release for each in batch for v in each.versions)
        for each in dict.fromkeys(attachments_of(releases)):
            if not self._attached.holds(each):
                self._attached.take_in(each, Path(registry.directory))
        brought = _Tally()
        with self._together():
            self._bring(batch, registry.name, brought)
        tally.prompts += brought.prompts
        tally.versions += brought.versions
        tally.approvals += brought.approvals
        tally.events += brought.events

    def _bring(self, batch: Sequence[Arrival], registry: str, tally: _Tally) -> None:
        """As the workspace is now, whatever was there when it was planned."""
        coming = [self._coming(planned.found) for planned in batch]
        self._store.take_in([intake for _arrival, intake in coming])
        given = [each for found in coming for each in self._approvals_in(*found, registry)]
        if given:
            self._approvals.add_all(given)
        for arrival, intake in coming:
            if arrival.tells_status:
                told, here = arrival.found.prompt, intake.prompt
                card = replace(here, deprecated=told.deprecated, replaced_by=told.replaced_by)
                self._store.save_card(card)
            tally.prompts += arrival.is_new
            tally.versions += len(arrival.versions)
            tally.approvals += len(arrival.approvals)
            if not arrival.is_new:
                tally.events += _told(intake, arrival)
                tally.events += _approved(intake.prompt.id, given)

    def _coming(self, found: FoundPrompt) -> tuple[Arrival, Intake]:
        arrival = self._planner.arrival(found)
        there = None if arrival.is_new else self._planner.there(arrival.path)
        prompt = there or replace(found.prompt, id=self._new_id())
        releases = tuple(replace(v.found.release, number=v.here) for v in arrival.versions)
        return arrival, Intake(prompt, releases, arrival.is_new, arrival.follows)

    def _approvals_in(
        self, arrival: Arrival, intake: Intake, registry: str
    ) -> Iterator[tuple[Approval, AuditEntry]]:
        """Each with what the audit log tells of it."""
        if not arrival.approvals:
            return
        prompt_id = intake.prompt.id
        numbers = {each.digest: each.number for each in intake.releases}
        if not arrival.is_new:
            numbers = {v.digest: v.number for v in reversed(self._store.versions(prompt_id))}
        for each in arrival.approvals:
            approval = Approval(
                self._new_id(),
                prompt_id,
                each.digest,
                numbers[each.digest],
                each.approver,
                each.note,
                each.at,
                each.environment,
                each.runs,
                each.evidence,
                each.signed,
            )
            yield approval, brought_back(approval, arrival.path, self._now(), registry)

    def _publish(self, tally: _Tally, name: str) -> None:
        for event in tally.events:
            self._events.publish(event)
        if tally.prompts or tally.versions:
            self._events.publish(LibraryChanged())
        if tally.brought:
            counts = (
                f"{tally.versions} version{'' if tally.versions == 1 else 's'} and "
                f"{tally.approvals} approval{'' if tally.approvals == 1 else 's'}"
            )
            words = f"{counts} came from the registry {name}."
            self._events.publish(Acted(AuditKind.RESTORE, words=words))

    def _settle(self, registry: FoundRegistry) -> str:
        """Have the settings name it. What they named before, if it was another."""
        settings = self._settings.load()
        if not registry.is_repository or settings.registry == registry.directory:
            return ""
        self._settings.save(replace(settings, registry=registry.directory))
        return settings.registry


def _batches(arrivals: Sequence[Arrival]) -> Iterator[Sequence[Arrival]]:
    """All components at once, since prompts hold them fast; then the prompts."""
    components = [each for each in arrivals if each.kind is PromptKind.COMPONENT]
    prompts = [each for each in arrivals if each.kind is PromptKind.PROMPT]
    if components:
        yield components
    for start in range(0, len(prompts), AT_ONCE):
        yield prompts[start : start + AT_ONCE]


def _told(intake: Intake, arrival: Arrival) -> Iterator[Event]:
    """To views of a prompt that was there before."""
    for each in intake.releases:
        yield VersionCommitted(intake.prompt.id, each.number, each.digest)
    if intake.releases and arrival.follows:
        yield DraftReplaced(intake.prompt.id)


def _approved(
    prompt_id: str, given: Iterable[tuple[Approval, AuditEntry]]
) -> Iterator[VersionApproved]:
    numbers = {each.version for each, _told in given if each.prompt_id == prompt_id}
    return (VersionApproved(prompt_id, number) for number in sorted(numbers))
