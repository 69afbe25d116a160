"""Either process killed at random moments: what was typed, run and announced is there after.

`WORKBENCH_KILLS=200` makes it two hundred rounds.
"""

from __future__ import annotations

import os
import random
import time

import psutil
import pytest

from tests.engine.processes import Desk
from tests.journeys.killing import TypistProcess
from tests.journeys.typist import BETWEEN_KEYS_MS, PROMPT
from tests.journeys.window import PATIENCE
from workbench import bootstrap
from workbench.domain.runs import Outcome

ROUNDS = int(os.environ.get("WORKBENCH_KILLS", "8"))
MODELS = ("demo/brief", "demo/slow")
PACE = BETWEEN_KEYS_MS / 1000
LOST = 0.3
"""Seconds of typing that may be lost."""


def rounds(share):
    """A part of all rounds, each with its own chance."""
    seeds = range(max(1, round(ROUNDS * share)))
    return pytest.mark.parametrize("chance", [random.Random(seed) for seed in seeds], ids=seeds)


@pytest.fixture
def path(home):
    path = home / "work.db"
    bootstrap.close_services(bootstrap.open_services(path))
    return path


@pytest.fixture
def typist_at(path):
    typists = []

    def start(*models):
        typists.append(TypistProcess(path, *models))
        return typists[-1]

    yield start
    for typist in typists:
        typist.end()


def at_any_moment(chance):
    """The one thing here that is left to the clock: when it happens."""
    time.sleep(chance.uniform(0, 2 * PACE))


@rounds(0.5)
def test_a_window_killed_while_somebody_types_loses_a_moment_of_it(path, typist_at, chance):
    before = draft_in(path)
    typist = typist_at()
    keys = chance.randint(5, 60)
    typist.listen(lambda said: len(said.typed) >= keys)
    at_any_moment(chance)

    started = typist.kill()

    assert_ended(started)
    assert_typing_kept(typist, before, draft_in(path))
    assert_sound(path, typist.said)


@rounds(0.25)
def test_a_window_killed_while_models_answer_loses_no_run(path, typist_at, chance):
    before = draft_in(path)
    typist = typist_at(*MODELS)
    said = typist.listen(lambda said: said.ended and len(said.streamed) == 2)
    more = sum(said.streamed.values()) + chance.randint(1, 30)
    typist.listen(lambda said: sum(said.streamed.values()) >= more or len(said.ended) == 2)
    at_any_moment(chance)

    started = typist.kill()

    assert_ended(started)
    assert_typing_kept(typist, before, draft_in(path))
    assert_sound(path, typist.said)
    assert_taken_up_by_the_next_engine(path, typist.said)


@rounds(0.25)
def test_a_killed_engine_is_started_again_and_nothing_typed_or_finished_is_lost(
    path, typist_at, chance
):
    before = draft_in(path)
    typist = typist_at(*MODELS)
    said = typist.listen(lambda said: said.ended and len(said.streamed) == 2)
    at_any_moment(chance)
    [first] = said.engines
    workers = psutil.Process(first).children(recursive=True)

    psutil.Process(first).kill()
    typist.listen(lambda said: len(said.engines) == 2)
    typist.listen(lambda said: set(said.streamed) <= set(said.ended))
    keys = len(said.typed) + 5
    typist.listen(lambda said: len(said.typed) >= keys)
    started = typist.close()

    assert_ended([*workers, *started])
    assert draft_in(path) == before + said.text
    assert_sound(path, said)
    assert {outcome for outcome, _text in said.ended.values()} <= {
        Outcome.FINISHED,
        Outcome.INTERRUPTED,
        Outcome.CANCELLED,
    }


def draft_in(path):
    """The first message, read as another window would: the workspace can be opened."""
    services = bootstrap.open_services(path, window=True)
    try:
        return services.prompts.open_path(PROMPT).draft.content.messages[0].text
    finally:
        bootstrap.close_services(services)


def assert_ended(processes):
    _gone, alive = psutil.wait_procs(processes, timeout=PATIENCE)
    assert alive == []


def assert_typing_kept(typist, before, after):
    """All but the last moment; a machine that let the window wait is not counted against it."""
    said = typist.said
    assert after.startswith(before)
    kept = after.removeprefix(before)
    slowness = said.slowness(PACE, since=typist.killed_at - 3 * LOST)
    required = said.typed_before(typist.killed_at - LOST - slowness)
    assert kept.startswith(said.text[:required])
    assert (said.text + kept[len(said.text) :]).startswith(kept)
    assert len(kept) <= len(said.text) + 1


def assert_sound(path, said):
    """The file, and every run that was announced."""
    services = bootstrap.open_services(path, read_only=True)
    try:
        assert services.maintenance.check() == []
        for run_id, ending in said.ended.items():
            run = services.runs.run(run_id)
            assert (run.outcome, run.text) == ending
    finally:
        bootstrap.close_services(services)


def assert_taken_up_by_the_next_engine(path, said):
    """What was under way is told as interrupted, with text as it was streamed."""
    desk = Desk(["-m", "workbench.engine", "--workspace", str(path)])
    desk.ready()
    desk.close()
    services = bootstrap.open_services(path, read_only=True)
    try:
        finished = {text for _outcome, text in said.ended.values()}
        for run_id in set(said.streamed) - set(said.ended):
            run = services.runs.run(run_id)
            assert run.outcome in (Outcome.INTERRUPTED, Outcome.FINISHED)
            assert any(text.startswith(run.text) for text in finished)
    finally:
        bootstrap.close_services(services)
