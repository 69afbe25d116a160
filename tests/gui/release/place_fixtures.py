"""Release over a workspace: a registry is made once for all tests of a file, and copied."""

from __future__ import annotations

import pytest

from tests.gui.release.open_place import OpenPlace, a_registry, copied, use_registry
from tests.registry.workshop import know_a_person
from workbench.bootstrap import close_services, open_services


@pytest.fixture(scope="module")
def made_registry(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        know_a_person(folder, patch)
        a_registry(folder / "registry")
    return folder / "registry"


@pytest.fixture
def services(tmp_path, monkeypatch):
    know_a_person(tmp_path, monkeypatch)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    services = open_services(tmp_path / "workspace.db", empty=True)
    yield services
    close_services(services)


@pytest.fixture
def registry(made_registry, services, tmp_path):
    """Of one's own, which the settings name."""
    folder = copied(made_registry, tmp_path / "registry")
    use_registry(services, folder)
    return folder


@pytest.fixture
def open_place(qtbot, services, theme, icons, actions):
    """Opens the place, once what it is to show is there."""
    opened = []

    def open_it(width=1300, memory=None):
        made = OpenPlace(services, theme, icons, actions, memory)
        opened.append(made)
        qtbot.addWidget(made.place)
        made.place.resize(width, 800)
        made.place.show()
        made.settle(qtbot)
        return made

    yield open_it
    for made in opened:
        made.background.close()
