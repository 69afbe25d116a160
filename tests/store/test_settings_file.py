"""Settings in a TOML file: exact, forgiving of later releases, strict about mistakes."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from decimal import Decimal

import pytest

from workbench.domain.errors import FileProblem
from workbench.domain.models import Endpoint
from workbench.domain.settings import Limits, Settings, Timeouts
from workbench.store.settings_file import TomlSettings

SOME = Settings(
    author="Ada “the first” Lovelace\n",
    theme="dark",
    text_scale=1.25,
    models=("openai/gpt-4o-mini", "ollama/llama3.2"),
    endpoints=(Endpoint("lab", "http://127.0.0.1:9/v1", ("a", "b"), key_required=True),),
    find_local_servers=False,
    registry="/home/ada/prompts",
    timeouts=Timeouts(connect=3, idle=1.5),
    limits=Limits(attempts=2, confirm_above_usd=Decimal("0.10")),
)


@pytest.fixture
def store(tmp_path):
    return TomlSettings(tmp_path / "config" / "settings.toml")


def test_without_a_file_the_defaults_hold(store):
    assert store.load() == Settings()
    assert not store.path.exists()


def test_what_is_saved_is_loaded(store):
    store.save(SOME)

    assert store.load() == SOME
    assert "0.10" in store.path.read_text(encoding="utf-8")


def test_only_what_differs_from_the_defaults_is_written(store):
    store.save(Settings())

    assert store.path.read_text(encoding="utf-8") == ""


def test_what_a_later_release_wrote_is_kept(store):
    store.path.parent.mkdir()
    store.path.write_text(
        'future = 1\n[limits]\nfuture = "x"\nattempts = 3\n'
        '[[endpoints]]\nname = "lab"\nbase_url = "http://a/v1"\n'
        "future = [1]\n[later]\ndeep = true\n"
    )

    store.save(replace(store.load(), author="Ada"))

    text = store.path.read_text(encoding="utf-8")
    assert text.count("future") == 3
    assert "[later]\ndeep = true" in text
    assert store.load().limits.attempts == 3


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("author = 3", "author: it is not a text"),
        ("find_local_servers = 1", "find_local_servers: it is not true or false"),
        ("limits = 3", "limits: it is not a table"),
        ("limits.attempts = 1.5", "limits.attempts: it is not a whole number"),
        ("limits.attempts = 0", "limits.attempts: it is not between 1 and 20"),
        ("timeouts.idle = true", "timeouts.idle: it is not a number"),
        ("timeouts.idle = nan", "timeouts.idle: it is not between"),
        ('limits.confirm_above_usd = "much"', "limits.confirm_above_usd: it is not a number"),
        ("models = [1]", "models: it is not a list of texts"),
        ("endpoints = 1", "endpoints: it is not a list of tables"),
        ("endpoints = [1]", "endpoints[0]: it is not a table"),
        ('[[endpoints]]\nname = "a"', "endpoints[0].base_url: it begins with http"),
        ("author = ", "not TOML"),
        ('author = "a"\nauthor = "b"', "not TOML: Cannot overwrite"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_nothing_is_overwritten(store, text, named):
    store.path.parent.mkdir()
    store.path.write_text(text)

    with pytest.raises(FileProblem) as caught:
        store.load()

    assert caught.value.message.startswith(f"{store.path}: ")
    assert named in caught.value.message
    assert store.path.read_text() == text


def test_a_file_that_cannot_be_read_is_not_replaced(store):
    store.path.parent.mkdir()
    store.path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(FileProblem):
        store.save(Settings(author="Ada"))

    assert store.path.read_bytes() == b"\xff\xfe\x00"


def test_a_folder_in_the_way_is_said(store):
    store.path.mkdir(parents=True)

    with pytest.raises(FileProblem, match="cannot be read"):
        store.load()


def test_a_save_leaves_one_file_that_only_its_owner_reads(store):
    store.save(SOME)
    store.save(replace(SOME, author="Grace"))

    assert [path.name for path in store.path.parent.iterdir()] == ["settings.toml"]
    if os.name == "posix":
        assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
