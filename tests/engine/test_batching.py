"""Events at the rate of a display."""

from __future__ import annotations

from tests.builders import a_run
from workbench.domain.run_events import RunEnded, RunStarted, TextArrived
from workbench.engine.batching import FRAME, EventBatcher


class Frames:
    """Timers that run when the test says so."""

    def __init__(self):
        self.waiting = []

    def call_later(self, seconds, callback):
        assert seconds == FRAME
        self.waiting.append(callback)

    def pass_one(self):
        waiting, self.waiting = self.waiting, []
        for callback in waiting:
            callback()


def a_batcher():
    batches, frames = [], Frames()
    return EventBatcher(batches.append, frames.call_later), batches, frames


def test_texts_of_one_run_are_merged_until_the_next_frame():
    batcher, batches, frames = a_batcher()

    for piece in ("a", "b", "c"):
        batcher.add(TextArrived("one", piece))
        batcher.add(TextArrived("two", reasoning=piece))
    assert batches == []
    frames.pass_one()

    assert batches == [[TextArrived("one", "abc"), TextArrived("two", reasoning="abc")]]


def test_the_first_text_of_a_run_does_not_wait():
    batcher, batches, _ = a_batcher()

    batcher.add(RunStarted("one"))
    batcher.add(TextArrived("one", "a", first_token=0.2))

    assert batches == [[RunStarted("one"), TextArrived("one", "a", first_token=0.2)]]


def test_events_of_one_run_keep_their_order():
    batcher, batches, frames = a_batcher()
    ended = RunEnded(a_run("one"))

    for event in (RunStarted("one"), TextArrived("one", "a"), TextArrived("one", "b"), ended):
        batcher.add(event)
    frames.pass_one()

    assert batches == [[RunStarted("one"), TextArrived("one", "ab"), ended]]


def test_a_frame_without_events_says_nothing():
    batcher, batches, frames = a_batcher()

    batcher.add(RunStarted("one"))
    batcher.flush()
    frames.pass_one()

    assert len(batches) == 1
    assert frames.waiting == []
