"""Whom a check asks, what is asked once only, and what is no judgment."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import NOON, a_content
from tests.engine.judging.conftest import JUDGE, a_check, an_asked, says
from tests.engine.stand_ins import HANG, Failing
from workbench.domain.checks import Verdict
from workbench.domain.errors import ProviderError, WorkspaceError
from workbench.domain.prompts import Role
from workbench.domain.runs import FailureKind, Usage
from workbench.services.events import EventBus
from workbench.services.model_ports import Ending
from workbench.services.prompts import PromptService

GOOD = says(reason="It greets.", score=8, **{"pass": True})
BAD = ["It is fine, I would say."]


def test_no_model_is_guessed(make_court):
    court = make_court(GOOD)

    score = court.score({"provider": None})

    assert score.verdict is Verdict.ERROR
    assert "judges/llm-rubric" in score.reason
    assert "Settings, Judges" in score.reason
    assert court.bench.gateway.calls == []


def test_the_model_of_the_settings_is_asked_where_nothing_else_names_one(make_court):
    court = make_court(**{"set/judge": [*GOOD]})
    court.set(judge_model="set/judge")

    assert court.score({"provider": None}).passed


def own_judge(court, **fields):
    service = PromptService(
        court.bench.parts.prompts, EventBus(), lambda: NOON, lambda: "prompt-own"
    )
    service.create("judges/own", content=a_content("Rate {{ output }}: {{ rubric }}", **fields))
    service.commit("prompt-own", note="Mine", author="Ada")
    return service


def test_a_check_may_name_a_judge_of_ones_own_that_scores_from_0_to_1(make_court):
    court = make_court(says(score=0.6))
    own_judge(court)

    score = court.score({"judge": "judges/own", "threshold": 0.5})

    assert (score.verdict, score.value) == (Verdict.PASSED, 0.6)
    assert court.bench.gateway.calls[0].messages[0].text.startswith("Rate <output-")


@pytest.mark.parametrize("answer", [{"score": 7}, {}, {"pass": "yes"}, {"score": True}])
def test_a_judge_of_ones_own_is_read_strictly_too(make_court, answer):
    court = make_court(says(**answer))
    own_judge(court)

    assert court.score({"judge": "judges/own"}).verdict is Verdict.ERROR


def test_a_judge_that_is_not_there_is_an_error(make_court):
    score = make_court(GOOD).score({"judge": "judges/nobody"})

    assert score.verdict is Verdict.ERROR
    assert "judges/nobody" in score.reason


def test_the_same_judgment_is_asked_for_once(make_court):
    court = make_court(GOOD)

    first, second = court.score({}), court.score({})

    assert len(court.bench.gateway.calls) == 1
    assert first.judgment == second.judgment
    assert second.cost_usd == Decimal(0)


def test_a_changed_rubric_is_asked_for_again(make_court):
    court = make_court(GOOD)

    court.score({})
    court.score({"value": "Is short."})

    assert len(court.bench.gateway.calls) == 2


def test_many_who_wait_for_the_same_judgment_share_one(make_court):
    usage = Usage(10, 5)
    court = make_court([*GOOD, Ending("stop", usage=usage)])
    court.bench.parts.catalogue.prices[JUDGE] = court.bench.parts.catalogue.prices["demo/brief"]

    async def work(askers):
        return await asyncio.gather(*(askers.score(a_check(), an_asked()) for _ in range(20)))

    scores = court.run(work)

    assert len(court.bench.gateway.calls) == 1
    assert all(score.passed for score in scores)
    assert sorted(score.cost_usd for score in scores) == [Decimal(0)] * 19 + [Decimal("0.020")]


def test_without_asking_only_what_is_known_is_told(make_court):
    court = make_court(GOOD)

    before = court.score({}, ask=False)
    court.score({})
    after = court.score({}, ask=False)
    other = court.score({"value": "Is short."}, ask=False)

    assert (before.verdict, other.verdict) == (Verdict.PENDING, Verdict.PENDING)
    assert after.passed
    assert after.cost_usd == Decimal(0)
    assert len(court.bench.gateway.calls) == 1


def test_an_answer_that_is_not_understood_is_asked_for_once_more(make_court):
    court = make_court(BAD, GOOD)

    score = court.score({})

    assert score.passed
    second = court.bench.gateway.calls[1].messages
    assert [message.role for message in second[2:]] == [Role.ASSISTANT, Role.USER]
    assert second[2].text == BAD[0]
    run = court.bench.recorded(score.judgment)
    assert run.job.continues == court.bench.parts.runs.run(run.job.continues).id


def test_a_second_answer_that_is_not_understood_is_an_error_that_shows_it(make_court):
    court = make_court(BAD, ["Score: 10/10"])

    score = court.score({})

    assert score.verdict is Verdict.ERROR
    assert score.reason.endswith("It answered: Score: 10/10")
    assert len(court.bench.gateway.calls) == 2


def test_what_nobody_understood_is_not_kept_as_a_judgment(make_court):
    court = make_court(BAD, BAD, GOOD)

    first, second = court.score({}), court.score({})

    assert first.verdict is Verdict.ERROR
    assert second.passed


def test_an_answer_that_was_cut_off_says_so(make_court):
    cut = ['{"reason": "It gr', Ending("length")]
    court = make_court(cut)

    score = court.score({})

    assert score.verdict is Verdict.ERROR
    assert "cut off" in score.reason


def test_a_judge_that_fails_is_an_error_with_the_reason(make_court):
    refused = ProviderError("court refused the key.", kind=FailureKind.KEY_REFUSED)
    court = make_court([refused])

    score = court.score({})

    assert score.verdict is Verdict.ERROR
    assert "court refused the key." in score.reason


def test_a_judge_that_is_stopped_leaves_the_check_pending(make_court):
    court = make_court([HANG])

    async def work(askers):
        asking = asyncio.create_task(askers.score(a_check(), an_asked()))
        await court.bench.gateway.hanging.acquire()
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking

    court.run(work)

    assert court.bench.gateway.open == 0


def test_one_who_gives_up_waiting_leaves_the_judgment_to_the_others(make_court):
    court = make_court([HANG])

    async def work(askers):
        patient = asyncio.create_task(askers.score(a_check(), an_asked()))
        await court.bench.gateway.hanging.acquire()
        hasty = asyncio.create_task(askers.score(a_check(), an_asked()))
        for _ in range(1000):
            await asyncio.sleep(0)
        hasty.cancel()
        await asyncio.wait([hasty])
        still_asked = court.bench.gateway.open
        patient.cancel()
        await asyncio.wait([patient])
        return still_asked

    assert court.run(work) == 1


def test_an_evaluation_keeps_to_the_judge_it_began_with(make_court):
    court = make_court(GOOD)
    check = a_check()

    async def work(askers):
        await askers.score(check, an_asked("One."))
        service = PromptService(
            court.bench.parts.prompts, EventBus(), lambda: NOON, lambda: "unused"
        )
        opened = service.open_path("judges/llm-rubric")
        content = opened.draft.content.with_message(0, a_content("Be kind {{ fence }}").messages[0])
        service.journal(replace(opened.draft, content=content))
        service.commit(opened.prompt.id, note="Kinder", author="Ada")
        await askers.score(check, an_asked("Two."))
        await askers.score(check, an_asked("Two.", evaluation_id="evaluation-2"))

    court.run(work)

    kinder = [system.startswith("Be kind") for system, _user in court.sent()]
    assert kinder == [False, False, True]


def test_a_workspace_that_cannot_be_read_is_a_reason_like_any_other(make_court):
    court = make_court(GOOD)
    broken = Failing(WorkspaceError("The workspace is gone."))
    court.bench.change(prompts=broken, embeddings=broken)

    judged, embedded = court.score({}), court.score({"type": "similar", "value": "x"})
    best = court.scores({"type": "select-best"}, "Hi.", "Hello.")

    for score in (judged, embedded, *best):
        assert score.verdict is Verdict.ERROR
        assert "The workspace is gone." in score.reason


def test_a_prompt_that_a_check_brings_along_is_a_judge_of_the_library_too(make_court):
    chat = [
        {"role": "system", "content": "Grade by: {{ rubric }}"},
        {"role": "user", "content": "{{ output }}"},
    ]
    court = make_court(says(**{"pass": True, "score": 0.9, "reason": "Kind."}))

    score = court.score({"rubricPrompt": json.dumps(chat)})

    assert (score.verdict, score.value, score.reason) == (Verdict.PASSED, 0.9, "Kind.")
    system, user = court.sent()[0]
    assert system == "Grade by: Is polite."
    assert user.startswith("<output-")
    run = court.bench.recorded(score.judgment)
    path = court.bench.parts.prompts.prompt(run.job.prompt_id).path
    assert path.startswith("judges/llm-rubric-")


@pytest.mark.parametrize("prompt", ["[]", '{"steps": "a"}', "[1]", '[{"role": "x"}]', 7])
def test_a_prompt_in_a_form_nobody_knows_is_an_error(make_court, prompt):
    court = make_court(GOOD)

    score = court.score({"rubricPrompt": prompt})

    assert score.verdict is Verdict.ERROR
    assert "list of messages" in score.reason
    assert court.bench.gateway.calls == []
