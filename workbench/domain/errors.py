"""Errors a person can act on.

A subclass of `WorkbenchError` is an expected failure: the window shows it, the
command line prints it, nobody sees a traceback. Anything else is our bug.

    WorkbenchError
      NotFound                what was named does not exist
      InvalidInput            what was typed or passed cannot be used
        InvalidContent        a prompt's content cannot be hashed or sent
          InvalidSchema       a tool or the response schema; carries line and column
        MissingValues         a variable has no value
        DoubtfulResults       answers that are not what left a review pack
      TemplateError           a template does not parse or render; carries the place
        TemplateTooCostly     rendering passed the limit on time, memory or size
      FileProblem             a file cannot be read or does not fit its format
      WorkspaceError          the workspace file cannot be opened or written
        WorkspaceTooNew       made by a later release
        WorkspaceDamaged      not a database, or its integrity check fails
        WorkspaceReadOnly     may be read, not written
        WorkspaceBusy         another window has it
      ProviderError           a model or its provider failed; carries the kind
      EngineStopped           the execution process ended
      Cancelled               a person ended it
      KeyringUnusable         no system keyring can be used
      RegistryError           the registry cannot be read or written
        RegistryDirty         uncommitted changes, conflicts, diverged
        RemoteFailed          talking to the remote failed; carries the kind
"""

from __future__ import annotations

from collections.abc import Iterable


class WorkbenchError(Exception):
    title = "Something went wrong"
    """Empty where every message says by itself what cannot be done."""
    hint = ""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = self.hint if hint is None else hint

    @property
    def told(self) -> str:
        """What happened, said once."""
        return f"{self.title}: {self.message}" if self.title else self.message


class NotFound(WorkbenchError):
    title = "Not found"


class InvalidInput(WorkbenchError):
    title = "This cannot be used"


class InvalidContent(InvalidInput):
    title = "The prompt cannot be used as it is"

    def __init__(self, message: str, *, place: str = "", hint: str | None = None) -> None:
        super().__init__(f"{place}: {message}" if place else message, hint=hint)
        self.place = place


class InvalidSchema(InvalidContent):
    """`line` and `column`, both from 1, are those of the schema; None where there are none."""

    title = "A schema has a mistake"
    hint = "Nothing was sent."

    def __init__(
        self, message: str, *, place: str, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(message)
        self.place, self.line, self.column = place, line, column


class MissingValues(InvalidInput):
    title = "Some variables have no value"
    hint = "Fill them in under Inputs, or give them a default."

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(sorted(names))
        super().__init__(f"No value for {', '.join(self.names)}.")


class DoubtfulResults(InvalidInput):
    """They may be taken in all the same, flagged, where a person insists."""

    title = "These answers cannot be trusted"


class TemplateError(WorkbenchError):
    """`message_index` and `line` (both from 0 and 1) say where; None where it is not known."""

    title = "The template has a mistake"

    def __init__(
        self,
        message: str,
        *,
        message_index: int | None = None,
        line: int | None = None,
        component: str = "",
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.message_index, self.line, self.component = message_index, line, component


class TemplateTooCostly(TemplateError):
    title = "The template takes too long or grows too large"
    hint = "Look for a loop that does not end, or a text that is multiplied."


class FileProblem(WorkbenchError):
    """A file that cannot be used. The message begins with the place: file, line, field."""

    title = "The file cannot be used"

    def __init__(
        self,
        message: str,
        *,
        file: str = "",
        line: int | None = None,
        field: str = "",
        hint: str | None = None,
    ) -> None:
        place = f"{file}:{line}" if line else file
        super().__init__(": ".join(part for part in (place, field, message) if part), hint=hint)
        self.file, self.line, self.field, self.reason = file, line, field, message


class WorkspaceError(WorkbenchError):
    title = "The workspace cannot be used"


class WorkspaceTooNew(WorkspaceError):
    hint = "Open it with the release that made it, or a later one. Nothing was changed."


class WorkspaceDamaged(WorkspaceError):
    hint = "Nothing was changed. Restore a backup, or copy the file away before trying a repair."


class WorkspaceReadOnly(WorkspaceError):
    title = "The workspace is open for reading only"


class WorkspaceBusy(WorkspaceError):
    title = "The workspace is open in another window"
    hint = "Use that window, or open this one for reading only."


class ProviderError(WorkbenchError):
    """A model failed. `kind` is one of `domain.runs.FailureKind`."""

    title = "The model did not answer"

    def __init__(
        self,
        message: str,
        *,
        kind: str = "provider",
        hint: str | None = None,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.kind, self.status, self.retry_after = kind, status, retry_after


class EngineStopped(WorkbenchError):
    title = "The engine stopped"
    hint = "It is being started again. What had arrived is kept; retry what was cut off."


class Cancelled(WorkbenchError):
    title = "Stopped"


class KeyringUnusable(WorkbenchError):
    title = "The system keyring cannot be used"
    hint = "Set the provider's environment variable, or keep the key for this session only."


class RegistryError(WorkbenchError):
    title = ""


class RegistryDirty(RegistryError):
    hint = "Commit, merge or put them aside with git first. Nothing was written."


class RemoteFailed(RegistryError):
    """A fetch, push or clone that did not come to its end. `kind` is one of
    `domain.syncing.RemoteFault`."""

    def __init__(self, message: str, *, kind: str = "other", hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.kind = kind
