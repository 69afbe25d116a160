"""From an error of reading or rendering to a problem with its place in a message."""

from __future__ import annotations

import re
from collections.abc import Collection

from workbench.domain.errors import (
    InvalidInput,
    TemplateError,
    TemplateTooCostly,
    WorkbenchError,
)
from workbench.domain.fixes import Fix, FixCommand
from workbench.domain.problems import Problem, Severity
from workbench.domain.prompts import PATH_PATTERN, PromptContent
from workbench.templating.demand import BrokenInclude
from workbench.templating.places import include_place, line_span

QUOTED = re.compile(r"'([^']+)'")
CODES: tuple[tuple[type[WorkbenchError], str], ...] = (
    (TemplateTooCostly, "too-costly"),
    (TemplateError, "template"),
    (InvalidInput, "value"),
)


def as_problem(
    error: WorkbenchError, content: PromptContent, archived: Collection[str] = ()
) -> Problem:
    """`archived`: paths of components that are there, but put aside."""
    if isinstance(error, BrokenInclude):
        return _broken_include(error, content, archived)
    code = next((code for kind, code in CODES if isinstance(error, kind)), "template")
    index = error.message_index if isinstance(error, TemplateError) else None
    if index is None or not isinstance(error, TemplateError):
        return Problem(code, Severity.ERROR, error.message)
    start, end = _place(error, content.messages[index].text)
    return Problem(code, Severity.ERROR, _told(error), index, start, end)


def _broken_include(
    error: BrokenInclude, content: PromptContent, archived: Collection[str]
) -> Problem:
    path, fixes = error.missing, []
    code, text = "include-circle" if error.circle else "include-broken", _told(error)
    if path and path in archived:
        code, text = "include-archived", _told(error, f"The component {path} is archived.")
        title = f"Bring {path} back from the archive"
        fixes = [Fix(title, command=FixCommand.BRING_BACK, target=path)]
    elif path:
        code = "include-missing"
        if PATH_PATTERN.fullmatch(path):
            title = f"Create the component {path}"
            fixes = [Fix(title, command=FixCommand.CREATE_COMPONENT, target=path)]
    index = error.message_index
    start, end = (
        include_place(content.messages[index].text, error.include) if index is not None else (0, 0)
    )
    return Problem(code, Severity.ERROR, text, index, start, end, tuple(fixes))


def _told(error: TemplateError, message: str = "") -> str:
    message = message or error.message
    if not error.component:
        return message
    line = f", line {error.line}" if error.line else ""
    return f"In {error.component}{line}: {message}"


def _place(error: TemplateError, text: str) -> tuple[int, int]:
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
