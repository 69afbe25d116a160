"""Filling in a prompt, message by message, so that a value can never make a message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import Undefined

from workbench.domain.errors import TemplateTooCostly
from workbench.domain.prompts import Engine, Input, Message, PromptContent, Role
from workbench.formats.content import as_hashed
from workbench.templating.chat import read_messages
from workbench.templating.components import Fragment, fragments
from workbench.templating.demand import demand
from workbench.templating.failures import explained
from workbench.templating.limits import OutOfTime
from workbench.templating.plain import size
from workbench.templating.sandbox import Filled, Sandbox, pieces
from workbench.templating.values import checked_values

LARGEST = 8 * 1024 * 1024
"""Bytes that all messages together may come to."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as sent, and the pieces its text came in."""

    message: Message
    pieces: tuple[str, ...]


def unheard(_message_index: int) -> None:
    """For those who need not know which message is being rendered."""


class Renderer:
    """Renders within this process, without a bound on time: see `templating.worker`.

    `began` hears the index of each message before it is rendered.
    """

    def __init__(
        self, began: Callable[[int], None] = unheard, *, mark_values: bool = False
    ) -> None:
        self._began = began
        self._sandbox = Sandbox(largest=LARGEST, mark_values=mark_values)

    def render(
        self,
        content: PromptContent,
        components: Mapping[str, PromptContent],
        values: Mapping[str, Any],
        *,
        largest: int = LARGEST,
    ) -> tuple[Message, ...]:
        """Raises `TemplateError`, `TemplateTooCostly`, `MissingValues` or `InvalidInput`."""
        content, known = as_hashed(content), fragments(components)
        checked = checked_values(content.inputs, demand(content, known).inputs, values)
        filled = with_left_out(content.inputs, checked)
        return tuple(
            rendered.message for rendered in self.fill(content, known, filled, largest=largest)
        )

    def fill(
        self,
        content: PromptContent,
        known: Mapping[str, Fragment],
        values: Mapping[str, Any],
        *,
        largest: int = LARGEST,
    ) -> Iterator[Rendered]:
        """The same for a content in its hashed form and values that were checked."""
        self._sandbox.fragments, self._sandbox.largest = known, largest
        for index, message in enumerate(content.messages):
            self._began(index)
            for rendered in self._fill_one(content.engine, message, index, values, largest):
                largest -= size(rendered.message.text)
                yield rendered

    def _fill_one(
        self,
        engine: Engine,
        message: Message,
        index: int,
        values: Mapping[str, Any],
        largest: int,
    ) -> Iterator[Rendered]:
        if message.role is Role.PLACEHOLDER:
            for inserted in read_messages(message.name, values.get(message.name) or ()):
                yield Rendered(inserted, _bounded((Filled(inserted.text),), largest, index))
        elif engine is Engine.NONE:
            yield Rendered(message, _bounded((message.text,), largest, index))
        else:
            parts = self._output(message.text, index, values, largest)
            yield Rendered(replace(message, text="".join(parts)), parts)

    def _output(
        self, text: str, index: int, values: Mapping[str, Any], largest: int
    ) -> tuple[str, ...]:
        output = None
        try:
            output = pieces(self._sandbox.template(Fragment(text)), values)
            return _bounded(output, largest, index)
        except (Exception, OutOfTime) as error:
            raise explained(error, index, output) from error


def with_left_out(inputs: tuple[Input, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """With a value that renders as nothing for each input that may be left out, and is."""
    left_out = {i.name: Undefined(name=i.name) for i in inputs if not i.needed}
    return {**left_out, **values}


def _bounded(parts: Iterable[str], largest: int, index: int) -> tuple[str, ...]:
    kept = []
    for part in parts:
        largest -= size(part)
        if largest < 0:
            raise TemplateTooCostly("The rendered prompt is too large.", message_index=index)
        if part:
            kept.append(part)
    return tuple(kept)
