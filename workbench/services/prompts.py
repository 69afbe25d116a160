"""Writing prompts: drafts that are never lost, versions that never change."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.history import OpenPrompt, PromptSummary, TimelineEntry
from workbench.domain.prompts import (
    Draft,
    Message,
    Prompt,
    PromptContent,
    PromptKind,
    Role,
    Version,
    checked_path,
)
from workbench.formats.content import as_hashed, digest_of
from workbench.services.events import DraftReplaced, EventBus, LibraryChanged, VersionCommitted
from workbench.services.includes import Component, Frozen, freeze_with
from workbench.services.ports import PromptStore

__all__ = ["Frozen", "PromptService", "Resolved"]

EMPTY = {
    PromptKind.PROMPT: PromptContent(messages=(Message(Role.SYSTEM), Message(Role.USER))),
    PromptKind.COMPONENT: PromptContent(messages=(Message(Role.SYSTEM),)),
}
DIGEST_START = re.compile(r"sha256:[0-9a-f]{6,64}")


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a reference such as `support/triage@2` names; without a version, the draft."""

    prompt: Prompt
    version: Version | None
    content: PromptContent


class PromptService:
    def __init__(
        self,
        prompts: PromptStore,
        events: EventBus,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._prompts, self._events = prompts, events
        self._now, self._new_id = now, new_id

    def library(self, archived: bool = False) -> list[PromptSummary]:
        return self._prompts.summaries(archived=archived)

    def create(
        self,
        path: str,
        kind: PromptKind = PromptKind.PROMPT,
        content: PromptContent | None = None,
        title: str = "",
    ) -> OpenPrompt:
        prompt = Prompt(
            self._new_id(), checked_path(path), kind, title=title, created_at=self._now()
        )
        self._prompts.add(prompt, _editable(EMPTY[kind] if content is None else content))
        self._events.publish(LibraryChanged())
        return self._prompts.open(prompt.id)

    def last_worked_on(self) -> str | None:
        """Id of the prompt that was edited or run last; None where there is no prompt."""
        return self._prompts.last_worked_on()

    def open(self, prompt_id: str) -> OpenPrompt:
        return self._prompts.open(prompt_id)

    def open_path(self, path: str) -> OpenPrompt:
        return self._prompts.open(self._prompts.prompt_at(path).id)

    def journal(self, draft: Draft) -> None:
        """Keep the draft exactly as it is. On disk when this returns."""
        content = _editable(draft.content)
        self._prompts.journal(replace(draft, content=content, edited_at=self._now()))

    def freeze(self, content: PromptContent) -> Frozen:
        """The content as it would run now, kept under its digest with all it includes.

        A content that names its components' digests is frozen already and stays what it is.
        Raises `TemplateError` for an include that leads nowhere, `InvalidContent` for a
        content that cannot be hashed.
        """
        if content.components or self._is_kept(content):
            return self._kept(as_hashed(content))
        return self._freeze_draft(content)[0]

    def commit(self, prompt_id: str, *, note: str, author: str) -> Version:
        """Name the draft as a version, and each included component that has unnamed changes."""
        opened = self._prompts.open(prompt_id)
        frozen, components = self._freeze_draft(opened.draft.content)
        if opened.newest and opened.newest.digest == frozen.digest:
            raise InvalidInput(
                f"Nothing has changed since version {opened.newest.number}.",
                hint="Change the prompt first. The note of a version stays as it was written.",
            )
        for component in components.values():
            self._commit_component(component, f"With {opened.prompt.path}: {note}", author)
        return self._name(opened, frozen, note, author)

    def timeline(self, prompt_id: str) -> list[TimelineEntry]:
        """Versions, and states that were only run, newest first."""
        return self._prompts.timeline(prompt_id)

    def versions(self, prompt_id: str) -> list[Version]:
        return self._prompts.versions(prompt_id)

    def version(self, prompt_id: str, number: int) -> Version:
        """Raises `NotFound`."""
        return self._prompts.version(prompt_id, number)

    def newest(self, prompt_id: str) -> Version | None:
        """The newest version, whoever named it: quick enough to be asked again and again."""
        return self._prompts.newest(prompt_id)

    def content(self, digest: str) -> PromptContent:
        return self._prompts.snapshot(digest)

    def version_content(self, prompt_id: str, number: int) -> PromptContent:
        return self._prompts.snapshot(self._prompts.version(prompt_id, number).digest)

    def restore(self, prompt_id: str, digest: str) -> Draft:
        """Make an earlier state the draft. What it replaces is for the caller to keep."""
        content = _editable(self._prompts.snapshot(digest))
        numbers = [v.number for v in self._prompts.versions(prompt_id) if v.digest == digest]
        based_on = numbers[0] if numbers else self._prompts.open(prompt_id).draft.based_on
        self._prompts.journal(Draft(prompt_id, content, based_on, self._now()))
        self._events.publish(DraftReplaced(prompt_id))
        return self._prompts.open(prompt_id).draft

    def move(self, prompt_id: str, path: str) -> None:
        self.set_card(replace(self._prompts.prompt(prompt_id), path=path))

    def set_card(self, prompt: Prompt) -> None:
        checked_path(prompt.path)
        self._prompts.save_card(prompt)
        self._events.publish(LibraryChanged())

    def set_archived(self, prompt_id: str, archived: bool) -> None:
        self.set_card(replace(self._prompts.prompt(prompt_id), archived=archived))

    def duplicate(self, prompt_id: str) -> OpenPrompt:
        """A new prompt with the same card and draft, without the history."""
        opened = self._prompts.open(prompt_id)
        copy = replace(
            opened.prompt,
            id=self._new_id(),
            path=self._free_path(f"{opened.prompt.path}-copy"),
            archived=False,
            created_at=self._now(),
        )
        self._prompts.add(copy, opened.draft.content)
        self._events.publish(LibraryChanged())
        return self._prompts.open(copy.id)

    def resolve(self, reference: str) -> Resolved:
        """`support/triage` is the draft, `@2` and `@sha256:…` a version or a state that was run."""
        path, _, which = reference.partition("@")
        prompt = self._prompts.prompt_at(path)
        if not which:
            return Resolved(prompt, None, self._prompts.open(prompt.id).draft.content)
        if which.removeprefix("v").isdecimal():
            version = self._prompts.version(prompt.id, int(which.removeprefix("v")))
            return Resolved(prompt, version, self._prompts.snapshot(version.digest))
        return self._resolve_digest(prompt, which)

    def _resolve_digest(self, prompt: Prompt, start: str) -> Resolved:
        if not DIGEST_START.fullmatch(start):
            raise InvalidInput(
                f"{start!r} names no version.",
                hint=f"Write {prompt.path}@2, or {prompt.path}@sha256: and the digest's start.",
            )
        entries = [e for e in self._prompts.timeline(prompt.id) if e.digest.startswith(start)]
        if not entries:
            raise NotFound(f"{prompt.path} has no version or run of {start}.")
        if len({entry.digest for entry in entries}) > 1:
            raise InvalidInput(f"{start} is the start of more than one digest of {prompt.path}.")
        return Resolved(prompt, entries[0].version, self._prompts.snapshot(entries[0].digest))

    def _freeze_draft(self, content: PromptContent) -> tuple[Frozen, dict[str, Component]]:
        frozen, components = freeze_with(self._prompts, content)
        for component in components.values():
            self._prompts.keep_snapshot(component.frozen.digest, component.frozen.content)
        self._prompts.keep_snapshot(frozen.digest, frozen.content)
        return frozen, components

    def _kept(self, content: PromptContent) -> Frozen:
        for _path, digest in content.components:
            self._prompts.snapshot(digest)
        frozen = Frozen(digest_of(content), content)
        self._prompts.keep_snapshot(frozen.digest, frozen.content)
        return frozen

    def _is_kept(self, content: PromptContent) -> bool:
        """Whether it is a snapshot already, such as a version that includes nothing."""
        try:
            self._prompts.snapshot(digest_of(as_hashed(content)))
        except NotFound:
            return False
        return True

    def _commit_component(self, component: Component, note: str, author: str) -> None:
        opened = self._prompts.open(component.prompt_id)
        if opened.newest is None or opened.newest.digest != component.frozen.digest:
            self._name(opened, component.frozen, note, author)

    def _name(self, opened: OpenPrompt, frozen: Frozen, note: str, author: str) -> Version:
        """Make a version of what was frozen; inputs declared on the way enter the draft too."""
        draft = opened.draft
        if draft.content.inputs != frozen.content.inputs:
            declared = replace(draft.content, inputs=frozen.content.inputs)
            self._prompts.journal(replace(draft, content=declared))
            self._events.publish(DraftReplaced(opened.prompt.id))
        return self._add_version(opened.prompt.id, frozen.digest, note, author)

    def _add_version(self, prompt_id: str, digest: str, note: str, author: str) -> Version:
        version = self._prompts.add_version(
            prompt_id, digest, note=note, author=author, at=self._now()
        )
        self._events.publish(VersionCommitted(prompt_id, version.number, version.digest))
        return version

    def _free_path(self, path: str) -> str:
        taken = {
            summary.prompt.path
            for archived in (False, True)
            for summary in self._prompts.summaries(archived=archived)
        }
        numbered = (f"{path}-{number}" for number in range(2, len(taken) + 3))
        return next(free for free in (path, *numbered) if free not in taken)


def _editable(content: PromptContent) -> PromptContent:
    """A draft's includes are open: they follow the components as these are edited."""
    return replace(content, components=())
