"""Which version brought a passage: the versions are read back from parent to parent."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

from workbench.diffing.blame import Origin, Passage, State, origins
from workbench.domain.lineage import ancestors, parents
from workbench.domain.prompts import PromptContent, Version
from workbench.services.prompts import PromptService

MOST_CHARACTERS = 40_000_000
"""Of contents that are kept for the next question."""
DRAFT = 0
"""Stands for the draft among the numbers of versions."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A passage with the version that brought it; None for the draft."""

    passage: Passage
    version: Version | None
    parent: Version | None
    """What that version was made from."""


class TracingService:
    def __init__(self, prompts: PromptService) -> None:
        self._prompts = prompts
        self._contents: OrderedDict[str, PromptContent] = OrderedDict()
        self._held = 0
        self._lock = Lock()

    def of_draft(
        self,
        prompt_id: str,
        draft: PromptContent,
        based_on: int | None,
        passages: Sequence[Passage],
        stopped: Callable[[], bool] = lambda: False,
    ) -> list[Brought]:
        versions = {version.number: version for version in self._prompts.versions(prompt_id)}
        line = self._line(based_on, versions)
        return self._traced(passages, ((DRAFT, draft), line), versions, stopped)

    def of_version(
        self,
        prompt_id: str,
        number: int,
        passages: Callable[[PromptContent], Sequence[Passage]],
        stopped: Callable[[], bool] = lambda: False,
    ) -> list[Brought]:
        """`passages` tells from the version's content what to look for."""
        versions = {version.number: version for version in self._prompts.versions(prompt_id)}
        line = self._line(number, versions)
        first = next(line)
        return self._traced(passages(first[1]), (first, line), versions, stopped)

    def _line(self, number: int | None, versions: dict[int, Version]) -> Iterator[State]:
        """That version and its ancestors, each read when it is needed."""
        if number is None or number not in versions:
            return
        for each in (number, *ancestors(number, parents(versions.values()))):
            yield each, self._content(versions[each].digest)

    def _traced(
        self,
        passages: Sequence[Passage],
        states: tuple[State, Iterator[State]],
        versions: dict[int, Version],
        stopped: Callable[[], bool],
    ) -> list[Brought]:
        def walked() -> Iterator[State]:
            yield states[0]
            for state in states[1]:
                if stopped():
                    return
                yield state

        found = list(origins(passages, walked()))
        return [] if stopped() else [_brought(origin, versions) for origin in found]

    def _content(self, digest: str) -> PromptContent:
        with self._lock:
            if digest in self._contents:
                self._contents.move_to_end(digest)
                return self._contents[digest]
        content = self._prompts.content(digest)
        with self._lock:
            self._contents[digest] = content
            self._held += len(content.text)
            while self._held > MOST_CHARACTERS and len(self._contents) > 1:
                _digest, dropped = self._contents.popitem(last=False)
                self._held -= len(dropped.text)
        return content


def _brought(origin: Origin, versions: dict[int, Version]) -> Brought:
    parent = versions.get(origin.parent) if origin.parent is not None else None
    return Brought(origin.passage, versions.get(origin.state), parent)
