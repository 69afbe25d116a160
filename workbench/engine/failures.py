"""From an exception to what is kept and shown of it. Holds no secret."""

from __future__ import annotations

from workbench.domain.errors import (
    InvalidInput,
    ProviderError,
    TemplateError,
    WorkbenchError,
)
from workbench.domain.redaction import redacted
from workbench.domain.runs import Failure, FailureKind, Outcome, Run
from workbench.services.ports import KeyStore

LONGEST = 2_000
"""Characters of a message. Some providers answer an error with a whole page."""


def outcome_of(error: Exception) -> Outcome:
    if isinstance(error, ProviderError) and error.kind == FailureKind.BROKEN_OFF:
        return Outcome.BROKEN_OFF
    return Outcome.FAILED


def failure_of(error: Exception, keys: KeyStore) -> Failure:
    if not isinstance(error, WorkbenchError):
        return Failure(
            FailureKind.INTERNAL,
            _clean(f"{type(error).__name__}: {error}", keys),
            hint="This is a mistake of the workbench. The engine's log has the details.",
        )
    place = error if isinstance(error, TemplateError) else None
    return Failure(
        _kind(error),
        _clean(_told(error), keys),
        hint=_clean(error.hint, keys),
        status=error.status if isinstance(error, ProviderError) else None,
        message_index=place.message_index if place else None,
        # The line of a component is none of the message
        line=place.line if place and not place.component else None,
    )


def _told(error: WorkbenchError) -> str:
    if not isinstance(error, TemplateError) or not error.component:
        return error.message
    line = f", line {error.line}" if error.line else ""
    return f"In {error.component}{line}: {error.message}"


def unrecorded(run: Run, error: Exception, keys: KeyStore) -> Failure:
    """Of a run that went well or badly, but whose record could not be written."""
    before = f" Before that: {run.failure.message}" if run.failure else ""
    reason = error.message if isinstance(error, WorkbenchError) else type(error).__name__
    return Failure(
        FailureKind.INTERNAL,
        _clean(f"The run could not be written to the workspace: {reason}{before}", keys),
        hint="What it answered is shown here and nowhere else: copy what you need.",
    )


def _kind(error: WorkbenchError) -> FailureKind:
    if isinstance(error, ProviderError):
        try:
            return FailureKind(error.kind)
        except ValueError:
            return FailureKind.PROVIDER
    if isinstance(error, TemplateError | InvalidInput):
        return FailureKind.TEMPLATE
    return FailureKind.INTERNAL


def _clean(text: str, keys: KeyStore) -> str:
    text = redacted(text, keys.known_secrets())
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
