from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from tests.gui.release.changing.open_changing import OpenChanging
from tests.registry.workshop import know_a_person


@pytest.fixture
def changing(qtbot, tmp_path, theme, icons, actions, monkeypatch):
    (tmp_path / "git").mkdir()
    know_a_person(tmp_path / "git", monkeypatch)
    owner = QObject()
    opened = OpenChanging(tmp_path, theme, icons, actions, owner)
    qtbot.addWidget(opened.window)
    opened.window.show()
    yield opened
    opened.background.close()
