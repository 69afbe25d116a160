"""Questions by keyboard: what is typed goes where one means it, and Enter does no harm."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from workbench.gui.shell.activation import Activation
from workbench.gui.shell.crash_dialog import CrashDialog
from workbench.gui.shell.dialog_ask import DialogAsk

LOOK_MS = 20


@pytest.fixture
def ask(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    Activation(window)
    with qtbot.waitActive(window):
        window.show()
    return DialogAsk(window, None)


@pytest.fixture
def meanwhile(qtbot):
    """Do something in the dialog that is about to open, once it has the keyboard."""

    def make(act):
        def look():
            dialog, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
            if dialog and focus and focus.window() is dialog:
                QTimer.singleShot(LOOK_MS, lambda: act(dialog))
            else:
                QTimer.singleShot(LOOK_MS, look)

        QTimer.singleShot(0, look)

    return make


def press(qtbot, key):
    qtbot.keyClick(QApplication.focusWidget(), key)


@pytest.mark.parametrize(
    ("initial", "typed"), [("support/", "support/triage"), ("old/name", "triage"), ("", "triage")]
)
def test_typing_goes_on_behind_a_folder_and_over_a_name(ask, meanwhile, qtbot, initial, typed):
    def act(dialog):
        qtbot.keyClicks(dialog.findChild(QLineEdit), "triage")
        press(qtbot, Qt.Key.Key_Return)

    meanwhile(act)

    assert ask.text("New prompt", "Path", initial) == typed


def test_escape_answers_nothing(ask, meanwhile, qtbot):
    meanwhile(lambda dialog: press(qtbot, Qt.Key.Key_Escape))

    assert ask.text("New prompt", "Path", "support/") is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_what_would_lose_something_takes_more_than_enter(ask, meanwhile, qtbot, key):
    meanwhile(lambda dialog: press(qtbot, key))

    assert not ask.confirm("Close without saving?", "It would be lost.", "Close and lose it")


def test_the_name_of_a_file_follows_the_kind_that_is_chosen(ask, meanwhile, qtbot, tmp_path):
    def act(dialog):
        assert isinstance(dialog, QFileDialog)
        dialog.selectNameFilter("Web page (*.html)")
        dialog.filterSelected.emit("Web page (*.html)")
        press(qtbot, Qt.Key.Key_Return)

    meanwhile(act)

    chosen = ask.save_file("Export", tmp_path / "board.md", "Markdown (*.md);;Web page (*.html)")
    assert chosen == tmp_path / "board.html"


def test_a_question_is_shown_letter_by_letter(ask, meanwhile, qtbot):
    formats = []

    def act(dialog):
        assert isinstance(dialog, QMessageBox)
        formats.extend(each.textFormat() for each in dialog.findChildren(QLabel) if each.text())
        press(qtbot, Qt.Key.Key_Escape)

    meanwhile(act)
    ask.confirm("Close?", "The changes of <b>x</b> would be lost.", "Close")

    assert set(formats) == {Qt.TextFormat.PlainText}


def test_enter_goes_on_after_a_crash(qtbot, theme, tmp_path):
    dialog = CrashDialog("report", tmp_path, theme)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()

    assert isinstance(dialog.focusWidget(), QPushButton)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
