from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from workbench.gui.kit.steps import STEPS_KEPT, Steps


@dataclass(frozen=True)
class Step:
    old: int
    new: int
    key: str = ""
    size: int = 1

    def joined(self, later):
        return replace(self, new=later.new) if later.key and later.key == self.key else None


@pytest.fixture
def steps():
    return Steps(most_bytes=10_000)


def test_nothing_can_be_taken_back_or_done_again_at_first(steps):
    assert (steps.undo(), steps.redo()) == (None, None)


def test_steps_that_go_on_with_each_other_become_one(steps):
    steps.add(Step(0, 1, "typing"))
    steps.add(Step(1, 2, "typing"))
    steps.add(Step(2, 3, "pasting"))

    assert [steps.undo(), steps.undo(), steps.undo()] == [
        Step(2, 3, "pasting"),
        Step(0, 2, "typing"),
        None,
    ]


def test_a_step_after_one_was_undone_is_a_step_of_its_own(steps):
    steps.add(Step(0, 1, "typing"))
    steps.add(Step(1, 2))
    steps.undo()

    steps.add(Step(1, 3, "typing"))

    assert steps.undo() == Step(1, 3, "typing")
    assert steps.undo() == Step(0, 1, "typing")


def test_the_newest_are_kept_when_there_are_too_many(steps):
    for number in range(STEPS_KEPT + 5):
        steps.add(Step(number, number + 1))

    undone = []
    while step := steps.undo():
        undone.append(step)
    assert len(undone) == STEPS_KEPT
    assert undone[-1].old == 5


def test_the_newest_is_kept_however_large_it_is(steps):
    steps.add(Step(0, 1))
    steps.add(Step(1, 2, size=10**9))

    assert steps.undo() == Step(1, 2, size=10**9)
    assert steps.undo() is None


def test_cleared_steps_are_gone(steps):
    steps.add(Step(0, 1))

    steps.clear()

    assert not steps.can_undo
    assert not steps.can_redo
