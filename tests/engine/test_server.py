"""The engine's end of the protocol, on a real workspace, without a process."""

from __future__ import annotations

import asyncio
import inspect

import pytest

from tests.builders import NOON, a_content, a_prompt, a_run
from tests.engine.stand_ins import HANG, DirectTemplates, Failing, PlainCatalogue
from workbench.domain.errors import NotFound, WorkbenchError
from workbench.domain.models import Model
from workbench.domain.parameters import Support
from workbench.domain.prompts import PromptKind
from workbench.domain.run_events import RunEnded
from workbench.domain.runs import Outcome
from workbench.domain.settings import Settings
from workbench.engine import protocol, wire
from workbench.engine.protocol import PROTOCOL, decode_answer, encode
from workbench.engine.server import Server
from workbench.formats.content import digest_of, draft_document
from workbench.store.opening import open_workspace
from workbench.store.runs import SqliteRuns

CONTENT = draft_document(a_content("Hi {{ name }}"))


class Line:
    """A server, and what it said."""

    def __init__(self, parts):
        self.said, self.news, self.ended = [], asyncio.Event(), asyncio.Event()
        self.server = Server(parts, self._hear, self.ended)

    def _hear(self, line):
        self.said.append(decode_answer(line))
        self.news.set()

    def ask(self, *requests):
        for request in requests:
            self.server.received(encode(request))

    async def until(self, kind):
        """The first answer of that kind."""
        while not (found := [answer for answer in self.said if isinstance(answer, kind)]):
            self.news.clear()
            await self.news.wait()
        return found[0]

    async def until_all_models(self):
        while not (found := [a for a in self.said if getattr(a, "complete", False)]):
            self.news.clear()
            await self.news.wait()
        return found[0]

    async def until_ended(self):
        while not (found := self.ends()):
            self.news.clear()
            await self.news.wait()
        return found[0]

    def ends(self):
        answers = [answer for answer in self.said if isinstance(answer, protocol.RunEvents)]
        events = [wire.read_event(record) for answer in answers for record in answer.events]
        return [event.run for event in events if isinstance(event, RunEnded)]


def talk(parts, conversation):
    async def work():
        line = Line(parts)
        result = conversation(line)
        if inspect.isawaitable(result):
            result = await result
        await line.server.shut_down(5)
        return result

    return asyncio.run(asyncio.wait_for(work(), 30))


def test_a_started_job_ends_recorded(make_bench):
    bench = make_bench({"demo/brief": ["Hello"]})

    async def conversation(line):
        line.ask(protocol.Start((wire.job_record(bench.job()),)))
        return await line.until_ended()

    run = talk(bench.parts, conversation)

    assert (run.text, run.outcome) == ("Hello", Outcome.FINISHED)
    assert bench.recorded() == run


def test_a_stopped_run_is_cancelled(make_bench):
    bench = make_bench({"demo/brief": ["so far", HANG]})

    async def conversation(line):
        line.ask(protocol.Start((wire.job_record(bench.job()),)))
        await bench.gateway.hanging.acquire()
        line.ask(protocol.Stop(("run-1", "unheard of")))
        return await line.until_ended()

    assert talk(bench.parts, conversation).outcome is Outcome.CANCELLED


def test_runs_an_earlier_engine_left_are_reported_before_it_is_ready(make_bench):
    bench = make_bench()
    bench.parts.runs.record(a_run(job=bench.job(), outcome=Outcome.RUNNING, text="so far"))

    async def conversation(line):
        await line.server.welcome()
        return line

    line = talk(bench.parts, conversation)

    assert [type(answer) for answer in line.said] == [protocol.RunEvents, protocol.Ready]
    assert [(run.outcome, run.text) for run in line.ends()] == [(Outcome.INTERRUPTED, "so far")]
    assert bench.recorded().outcome is Outcome.INTERRUPTED


def test_an_engine_that_only_reads_leaves_unfinished_runs_alone(make_bench):
    bench = make_bench()
    bench.parts.runs.record(a_run(job=bench.job(), outcome=Outcome.RUNNING))
    bench.change(read_only=True)

    line = talk(bench.parts, lambda line: _welcomed(line))

    assert line.said == [protocol.Ready(PROTOCOL, line.said[0].version, read_only=True)]
    assert bench.recorded().outcome is Outcome.RUNNING


async def _welcomed(line):
    await line.server.welcome()
    return line


