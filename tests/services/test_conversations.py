"""Going on from runs, and reading back what was gone on with."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.builders import a_content, a_run
from tests.fakes import Clock, MemoryPrompts, MemoryRuns, counting
from workbench.domain.datasets import Case
from workbench.domain.prompts import Message, Role
from workbench.domain.runs import Outcome
from workbench.services.events import EventBus
from workbench.services.prompts import PromptService
from workbench.services.runs import RunService

WHY = Message(Role.USER, "Why?")


class Talk:
    def __init__(self):
        self.clock, new_id, self.store = Clock(), counting(), MemoryRuns()
        prompts = PromptService(MemoryPrompts(self.store), EventBus(), self.clock, new_id)
        self.runs = RunService(prompts, self.store, self.clock, new_id)
        self.opened = prompts.create("support/triage", content=a_content("Hi"))
        self.prompt_id = self.opened.prompt.id

    def first(self, **fields):
        content = self.opened.draft.content
        job = self.runs.plan(self.prompt_id, content, models=("demo/brief",)).jobs[0]
        return self.answered(job, "High.", **fields)

    def answered(self, job, text, **fields):
        run = a_run(job=job, text=text, created_at=self.clock.go_on(seconds=1), **fields)
        if not run.cached_from:
            self.store.record(run)
        return run


@pytest.fixture
def talk():
    return Talk()


def test_the_next_turn_holds_all_that_was_said(talk):
    first = talk.first()
    second = talk.answered(talk.runs.next_turn(first, [WHY]), "Because.")

    third = talk.runs.next_turn(second, [WHY])

    assert [turn.text for turn in third.turns] == ["High.", "Why?", "Because.", "Why?"]
    assert (third.continues, third.digest) == (second.id, first.job.digest)


def test_what_came_from_the_cache_is_gone_on_with_from_where_it_is_recorded(talk):
    first = talk.first()
    again = a_run(job=talk.runs.again(first.job), text="High.", cached_from=first.id)

    assert talk.runs.next_turn(again, [WHY]).continues == first.id


def test_a_conversation_is_read_from_its_end(talk):
    first = talk.first()
    second = talk.answered(talk.runs.next_turn(first, [WHY]), "Because.")
    branch = talk.answered(talk.runs.another_answer(second), "No idea.")

    assert talk.runs.conversation(second.id).runs == (first, second)
    assert talk.runs.conversations(talk.prompt_id) == [branch, second]


def test_turns_are_no_batch_of_the_board(talk):
    first = talk.first()
    talk.answered(talk.runs.next_turn(first, [WHY]), "Because.")

    assert talk.runs.latest(talk.prompt_id) == [first]


def test_a_live_run_takes_an_earlier_answer_and_is_marked(talk):
    job = talk.runs.live(talk.prompt_id, talk.opened.draft.content, model="demo/brief", case=Case())

    assert (job.live, job.use_cache) == (True, True)
    talk.answered(job, "x", cost_usd=Decimal("0.25"), outcome=Outcome.CANCELLED)
    assert talk.runs.live_spending().calls == 1
    talk.clock.go_on(seconds=timedelta(hours=1).seconds)
    assert talk.runs.live_spending().calls == 0


def test_the_next_turn_keeps_the_parameters_of_the_run(talk):
    content, own = talk.opened.draft.content, {"demo/brief": (("temperature", 0),)}
    plan = talk.runs.plan(talk.prompt_id, content, models=("demo/brief",), overrides=own)
    first = talk.answered(plan.jobs[0], "High.")

    second = talk.answered(talk.runs.next_turn(first, [WHY]), "Because.")

    assert second.job.params == (("temperature", 0),)
    assert talk.runs.another_answer(second).params == (("temperature", 0),)
