"""A prompt filled in as far as its values go, with what they filled in marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from jinja2 import ChainableUndefined, DebugUndefined

from workbench.domain.errors import MissingValues, WorkbenchError
from workbench.domain.problems import Preview, Problem, RenderedMessage, Severity
from workbench.domain.prompts import Input, PromptContent
from workbench.formats.content import as_hashed
from workbench.templating.components import fragments
from workbench.templating.demand import demand
from workbench.templating.places import names
from workbench.templating.problems.mistakes import as_problem
from workbench.templating.rendering import LARGEST, Rendered, Renderer, unheard, with_left_out
from workbench.templating.sandbox import Filled
from workbench.templating.values import checked_values


class Gap(ChainableUndefined, DebugUndefined):
    """A value that is still missing: it shows as the tag that asks for it."""


class Previewer:
    def __init__(self, began: Callable[[int], None] = unheard) -> None:
        self._renderer = Renderer(began, mark_values=True)

    def preview(
        self,
        content: PromptContent,
        components: Mapping[str, PromptContent],
        values: Mapping[str, Any],
        *,
        largest: int = LARGEST,
    ) -> Preview:
        """Never raises for what is in the content: a mistake is the preview's problem.

        The messages before the one with the mistake are shown.
        """
        hashed, known = as_hashed(content), fragments(components)
        shown: list[RenderedMessage] = []
        problem = None
        try:
            used = demand(hashed, known).inputs
            filled, missing = _as_far_as_known(hashed, used, values)
            problem = _left_open(missing, content) if missing else None
            # What came before a mistake stays in the list
            shown.extend(map(_shown, self._renderer.fill(hashed, known, filled, largest=largest)))
        except WorkbenchError as error:
            problem = as_problem(error, content)
        return Preview(tuple(shown), problem)


def _as_far_as_known(
    content: PromptContent, used: tuple[Input, ...], values: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The values, with a `Gap` for each that is missing, and the names of those."""
    try:
        return with_left_out(content.inputs, checked_values(content.inputs, used, values)), ()
    except MissingValues as error:
        missing = error.names
    declared = tuple(_optional(item, missing) for item in content.inputs)
    checked = checked_values(declared, [_optional(item, missing) for item in used], values)
    gaps = {name: Gap(name=name) for name in missing}
    return {**with_left_out(content.inputs, checked), **gaps}, missing


def _optional(item: Input, missing: tuple[str, ...]) -> Input:
    return replace(item, required=False) if item.name in missing else item


def _left_open(missing: tuple[str, ...], content: PromptContent) -> Problem:
    text = MissingValues(missing).message
    for index, message in enumerate(content.messages):
        for token in names(message.text):
            if token.text in missing:
                return Problem(
                    "missing-value", Severity.WARNING, text, index, token.start, token.end
                )
    return Problem("missing-value", Severity.WARNING, text)


def _shown(rendered: Rendered) -> RenderedMessage:
    spans = []
    end = 0
    for piece in rendered.pieces:
        start, end = end, end + len(piece)
        if isinstance(piece, Filled):
            spans.append((start, end))
    message = rendered.message
    attached = tuple(each.name for each in message.attachments)
    return RenderedMessage(message.role, message.text, tuple(spans), attached)
