"""A long job that ends is told: in the window, or outside while the person is elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from tests.builders import a_content, a_job, a_run
from tests.fakes import Clock, MemoryPrompts, counting
from tests.gui.fake_engine import FakeEngine
from tests.gui.fake_journal import DirectJournal
from workbench.domain.run_events import RunEnded, RunStarted
from workbench.domain.runs import Outcome
from workbench.domain.settings import Settings
from workbench.gui.write.session import WriteSession
from workbench.gui.write.sharing.notifying import Notifying
from workbench.services.events import EventBus
from workbench.services.prompts import PromptService


class Elsewhere:
    """A desktop whose person looks at something else."""

    def __init__(self):
        self.away, self.told = True, []

    def in_background(self, _window):
        return self.away

    def tell(self, _window, title, words):
        self.told.append((title, words))


class Job:
    def __init__(self, qtbot, actions):
        self.place = QWidget()
        qtbot.addWidget(self.place)
        self.session = WriteSession(DirectJournal(), parent=self.place)
        self.engine, self.desktop = FakeEngine(self.place), Elsewhere()
        self.settings, self.seconds, self.said = Settings(), 0.0, []
        self.notifying = Notifying(
            self.place,
            self.session,
            self.engine,
            actions,
            lambda: self.settings,
            self.desktop,
            lambda: self.seconds,
        )
        self.notifying.said.connect(self.said.append)
        prompts = PromptService(MemoryPrompts(), EventBus(), Clock(), counting())
        opened = prompts.create("support/triage", content=a_content("secret words"))
        self.session.show_prompt(opened)
        self.prompt_id = opened.prompt.id
        self.qtbot, self.actions = qtbot, actions

    def run(self, run_id, *, took, outcome=Outcome.FINISHED, **job):
        made = a_job(run_id, prompt_id=self.prompt_id, **job)
        run = a_run(run_id, job=made, outcome=outcome, text="secret answer")
        self.engine.say(RunStarted(run_id))
        self.seconds += took
        self.engine.say(RunEnded(run))

    def settle(self):
        self.qtbot.waitUntil(lambda: not self.notifying._soon.isActive())


@pytest.fixture
def job(qtbot, actions):
    return Job(qtbot, actions)


def test_a_long_job_is_told_outside_while_the_person_is_elsewhere(job):
    job.run("run-1", took=12)
    job.settle()

    assert job.desktop.told == [("Prompt Workbench", "support/triage: 1 run ended after 12.0 s")]


def test_nothing_that_was_asked_or_answered_is_told(job):
    job.run("run-1", took=60)
    job.settle()

    assert "secret" not in str(job.desktop.told)


def test_a_job_of_many_runs_is_told_once_when_the_last_is_over(job):
    job.actions.report(running=2)
    job.run("run-1", took=8)
    job.settle()
    assert job.said == []

    job.actions.report(running=0)
    job.run("run-2", took=8, outcome=Outcome.FAILED)
    job.settle()

    assert job.said == ["support/triage: 2 runs ended after 16.0 s, 1 without an answer"]


def test_a_person_at_the_window_is_told_in_the_window_alone(job):
    job.desktop.away = False

    job.run("run-1", took=12)
    job.settle()

    assert len(job.said) == 1
    assert job.desktop.told == []


def test_a_short_job_needs_no_word(job):
    job.run("run-1", took=3)
    job.settle()

    assert (job.said, job.desktop.told) == ([], [])


def test_it_can_be_switched_off_in_the_settings(job):
    job.settings = replace(job.settings, notify=False)

    job.run("run-1", took=12)
    job.settle()

    assert job.desktop.told == []


def test_live_runs_and_what_the_person_stopped_are_not_told(job):
    job.run("run-1", took=12, live=True)
    job.run("run-2", took=12, outcome=Outcome.CANCELLED)
    job.settle()

    assert job.said == []
