"""Tokens of a draft as it would be sent, and what is too long."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from decimal import Decimal

from tests.builders import a_content, a_prompt
from tests.engine.stand_ins import DirectTemplates, PlainCatalogue
from workbench.domain.models import Model, Price
from workbench.domain.problems import AnalysisScope
from workbench.domain.prompts import ModelChoice, PromptKind
from workbench.engine.questions import Questions
from workbench.templating.analysis import analyse


@dataclass
class Windows(PlainCatalogue):
    loaded: set[str] = field(default_factory=lambda: {""})
    loading: list[str] = field(default_factory=list)

    def model(self, name):
        price = Price(Decimal("0.001"), Decimal("0.002"))
        return Model(name, "test", price=price, context_tokens=20, local=name == "local")

    def counts_exactly_now(self, model):
        return model in self.loaded or model == "local"

    def load_tokenizer(self, model):
        self.loading.append(model)
        self.loaded.add(model)


class Looking(DirectTemplates):
    async def analyse(self, content, components, scope=AnalysisScope(), archived=()):  # noqa: B008
        return analyse(content, components, rules_off=scope.rules_off, archived=archived)


class Slow(Looking):
    """Fills in when it is told to."""

    def __init__(self):
        super().__init__()
        self.go_on, self.asked = asyncio.Event(), 0

    async def preview(self, content, components, values):
        self.asked += 1
        await self.go_on.wait()
        return await super().preview(content, components, values)


def asked(bench, content, *scopes):
    async def work():
        questions = Questions(bench.parts)
        answers = []
        for scope in scopes:
            answers.append(await questions.analyse(content, scope))
            while pending := asyncio.all_tasks() - {asyncio.current_task()}:
                await asyncio.gather(*pending)
        return answers

    bench.change(templates=Looking(), catalogue=bench.catalogue)
    return asyncio.run(work())


def test_the_values_are_filled_in_before_counting(make_bench):
    bench = make_bench()
    bench.catalogue = Windows()
    scope = AnalysisScope(("local",), (("name", "x" * 36),))

    [analysis] = asked(bench, a_content("Hi {{ name }}."), scope)

    assert [count.tokens for count in analysis.message_tokens] == [10]
    assert [each.count.tokens for each in analysis.model_tokens] == [10]
    assert analysis.model_tokens[0].cost_usd == 0


def test_a_prompt_longer_than_a_window_less_the_answer_is_told(make_bench):
    bench = make_bench()
    bench.catalogue = Windows()
    content = a_content("x" * 60, model=ModelChoice(params=(("max_tokens", 10),)))

    told, untold = asked(
        bench, content, AnalysisScope(("local",)), AnalysisScope(("local",), (), ("too-long",))
    )

    assert [problem.code for problem in told.problems] == ["too-long"]
    assert "local" in told.problems[0].text
    assert untold.problems == ()


def test_while_a_tokenizer_is_loaded_counts_are_rough_and_nobody_waits(make_bench):
    bench = make_bench()
    bench.catalogue = Windows()
    scope = AnalysisScope(("openai/gpt-4o",))

    first, second = asked(bench, a_content("x" * 8), scope, scope)

    assert (first.settled, second.settled) == (False, True)
    assert not first.model_tokens[0].count.exact
    assert second.model_tokens[0].count.exact
    assert bench.catalogue.loading == ["openai/gpt-4o"]


def test_a_template_that_does_not_render_is_counted_as_it_is_written(make_bench):
    bench = make_bench()
    bench.catalogue = Windows()

    [analysis] = asked(bench, a_content("{{ x" * 4), AnalysisScope())

    assert [count.tokens for count in analysis.message_tokens] == [4]
    assert analysis.model_tokens == ()


def test_counts_of_a_template_that_does_not_render_are_estimates(make_bench):
    bench = make_bench()
    bench.catalogue = Windows()
    whole, broken = a_content("x" * 8), a_content("{{ x" * 4)

    [sent] = asked(bench, whole, AnalysisScope(("local",)))
    [unsent] = asked(bench, broken, AnalysisScope(("local",)))

    assert sent.model_tokens[0].count.exact
    assert str(unsent.model_tokens[0].count) == "≈ 4"
    assert not unsent.message_tokens[0].exact
    assert unsent.settled


def test_an_archived_component_is_named(make_bench):
    bench = make_bench()
    bench.catalogue = Windows()
    prompts = bench.parts.prompts
    prompts.add(a_prompt("tone/old", kind=PromptKind.COMPONENT, archived=True), a_content("Old."))

    [analysis] = asked(bench, a_content("{% include 'tone/old' %}"), AnalysisScope())

    assert [problem.code for problem in analysis.problems] == ["include-archived"]


def test_the_room_for_the_answer_is_what_the_model_has_for_itself(make_bench):
    bench = make_bench()
    bench.catalogue = Windows()
    content = a_content("Hi.", model=ModelChoice("local", params=(("max_tokens", 5),)))
    own = (("other", (("max_tokens", 7),)),)

    [analysis] = asked(bench, content, AnalysisScope(("local", "other"), overrides=own))

    assert [each.room for each in analysis.model_tokens] == [5, 7]


def test_what_takes_long_to_fill_in_is_counted_as_written_and_told_later(make_bench):
    bench = make_bench()
    bench.catalogue = Windows()
    content = a_content("Hi {% if name %}{{ name }}{% endif %}.")
    scope = AnalysisScope(("local",), (("name", "x" * 36),))

    async def work():
        bench.change(templates=Slow(), catalogue=bench.catalogue)
        questions = Questions(bench.parts)
        first = await questions.analyse(content, scope)
        bench.parts.templates.go_on.set()
        while pending := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.gather(*pending)
        return first, await questions.analyse(content, scope)

    first, second = asyncio.run(work())

    assert not first.settled
    assert not first.model_tokens[0].count.exact
    assert second.settled
    assert second.model_tokens[0].count != first.model_tokens[0].count


def test_a_very_long_template_is_counted_as_written_at_once(make_bench):
    bench = make_bench()
    bench.catalogue = Windows()
    content = a_content("word " * 70_000 + "{% if name %}{{ name }}{% endif %}")
    templates = Slow()

    async def work():
        bench.change(templates=templates, catalogue=bench.catalogue)
        return await Questions(bench.parts).analyse(content, AnalysisScope(("local",)))

    analysis = asyncio.run(work())

    assert analysis.settled
    assert not analysis.model_tokens[0].count.exact
    assert templates.asked == 0
