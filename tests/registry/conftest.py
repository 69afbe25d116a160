from __future__ import annotations

import pytest

from tests.registry.workshop import a_workshop, know_a_person


@pytest.fixture(autouse=True)
def git_identity(tmp_path_factory, monkeypatch):
    return know_a_person(tmp_path_factory.mktemp("git"), monkeypatch)


@pytest.fixture
def workshop(tmp_path):
    return a_workshop(tmp_path / "registry")
