"""Keys are kept and forgotten, and only where they come from is told."""

from __future__ import annotations

from tests.secrets.fake_keyring import FakeKeyring
from workbench.domain.models import KeyStatus
from workbench.secrets.keyring_store import KeyringKeys
from workbench.services.events import EventBus, KeysChanged
from workbench.services.keys import KeyService


def a_service(**environment: str) -> tuple[KeyService, list[object]]:
    events, told = EventBus(), []
    events.listen(told.append)
    keyring = FakeKeyring()
    return KeyService(KeyringKeys(environment, keyring=lambda: keyring), events), told


def test_each_provider_is_told_once_with_its_variable():
    service, _ = a_service(OPENAI_API_KEY="sk-0123456789")

    assert service.statuses(["openai", "mistral", "openai"]) == [
        KeyStatus("openai", "OPENAI_API_KEY", "environment"),
        KeyStatus("mistral", "MISTRAL_API_KEY", ""),
    ]


def test_every_change_is_told_without_the_key():
    service, told = a_service()

    service.keep("mistral", "key-0123456789")
    service.keep_for_session("groq", "key-9876543210")
    service.forget("mistral")

    assert told == [KeysChanged("mistral"), KeysChanged("groq"), KeysChanged("mistral")]
    assert [s.source for s in service.statuses(["mistral", "groq"])] == ["", "session"]
