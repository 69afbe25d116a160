"""What a draft's templates say: inputs, includes, problems, and how long they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from workbench.domain.errors import TemplateError
from workbench.domain.problems import Analysis, Problem
from workbench.domain.prompts import Engine, Input, Message, PromptContent
from workbench.domain.rules import switched_off
from workbench.templating.components import fragments
from workbench.templating.demand import Demand, demand
from workbench.templating.places import names
from workbench.templating.problems.mistakes import as_problem
from workbench.templating.problems.rules import problems_of

BYTES_PER_TOKEN = 4
OPENINGS = ("{{", "{{-")


def analyse(
    content: PromptContent,
    components: Mapping[str, PromptContent],
    *,
    given: Collection[str] = (),
    rules_off: Collection[str] = (),
    archived: Collection[str] = (),
) -> Analysis:
    """Never raises for what is in the content: mistakes are problems.

    `given`: names that have a value; `archived`: paths of components that are put aside.
    """
    mistakes: list[TemplateError] = []
    known = fragments(components)
    found = demand(content, known, mistakes.append)
    broken = {m.message_index for m in mistakes if type(m) is TemplateError}
    found = _with_names(found, content, [m for i, m in enumerate(content.messages) if i in broken])
    problems = [as_problem(mistake, content, archived) for mistake in mistakes]
    problems += problems_of(content, found, known, given=given, off=rules_off)
    problems = [each for each in problems if not switched_off(each.code, rules_off)]
    texts = [m.text for m in content.messages] + [known[path].text for path in found.includes]
    return Analysis(
        found.inputs,
        found.includes,
        tuple(sorted(problems, key=_place)),
        sum(map(estimated_tokens, texts)),
    )


def estimated_tokens(text: str) -> int:
    """A rule of thumb, for no model in particular."""
    return -(-len(text.encode("utf-8", "surrogatepass")) // BYTES_PER_TOKEN)


def _with_names(found: Demand, content: PromptContent, broken: list[Message]) -> Demand:
    """Keeps the variables of messages that do not parse, as while a tag is being typed."""
    if content.engine is Engine.NONE:
        return found
    known = {item.name: item for item in content.inputs}
    used = {item.name: item for item in found.inputs}
    for name in _opened(broken):
        used.setdefault(name, known.get(name, Input(name)))
    if broken:
        # As in a whole template: the fields of a form stay in their order while a tag is typed
        order = {name: place for place, name in enumerate(_opened(content.messages))}
        used = dict(sorted(used.items(), key=lambda pair: order.get(pair[0], len(order))))
    return replace(found, inputs=tuple(used.values()))


def _opened(messages: Iterable[Message]) -> Iterator[str]:
    """Names in the order of their first use, each once."""
    found = (
        token.text
        for message in messages
        for token in names(message.text)
        if token.after in OPENINGS
    )
    yield from dict.fromkeys(found)


def _place(problem: Problem) -> tuple[bool, int, int]:
    """Those of the whole content last."""
    return problem.message_index is None, problem.message_index or 0, problem.start
