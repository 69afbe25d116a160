"""The whole window with everything real behind it: engine process, SQLite, git, sockets."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from shiboken6 import isValid

from tests.faulty_server.fixture import faulty_server
from tests.gui.conftest import _nothing_left_behind
from tests.journeys.window import KeyboardGiver, OpenWindow
from workbench import bootstrap, desktop
from workbench.gui.kit.memory import Memory
from workbench.gui.shell.application import Frame, build_frame
from workbench.gui.shell.opening import Opening
from workbench.services import folders

__all__ = ["_nothing_left_behind", "faulty_server"]

FOLDERS = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


@contextmanager
def home_at(folder: Path) -> Iterator[Path]:
    """Every folder of the person's own is below it, for the window and its processes."""
    with pytest.MonkeyPatch.context() as patch:
        for name in FOLDERS:
            place = folder / name.removeprefix("XDG_").lower()
            place.mkdir(parents=True, exist_ok=True)
            patch.setenv(name, str(place))
        patch.setenv("WORKBENCH_DEMO_PAUSE", "0.2")
        yield folder


@pytest.fixture
def home(tmp_path):
    with home_at(tmp_path) as folder:
        yield folder


def opening_of(workspace: Path, *, read_only: bool = False) -> Opening:
    """As the desktop's entry point makes it."""

    def open_services(workspace, *, read_only):
        return bootstrap.open_services(workspace, read_only=read_only, window=True)

    return Opening(
        workspace, read_only, open_services, desktop._close, desktop._engine, desktop._window
    )


@contextmanager
def windows(qapp, theme: str = "light") -> Iterator[Callable[..., OpenWindow]]:
    """Opens windows; those that are still open are closed at the end, and waited for."""
    opened: list[OpenWindow] = []
    hooks, giver = (sys.excepthook, threading.excepthook), KeyboardGiver(qapp)

    def open_window(workspace: Path, *, read_only: bool = False) -> OpenWindow:
        frame = build_frame(
            qapp,
            opening_of(workspace, read_only=read_only),
            Memory(folders.configuration() / "window.ini"),
            folders.logs(),
            theme,
        )
        opened.append(OpenWindow(frame))
        frame.window.show()
        frame.window.activateWindow()
        return opened[-1]

    try:
        yield open_window
    finally:
        for window in opened:
            close(window)
        giver.stop()
        sys.excepthook, threading.excepthook = hooks


def close(window: OpenWindow) -> None:
    """Once; nothing if it was closed already. Fails where something unexpected happened."""
    frame: Frame = window.frame
    if not isValid(frame.window):
        return
    if frame.window.isVisible():
        left = []
        frame.assembly.left.connect(lambda: left.append(True))
        frame.window.close()
        window.wait(lambda: left)
    for part in (frame.window, frame.window.theme, frame.window.actions_, frame.crash_hook):
        part.deleteLater()
    assert window.crashes == []


@pytest.fixture
def open_window(qapp, home):
    with windows(qapp) as open_one:
        yield open_one
