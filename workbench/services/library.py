"""The library as a whole: labels of many prompts, moving, archiving, where components are used."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from workbench.domain.history import PromptSummary, Use
from workbench.domain.labels import relabelled
from workbench.domain.prompts import Label, Prompt
from workbench.services.events import EventBus, LibraryChanged
from workbench.services.ports import PromptStore

AT_ONCE = 500
"""Cards saved in one transaction, so that nobody waits long for the next one."""

Progress = Callable[[int, int], bool]
"""Told how many of how many are done; returns whether to go on."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything the library shows."""

    live: tuple[PromptSummary, ...] = ()
    archived: tuple[PromptSummary, ...] = ()
    included: frozenset[str] = frozenset()
    """Paths of the components that the draft of some prompt includes."""


class LibraryService:
    def __init__(self, prompts: PromptStore, events: EventBus) -> None:
        self._prompts, self._events = prompts, events

    def holdings(self) -> Holdings:
        summaries = self._prompts.summaries(archived=None)
        live = tuple(each for each in summaries if not each.prompt.archived)
        archived = tuple(each for each in summaries if each.prompt.archived)
        return Holdings(live, archived, self._prompts.included())

    def summaries_of(self, prompt_ids: Sequence[str]) -> list[PromptSummary]:
        """Of those that exist, in no order."""
        return self._prompts.summaries_of(prompt_ids)

    def uses(self, path: str) -> list[Use]:
        """Who includes the component at `path`, in the draft or the newest version."""
        return self._prompts.uses(path)

    def relabel(
        self,
        prompt_ids: Sequence[str],
        add: Collection[Label] = (),
        remove: Collection[Label] = (),
        progress: Progress | None = None,
    ) -> list[Prompt]:
        """Add and take away labels; the cards that changed, as they were before.

        Where `progress` stops it, what is done stays done.
        """
        return self._change(prompt_ids, lambda card: relabelled(card, add, remove), progress)

    def set_archived(
        self, prompt_ids: Sequence[str], archived: bool, progress: Progress | None = None
    ) -> list[Prompt]:
        """Archive or bring back; the cards that changed, as they were before."""
        return self._change(prompt_ids, lambda card: replace(card, archived=archived), progress)

    def put_back(self, cards: Sequence[Prompt]) -> None:
        """Labels, owners and the archive as these cards say; their paths stay."""
        was = {card.id: card for card in cards}

        def restored(card: Prompt) -> Prompt:
            old = was[card.id]
            return replace(card, labels=old.labels, owner=old.owner, archived=old.archived)

        self._change(list(was), restored, None)

    def _change(
        self,
        prompt_ids: Sequence[str],
        change: Callable[[Prompt], Prompt],
        progress: Progress | None,
    ) -> list[Prompt]:
        before: list[Prompt] = []
        for start in range(0, len(prompt_ids), AT_ONCE):
            part = prompt_ids[start : start + AT_ONCE]
            cards = [summary.prompt for summary in self._prompts.summaries_of(part)]
            changed = [card for card in cards if change(card) != card]
            if changed:
                self._prompts.journal_all((), [change(card) for card in changed])
                before += changed
            if progress and not progress(start + len(part), len(prompt_ids)):
                break
        if before:
            self._events.publish(LibraryChanged(tuple(card.id for card in before)))
        return before
