"""Every panel can be used without seeing it and without a mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tests.gui.shell.conftest import open_frame, workspace  # noqa: F401
from workbench.gui.settings.panel import SettingsPanel
from workbench.gui.shell.crash_dialog import CrashDialog
from workbench.gui.shell.help_dialogs import AboutDialog, ShortcutsDialog


@pytest.fixture
def window(qtbot, open_frame, workspace):  # noqa: F811
    frame = open_frame(workspace)
    actions = frame.window.actions_
    qtbot.waitUntil(lambda: actions.context.prompt_open, timeout=30_000)
    actions.run("app.settings")
    for command in ("go.evaluate", "go.write", "view.history", "view.diff", "search.open"):
        actions.run(command)
        QApplication.processEvents()
    return frame.window


def nameless(panel: QWidget) -> list[str]:
    labelled = {label.buddy() for label in panel.findChildren(QLabel)}
    return [
        f"{widget!r} in {widget.parentWidget()!r}"
        for widget in panel.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
        and widget.focusProxy() is None
        and widget.window() is panel.window()
        and not widget.isHidden()
        and not (widget.accessibleName() or widget in labelled)
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]


def test_every_focusable_widget_of_the_window_has_a_name(window):
    assert nameless(window) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda theme, actions, path: ShortcutsDialog(actions, theme),
        lambda theme, actions, path: AboutDialog("default", path, theme),
        lambda theme, actions, path: CrashDialog("report", path, theme),
    ],
    ids=["shortcuts", "about", "crash"],
)
def test_every_focusable_widget_of_a_dialog_has_a_name(qtbot, theme, actions, tmp_path, make):
    dialog = make(theme, actions, tmp_path)
    qtbot.addWidget(dialog)

    assert nameless(dialog) == []


def test_buttons_without_words_have_a_name(window):
    wordless = [
        repr(button)
        for button in window.findChildren(QAbstractButton)
        if not button.text()
        and not button.accessibleName()
        and not button.objectName().startswith("qt_")
        and not isinstance(button.parentWidget(), QLineEdit)
        and not button.isHidden()
    ]

    assert wordless == []


def test_tab_leaves_every_multi_line_field(window):
    """Messages take Tab for indenting; F6 leaves them, as it leaves every part."""
    caught = [
        edit.objectName()
        for edit in window.findChildren(QPlainTextEdit)
        if not edit.tabChangesFocus() and not edit.objectName().startswith("editor.message.")
    ]

    assert caught == []


def test_every_menu_can_be_opened_by_keyboard(window):
    menus = [action for action in window.menuBar().actions() if action.isVisible()]

    assert all(not QKeySequence.mnemonic(menu.text()).isEmpty() for menu in menus)


def test_text_scales_everywhere(qtbot, window, theme):
    before = {edit: edit.font().pointSizeF() for edit in window.findChildren(QPlainTextEdit)}

    window.actions_.run("view.zoom_in")

    small = [e.objectName() for e, size in before.items() if e.font().pointSizeF() <= size]
    assert small == []


def test_the_settings_are_laid_out_in_reading_order(qtbot, theme, icons):
    panel = SettingsPanel(theme, icons)
    qtbot.addWidget(panel)

    panel.focus()

    assert panel.focusWidget().objectName() == "settings.sections"
