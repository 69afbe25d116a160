"""Opening the product on a workspace, as the window, the terminal and the engine do."""

from __future__ import annotations

import subprocess
import threading
from contextlib import contextmanager

import pytest

from tests.builders import a_content
from workbench.bootstrap import close_services, open_services
from workbench.domain.errors import NotFound, WorkspaceBusy, WorkspaceError, WorkspaceReadOnly
from workbench.domain.settings import Settings
from workbench.services.folders import default_workspace


@contextmanager
def opened(path, **how):
    services = open_services(path, **how)
    try:
        yield services
    finally:
        close_services(services)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "team.workbench"


def test_a_new_workspace_holds_the_samples_and_is_sound(path):
    with opened(path) as services:
        paths = [summary.prompt.path for summary in services.prompts.library()]
        triage = services.prompts.open_path("support/triage").prompt

        assert "support/triage" in paths
        assert len(services.datasets.cases_for(triage.id)) == 6
        assert services.search.search("strange tick")[0].version == 2
        assert services.maintenance.check() == []
        assert (services.workspace, services.read_only) == (path, False)


def test_an_empty_one_holds_nothing(path):
    with opened(path, empty=True) as services:
        assert services.prompts.library() == []


def test_a_workspace_that_is_there_gets_no_samples(path):
    with opened(path, empty=True):
        pass

    with opened(path) as services:
        assert services.prompts.library() == []


def test_nothing_is_made_for_reading(path):
    with pytest.raises(NotFound):
        open_services(path, read_only=True)

    assert not path.exists()


def test_a_second_window_is_told_and_may_read(path):
    with opened(path, window=True):
        with pytest.raises(WorkspaceBusy):
            open_services(path, window=True)
        with opened(path, window=True, read_only=True) as reading:
            with pytest.raises(WorkspaceReadOnly):
                reading.prompts.create("a/new")
            assert reading.prompts.library()

    with opened(path, window=True) as services:
        services.prompts.create("a/new")


def test_the_terminal_works_beside_a_window(path):
    with opened(path, window=True, empty=True) as window, opened(path) as terminal:
        terminal.prompts.create("a/new", content=a_content("Hi"))

        assert [summary.prompt.path for summary in window.prompts.library()] == ["a/new"]


def test_a_window_that_could_not_open_holds_nothing(path):
    path.write_bytes(b"Dear diary")
    for _ in range(2):
        with pytest.raises(WorkspaceError, match="is not a workspace"):
            open_services(path, window=True)


def test_the_services_can_be_used_and_closed_from_any_thread(path):
    services = open_services(path, empty=True)
    worker = threading.Thread(target=lambda: services.prompts.create("a/new"))
    worker.start()
    worker.join()
    assert len(services.prompts.library()) == 1

    closer = threading.Thread(target=lambda: close_services(services))
    closer.start()
    closer.join()

    with pytest.raises(WorkspaceError, match="is closed"):
        services.prompts.library()


def test_the_usual_workspace_gets_its_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))

    with opened(default_workspace(), empty=True) as services:
        assert services.workspace.is_relative_to(tmp_path)


def test_versions_name_the_person_whom_git_names_in_the_teams_registry(path, tmp_path, monkeypatch):
    team, config = tmp_path / "team", tmp_path / "gitconfig"
    config.write_text("[user]\nname = Dana\nemail = dana@acme.example\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with opened(path, empty=True) as services:
        assert services.settings.author() == "dana@acme.example"

        services.releases.init(team, "acme")
        subprocess.run(["git", "config", "user.email", "erin@acme.example"], cwd=team, check=True)
        services.settings.save(Settings(registry=str(team)))

        assert services.settings.author() == services.releases.person(team) == "erin@acme.example"
        services.settings.save(Settings(registry=str(team), author="frank@acme.example"))
        assert services.settings.author() == services.releases.person(team) == "frank@acme.example"
