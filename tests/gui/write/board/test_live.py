"""A board that comes back shows all that streamed meanwhile."""

from __future__ import annotations

from tests.builders import a_run
from workbench.domain.run_events import RunEnded, RunStarted, TextArrived
from workbench.gui.write.board.live import LiveRuns


def test_what_streamed_is_told_in_one_piece():
    live = LiveRuns()
    live.begin(("a", "b"))

    live.take(
        [RunStarted("a"), TextArrived("a", "one ", "hm", 0.5), TextArrived("a", "two", " so")]
    )

    assert live.so_far("a") == [RunStarted("a"), TextArrived("a", "one two", "hm so", 0.5)]
    assert live.so_far("b") == live.so_far("unknown") == []


def test_what_ended_is_forgotten():
    live = LiveRuns()
    live.begin(("a",))

    assert not live.take([TextArrived("a", "x")])
    assert live.take([RunEnded(a_run("a"))])

    assert "a" not in live
    assert len(live) == 0
    assert live.so_far("a") == []
