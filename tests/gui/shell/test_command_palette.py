from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from workbench.gui.shell.command_palette import CommandPalette
from workbench.gui.shell.palette_lines import PaletteLines


@pytest.fixture
def given():
    return []


@pytest.fixture
def palette(qtbot, theme, icons, actions, given):
    for id_ in ("run.start", "run.stop", "app.settings", "help.about"):
        actions.on(id_, lambda id_=id_: given.append(id_))
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.field = QLineEdit(window)
    QVBoxLayout(window).addWidget(window.field)
    window.show()
    window.activateWindow()
    window.field.setFocus()
    return CommandPalette(actions, theme, icons, window)


def titles(palette):
    return [palette.lines.index(row, 0).data() for row in range(palette.lines.rowCount())]


def test_it_lists_what_somebody_handles_and_what_can_run_first(palette):
    palette.open()

    assert titles(palette) == [
        "File: Settings",
        "Help: About Prompt Workbench",
        "Run: Run on all ticked models",
        "Run: Stop all",
    ]


def test_typing_finds_and_return_runs(qtbot, palette, given):
    palette.open()

    qtbot.keyClicks(palette.query, "about")
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)

    assert given == ["help.about"]
    assert not palette.isVisible()


def test_the_arrows_choose(qtbot, palette, given):
    palette.open()

    qtbot.keyClick(palette.query, Qt.Key.Key_Down)
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)

    assert given == ["help.about"]


def test_a_command_that_cannot_run_stays_and_says_why(qtbot, palette, given):
    palette.open()

    qtbot.keyClicks(palette.query, "stop")
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)

    assert given == []
    assert palette.isVisible()
    assert palette.lines.line(0).reason == "Nothing is running."


def test_escape_closes_it_and_gives_the_keyboard_back(qtbot, palette):
    field = palette.parentWidget().field
    qtbot.waitUntil(field.hasFocus)
    palette.open()

    qtbot.keyClick(palette.query, Qt.Key.Key_Escape)

    assert not palette.isVisible()
    assert field.hasFocus()


def test_the_lines_are_a_sound_model(actions, icons, qtbot):
    lines = PaletteLines(actions, icons)
    tester = QAbstractItemModelTester(lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    actions.on("run.start", lambda: None)

    for query in ("", "run", "zzz", "r"):
        lines.show_matches(query)

    assert lines.rowCount() == 1
    tester.deleteLater()
