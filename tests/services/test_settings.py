"""Settings are checked before they are saved, and a change is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.domain.errors import InvalidInput
from workbench.domain.models import Endpoint
from workbench.domain.settings import Limits, Settings, Timeouts
from workbench.services.events import EventBus, SettingsChanged
from workbench.services.settings import SettingsService


class MemorySettings:
    def __init__(self) -> None:
        self.settings = Settings()

    def load(self) -> Settings:
        return self.settings

    def save(self, settings: Settings) -> None:
        self.settings = settings


def test_a_saved_change_is_told():
    store, events, told = MemorySettings(), EventBus(), []
    events.listen(told.append)

    SettingsService(store, events).save(Settings(author="Ada"))

    assert store.settings.author == "Ada"
    assert told == [SettingsChanged()]


@pytest.mark.parametrize(
    ("key", "settings"),
    [
        ("timeouts.connect", Settings(timeouts=Timeouts(connect=0))),
        ("timeouts.total", Settings(timeouts=Timeouts(total=float("inf")))),
        ("limits.attempts", Settings(limits=Limits(attempts=0))),
        ("text_scale", Settings(text_scale=float("nan"))),
        ("theme", Settings(theme="pink")),
        ("models", Settings(models=("",))),
        ("endpoints[0].name", Settings(endpoints=(Endpoint("My Server", "http://a/v1"),))),
        ("endpoints[0].name", Settings(endpoints=(Endpoint("demo", "http://a/v1"),))),
        ("endpoints[0].base_url", Settings(endpoints=(Endpoint("a", "file:///etc/passwd"),))),
        ("endpoints[0].base_url", Settings(endpoints=(Endpoint("a", "http://u:p@host/v1"),))),
        ("endpoints[0].base_url", Settings(endpoints=(Endpoint("a", "http://host:x/v1"),))),
        ("endpoints[1].name", Settings(endpoints=(Endpoint("a", "http://a"),) * 2)),
    ],
)
def test_what_cannot_be_used_is_named_and_not_saved(key, settings):
    store = MemorySettings()

    with pytest.raises(InvalidInput) as caught:
        SettingsService(store, EventBus()).save(settings)

    assert caught.value.message.startswith(f"{key}: ")
    assert store.settings == Settings()


def test_the_author_is_who_was_set_or_whom_the_teams_registry_knows():
    store = MemorySettings()
    store.save(replace(store.settings, registry="/team"))
    service = SettingsService(store, EventBus(), {"/team": "ada"}.__getitem__)

    before = service.author()
    store.save(replace(store.settings, author="Ada Lovelace"))

    assert (before, service.author()) == ("ada", "Ada Lovelace")
