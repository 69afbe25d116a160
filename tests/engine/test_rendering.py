"""Templates rendered in real worker processes, hostile ones among them."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import psutil
import pytest

from tests.builders import a_content
from workbench.domain.errors import (
    EngineStopped,
    InvalidInput,
    MissingValues,
    TemplateError,
    TemplateTooCostly,
)
from workbench.domain.fixes import Fix, TextEdit
from workbench.domain.problems import AnalysisScope
from workbench.domain.prompts import Input, InputType, Message, PromptContent, Role
from workbench.domain.settings import Limits
from workbench.engine.rendering import RenderPool

QUICK = Limits(render_seconds=0.5, render_bytes=100_000)
BUSY_MACHINE = 6.0
"""Seconds that a loaded machine may add to any bound."""
SLOW = a_content("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")
NOT_PLAIN = a_content("{% if name %}Hello {{ name }}.{% endif %}")


def with_pool(work: Callable[[RenderPool], Awaitable[None]], limits=QUICK, size=1) -> None:
    async def whole():
        pool = RenderPool(limits, size=size)
        try:
            await work(pool)
        finally:
            await pool.close()

    asyncio.run(whole())


async def is_busy() -> None:
    """Returns when the worker is well into its work."""
    [worker] = workers()
    before = worker.cpu_times().user
    while worker.cpu_times().user < before + 0.1:
        await asyncio.sleep(0)


def workers() -> list[psutil.Process]:
    children = psutil.Process().children()
    return [child for child in children if "workbench.templating.worker" in child.cmdline()]


def test_a_prompt_is_rendered_with_its_components_and_values():
    content = PromptContent(
        (
            Message(Role.SYSTEM, "{% include 'tone' %}\ud800\u2028"),
            Message(Role.PLACEHOLDER, name="talk"),
            Message(Role.USER, "{% for n in numbers %}{{ n }};{% endfor %}", name="Ada"),
        ),
        inputs=(Input("talk", InputType.MESSAGES), Input("numbers", InputType.ARRAY)),
    )
    components = {"tone": a_content("Be {{ tone }}.")}
    call = {"id": "1", "function": {"name": "f", "arguments": "{"}}
    talk = ({"role": "assistant", "tool_calls": [call]},)

    async def work(pool):
        values = {"tone": "kind\r\n😀", "talk": talk, "numbers": (1, "zwei")}
        first, inserted, last = await pool.render(content, components, values)

        assert first.text == "Be kind\r\n😀.\ud800\u2028"
        assert inserted.tool_calls[0].arguments == "{"
        assert last == Message(Role.USER, "1;zwei;", name="Ada")

    with_pool(work)


def test_plain_prompts_need_no_worker():
    async def work(pool):
        [message] = await pool.render(a_content("Hello {{ name }}."), {}, {"name": "Ada"})

        assert message.text == "Hello Ada."
        assert workers() == []

    with_pool(work)


def test_errors_arrive_as_they_were_raised():
    async def work(pool):
        with pytest.raises(MissingValues) as missing:
            await pool.render(a_content("{% if a %}{{ b }}{% endif %}"), {}, {})
        with pytest.raises(TemplateError) as mistake:
            await pool.render(a_content("", "\n{% if a %}{{ a.b }}{% endif %}"), {}, {"a": "x"})
        with pytest.raises(InvalidInput, match="cannot be used"):
            await pool.render(NOT_PLAIN, {}, {"name": object()})

        assert missing.value.names == ("a", "b")
        assert (mistake.value.message_index, mistake.value.line) == (1, 2)
        assert "is defined" in mistake.value.hint

    with_pool(work)


HOSTILE = {
    "product": "\n{{ 'a' * 10**9 }}",
    "product at compile time": "\n{{ 'abc' * 1000000000 }}",
    "centred": "\n{{ 'a'.center(10**9) }}",
    "formatted": "\n{{ '%1000000000d' % 1 }}",
    "power": "\n{{ 10 ** (10 ** 8) }}",
    "huge range": "\n{% for i in range(10**9) %}{% endfor %}",
    "loops in loops": "\n{% for a in range(99999) %}{% for b in range(99999) %}"
    "{% endfor %}{% endfor %}",
    "endless output": "\n{% for a in range(99999) %}{% for b in range(99999) %}"
    "{{ a }}{% endfor %}{% endfor %}",
    "empty output": "\n{% for a in range(99999) %}{% for b in range(99999) %}"
    "{{ '' }}{% endfor %}{% endfor %}",
    "doubling": "{% set n = namespace(x='aaaa') %}\n"
    "{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "doubling list": "{% set n = namespace(x=[1]) %}\n"
    "{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "join": "\n{{ range(99999) | map('string') | join('x' * 90000) | length }}",
    "replace": "\n{{ ('a' * 90000).replace('', 'b' * 90000) }}",
    "escape": "\n{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "calls itself": "\n{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_template_ends_with_its_place(text):
    async def work(pool):
        await pool.warm_up()
        with pytest.raises(TemplateError) as raised:
            await pool.render(a_content("fine {% if true %}{% endif %}", text), {}, {})

        assert raised.value.message_index == 1
        # One that had to be killed cannot say the line
        assert raised.value.line == 2 or "was stopped" in raised.value.message
        [message] = await pool.render(NOT_PLAIN, {}, {"name": "Ada"})
        assert message.text == "Hello Ada."

    with_pool(work)


@pytest.mark.parametrize(
    "text",
    ["{{ 'a' * 9 }}" * 100_000, "{{ " + "(" * 100_000 + " }}", "{% if 1 %}" * 20_000, "x" * 10**6],
    ids=["many tags", "brackets", "never closed", "long text"],
)
def test_a_huge_template_ends(text):
    async def work(pool):
        await pool.warm_up()
        with pytest.raises(TemplateError):
            await pool.render(a_content(text + "{% if true %}{% endif %}"), {}, {})

        assert (await pool.render(NOT_PLAIN, {}, {"name": "A"}))[0].text == "Hello A."

    with_pool(work)


def test_hostile_templates_cannot_hold_up_analysis_or_preview():
    async def work(pool):
        for text in HOSTILE.values():
            analysis = await pool.analyse(a_content(text), {})
            preview = await pool.preview(a_content(text), {}, {})

            assert analysis.inputs == ()
            assert preview.problem
            assert preview.problem.message_index in (0, None)

    with_pool(work)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="needs a process that can be stopped")
def test_a_worker_that_does_not_answer_is_replaced_and_the_message_named():
    async def work(pool):
        await pool.warm_up()
        [stopped] = workers()
        stopped.send_signal(signal.SIGSTOP)
        with pytest.raises(TemplateTooCostly, match="stopped after"):
            await pool.render(NOT_PLAIN, {}, {"name": "Ada"})

        assert not psutil.pid_exists(stopped.pid)
        assert (await pool.render(NOT_PLAIN, {}, {"name": "A"}))[0].text == "Hello A."

    with_pool(work)


def test_a_worker_that_died_while_idle_is_replaced():
    async def work(pool):
        await pool.warm_up()
        [worker] = workers()
        worker.kill()
        worker.wait()

        assert (await pool.render(NOT_PLAIN, {}, {"name": "A"}))[0].text == "Hello A."

    with_pool(work)


def test_each_kind_of_question_goes_to_the_worker_that_answered_it_before():
    async def work(pool):
        await asyncio.gather(pool.analyse(NOT_PLAIN, {}), pool.preview(NOT_PLAIN, {}, {}))
        habits = {worker.habit: worker.pid for worker in pool._idle}
        for _ in range(2):
            await pool.preview(NOT_PLAIN, {}, {})
            await pool.analyse(NOT_PLAIN, {})

        assert sorted(habits) == ["analyse", "preview"]
        assert {worker.habit: worker.pid for worker in pool._idle} == habits

    with_pool(work, size=2)


def test_a_cancelled_request_leaves_no_answer_to_the_next():
    async def work(pool):
        await pool.warm_up()
        [worker] = workers()
        request = asyncio.create_task(pool.render(SLOW, {}, {}))
        await is_busy()
        request.cancel()
        with pytest.raises(asyncio.CancelledError):
            await request

        assert (await pool.render(NOT_PLAIN, {}, {"name": "A"}))[0].text == "Hello A."
        assert not psutil.pid_exists(worker.pid)

    with_pool(work, Limits(render_seconds=60))


def test_closing_ends_the_requests_under_way():
    async def work(pool):
        await pool.warm_up()
        request = asyncio.create_task(pool.render(SLOW, {}, {}))
        waiting = asyncio.create_task(pool.render(NOT_PLAIN, {}, {"name": "A"}))
        await is_busy()
        await pool.close()

        for ended in (request, waiting):
            with pytest.raises((EngineStopped, TemplateTooCostly)):
                await ended
        assert workers() == []

    with_pool(work, Limits(render_seconds=60))


def test_requests_wait_for_their_turn():
    async def work(pool):
        names = [str(number) for number in range(20)]
        sent = await asyncio.gather(*(pool.render(NOT_PLAIN, {}, {"name": n}) for n in names))

        assert [messages[0].text for messages in sent] == [f"Hello {name}." for name in names]
        assert len(workers()) <= 2

    with_pool(work, size=2)


def test_no_worker_outlives_the_pool():
    async def work(pool):
        await asyncio.gather(*(pool.render(NOT_PLAIN, {}, {"name": n}) for n in "ab"))

    with_pool(work, size=2)

    assert workers() == []


@pytest.mark.skipif(not Path("/proc").exists(), reason="reads /proc")
def test_a_worker_sees_no_keys(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted")

    async def work(pool):
        await pool.warm_up()
        [worker] = workers()

        assert "sk-planted" not in str(worker.environ())

    with_pool(work)


def test_the_bounds_can_be_changed_between_requests():
    async def work(pool):
        assert await pool.render(NOT_PLAIN, {}, {"name": "x" * 1000})
        pool.configure(Limits(render_seconds=1, render_bytes=100))
        with pytest.raises(TemplateTooCostly, match="too large"):
            await pool.render(NOT_PLAIN, {}, {"name": "x" * 1000})

    with_pool(work)


def test_analysis_and_preview_come_back_whole():
    declared = Input("name", description="who", default=("a", 1))
    content = a_content("{{ name }} {{ other }} {{ x | uper }}", "\u202e", inputs=(declared,))

    async def work(pool):
        scope = AnalysisScope(rules_off=("input-default", "template"))
        analysis = await pool.analyse(content, {}, scope)
        preview = await pool.preview(a_content("Hi {{ name }}"), {}, {"name": "Ada"})

        assert analysis.inputs == (declared, Input("other"), Input("x"))
        assert [p.code for p in analysis.problems] == [
            "unknown-variable",
            "unknown-variable",
            "unknown-filter",
            "hidden-character",
        ]
        assert analysis.problems[2].fixes == (
            Fix("Write upper instead", (TextEdit(30, "uper", "upper"),)),
        )
        assert preview.messages[0].spans == ((3, 6),)

    with_pool(work)
