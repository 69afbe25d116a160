"""What has happened in the runs under way, so that a board that comes back shows all of it."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.domain.run_events import RunEnded, RunEvent, TextArrived
from workbench.gui.write.board.grid import run_id_of


class LiveRuns:
    """Runs that were started and are not over."""

    def __init__(self) -> None:
        self._streams: dict[str, list[RunEvent]] = {}

    def __len__(self) -> int:
        return len(self._streams)

    def __contains__(self, run_id: str) -> bool:
        return run_id in self._streams

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._streams)

    def begin(self, run_ids: Iterable[str]) -> None:
        self._streams.update((run_id, []) for run_id in run_ids)

    def take(self, events: Iterable[RunEvent]) -> bool:
        """Whether a run ended."""
        ended = False
        for event in events:
            run_id = run_id_of(event)
            if isinstance(event, RunEnded):
                ended = True
                self._streams.pop(run_id, None)
            elif run_id in self._streams:
                self._streams[run_id].append(event)
        return ended

    def so_far(self, run_id: str) -> list[RunEvent]:
        """What happened, its text in one piece."""
        events = self._streams.get(run_id, [])
        texts = [event for event in events if isinstance(event, TextArrived)]
        others: list[RunEvent] = [e for e in events if not isinstance(e, TextArrived)]
        if texts:
            text = "".join(event.text for event in texts)
            reasoning = "".join(event.reasoning for event in texts)
            first = next((e.first_token for e in texts if e.first_token is not None), None)
            others.append(TextArrived(run_id, text, reasoning, first))
        return others
