"""Evaluations over the link: a real process hears what is asked, and its answers come back."""

from __future__ import annotations

import os
import signal

import pytest

from tests.gui.shell.test_engine_link import link_to, wait_until_ready
from workbench.domain.checks import Check, Score, Verdict
from workbench.domain.errors import EngineStopped
from workbench.domain.evaluations import EvaluationState

__all__ = ["link_to"]
CHECK = Check("is-json")


@pytest.fixture
def link(link_to):
    return link_to("evaluating")


def test_evaluations_are_started_paused_and_stopped_and_their_events_come_back(qtbot, link):
    seen = []
    link.evaluation_events.connect(seen.extend)

    link.start_evaluation("first", retry=True, only=[2])  # before there is an engine to hear it
    link.open()
    wait_until_ready(qtbot, link)
    link.pause_evaluation("first")
    link.stop_evaluation("first")

    qtbot.waitUntil(lambda: len(seen) == 3, timeout=20_000)
    assert [event.state for event in seen] == [
        EvaluationState.RUNNING,
        EvaluationState.PAUSED,
        EvaluationState.STOPPED,
    ]
    assert {event.evaluation_id for event in seen} == {"first"}


def test_estimates_scores_and_trials_are_answered(qtbot, link):
    estimates, parts, scores, failures = [], [], [], []
    link.open()

    link.estimate_evaluation("first", estimates.append, failures.append)
    link.rescore("first", [CHECK, CHECK], parts.append, failures.append, threshold=0.5)
    link.try_check(CHECK, "run-1", scores.append, failures.append, judge=True)

    qtbot.waitUntil(lambda: bool(estimates and scores and len(parts) == 2), timeout=20_000)
    assert (estimates[0].calls, estimates[0].cost_usd) == (3, None)
    assert [(part.scores[0][0], part.complete) for part in parts] == [(0, False), (1, True)]
    assert len(parts[0].scores[0][1].scores) == 2
    assert scores == [Score(Verdict.PASSED, 1.0)]
    assert failures == []


def test_what_a_dying_engine_was_asked_about_evaluations_fails_and_the_next_one_answers(
    qtbot, link
):
    answers, failures = [], []
    link.open()
    wait_until_ready(qtbot, link)
    os.kill(link.process_id, signal.SIGSTOP)
    link.estimate_evaluation("first", answers.append, failures.append)
    link.rescore("first", [CHECK], answers.append, failures.append)
    link.try_check(CHECK, "run-1", answers.append, failures.append)

    os.kill(link.process_id, signal.SIGKILL)

    qtbot.waitUntil(lambda: len(failures) == 3, timeout=20_000)
    assert all(isinstance(failure, EngineStopped) for failure in failures)
    link.estimate_evaluation("first", answers.append, failures.append)
    qtbot.waitUntil(lambda: len(answers) == 1, timeout=20_000)
    assert len(failures) == 3


def test_an_evaluation_that_an_engine_died_over_is_not_started_again_by_itself(qtbot, link):
    seen, estimates = [], []
    link.evaluation_events.connect(seen.extend)
    link.open()
    link.start_evaluation("first")
    qtbot.waitUntil(lambda: len(seen) == 1, timeout=20_000)

    dead = link.process_id
    os.kill(dead, signal.SIGKILL)
    qtbot.waitUntil(lambda: link.process_id not in (0, dead), timeout=20_000)
    link.estimate_evaluation("first", estimates.append, estimates.append)
    qtbot.waitUntil(lambda: bool(estimates), timeout=20_000)

    # Answers come in order: a start would have been heard before the estimate
    assert len(seen) == 1
