from __future__ import annotations

import sys

import pytest
from shiboken6 import isValid

from tests.gui.shell.frames import SCRIPT, opening_of
from workbench.gui.kit.memory import Memory
from workbench.gui.shell.application import build_frame


@pytest.fixture
def workspace(tmp_path):
    return tmp_path / "default.db"


@pytest.fixture
def open_frame(qtbot, qapp, tmp_path, monkeypatch):
    """A frame on a workspace; what is open is closed at the end, and waited for."""
    monkeypatch.setenv("PYTHONPATH", str(SCRIPT.parents[3]))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    frames, hooks = [], (sys.excepthook, __import__("threading").excepthook)

    def make(workspace, **opening):
        memory = Memory(tmp_path / "window.ini")
        frame = build_frame(
            qapp, opening_of(workspace, **opening), memory, tmp_path / "logs", "light"
        )
        frames.append(frame)
        frame.window.show()
        return frame

    yield make
    for frame in frames:
        close(qtbot, frame)
    sys.excepthook, __import__("threading").excepthook = hooks


def close(qtbot, frame):
    """Once; nothing if it was closed already."""
    if not isValid(frame.window):
        return
    if frame.window.isVisible():
        with qtbot.waitSignal(frame.assembly.left, timeout=20_000):
            frame.window.close()
    frame.window.deleteLater()
    frame.window.theme.deleteLater()
    frame.window.actions_.deleteLater()
    frame.crash_hook.deleteLater()
