"""The rules that a draft is held against. A new rule is one function in one of the tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from jinja2.tests import TESTS

from workbench.domain.errors import TemplateError
from workbench.domain.fixes import Fix, TextEdit
from workbench.domain.problems import Problem, Severity
from workbench.domain.prompts import Engine, Message, PromptContent, Role
from workbench.templating.components import Fragment
from workbench.templating.demand import Demand
from workbench.templating.parsing import no_such
from workbench.templating.places import Token, tokens
from workbench.templating.problems.composed import not_composed_in
from workbench.templating.problems.contradictions import contradictions
from workbench.templating.problems.hidden import hidden_in
from workbench.templating.problems.repeats import repeats
from workbench.templating.problems.secrets import secrets_in
from workbench.templating.problems.sentences import Sentence, sentences_of
from workbench.templating.problems.variables import (
    inputs_that_do_not_fit,
    nearest,
    unknown_variables,
    unused_inputs,
)
from workbench.templating.reading import read
from workbench.templating.sandbox import FILTERS

MOST = 50
"""Problems of one kind that are told of one message."""

TextRule = Callable[[str], Iterator[Problem]]
ContentRule = Callable[[PromptContent, Demand], Iterator[Problem]]
SentenceRule = Callable[[PromptContent, Sequence[Sentence]], Iterator[Problem]]


def problems_of(
    content: PromptContent,
    demand: Demand,
    known: Mapping[str, Fragment],
    *,
    given: Collection[str] = (),
    off: Collection[str] = (),
) -> Iterator[Problem]:
    """`given`: names that have a value; `off`: codes of the rules that are not looked for."""
    template = content.engine is not Engine.NONE
    rules = TEXT_RULES + TEMPLATE_RULES if template else TEXT_RULES
    for index, message in enumerate(content.messages):
        for rule in rules:
            for problem in islice(rule(message.text), MOST):
                yield _placed(problem, index, template)
    for content_rule in CONTENT_RULES:
        yield from content_rule(content, demand)
    yield from unknown_variables(content, demand, given)
    if not off or SENTENCE_CODES - set(off):
        sentences = sentences_of(content, known)
        for sentence_rule in SENTENCE_RULES:
            yield from sentence_rule(content, sentences)


def _placed(problem: Problem, index: int, template: bool) -> Problem:
    """A problem of a text as one of a message. No variable can mend what is no template."""
    fixes = tuple(
        replace(fix, edits=tuple(replace(edit, message_index=index) for edit in fix.edits))
        for fix in problem.fixes
        if template or not fix.inputs
    )
    return replace(problem, message_index=index, fixes=fixes)


def unknown_filters_and_tests(text: str) -> Iterator[Problem]:
    """`{{ name | uper }}` and `{% if name is evn %}`."""
    try:
        called = read(text).called
    except TemplateError:
        return
    unknown = {name: kind for kind, name in called if name not in KNOWN[kind]}
    for token in tokens(text) if unknown else ():
        kind = unknown.get(token.text) if token.kind == "name" else None
        if kind and token.after in ("|", "is", "not", "filter"):
            yield Problem(
                f"unknown-{kind}",
                Severity.ERROR,
                no_such(kind, token.text),
                start=token.start,
                end=token.end,
                fixes=_known_name(token, kind),
            )


def _known_name(token: Token, kind: str) -> tuple[Fix, ...]:
    meant = nearest(token.text, sorted(KNOWN[kind]))
    edit = TextEdit(token.start, token.text, meant)
    return (Fix(f"Write {meant} instead", (edit,)),) if meant else ()


def empty_messages(content: PromptContent, _demand: Demand) -> Iterator[Problem]:
    """Providers refuse them. A prompt that is empty as a whole is only begun."""
    empty = [_is_empty(message) for message in content.messages]
    if all(empty):
        return
    for index, is_empty in enumerate(empty):
        if is_empty:
            fix = Fix("Remove the message", removed_messages=(index,))
            text = "The message is empty; some providers refuse it."
            yield Problem("empty-message", Severity.WARNING, text, index, fixes=(fix,))


def _is_empty(message: Message) -> bool:
    if message.role is Role.PLACEHOLDER or message.tool_calls:
        return False
    return not message.text.strip()


KNOWN = {"filter": frozenset(FILTERS), "test": frozenset(TESTS)}
TEXT_RULES: tuple[TextRule, ...] = (secrets_in, hidden_in, not_composed_in)
TEMPLATE_RULES: tuple[TextRule, ...] = (unknown_filters_and_tests,)
CONTENT_RULES: tuple[ContentRule, ...] = (unused_inputs, inputs_that_do_not_fit, empty_messages)
SENTENCE_RULES: tuple[SentenceRule, ...] = (repeats, contradictions)
SENTENCE_CODES = {"repeated-sentence", "contradiction"}
