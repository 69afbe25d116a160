"""What the exit status of every command means. Scripts and CI depend on it."""

from __future__ import annotations

from workbench.domain.errors import (
    FileProblem,
    InvalidInput,
    NotFound,
    TemplateError,
    WorkbenchError,
)

DONE = 0
CHECK_FAILED = 1
WRONG_USE = 2
ENVIRONMENT_FAILED = 3

_WRONG_USE = (InvalidInput, NotFound, TemplateError, FileProblem)


def exit_code_of(error: WorkbenchError) -> int:
    return WRONG_USE if isinstance(error, _WRONG_USE) else ENVIRONMENT_FAILED
