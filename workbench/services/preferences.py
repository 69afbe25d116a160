"""How the workspace is arranged: favourites, colours, saved filters, rules."""

from __future__ import annotations

from collections.abc import Callable

from workbench.domain.preferences import Preferences
from workbench.services.events import EventBus, PreferencesChanged
from workbench.services.ports import PreferencesStore


class PreferenceService:
    def __init__(self, store: PreferencesStore, events: EventBus) -> None:
        self._store, self._events = store, events

    def load(self) -> Preferences:
        return self._store.load()

    def change(self, change: Callable[[Preferences], Preferences]) -> Preferences:
        """Save what `change` makes of the preferences as they stand, and say so if they differ."""
        old, new = self._store.change(change)
        if new != old:
            self._events.publish(PreferencesChanged())
        return new
