"""What has happened in the runs under way, so that a board that comes back shows all of it."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.domain.run_events import RunEnded, RunEvent, TextArrived
from workbench.gui.write.board.grid import run_id_of


class Stream:
    """Of one run: texts as they came, not the events that brought them. There are thousands a
    second, and whatever the garbage collector has to look through keeps the window waiting."""

    __slots__ = ("first_token", "others", "reasoning", "texts")

    def __init__(self) -> None:
        self.others: list[RunEvent] = []
        self.texts: list[str] = []
        self.reasoning: list[str] = []
        self.first_token: float | None = None

    def take(self, event: RunEvent) -> None:
        if not isinstance(event, TextArrived):
            self.others.append(event)
            return
        if event.text:
            self.texts.append(event.text)
        if event.reasoning:
            self.reasoning.append(event.reasoning)
        if self.first_token is None:
            self.first_token = event.first_token

    def so_far(self, run_id: str) -> list[RunEvent]:
        """What happened, its text in one piece."""
        text, reasoning = "".join(self.texts), "".join(self.reasoning)
        if not (text or reasoning or self.first_token is not None):
            return list(self.others)
        return [*self.others, TextArrived(run_id, text, reasoning, self.first_token)]


class LiveRuns:
    """Runs that were started and are not over."""

    def __init__(self) -> None:
        self._streams: dict[str, Stream] = {}

    def __len__(self) -> int:
        return len(self._streams)

    def __contains__(self, run_id: str) -> bool:
        return run_id in self._streams

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._streams)

    def begin(self, run_ids: Iterable[str]) -> None:
        self._streams.update((run_id, Stream()) for run_id in run_ids)

    def take(self, events: Iterable[RunEvent]) -> bool:
        """Whether a run ended."""
        ended = False
        for event in events:
            run_id = run_id_of(event)
            if isinstance(event, RunEnded):
                ended = True
                self._streams.pop(run_id, None)
            elif stream := self._streams.get(run_id):
                stream.take(event)
        return ended

    def so_far(self, run_id: str) -> list[RunEvent]:
        stream = self._streams.get(run_id)
        return stream.so_far(run_id) if stream else []
