from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from tests.gui.release.merging.open_merging import OpenMerging
from tests.registry.workshop import know_a_person


@pytest.fixture
def merging(qtbot, tmp_path, theme, actions, monkeypatch):
    (tmp_path / "git").mkdir()
    know_a_person(tmp_path / "git", monkeypatch)
    owner = QObject()
    opened = OpenMerging(tmp_path, theme, actions, owner)
    qtbot.addWidget(opened.window)
    opened.window.show()
    yield opened
    opened.background.close()
