from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from tests.gui.release.open_release import OpenRelease


@pytest.fixture
def release(qtbot, tmp_path, theme, actions, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "gitconfig").write_text("[user]\nname = Dana\nemail = dana@acme.example\n")
    owner = QObject()
    release = OpenRelease(tmp_path, theme, actions, owner)
    qtbot.addWidget(release.window)
    release.window.show()
    yield release
    release.background.close()
