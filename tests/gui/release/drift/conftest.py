from __future__ import annotations

import pytest

from tests.gui.release.drift.open_drift import OpenDrift, with_a_release
from tests.registry.workshop import know_a_person
from workbench.bootstrap import close_services, open_services


@pytest.fixture
def services(tmp_path, monkeypatch):
    for folder in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(folder, str(tmp_path / folder))
    know_a_person(tmp_path, monkeypatch)
    opened = open_services(tmp_path / "team.workbench")
    yield opened
    close_services(opened)


@pytest.fixture
def content(services, tmp_path):
    """Of the version that is pinned to dev."""
    return with_a_release(services, tmp_path / "registry")


@pytest.fixture
def drift(qtbot, services, content, tmp_path, theme, icons, actions):
    opened = OpenDrift(
        services, tmp_path / "registry", theme, icons, actions, tmp_path / "window.ini"
    )
    qtbot.addWidget(opened.window)
    opened.window.resize(1100, 760)
    opened.window.show()
    opened.begin()
    qtbot.waitUntil(lambda: opened.page.where.environment.count() > 1)
    yield opened
    opened.background.close()
