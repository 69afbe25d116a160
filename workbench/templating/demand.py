"""What a content asks for, its components included: variables, and the components themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from workbench.domain.errors import TemplateError
from workbench.domain.prompts import Engine, Input, InputType, Message, PromptContent, Role
from workbench.templating.components import (
    ComponentCircle,
    Fragment,
    MissingComponent,
    Walk,
)
from workbench.templating.places import include_place, line_of
from workbench.templating.reading import Reading, read_place


@dataclass(frozen=True, slots=True)
class Demand:
    inputs: tuple[Input, ...] = ()
    """One for each variable that is used, as declared or of type string."""
    includes: tuple[str, ...] = ()
    """Paths of the components reached, transitively."""


class BrokenInclude(TemplateError):
    """A mistake in what a message includes. `include` is the path written in the message.

    `missing` is the path of a component that is not there, `circle` whether they go round.
    """

    def __init__(
        self, message: str, *, include: str, missing: str = "", circle: bool = False, **place: Any
    ) -> None:
        super().__init__(message, **place)
        self.include, self.missing, self.circle = include, missing, circle


def refuse(error: TemplateError) -> NoReturn:
    raise error


def demand(
    content: PromptContent,
    known: Mapping[str, Fragment],
    report: Callable[[TemplateError], None] = refuse,
) -> Demand:
    """Goes through all messages and `report`s each mistake; by default it raises the first."""
    collected = _Names()
    walk = Walk(known)
    for index, message in enumerate(content.messages):
        if message.role is Role.PLACEHOLDER:
            _stand_in(message.name, index, content, collected, report)
        elif content.engine is not Engine.NONE:
            _read_message(message, index, walk, collected, report)
    return Demand(collected.inputs(content), walk.paths)


@dataclass
class _Names:
    needed: dict[str, bool] = field(default_factory=dict)
    """In the order of first use; False while every template does without it."""

    conversations: set[str] = field(default_factory=set)
    """Those that a placeholder stands for."""

    def add(self, reading: Reading) -> None:
        for name in reading.variables:
            self.needed[name] = self.needed.get(name, False) or name not in reading.optional

    def inputs(self, content: PromptContent) -> tuple[Input, ...]:
        declared = {item.name: item for item in content.inputs}
        return tuple(
            declared.get(name) or self._undeclared(name, needed)
            for name, needed in self.needed.items()
        )

    def _undeclared(self, name: str, needed: bool) -> Input:
        if name in self.conversations:
            return Input(name, InputType.MESSAGES)
        return Input(name, required=None if needed else False)


def _stand_in(
    name: str,
    index: int,
    content: PromptContent,
    collected: _Names,
    report: Callable[[TemplateError], None],
) -> None:
    collected.needed.setdefault(name, False)
    collected.conversations.add(name)
    if any(i.name == name and i.type is not InputType.MESSAGES for i in content.inputs):
        report(
            TemplateError(
                f"{name} stands for messages, but is declared as another type.",
                message_index=index,
                hint="Give the input the type messages.",
            )
        )


def _read_message(
    message: Message,
    index: int,
    walk: Walk,
    collected: _Names,
    report: Callable[[TemplateError], None],
) -> None:
    try:
        reading = read_place(message.text, message_index=index)
    except TemplateError as error:
        report(error)
        return
    collected.add(reading)
    for path in reading.includes:
        try:
            for inner in walk.follow(path):
                collected.add(inner)
        except TemplateError as error:
            report(_included(error, message.text, index, path))


def _included(error: TemplateError, text: str, index: int, path: str) -> TemplateError:
    """A mistake below an include: the line is the component's, or else the include's."""
    line = error.line if error.component else line_of(text, include_place(text, path)[0])
    return BrokenInclude(
        error.message,
        include=path,
        missing=error.path if isinstance(error, MissingComponent) else "",
        circle=isinstance(error, ComponentCircle),
        message_index=index,
        line=line,
        component=error.component,
        hint=error.hint,
    )
