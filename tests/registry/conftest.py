from __future__ import annotations

import pytest

from tests.registry.cut_off import CutGit
from tests.registry.keys import KeyRing, ask_for_signatures
from tests.registry.workshop import a_release_content, a_workshop, know_a_person


@pytest.fixture(autouse=True)
def git_identity(tmp_path_factory, monkeypatch):
    return know_a_person(tmp_path_factory.mktemp("git"), monkeypatch)


@pytest.fixture
def workshop(tmp_path):
    return a_workshop(tmp_path / "registry")


@pytest.fixture
def cut_git(tmp_path_factory, monkeypatch):
    return CutGit(tmp_path_factory.mktemp("cut"), monkeypatch)


@pytest.fixture
def keys(tmp_path, monkeypatch):
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return KeyRing(tmp_path / "keys")


@pytest.fixture
def strict(workshop, keys):
    """A version by Dana is in dev; prod asks for two signatures."""
    ask_for_signatures(workshop, keys)
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    workshop.releases.export(workshop.plan(version))
    return workshop
