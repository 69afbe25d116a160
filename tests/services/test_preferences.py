from __future__ import annotations

from dataclasses import replace

from workbench.domain.preferences import Preferences
from workbench.services.events import EventBus, PreferencesChanged
from workbench.services.preferences import PreferenceService


class Kept:
    def __init__(self):
        self.preferences = Preferences()

    def load(self):
        return self.preferences

    def change(self, change):
        old, self.preferences = self.preferences, change(self.preferences)
        return old, self.preferences


def test_a_change_is_kept_and_said_once():
    events, said = EventBus(), []
    events.listen(said.append)
    service = PreferenceService(Kept(), events)

    for _again in range(2):
        service.change(lambda known: replace(known, favourites=("p1",)))

    assert service.load().favourites == ("p1",)
    assert said == [PreferencesChanged()]
