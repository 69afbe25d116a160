"""A key comes from the environment, this session or the keyring, in this order."""

from __future__ import annotations

import threading

import pytest

from tests.secrets.fake_keyring import FakeKeyring
from workbench.domain.errors import InvalidInput, KeyringUnusable
from workbench.secrets.keyring_store import SERVICE, KeyringKeys, system_keyring

KEY = "sk-0123456789abcdef"


@pytest.fixture
def keyring():
    return FakeKeyring()


@pytest.fixture
def clock():
    return Clock()


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def keys(keyring, clock):
    return KeyringKeys({}, keyring=lambda: keyring, clock=clock, patience=5)


def test_the_environment_comes_before_the_session_and_the_keyring(keyring):
    environment = {"OPENAI_API_KEY": "from-environment"}
    keys = KeyringKeys(environment, keyring=lambda: keyring)
    keys.keep("openai", "from-keyring")
    keys.keep_for_session("openai", "from-session")

    found = [(keys.key("openai"), keys.status("openai").source)]
    del environment["OPENAI_API_KEY"]
    found += [(keys.key("openai"), keys.status("openai").source)]
    again = KeyringKeys(environment, keyring=lambda: keyring)
    found += [(again.key("openai"), again.status("openai").source)]

    assert found == [
        ("from-environment", "environment"),
        ("from-session", "session"),
        ("from-keyring", "keyring"),
    ]


@pytest.mark.parametrize(
    ("provider", "variable"),
    [
        ("openai", "OPENAI_API_KEY"),
        ("gemini", "GOOGLE_API_KEY"),
        ("huggingface", "HF_TOKEN"),
        ("my-server.v2", "MY_SERVER_V2_API_KEY"),
        ("perplexity", "PERPLEXITYAI_API_KEY"),
    ],
)
def test_the_usual_variables_are_read(keyring, provider, variable):
    keys = KeyringKeys({variable: f" {KEY}\n"}, keyring=lambda: keyring)

    assert keys.key(provider) == KEY


def test_no_key_names_the_variable_that_would_hold_one(keys):
    assert keys.key("mistral") is None
    status = keys.status("mistral")
    assert (status.variable, status.source) == ("MISTRAL_API_KEY", "")


def test_what_is_copied_along_with_a_key_is_left_out(keys, keyring):
    keys.keep("openai", f"\ufeff  {KEY} \r\n")

    assert keyring.kept == {(SERVICE, "openai"): KEY}


@pytest.mark.parametrize("key", ["", "  \n", "two words", "sk-one\nsk-two", "sk-“quoted”"])
def test_what_cannot_be_a_key_is_refused_without_repeating_it(keys, key):
    with pytest.raises(InvalidInput) as caught:
        keys.keep("openai", key)

    assert not key.strip() or key not in str(caught.value)


def test_a_forgotten_key_is_gone_from_session_and_keyring(keys, keyring):
    keys.keep("openai", KEY)
    keys.keep_for_session("openai", "another-key-1234")

    keys.forget("openai")

    assert keys.key("openai") is None
    assert keyring.kept == {}


def test_a_session_that_forgets_its_key_leaves_the_keyring_alone(keys):
    keys.keep("openai", KEY)
    keys.keep_for_session("openai", "another-key-1234")

    keys.forget_session("openai")

    assert keys.key("openai") == KEY


def test_a_session_forgets_what_another_process_took_out_of_the_keyring(keys, keyring):
    keys.keep("openai", KEY)
    keyring.kept.clear()

    keys.forget_session("openai")

    assert keys.key("openai") is None


def test_forgetting_what_was_never_kept_is_no_mistake(keys):
    keys.forget("openai")

    assert keys.key("openai") is None


def test_a_key_that_another_process_kept_is_found_after_a_moment(keys, keyring, clock):
    assert keys.key("openai") is None
    keyring.kept[SERVICE, "openai"] = KEY

    clock.now = 6

    assert keys.key("openai") == KEY


def test_the_keyring_is_not_asked_for_every_call(keys, keyring):
    for _ in range(10):
        keys.key("openai")

    assert keyring.read == 1


def test_every_key_that_was_seen_is_a_known_secret(keyring):
    environment = {"GROQ_API_KEY": "groq-0123456789", "SOME_TOKEN": "token-987654", "HOME": "/h"}
    keys = KeyringKeys(environment, keyring=lambda: keyring)
    keys.keep("openai", KEY)
    keys.keep_for_session("mistral", "session-key-1")
    keys.forget("openai")

    assert keys.known_secrets() == {KEY, "session-key-1", "groq-0123456789", "token-987654"}


def test_a_keyring_that_hangs_is_given_up_and_left_alone(keyring):
    keyring.hanging = threading.Event()
    keys = KeyringKeys({}, keyring=lambda: keyring, patience=0.05)

    with pytest.raises(KeyringUnusable, match="did not answer"):
        keys.keep("openai", KEY)
    with pytest.raises(KeyringUnusable, match="a moment ago"):
        keys.keep("openai", KEY)
    assert keys.key("openai") is None
    keyring.hanging.set()


def test_a_keyring_that_refuses_is_unusable_and_repeats_no_key(keys, keyring):
    keyring.refusing = RuntimeError(f"cannot store {KEY}")

    with pytest.raises(KeyringUnusable) as caught:
        keys.keep("openai", KEY)

    assert KEY not in str(caught.value)
    assert caught.value.__context__ is None
    assert keys.key("openai") is None


def test_without_a_keyring_a_key_is_kept_for_the_session_only():
    keys = KeyringKeys({}, keyring=system_keyring)

    with pytest.raises(KeyringUnusable, match="no keyring") as caught:
        keys.keep("openai", KEY)
    keys.keep_for_session("openai", KEY)

    assert "environment variable" in caught.value.hint
    assert keys.key("openai") == KEY
    keys.forget("openai")
    assert keys.key("openai") is None
