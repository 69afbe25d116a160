"""A version that an environment uses or might use, and what it lacks for that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workbench.formats.registry_statements import LoggedEvent
from workbench.formats.strict_yaml import Place
from workbench.formats.version_file import VersionFile
from workbench.registry.contents import PromptFolder
from workbench.registry.log import before, was_pinned


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What is missing, by which rule, and where the policy asks for it."""

    rule: str
    message: str
    place: Place = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version that is pinned somewhere, or might be."""

    folder: PromptFolder
    version: VersionFile
    environment: str
    event: LoggedEvent | None = None
    """What decided the pin; None where there is none yet."""
    previous: str = ""
    at: datetime | None = None
    """When it was decided: evidence may be no older than the policy says by then."""

    @property
    def digest(self) -> str:
        return self.version.record.digest

    @property
    def is_return(self) -> bool:
        """A version that was pinned here before needs no new evidence."""
        if self.event is not None and self.event.event.type != "rollback" and not self._stays:
            return False
        return self.was_in(self.environment)

    @property
    def _stays(self) -> bool:
        """It is what was pinned already, beside which a canary begins."""
        data = self.event.event.data if self.event else {}
        return bool(data.get("rollout")) and data.get("to") == self.digest

    def was_in(self, environment: str) -> bool:
        """Whether it was pinned there before the pin in question was decided."""
        return was_pinned(self._earlier(), environment, self.digest)

    def pinning(self, environment: str) -> list[LoggedEvent]:
        """The events that brought it there before: no canary, no return to what was there."""
        return [
            each
            for each in self._earlier()
            if each.event.type == "promote"
            and not each.event.data.get("rollout")
            and was_pinned([each], environment, self.digest)
        ]

    def _earlier(self) -> list[LoggedEvent]:
        if self.event is None:
            return list(self.folder.events.values())
        by_id = {logged.id: logged for logged in self.folder.events.values()}
        return [by_id[each] for each in before(self.event, by_id)]
