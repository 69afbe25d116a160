"""From a request to a running window: QApplication, crash hook, frame, assembly."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication

from workbench import __version__
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.box_keys import BoxKeys
from workbench.gui.kit.collector import Collector
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.memory import Memory
from workbench.gui.kit.theme import CHOICES, SYSTEM, Theme
from workbench.gui.shell.activation import Activation
from workbench.gui.shell.appearance import Appearance
from workbench.gui.shell.assembly import Assembly
from workbench.gui.shell.crash import CrashHook
from workbench.gui.shell.dialog_ask import DialogAsk
from workbench.gui.shell.dialogs import Dialogs
from workbench.gui.shell.focus_cycle import FocusCycle
from workbench.gui.shell.layout import Layout
from workbench.gui.shell.main_window import MainWindow
from workbench.gui.shell.opening import Opening
from workbench.gui.shell.parts import Parts
from workbench.gui.shell.redaction import Redaction
from workbench.services import folders

if TYPE_CHECKING:
    from workbench.gui.shell.command_palette import CommandPalette


SETTLED_MS = 8000
"""After the start; by then the places are built and the first prompt is open."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What `--screenshot` asks for."""

    file: Path
    page: str = ""


@dataclass(slots=True)
class Frame:
    """The parts that live as long as the window."""

    window: MainWindow
    assembly: Assembly
    crash_hook: CrashHook
    layout: Layout
    focus_cycle: FocusCycle


def run(opening: Opening, *, picture: Picture | None = None, theme: str = "") -> int:
    """Open the window and stay until it is closed, or until the picture is taken."""
    application = _application(offscreen=picture is not None)
    if picture:
        return _take(application, opening, picture, theme)
    memory = Memory(folders.configuration() / "window.ini")
    frame = build_frame(application, opening, memory, folders.logs(), theme)
    frame.assembly.left.connect(application.quit)
    # What has been built by then stays: to look through it for garbage would hold up the window
    collector = Collector(application, lambda: not frame.assembly.background.idle)
    QTimer.singleShot(SETTLED_MS, collector, collector.start)
    frame.window.show()
    return application.exec()


def _take(application: QApplication, opening: Opening, picture: Picture, theme: str) -> int:
    """With a memory of its own: a picture neither shows nor changes what is remembered."""
    from tempfile import TemporaryDirectory

    from workbench.gui.shell.screenshot import Screenshot

    with TemporaryDirectory() as folder:
        memory = Memory(Path(folder) / "window.ini")
        frame = build_frame(application, opening, memory, folders.logs(), theme)
        screenshot = Screenshot(frame.window, frame.assembly, picture.file, picture.page)
        frame.crash_hook.crashed.connect(lambda _report, _path: screenshot.fail())
        frame.assembly.left.connect(application.quit)
        frame.window.show()
        return screenshot.take()


def build_frame(
    application: QApplication, opening: Opening, memory: Memory, logs: Path, theme_choice: str = ""
) -> Frame:
    redaction = Redaction()
    hook = CrashHook(logs, redaction, application)
    hook.install()
    remembered = memory.text("theme", SYSTEM)
    choice = theme_choice or (remembered if remembered in CHOICES else SYSTEM)
    theme = Theme(application, choice, memory.number("text_scale", 1.0))
    icons, actions = Icons(theme), Actions(application)
    window = MainWindow(theme, icons, actions)
    layout = Layout(memory)
    layout.restore_window(window)
    Activation(window)
    BoxKeys(application, window)
    appearance = Appearance(theme, actions, memory, window)
    parts = Parts(
        window,
        DialogAsk(window, window.notices),
        Background(window),
        memory,
        layout,
        logs,
        redaction,
        None if theme_choice else appearance,
    )
    assembly = Assembly(parts, opening)
    dialogs = Dialogs(window, opening.workspace, logs)
    hook.crashed.connect(dialogs.show_crash)
    actions.on("palette.open", lambda: _palette(window).open())
    cycle = FocusCycle(actions)
    assembly.leaving.connect(lambda: layout.keep(window))
    return Frame(window, assembly, hook, layout, cycle)


def _palette(window: MainWindow) -> CommandPalette:
    """Made when it is first wanted."""
    from workbench.gui.shell.command_palette import CommandPalette

    found = window.findChild(CommandPalette)
    return found or CommandPalette(window.actions_, window.theme, window.icons, window)


def _application(*, offscreen: bool) -> QApplication:
    no_screen = not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if offscreen and no_screen and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QCoreApplication.setApplicationName("prompt-workbench")
    QCoreApplication.setApplicationVersion(__version__)
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)
    application.setQuitOnLastWindowClosed(False)
    application.setApplicationDisplayName("Prompt Workbench")
    application.setDesktopFileName("prompt-workbench")
    return application
