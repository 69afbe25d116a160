"""Changing the drafts of many prompts at once: looked at first, and taken back at once.

Versions never change, and neither does a draft that went on since it was looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workbench.diffing.patterns import MOST_FOUND, Query, find
from workbench.domain.edits import Edit, PromptEdits
from workbench.domain.prompts import Draft, PromptContent
from workbench.services.events import DraftReplaced, EventBus
from workbench.services.ports import PromptStore


@dataclass(frozen=True, slots=True)
class Rewritten:
    """One draft before and after."""

    prompt_id: str
    path: str
    old: PromptContent
    new: PromptContent


@dataclass(frozen=True, slots=True)
class Outcome:
    """`left` are the paths of drafts that went on in between and stayed as they are."""

    done: tuple[Rewritten, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundInDrafts:
    changes: tuple[PromptEdits, ...] = ()
    drafts: int = 0
    """How many were looked through."""
    more: bool = False
    """There is more than is told here."""


class RewritingService:
    def __init__(self, prompts: PromptStore, events: EventBus, now: Callable[[], datetime]) -> None:
        self._prompts, self._events, self._now = prompts, events, now

    def find(
        self,
        query: Query,
        new: str,
        *,
        archived: bool = False,
        wanted: Callable[[], bool] = lambda: True,
    ) -> FoundInDrafts:
        """Every place in the messages of every draft. Raises `PatternProblem`.

        Ends early once it is not `wanted` any more.
        """
        changes: list[PromptEdits] = []
        left, count = MOST_FOUND, 0
        for prompt, draft in self._prompts.drafts():
            if not wanted() or left <= 0:
                break
            if prompt.archived and not archived:
                continue
            count += 1
            edits = [
                Edit(index, place.start, place.end, place.new)
                for index, message in enumerate(draft.content.messages)
                for place in find(message.text, query, new, most=MOST_FOUND)
            ][:left]
            if edits:
                left -= len(edits)
                changes.append(PromptEdits(prompt, draft.content, tuple(edits)))
        return FoundInDrafts(tuple(changes), count, left <= 0)

    def apply(self, planned: Sequence[PromptEdits]) -> Outcome:
        """Make the edits, all in one transaction."""
        wanted = [
            Rewritten(each.prompt.id, each.prompt.path, each.content, each.changed)
            for each in planned
        ]
        return self._write(wanted)

    def take_back(self, done: Sequence[Rewritten]) -> Outcome:
        """Put back what stood there before `apply`."""
        return self._write([replace(each, old=each.new, new=each.old) for each in done])

    def _write(self, wanted: Sequence[Rewritten]) -> Outcome:
        drafts: list[Draft] = []
        done: list[Rewritten] = []
        left: list[str] = []
        for each in wanted:
            draft = self._prompts.open(each.prompt_id).draft
            if draft.content == each.old and each.new != each.old:
                drafts.append(replace(draft, content=each.new, edited_at=self._now()))
                done.append(each)
            elif draft.content != each.new:
                left.append(each.path)
        self._prompts.journal_all(drafts)
        for each in done:
            self._events.publish(DraftReplaced(each.prompt_id))
        return Outcome(tuple(done), tuple(left))