def test_a_draft_is_analysed_with_the_drafts_of_its_components(make_bench):
    bench = make_bench()
    seen = {}

    class Remembering(DirectTemplates):
        async def analyse(self, content, components, *more):
            seen.update(components)
            return await super().analyse(content, components, *more)

    tone, inner = a_content("Be kind. {% include 'inner' %}"), a_content("Very.")
    prompts = bench.parts.prompts
    prompts.add(a_prompt("tone", kind=PromptKind.COMPONENT), tone)
    prompts.add(a_prompt("inner", kind=PromptKind.COMPONENT), inner)
    bench.change(templates=Remembering())
    text = "{% include 'tone' %} {% include 'missing' %}"
    broken = a_content(text, "{% include 'inner' %} {{ half")

    async def conversation(line):
        line.ask(protocol.Analyse(5, draft_document(broken)))
        return await line.until(protocol.Analysed)

    answer = talk(bench.parts, conversation)

    assert answer.id == 5
    assert seen == {"tone": tone, "inner": inner}


def test_a_preview_shows_the_values(make_bench):
    async def conversation(line):
        line.ask(protocol.ShowPreview(1, CONTENT, {"name": "Ada"}))
        return await line.until(protocol.Previewed)

    answer = talk(make_bench().parts, conversation)

    assert [message.text for message in answer.preview.messages] == ["Hi Ada"]


def test_a_newer_analysis_takes_the_place_of_an_older_one(make_bench):
    bench = make_bench()

    class Slow(DirectTemplates):
        async def analyse(self, content, components, *more):
            if "slow" in content.text:
                await asyncio.Event().wait()
            return await super().analyse(content, components, *more)

    bench.change(templates=Slow())

    async def conversation(line):
        line.ask(
            protocol.Analyse(1, draft_document(a_content("slow"))),
            protocol.ShowPreview(2, CONTENT, {"name": "Ada"}),
            protocol.Analyse(3, CONTENT),
        )
        await line.until(protocol.Analysed)
        await line.until(protocol.Previewed)
        return line.said

    said = talk(bench.parts, conversation)

    assert said[0] == protocol.Dropped(1)
    assert {answer.id for answer in said[1:]} == {2, 3}


def test_of_many_analyses_in_a_row_the_last_is_answered(make_bench):
    bench = make_bench()
    begun = []

    class Counting(DirectTemplates):
        async def analyse(self, content, components, *more):
            begun.append(content.text)
            return await super().analyse(content, components, *more)

    bench.change(templates=Counting())

    async def conversation(line):
        for number in range(20):
            line.ask(protocol.Analyse(number, draft_document(a_content(f"{number}"))))
        return await line.until(protocol.Analysed), line.said

    answer, said = talk(bench.parts, conversation)

    assert answer.id == 19
    assert [other.id for other in said[:-1]] == list(range(19))
    assert begun == ["19"]


def test_jobs_are_estimated_before_they_are_paid_for(make_bench):
    bench = make_bench()
    jobs = (
        bench.job("a"),
        bench.job("b", params=(("max_tokens", 10),)),
        bench.job("c", model="x/y"),
    )

    async def conversation(line):
        line.ask(protocol.EstimateJobs(1, tuple(wire.job_record(job) for job in jobs)))
        return await line.until(protocol.Estimated)

    estimate = talk(bench.parts, conversation).estimate

    assert [(job.input_tokens, job.output_tokens) for job in estimate.jobs] == [
        (4, 500),
        (4, 10),
        (4, 500),
    ]
    assert str(estimate.cost_usd) == "1.028"
    assert estimate.unpriced == ("x/y",)
    assert bench.gateway.calls == []


def test_a_prompt_that_cannot_be_rendered_is_estimated_as_it_stands(make_bench):
    bench = make_bench()
    job = bench.job(digest=bench.keep(a_content("{{ missing }}" * 4)))

    async def conversation(line):
        line.ask(protocol.EstimateJobs(1, (wire.job_record(job),)))
        return await line.until(protocol.Estimated)

    assert talk(bench.parts, conversation).estimate.jobs[0].input_tokens == 13


def test_models_are_those_of_the_settings_last_sent(make_bench):
    configured = []
    bench = make_bench()
    bench.change(configure=configured.append)

    async def conversation(line):
        line.ask(protocol.Configure(Settings(models=("my/own",))), protocol.ListModels(1))
        return await line.until_all_models()

    assert Model("my/own", "my", support=Support()) in talk(bench.parts, conversation).models
    assert [settings.models for settings in configured] == [("my/own",)]


def test_models_that_are_known_at_once_are_told_before_the_others_are_found(make_bench):
    bench, found = make_bench(), asyncio.Event()

    class Slow(PlainCatalogue):
        async def models(self, settings):
            await found.wait()
            return [*self.at_once(), Model("ollama/llama3.2", "ollama")]

    bench.change(catalogue=Slow())

    async def conversation(line):
        line.ask(protocol.ListModels(7))
        first = await line.until(protocol.ModelsFound)
        found.set()
        return first, await line.until_all_models()

    first, last = talk(bench.parts, conversation)

    assert first == protocol.ModelsFound(7, (Model("demo/brief", "demo"),), complete=False)
    assert [model.name for model in last.models] == ["demo/brief", "ollama/llama3.2"]


