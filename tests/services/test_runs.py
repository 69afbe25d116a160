from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import NOON, a_content, a_run
from workbench.domain.datasets import Case
from workbench.domain.errors import InvalidInput, InvalidSchema, NotFound, TemplateError
from workbench.domain.prompts import OutputSchema
from workbench.domain.runs import RunColumn
from workbench.formats.content import digest_of

MODELS = ["demo/brief", "demo/json"]


@pytest.fixture
def prompt_id(bench):
    return bench.prompts.create("support/triage", content=a_content("Sort.")).prompt.id


def test_a_plan_has_a_job_for_each_model_case_and_sample(bench, prompt_id):
    cases = [Case("1"), Case("2"), Case("3")]

    plan = bench.runs.plan(prompt_id, a_content("Sort."), models=MODELS, cases=cases, samples=2)

    assert [(job.case.id, job.sample, job.model) for job in plan.jobs] == [
        (case, sample, model) for case in "123" for sample in (0, 1) for model in MODELS
    ]
    assert len({job.run_id for job in plan.jobs}) == 12
    assert {job.batch_id for job in plan.jobs} == {plan.batch_id}
    assert {job.digest for job in plan.jobs} == {plan.digest} == {digest_of(a_content("Sort."))}
    assert bench.prompts.content(plan.digest) == a_content("Sort.")


def test_without_cases_the_defaults_are_run(bench, prompt_id):
    plan = bench.runs.plan(prompt_id, a_content("Sort."), models=["demo/brief", "demo/brief"])

    assert [(job.model, job.case) for job in plan.jobs] == [("demo/brief", Case())]


def test_parameters_can_differ_between_models(bench, prompt_id):
    overrides = {"demo/json": (("temperature", 0.7),)}

    plan = bench.runs.plan(
        prompt_id, a_content("Sort."), models=MODELS, overrides=overrides, version=3
    )

    assert [(job.params, job.version) for job in plan.jobs] == [
        ((), 3),
        ((("temperature", 0.7),), 3),
    ]


@pytest.mark.parametrize("asked", [{"models": []}, {"models": MODELS, "samples": 0}])
def test_a_plan_without_anything_to_do_is_refused(bench, prompt_id, asked):
    with pytest.raises(InvalidInput):
        bench.runs.plan(prompt_id, a_content("Sort."), **asked)


def test_a_content_that_cannot_be_frozen_is_not_planned(bench, prompt_id):
    with pytest.raises(TemplateError):
        bench.runs.plan(prompt_id, a_content('{% include "no/where" %}'), models=MODELS)


def test_a_broken_schema_is_never_planned_and_says_where_it_is_broken(bench, prompt_id):
    content = a_content("Sort.", output=OutputSchema("answer", '{\n  "type": }'))

    with pytest.raises(InvalidSchema) as caught:
        bench.runs.plan(prompt_id, content, models=MODELS)

    assert (caught.value.place, caught.value.line, caught.value.column) == ("output.schema", 2, 11)


def test_a_job_is_tried_again_beside_the_others_of_its_batch(bench, prompt_id):
    plan = bench.runs.plan(prompt_id, a_content("Sort."), models=MODELS)

    again = bench.runs.again(plan.jobs[0])

    assert again.run_id not in {job.run_id for job in plan.jobs}
    assert (again.batch_id, again.model) == (plan.batch_id, plan.jobs[0].model)


def test_the_latest_runs_are_those_of_the_newest_batch(bench, prompt_id):
    plans = [bench.runs.plan(prompt_id, a_content(text), models=MODELS) for text in ("a", "b")]
    for minutes, plan in enumerate(plans):
        for job in reversed(plan.jobs):
            bench.run_store.record(a_run(job=job, created_at=NOON + timedelta(minutes=minutes)))

    latest = bench.runs.latest(prompt_id)

    assert [run.job for run in latest] == list(plans[1].jobs)
    assert latest == bench.runs.batch(plans[1].batch_id)
    assert len(bench.runs.latest(prompt_id, limit=1)) == 1
    assert bench.runs.run(latest[0].id) == latest[0]
    assert {run.job for run in bench.runs.of_digest(prompt_id, plans[0].digest)} == set(
        plans[0].jobs
    )


def test_an_answer_is_forgotten_and_stays_on_record(bench, prompt_id):
    [job] = bench.runs.plan(prompt_id, a_content("a"), models=MODELS[:1]).jobs
    bench.run_store.record(a_run(job=job, request_key="key"))

    bench.runs.forget_answer(job.run_id)

    assert bench.run_store.finished_with("key", 0) is None
    assert bench.runs.run(job.run_id).job == job


def test_only_an_answer_there_is_can_be_forgotten(bench):
    with pytest.raises(NotFound):
        bench.runs.forget_answer("nobody")


def test_a_prompt_that_was_never_run_has_no_latest_runs(bench, prompt_id):
    assert bench.runs.latest(prompt_id) == []


def test_one_model_is_run_twice_with_different_parameters(bench, prompt_id):
    warm = (("temperature", 1),)
    columns = [RunColumn("demo/json"), RunColumn("demo/json", params=warm), RunColumn("demo/json")]
    overrides = {"demo/json": (("temperature", 0),)}

    plan = bench.runs.plan(
        prompt_id, a_content("Sort."), models=(), columns=columns, overrides=overrides
    )

    assert [job.params for job in plan.jobs] == [(("temperature", 0),), warm]


def test_a_column_with_no_parameters_of_its_own_goes_without_the_models(bench, prompt_id):
    overrides = {"demo/json": (("temperature", 0),)}
    columns = [RunColumn("demo/json", params=())]

    plan = bench.runs.plan(
        prompt_id, a_content("Sort."), models=(), columns=columns, overrides=overrides
    )

    assert [job.params for job in plan.jobs] == [()]


def test_what_a_column_last_got_is_what_it_got_with_its_parameters(bench, prompt_id):
    warm, content = (("temperature", 1),), a_content("Sort.")
    columns = [RunColumn("demo/json"), RunColumn("demo/json", params=warm)]
    plan = bench.runs.plan(prompt_id, content, models=(), columns=columns)
    for job in plan.jobs:
        bench.run_store.record(a_run(job=job))

    def last(column: RunColumn):
        return [run.job.params for run in bench.runs.last_in(prompt_id, column)]

    assert last(RunColumn("demo/json", params=warm)) == [warm]
    assert last(RunColumn("demo/json", params=())) == [()]
    assert last(RunColumn("demo/json", params=(("seed", 1),))) == []


def test_live_mode_sends_what_the_model_has_for_itself(bench, prompt_id):
    overrides = {"demo/json": (("temperature", 0),), "demo/brief": (("seed", 1),)}

    job = bench.runs.live(
        prompt_id, a_content("Sort."), model="demo/json", case=Case(), overrides=overrides
    )

    assert job.params == (("temperature", 0),)
