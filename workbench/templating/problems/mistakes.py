"""From an error of reading or rendering to a problem with its place in a message."""

from __future__ import annotations

import re

from workbench.domain.errors import (
    InvalidInput,
    TemplateError,
    TemplateTooCostly,
    WorkbenchError,
)
from workbench.domain.problems import Problem, Severity
from workbench.domain.prompts import PromptContent
from workbench.templating.demand import BrokenInclude
from workbench.templating.places import include_place, line_span

QUOTED = re.compile(r"'([^']+)'")
CODES: tuple[tuple[type[WorkbenchError], str], ...] = (
    (BrokenInclude, "include"),
    (TemplateTooCostly, "too-costly"),
    (TemplateError, "template"),
    (InvalidInput, "value"),
)


def as_problem(error: WorkbenchError, content: PromptContent) -> Problem:
    code = next((code for kind, code in CODES if isinstance(error, kind)), "template")
    index = error.message_index if isinstance(error, TemplateError) else None
    if index is None or not isinstance(error, TemplateError):
        return Problem(code, Severity.ERROR, error.message)
    start, end = _place(error, content.messages[index].text)
    return Problem(code, Severity.ERROR, _told(error), index, start, end)


def _told(error: TemplateError) -> str:
    if not error.component:
        return error.message
    line = f", line {error.line}" if error.line else ""
    return f"In {error.component}{line}: {error.message}"


def _place(error: TemplateError, text: str) -> tuple[int, int]:
    if isinstance(error, BrokenInclude):
        return include_place(text, error.include)
    if error.component:
        return include_place(text, error.component)
    if error.line is None:
        return 0, len(text)
    start, end = line_span(text, error.line)
    # What the message quotes is what it is about
    for quoted in QUOTED.findall(error.message):
        if (at := text.find(quoted, start, end)) >= 0:
            return at, at + len(quoted)
    return start, end
