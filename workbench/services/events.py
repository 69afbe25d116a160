"""What changed, said once by the service that changed it; each view decides what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibraryChanged:
    """Prompts were added, moved, labelled, archived or restored."""

    prompt_ids: tuple[str, ...] = ()
    """Those whose cards changed, and nothing else did; empty where more may have."""


@dataclass(frozen=True, slots=True)
class VersionCommitted:
    prompt_id: str
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class DraftReplaced:
    """The draft was replaced by something else than typing: a restored version, an import."""

    prompt_id: str


@dataclass(frozen=True, slots=True)
class VersionApproved:
    prompt_id: str
    number: int


@dataclass(frozen=True, slots=True)
class VersionExported:
    prompt_id: str
    number: int
    commit: str


@dataclass(frozen=True, slots=True)
class RegistryChanged:
    """A commit was made in that registry, or came into it from elsewhere."""

    directory: str


@dataclass(frozen=True, slots=True)
class Acted:
    """Something was done that the audit log tells of, unless a store has told it already.

    Without an actor it is the author of the settings.
    """

    kind: str
    """An `AuditKind`, or what a change of a registry is called."""
    actor: str = ""
    prompt: str = ""
    """Its path."""
    version: int | None = None
    digest: str = ""
    environment: str = ""
    evidence: tuple[str, ...] = ()
    commit: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    pass


@dataclass(frozen=True, slots=True)
class PreferencesChanged:
    """Favourites, colours of labels, saved filters or rules of this workspace."""


@dataclass(frozen=True, slots=True)
class KeysChanged:
    provider: str


@dataclass(frozen=True, slots=True)
class DatasetsChanged:
    dataset_id: str = ""
    """Empty where more than one may have."""


@dataclass(frozen=True, slots=True)
class EvaluationsChanged:
    """One was planned, renamed, scored anew, pinned or removed; progress is told by the engine."""

    evaluation_id: str = ""


@dataclass(frozen=True, slots=True)
class ReviewsChanged:
    """One was set up, judged in, closed or removed; or, with no id, a rubric changed."""

    review_id: str = ""


@dataclass(frozen=True, slots=True)
class TrustChanged:
    """Code of this workspace may run on this machine, or no longer may."""

    trusted: bool


Event = (
    LibraryChanged
    | VersionCommitted
    | DraftReplaced
    | VersionApproved
    | VersionExported
    | RegistryChanged
    | Acted
    | SettingsChanged
    | PreferencesChanged
    | KeysChanged
    | DatasetsChanged
    | EvaluationsChanged
    | ReviewsChanged
    | TrustChanged
)


class EventBus:
    """Calls every listener, in the thread of the publisher. The window relays to its own."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Event], None]] = []

    def listen(self, listener: Callable[[Event], None]) -> None:
        self._listeners.append(listener)

    def publish(self, event: Event) -> None:
        for listener in tuple(self._listeners):
            listener(event)
