"""Fixtures for tests that need real git: import them in a conftest."""

from __future__ import annotations

import pytest

from tests.registry.workshop import Workshop


@pytest.fixture
def git_identity(tmp_path_factory, monkeypatch):
    """Git knows a person, and nothing of this machine's own configuration."""
    config = tmp_path_factory.mktemp("git") / "config"
    config.write_text(
        "[user]\n\tname = Dana\n\temail = dana@acme.example\n[init]\n\tdefaultBranch = main\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return config


@pytest.fixture
def workshop(tmp_path, git_identity):
    """A workspace and a new registry."""
    workshop = Workshop(tmp_path / "registry")
    workshop.releases.init(workshop.folder, "acme-prompts")
    return workshop
