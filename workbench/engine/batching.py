"""Events at the rate of a display, whatever the number of streams."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbench.domain.run_events import RunEvent, TextArrived

FRAME = 0.033
"""Seconds between two batches."""

Emit = Callable[[list[RunEvent]], None]


class EventBatcher:
    """Texts of one run are merged until the next frame; the first of a run goes out at once."""

    def __init__(self, emit: Emit, call_later: Callable[[float, Callable[[], None]], Any]) -> None:
        self._emit, self._call_later = emit, call_later
        self._pending: list[RunEvent | _Text] = []
        self._texts: dict[str, _Text] = {}
        self._armed = False

    def add(self, event: RunEvent) -> None:
        if isinstance(event, TextArrived):
            self._add_text(event)
            if event.first_token is not None:
                self.flush()
                return
        else:
            self._pending.append(event)
        if not self._armed:
            self._armed = True
            self._call_later(FRAME, self._on_frame)

    def flush(self) -> None:
        pending, self._pending, self._texts = self._pending, [], {}
        if pending:
            self._emit([e.event() if isinstance(e, _Text) else e for e in pending])

    def _add_text(self, event: TextArrived) -> None:
        text = self._texts.get(event.run_id)
        if text is None:
            text = self._texts[event.run_id] = _Text(event.run_id)
            self._pending.append(text)
        text.add(event)

    def _on_frame(self) -> None:
        self._armed = False
        self.flush()


class _Text:
    __slots__ = ("first_token", "reasoning", "run_id", "texts")

    def __init__(self, run_id: str) -> None:
        self.run_id = run_id
        self.texts: list[str] = []
        self.reasoning: list[str] = []
        self.first_token: float | None = None

    def add(self, event: TextArrived) -> None:
        if event.text:
            self.texts.append(event.text)
        if event.reasoning:
            self.reasoning.append(event.reasoning)
        if event.first_token is not None:
            self.first_token = event.first_token

    def event(self) -> TextArrived:
        return TextArrived(
            self.run_id, "".join(self.texts), "".join(self.reasoning), self.first_token
        )
