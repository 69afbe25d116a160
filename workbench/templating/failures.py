"""From what Jinja2 raises to a message with the place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import FrameType, GeneratorType, TracebackType
from typing import TypeAlias

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from workbench.domain.errors import TemplateError, TemplateTooCostly
from workbench.templating.limits import OutOfTime
from workbench.templating.parsing import sentence

Place = tuple[str, int | None]
"""Path of the component, empty for the message itself, and the line in it."""

Output: TypeAlias = "GeneratorType[str, None, None]"

TOO_COSTLY = {
    OutOfTime: "Rendering takes too long.",
    MemoryError: "Rendering needs too much memory.",
    OverflowError: "A range or a number is too large.",
}
UNKNOWN = re.compile(r"t_\d+")
"""What Jinja2 calls a stand-in for an unknown filter or test; its line says nothing."""
NESTED = "The template is nested too deeply, or calls itself without end."


def explained(
    error: BaseException, message_index: int, output: Output | None = None
) -> TemplateError:
    """The same as a `TemplateError`; `TemplateTooCostly` where a limit was reached.

    `output` is the rendering that was under way when an error came from outside of it.
    """
    component, line = _place(error)
    if line is None and output is not None:
        component, line = _waiting(output)
    kind, message, hint = _told(error)
    return kind(message, message_index=message_index, line=line, component=component, hint=hint)


def _told(error: BaseException) -> tuple[type[TemplateError], str, str | None]:
    match error:
        case TemplateError(message=message, hint=hint):
            return type(error), message, hint
        case OutOfTime() | MemoryError() | OverflowError():
            return TemplateTooCostly, TOO_COSTLY[type(error)], None
        case UndefinedError():
            return TemplateError, sentence(str(error)), "Set it, or ask `is defined` first."
        case SecurityError():
            return TemplateError, sentence(f"Not allowed here: {error}"), None
        case TemplateNotFound(name=name):
            return TemplateError, f"There is no component {name}.", None
        case TemplateSyntaxError(message=message):
            return TemplateError, sentence(message), None
        case RecursionError() | SyntaxError():
            # Python's compiler refuses what nests deeper than it can count
            return TemplateError, NESTED, None
    return TemplateError, sentence(str(error) or type(error).__name__), None


def _place(error: BaseException) -> Place:
    """Component and line: of the innermost template that was running, or that did not parse."""
    if isinstance(error, TemplateSyntaxError):
        return error.name or "", error.lineno
    return _running(error.__traceback__)


def _running(traceback: TracebackType | None) -> Place:
    place: Place = ("", None)
    while traceback is not None:
        place = _in_template(traceback.tb_frame, traceback.tb_lineno) or place
        traceback = traceback.tb_next
    return place


def _waiting(output: Iterator[str] | None) -> Place:
    place: Place = ("", None)
    while isinstance(output, GeneratorType) and output.gi_frame is not None:
        place = _in_template(output.gi_frame, output.gi_frame.f_lineno) or place
        output = output.gi_yieldfrom
    return place


def _in_template(frame: FrameType, line: int) -> Place | None:
    template = frame.f_globals.get("__jinja_template__")
    if template is None or UNKNOWN.fullmatch(frame.f_code.co_name):
        return None
    return (template.name or "", template.get_corresponding_lineno(line))