def test_what_another_process_is_running_is_left_alone(make_bench, workspace_path):
    bench, terminal = make_bench(), open_workspace(workspace_path)
    running = a_run(job=bench.job(), outcome=Outcome.RUNNING, text="so far")
    SqliteRuns(terminal).record(running)

    async def conversation(line):
        await line.server.welcome()
        return line

    line = talk(bench.parts, conversation)
    terminal.close()

    assert line.ends() == []
    assert bench.recorded() == running


def test_a_key_is_kept_for_the_session_and_forgotten(make_bench):
    bench = make_bench()

    async def conversation(line):
        line.ask(protocol.KeepKey("openai", "sk-1"), protocol.KeepKey("x", "sk-2"))
        line.ask(protocol.ForgetKey("x"))
        return line

    line = talk(bench.parts, conversation)

    assert bench.keys.keys == {"openai": "sk-1"}
    assert line.said == []


@pytest.mark.parametrize(
    ("error", "kind"),
    [(NotFound("no digest"), "NotFound"), (RuntimeError("sk-planted"), "WorkbenchError")],
)
def test_a_question_that_fails_is_answered_with_why(make_bench, error, kind):
    bench = make_bench()
    bench.keys.keep("openai", "sk-planted")
    bench.change(prompts=Failing(error))

    async def conversation(line):
        line.ask(protocol.EstimateJobs(3, (wire.job_record(bench.job()),)))
        return await line.until(protocol.Failed)

    answer = talk(bench.parts, conversation)

    assert (answer.id, answer.error.kind) == (3, kind)
    assert "sk-planted" not in repr(answer)


def test_a_content_that_is_none_is_refused_by_name(make_bench):
    async def conversation(line):
        line.ask(protocol.Analyse(3, {"schema": "prompt-content/1", "template": 7}))
        return await line.until(protocol.Failed)

    assert "content.template" in talk(make_bench().parts, conversation).error.message


def test_nonsense_is_answered_and_the_next_line_served(make_bench):
    async def conversation(line):
        for nonsense in (b"nonsense", b'{"type":"start","jobs":[{}]}', None, b"", b"  "):
            line.server.received(nonsense)
        line.ask(protocol.EstimateJobs(1, ()))
        await line.until(protocol.Estimated)
        return line.said

    said = talk(make_bench().parts, conversation)

    assert [type(answer) for answer in said] == [protocol.Misunderstood] * 3 + [protocol.Estimated]


def test_a_request_that_trips_over_itself_is_no_end(make_bench, caplog):
    bench = make_bench()
    bench.change(configure=Failing(RuntimeError("sk-planted")).anything)
    bench.keys.keep("openai", "sk-planted")

    async def conversation(line):
        line.ask(protocol.Configure(Settings()), protocol.ListModels(1))
        await line.until(protocol.ModelsFound)
        return line.said[0]

    answer = talk(bench.parts, conversation)

    assert "RuntimeError" in answer.message
    assert "sk-planted" not in answer.message


def test_a_window_of_another_release_is_refused_plainly(make_bench):
    async def conversation(line):
        line.ask(protocol.Hello(PROTOCOL + 1))
        await line.ended.wait()
        return line.said

    [refused] = talk(make_bench().parts, conversation)

    assert "protocol" in wire.read_error(refused.error).message


def test_asking_for_the_end_brings_it(make_bench):
    async def conversation(line):
        line.ask(protocol.Hello(PROTOCOL), protocol.ShutDown())
        await asyncio.wait_for(line.ended.wait(), 5)

    talk(make_bench().parts, conversation)


def test_shutting_down_records_and_reports_what_runs(make_bench):
    bench = make_bench({"demo/brief": ["so far", HANG]})

    async def conversation(line):
        line.ask(protocol.Start((wire.job_record(bench.job()),)))
        await bench.gateway.hanging.acquire()
        return line

    line = talk(bench.parts, conversation)

    assert [run.outcome for run in line.ends()] == [Outcome.INTERRUPTED]
    assert bench.recorded().created_at == NOON


def test_a_store_that_fails_at_the_start_does_not_keep_the_engine_from_starting(make_bench):
    bench = make_bench()
    bench.change(runs=Failing(WorkbenchError("busy")))

    line = talk(bench.parts, lambda line: _welcomed(line))

    assert [type(answer) for answer in line.said] == [protocol.Ready]


def test_the_digest_of_a_job_is_all_that_names_its_content(make_bench):
    bench = make_bench({"demo/brief": ["never"]})
    job = bench.job(digest=digest_of(a_content("never kept")))

    async def conversation(line):
        line.ask(protocol.Start((wire.job_record(job),)))
        return await line.until_ended()

    run = talk(bench.parts, conversation)

    assert run.outcome is Outcome.FAILED
    assert bench.gateway.calls == []
