"""Runs under way: what is sent, what is kept, what is said."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import NOON, a_content, a_run
from tests.engine.stand_ins import HANG, Failing, PlainCatalogue
from workbench.domain.datasets import Case
from workbench.domain.errors import ProviderError, TemplateTooCostly, WorkspaceError
from workbench.domain.prompts import (
    Input,
    InputType,
    ModelChoice,
    OutputSchema,
    Role,
    Tool,
    ToolCall,
)
from workbench.domain.run_events import RunEnded, RunRetrying, RunStarted, TextArrived
from workbench.domain.runs import FailureKind, Outcome, Usage
from workbench.domain.settings import Settings
from workbench.engine.scheduler import Scheduler
from workbench.services.model_ports import Chunk, Ending

USAGE = Usage(10, 5)
BUSY = ProviderError("busy", kind=FailureKind.PROVIDER, status=503)


def texts(bench, run_id="run-1"):
    return "".join(e.text for e in bench.of(TextArrived) if e.run_id == run_id)


def test_an_answer_is_streamed_recorded_and_then_announced(make_bench):
    calls = ToolCall("call-1", "look_up", "{}")
    bench = make_bench({"demo/brief": ["Hel", "lo", Ending("stop", (calls,), USAGE, "brief-2")]})
    recorded_when_announced = []

    async def watch(scheduler):
        while not bench.of(RunEnded):
            await asyncio.sleep(0)
        recorded_when_announced.append(bench.recorded().outcome)

    [run] = bench.run(bench.job(), meanwhile=watch)

    assert (run.text, run.outcome, run.failure) == ("Hello", Outcome.FINISHED, None)
    assert (run.tool_calls, run.usage, run.resolved_model) == ((calls,), USAGE, "brief-2")
    assert [m.text for m in run.messages] == ["Say hello to Ada."]
    assert run.cost_usd == Decimal("0.020")
    assert bench.recorded() == run
    assert recorded_when_announced == [Outcome.FINISHED]
    assert (bench.events[0], texts(bench), bench.events[-1]) == (
        RunStarted("run-1"),
        "Hello",
        RunEnded(run),
    )


def test_one_model_failing_leaves_the_others_alone(make_bench):
    bench = make_bench(
        {"demo/a": ["fine"], "demo/b": ["Oops", ProviderError("no quota", kind="quota used up")]}
    )

    fine, broken = bench.run(bench.job("a", model="demo/a"), bench.job("b", model="demo/b"))

    assert (fine.text, fine.outcome) == ("fine", Outcome.FINISHED)
    assert (broken.text, broken.outcome) == ("Oops", Outcome.FAILED)
    assert broken.failure.kind is FailureKind.QUOTA


def test_an_answer_without_an_ending_is_broken_off_and_kept(make_bench):
    broken = ProviderError("ended early", kind=FailureKind.BROKEN_OFF)
    bench = make_bench({"demo/brief": ["half an", broken]})

    [run] = bench.run(bench.job())

    assert (run.text, run.outcome) == ("half an", Outcome.BROKEN_OFF)
    assert run.failure.kind is FailureKind.BROKEN_OFF
    assert run.usage.estimated


@pytest.mark.parametrize("pieces", [["one", "two", HANG], [HANG]])
def test_stopping_keeps_what_has_arrived_and_closes_the_stream(make_bench, pieces):
    bench = make_bench({"demo/brief": pieces})

    async def stop(scheduler):
        await bench.gateway.hanging.acquire()
        scheduler.stop(["run-1"])

    [run] = bench.run(bench.job(), meanwhile=stop)

    assert (run.text, run.outcome) == ("".join(pieces[:-1]), Outcome.CANCELLED)
    assert bench.recorded() == run
    assert bench.gateway.open == 0


def test_a_run_stopped_in_the_queue_is_never_sent(make_bench):
    bench = make_bench({"demo/a": [HANG], "demo/b": ["never"]}, concurrency_per_provider=1)

    async def stop(scheduler):
        await bench.gateway.hanging.acquire()
        scheduler.stop(["b"])
        scheduler.stop(["a"])

    _, waiting = bench.run(
        bench.job("a", model="demo/a"), bench.job("b", model="demo/b"), meanwhile=stop
    )

    assert waiting.outcome is Outcome.CANCELLED
    assert [call.model for call in bench.gateway.calls] == ["demo/a"]
    assert bench.recorded("b").outcome is Outcome.CANCELLED


def test_a_run_stopped_before_it_began_is_never_sent(make_bench):
    bench = make_bench({"demo/brief": ["never"]})

    async def start_and_stop():
        scheduler = Scheduler(bench.parts)
        [task] = scheduler.start([bench.job()], bench.events.append)
        scheduler.stop(["run-1"])
        run = await task
        await scheduler.shut_down(1)
        return run

    assert asyncio.run(start_and_stop()).outcome is Outcome.CANCELLED
    assert bench.gateway.calls == []


def test_a_run_stopped_while_its_template_is_rendered_is_never_sent(make_bench):
    bench = make_bench({"demo/brief": ["never"]})
    rendering = asyncio.Semaphore(0)

    class EndlessTemplates:
        async def render(self, *_arguments):
            rendering.release()
            await asyncio.Event().wait()

    bench.change(templates=EndlessTemplates())

    async def stop(scheduler):
        await rendering.acquire()
        scheduler.stop(["run-1"])

    [run] = bench.run(bench.job(), meanwhile=stop)

    assert run.outcome is Outcome.CANCELLED
    assert bench.gateway.calls == []


def test_a_run_stopped_while_it_waits_for_another_try_is_not_sent_again(make_bench):
    bench = make_bench({"demo/brief": [[BUSY], ["never"]]})
    bench.time.until = asyncio.Event()

    async def stop(scheduler):
        while not bench.time.slept:
            await asyncio.sleep(0)
        scheduler.stop(["run-1"])

    [run] = bench.run(bench.job(), meanwhile=stop)

    assert run.outcome is Outcome.CANCELLED
    assert len(bench.gateway.calls) == 1


def test_cancelling_the_whole_execution_records_what_has_arrived(make_bench):
    bench = make_bench({"demo/brief": ["so far", HANG]})

    async def cancel():
        scheduler = Scheduler(bench.parts)
        task = asyncio.create_task(scheduler.execute([bench.job()], bench.events.extend))
        await bench.gateway.hanging.acquire()
        task.cancel()
        try:
            await task
        finally:
            await scheduler.shut_down(1)

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(cancel())

    assert (bench.recorded().text, bench.recorded().outcome) == ("so far", Outcome.CANCELLED)
    assert isinstance(bench.events[-1], RunEnded)


def test_shutting_down_records_what_is_under_way_as_interrupted(make_bench):
    bench = make_bench({"demo/brief": ["so far", HANG]})

    async def shut_down():
        scheduler = Scheduler(bench.parts)
        scheduler.start([bench.job()], bench.events.append)
        await bench.gateway.hanging.acquire()
        await scheduler.shut_down(5)

    asyncio.run(shut_down())

    assert (bench.recorded().text, bench.recorded().outcome) == ("so far", Outcome.INTERRUPTED)


def test_a_provider_that_is_busy_is_tried_again(make_bench):
    bench = make_bench({"demo/brief": [[BUSY], [BUSY], ["at last"]]})

    [run] = bench.run(bench.job())

    assert (run.text, run.outcome, run.attempts) == ("at last", Outcome.FINISHED, 3)
    assert bench.of(RunRetrying) == [
        RunRetrying("run-1", 2, 1.0, "busy"),
        RunRetrying("run-1", 3, 2.0, "busy"),
    ]
    assert bench.time.slept == [1.0, 2.0]
    assert len(bench.of(RunStarted)) == 1


def test_a_provider_is_not_asked_before_the_time_it_named(make_bench):
    limited = ProviderError("slow down", kind=FailureKind.RATE_LIMITED, status=429, retry_after=7)
    bench = make_bench({"demo/brief": [[limited], ["a"], ["b"]]}, concurrency_per_provider=1)

    first, second = bench.run(bench.job("first"), bench.job("second"))

    assert {first.text, second.text} == {"a", "b"}
    assert min(bench.time.slept) >= 7


def test_trying_ends_with_the_attempts_allowed(make_bench):
    bench = make_bench({"demo/brief": [BUSY]}, attempts=2)

    [run] = bench.run(bench.job())

    assert (run.outcome, run.attempts, run.failure.status) == (Outcome.FAILED, 2, 503)


@pytest.mark.parametrize(
    "script",
    [
        ["text", BUSY],
        [Chunk(reasoning="thinking"), BUSY],
        [ProviderError("no", kind=FailureKind.KEY_REFUSED, status=401)],
        [ProviderError("no", kind=FailureKind.QUOTA, status=429)],
        [ProviderError("bad request", kind=FailureKind.REFUSED_REQUEST, status=400)],
        [ProviderError("later", kind=FailureKind.RATE_LIMITED, status=429, retry_after=3600)],
    ],
)
def test_what_another_try_would_not_help_is_tried_once(make_bench, script):
    bench = make_bench({"demo/brief": script})

    [run] = bench.run(bench.job())

    assert (run.outcome, run.attempts, len(bench.gateway.calls)) == (Outcome.FAILED, 1, 1)


@pytest.mark.parametrize(("waited", "calls"), [(10.0, 4), (120.0, 1)])
def test_a_time_limit_is_tried_again_only_where_it_was_on_connecting(make_bench, waited, calls):
    bench = make_bench({"demo/brief": [ProviderError("slow", kind=FailureKind.TIMEOUT)]})
    original = bench.gateway._play

    async def play(script):
        bench.time.seconds += waited
        async for piece in original(script):
            yield piece

    bench.gateway._play = play

    bench.run(bench.job())

    assert len(bench.gateway.calls) == calls


def test_a_provider_gets_no_more_than_its_share_at_once(make_bench):
    models = {f"{provider}/{n}": [HANG] for provider in ("one", "two") for n in range(4)}
    bench = make_bench(models, concurrency_per_provider=2)

    async def stop(scheduler):
        for _model in range(4):
            await bench.gateway.hanging.acquire()
        scheduler.stop(models)

    bench.run(*(bench.job(model, model=model) for model in models), meanwhile=stop)

    assert bench.gateway.most_open == 4
    assert sorted(call.model for call in bench.gateway.calls) == [
        "one/0",
        "one/1",
        "two/0",
        "two/1",
    ]


def test_parameters_of_the_job_lie_over_those_of_the_prompt(make_bench):
    bench = make_bench({"demo/brief": ["ok"]})
    model = ModelChoice("demo/brief", params=(("temperature", 0.2), ("seed", 1), ("top_p", 0.9)))
    tool = Tool("look_up", "Finds", '{"type": "object"}', strict=True)
    content = a_content(
        "Hi", model=model, tools=(tool,), tool_choice="auto", output=OutputSchema("fields", "{}")
    )
    job = bench.job(digest=bench.keep(content), params=(("temperature", 0.9), ("seed", None)))

    bench.run(job)

    [call] = bench.gateway.calls
    assert call.params == {"temperature": 0.9, "top_p": 0.9}
    assert call.tool_choice == "auto"
    assert call.tools[0]["function"]["parameters"] == {"type": "object"}
    assert call.response_schema == {"name": "fields", "schema": {}}


def test_a_template_that_fails_says_where(make_bench):
    bench = make_bench({"demo/brief": ["never"]})

    class CostlyTemplates:
        async def render(self, *_arguments):
            raise TemplateTooCostly("takes too long", message_index=1, line=3)

    bench.change(templates=CostlyTemplates())

    [run] = bench.run(bench.job())

    assert run.failure.kind is FailureKind.TEMPLATE
    assert (run.failure.message_index, run.failure.line) == (1, 3)
    assert bench.gateway.calls == []


def test_values_reach_the_template(make_bench):
    bench = make_bench({"demo/brief": ["ok"]})
    content = a_content("{{ items | join(', ') }}", inputs=(Input("items", InputType.ARRAY),))
    case = Case(values=(("items", ("a", "b")),))

    [run] = bench.run(bench.job(digest=bench.keep(content), case=case))

    assert run.messages[0].text == "a, b"


def test_a_mistake_of_ours_is_a_failure_of_that_run_alone(make_bench, caplog):
    bench = make_bench({"demo/a": ["x", KeyError("sk-planted-key")], "demo/b": ["fine"]})
    bench.keys.keep("openai", "sk-planted-key")

    broken, fine = bench.run(bench.job("a", model="demo/a"), bench.job("b", model="demo/b"))

    assert fine.outcome is Outcome.FINISHED
    assert (broken.outcome, broken.text) == (Outcome.FAILED, "x")
    assert broken.failure.kind is FailureKind.INTERNAL
    assert "KeyError" in broken.failure.message
    assert "sk-planted-key" not in repr(broken.failure)


def test_a_library_that_cancels_itself_is_a_failure(make_bench):
    bench = make_bench({"demo/brief": ["x", asyncio.CancelledError()]})

    [run] = bench.run(bench.job())

    assert (run.outcome, run.failure.kind) == (Outcome.FAILED, FailureKind.INTERNAL)


def test_a_secret_in_a_failure_is_taken_out(make_bench):
    error = ProviderError("no key like sk-planted-key", kind=FailureKind.KEY_REFUSED)
    bench = make_bench({"demo/brief": [error]})
    bench.keys.keep("demo", "sk-planted-key")

    [run] = bench.run(bench.job())

    assert "sk-planted-key" not in repr(run) + repr(bench.events)


def test_an_answer_beyond_the_limit_is_stopped_and_kept_up_to_it(make_bench):
    bench = make_bench({"demo/brief": ["ä" * 30, "ä" * 30, HANG]}, output_bytes=101)

    [run] = bench.run(bench.job())

    assert (run.text, run.outcome) == ("ä" * 50, Outcome.FAILED)
    assert run.failure.kind is FailureKind.TOO_LARGE
    assert bench.gateway.open == 0


def test_text_is_kept_exactly(make_bench):
    hostile = ["nul \x00 esc \x1b[31m", " lone \udc00", " pair \ud83d", "\ude00 \u202e", "\r\n"]
    bench = make_bench({"demo/brief": hostile})

    [run] = bench.run(bench.job())

    assert run.text == "nul \x00 esc \x1b[31m lone \udc00 pair \U0001f600 \u202e\r\n"
    assert bench.recorded().text == run.text
    assert texts(bench) == run.text


def test_usage_that_the_provider_did_not_say_is_estimated(make_bench):
    bench = make_bench({"demo/brief": ["x" * 40, Ending("stop", usage=Usage(input_tokens=7))]})

    [run] = bench.run(bench.job())

    assert run.usage == Usage(7, 10, estimated=True)
    assert run.cost_usd == Decimal("0.027")


def test_a_model_without_a_price_has_no_cost(make_bench):
    bench = make_bench({"demo/unknown": ["x", Ending("stop", usage=USAGE)]})

    [run] = bench.run(bench.job(model="demo/unknown"))

    assert run.cost_usd is None


def test_a_price_list_that_fails_does_not_cost_the_answer(make_bench):
    bench = make_bench({"demo/brief": ["x"]})
    bench.change(catalogue=Failing(RuntimeError("no price list")))

    [run] = bench.run(bench.job())

    assert (run.outcome, run.text, run.cost_usd) == (Outcome.FINISHED, "x", None)


def test_a_workspace_that_cannot_be_written_stops_a_run_before_it_is_sent(make_bench):
    bench = make_bench({"demo/brief": ["never paid for"]})
    full = WorkspaceError("The disk is full.")
    bench.change(runs=Failing(full))

    [run] = bench.run(bench.job())

    assert "disk is full" in run.failure.message
    assert bench.gateway.calls == []


def test_an_answer_that_cannot_be_recorded_is_a_failure_that_still_holds_its_text(make_bench):
    bench = make_bench({"demo/brief": ["precious"]})
    store = bench.parts.runs

    class FillingUp:
        def run(self, run_id):
            return store.run(run_id)

        def record_all(self, runs):
            if any(run.outcome.over for run in runs):
                raise WorkspaceError("The disk is full.")
            store.record_all(runs)

    bench.change(runs=FillingUp())

    [run] = bench.run(bench.job())

    assert (run.text, run.outcome) == ("precious", Outcome.FAILED)
    assert "disk is full" in run.failure.message
    assert bench.of(RunEnded) == [RunEnded(run)]


def test_a_run_that_had_ended_is_told_again_and_not_sent_again(make_bench):
    bench = make_bench({"demo/brief": ["never"]})
    before = a_run(job=bench.job(), text="from before")
    bench.parts.runs.record(before)

    [run] = bench.run(bench.job())

    assert run == before
    assert bench.gateway.calls == []


def test_stopping_a_run_that_had_ended_leaves_its_record_alone(make_bench):
    bench = make_bench({"demo/brief": ["never"]})
    before = a_run(job=bench.job(), text="from before")
    bench.parts.runs.record(before)

    async def start_and_stop():
        scheduler = Scheduler(bench.parts)
        [task] = scheduler.start([bench.job()], bench.events.append)
        scheduler.stop(["run-1"])
        return await task

    assert asyncio.run(start_and_stop()) == bench.recorded() == before


def test_a_run_is_on_record_before_it_is_sent(make_bench):
    bench = make_bench({"demo/brief": [HANG]})
    seen = []

    async def look(scheduler):
        await bench.gateway.hanging.acquire()
        seen.append(bench.recorded())
        scheduler.stop(["run-1"])

    bench.run(bench.job(), meanwhile=look)

    assert seen[0].outcome is Outcome.RUNNING
    assert [m.role for m in seen[0].messages] == [Role.USER]


def test_text_is_recorded_while_it_arrives_at_a_cost_that_does_not_run_away(make_bench):
    piece = "x" * 1024
    bench = make_bench({"demo/brief": [piece] * 2000})
    written = []
    store = bench.parts.runs

    class Counting:
        run = store.run

        def record_all(self, runs):
            written.extend((run.outcome, len(run.text)) for run in runs)

    original = bench.gateway._play

    async def play(script):
        async for each in original(script):
            bench.time.seconds += 0.01
            await asyncio.sleep(0.0001)
            yield each

    bench.gateway._play = play
    bench.change(runs=Counting())

    [run] = bench.run(bench.job())

    partial = [size for outcome, size in written if outcome is Outcome.RUNNING and size]
    assert partial == sorted(partial)
    assert len(partial) >= 3
    assert sum(partial) <= 20 * 128 * 1024 + len(run.text)


def test_timings_are_those_of_the_last_attempt(make_bench):
    bench = make_bench({"demo/brief": [[BUSY], ["a", "b"]]})
    original = bench.gateway._play

    async def play(script):
        async for piece in original(script):
            bench.time.seconds += 0.25
            yield piece

    bench.gateway._play = play

    [run] = bench.run(bench.job())

    assert run.timings.queued == pytest.approx(1.0)
    assert run.timings.first_token == pytest.approx(0.25)
    assert run.timings.total == pytest.approx(0.75)
    assert run.created_at == NOON


def test_what_is_slow_to_load_is_loaded_once_and_is_not_the_models_time(make_bench):
    bench = make_bench({"demo/brief": ["x"]})
    loaded = []

    def load():
        loaded.append(bench.gateway.calls[:])
        bench.time.seconds += 4

    bench.change(warm_up=load)

    first, _second = bench.run(bench.job("a"), bench.job("b"))

    assert loaded == [[]]
    assert (first.timings.queued, first.timings.total) == (4.0, 0.0)


def test_what_fails_to_load_is_the_runs_own_failure(make_bench):
    bench = make_bench({"demo/brief": [ImportError("half installed")]})
    bench.change(warm_up=Failing(ImportError("half installed")).load)

    [run] = bench.run(bench.job())

    assert "half installed" in run.failure.message


def test_the_first_text_goes_out_at_once(make_bench):
    bench = make_bench({"demo/brief": ["first", "second", HANG]})

    async def stop(scheduler):
        await bench.gateway.hanging.acquire()
        assert [e.text for e in bench.of(TextArrived)] == ["first"]
        scheduler.stop(["run-1"])

    bench.run(bench.job(), meanwhile=stop)

    first, rest = bench.of(TextArrived)
    assert (first.first_token, rest.first_token, rest.text) == (0.0, None, "second")


def test_changed_limits_hold_from_the_next_run_on(make_bench):
    bench = make_bench({"demo/a": [HANG], "demo/b": ["done"]}, concurrency_per_provider=1)

    async def widen(scheduler):
        await bench.gateway.hanging.acquire()
        limits = replace(Settings().limits, concurrency_per_provider=2)
        scheduler.configure(Settings(limits=limits))
        while not bench.of(RunEnded):
            await asyncio.sleep(0)
        scheduler.stop(["a"])

    stopped, done = bench.run(
        bench.job("a", model="demo/a"), bench.job("b", model="demo/b"), meanwhile=widen
    )

    assert (stopped.outcome, done.outcome) == (Outcome.CANCELLED, Outcome.FINISHED)


def test_nothing_to_run_is_no_mistake(make_bench):
    assert make_bench().run() == []


def test_sixty_four_streams_say_no_more_than_a_display_can_show(make_bench):
    models = {f"p{n}/m": ["word "] * 100 for n in range(64)}
    bench = make_bench(models)
    bench.change(catalogue=PlainCatalogue())

    runs = bench.run(*(bench.job(model, model=model) for model in models))

    assert all(run.text == "word " * 100 for run in runs)
    assert all(texts(bench, model) == "word " * 100 for model in models)
    assert len(bench.of(TextArrived)) < 64 * 100 / 2
