"""The rules that a draft is held against. A new rule is one function in one of the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from jinja2.tests import TESTS

from workbench.domain.errors import TemplateError
from workbench.domain.problems import Problem, Severity
from workbench.domain.prompts import Engine, PromptContent
from workbench.templating.demand import Demand
from workbench.templating.places import tokens
from workbench.templating.problems.hidden import hidden_in
from workbench.templating.problems.secrets import secrets_in
from workbench.templating.reading import read
from workbench.templating.sandbox import FILTERS

MOST = 50
"""Problems of one kind that are told of one message."""

TextRule = Callable[[str], Iterator[Problem]]
ContentRule = Callable[[PromptContent, Demand], Iterator[Problem]]


def problems_of(content: PromptContent, demand: Demand) -> Iterator[Problem]:
    for index, message in enumerate(content.messages):
        rules = TEXT_RULES if content.engine is Engine.NONE else TEXT_RULES + TEMPLATE_RULES
        for rule in rules:
            for problem in islice(rule(message.text), MOST):
                yield replace(problem, message_index=index)
    for content_rule in CONTENT_RULES:
        yield from content_rule(content, demand)


def unknown_filters_and_tests(text: str) -> Iterator[Problem]:
    """`{{ name | uper }}` and `{% if name is evn %}`."""
    try:
        called = read(text).called
    except TemplateError:
        return
    unknown = {name: kind for kind, name in called if name not in KNOWN[kind]}
    for token in tokens(text):
        kind = unknown.get(token.text) if token.kind == "name" else None
        if kind and token.after in ("|", "is", "not", "filter"):
            yield Problem(
                f"unknown-{kind}",
                Severity.ERROR,
                f"There is no {kind} called {token.text}.",
                start=token.start,
                end=token.end,
            )


def unused_inputs(content: PromptContent, demand: Demand) -> Iterator[Problem]:
    used = {item.name for item in demand.inputs}
    for item in content.inputs:
        if item.name not in used:
            text = f"The input {item.name} is declared and never used."
            yield Problem("unused-input", Severity.HINT, text)


KNOWN = {"filter": frozenset(FILTERS), "test": frozenset(TESTS)}
TEXT_RULES: tuple[TextRule, ...] = (secrets_in, hidden_in)
TEMPLATE_RULES: tuple[TextRule, ...] = (unknown_filters_and_tests,)
CONTENT_RULES: tuple[ContentRule, ...] = (unused_inputs,)
