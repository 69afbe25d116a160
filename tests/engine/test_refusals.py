"""A model that refuses everything is not asked ten thousand times."""

from __future__ import annotations

import pytest

from workbench.domain.errors import ProviderError
from workbench.domain.runs import FailureKind, Outcome
from workbench.engine.refusals import ENOUGH

BAD_KEY = ProviderError("no", kind=FailureKind.KEY_REFUSED, hint="Check it.", status=401)


def of_evaluation(bench, count=ENOUGH + 3, **fields):
    return [bench.job(f"run-{n}", evaluation="e", **fields) for n in range(count)]


def asked(bench, model="demo/brief"):
    return sum(call.model == model for call in bench.gateway.calls)


@pytest.mark.parametrize(
    "kind",
    [
        FailureKind.KEY_MISSING,
        FailureKind.KEY_REFUSED,
        FailureKind.QUOTA,
        FailureKind.NOT_FOUND,
    ],
)
def test_what_is_refused_again_and_again_is_not_sent_any_more(make_bench, kind):
    error = ProviderError("no", kind=kind, hint="Mend it.")
    bench = make_bench({"demo/brief": [error]}, concurrency_per_provider=1)

    runs = bench.run(*of_evaluation(bench))

    assert asked(bench) == ENOUGH
    assert {(run.outcome, run.failure.kind) for run in runs} == {(Outcome.FAILED, kind)}
    spared = [run for run in runs if run.failure.message.startswith("Not sent")]
    assert len(spared) == 3
    assert spared[0].failure.message == f"Not sent: {ENOUGH} runs before it failed alike. no"
    assert spared[0].failure.hint == "Mend it. Then retry the failed cells."
    assert bench.recorded(spared[0].id) == spared[0]


def test_failures_that_may_pass_are_always_tried(make_bench):
    error = ProviderError("odd", kind=FailureKind.REFUSED_REQUEST, status=400)
    bench = make_bench({"demo/brief": [error]}, concurrency_per_provider=1)

    bench.run(*of_evaluation(bench))

    assert asked(bench) == ENOUGH + 3


def test_one_answer_between_them_begins_the_count_anew(make_bench):
    refusals = [[BAD_KEY]] * (ENOUGH - 1)
    bench = make_bench(
        {"demo/brief": [*refusals, ["well"], *refusals, ["well"]]}, concurrency_per_provider=1
    )

    runs = bench.run(*of_evaluation(bench, 2 * ENOUGH))

    assert [run.text for run in runs].count("well") == 2


def test_other_models_and_a_persons_own_runs_are_sent(make_bench):
    bench = make_bench({"demo/brief": [BAD_KEY], "demo/json": ["well"]}, concurrency_per_provider=1)
    others = of_evaluation(bench, 1, model="demo/json")
    others[0] = bench.job("other", evaluation="e", model="demo/json")

    runs = bench.run(*of_evaluation(bench), *others, bench.job("own"), bench.job("own-2"))

    assert [run.outcome for run in runs[-3:]] == [Outcome.FINISHED, Outcome.FAILED, Outcome.FAILED]
    assert asked(bench) == ENOUGH + 2


def test_asking_anew_is_one_call_away(make_bench):
    bench = make_bench({"demo/brief": [*[[BAD_KEY]] * ENOUGH, ["well"]]})

    async def forgive(scheduler):
        scheduler.forgive("e")

    bench.run(*of_evaluation(bench, ENOUGH), meanwhile=forgive)
    [run] = bench.run(bench.job("again", evaluation="e"), meanwhile=forgive)

    assert run.text == "well"
