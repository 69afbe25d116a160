"""Everything that can have the keyboard has a name for who cannot see it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QSplitter, QTabBar, QWidget

from tests.builders import a_job, a_run
from workbench.domain.runs import Failure, FailureKind, Outcome
from workbench.gui.kit.differences.texts import text_comparison
from workbench.gui.release.approve_dialog import ApproveDialog
from workbench.gui.release.export_dialog import ExportDialog
from workbench.gui.release.verify_dialog import VerifyDialog
from workbench.gui.write.board.panel import BoardPanel
from workbench.gui.write.diff.page import DiffPage
from workbench.gui.write.history.panel import HistoryPanel
from workbench.gui.write.search.panel import SearchPanel


def a_board(theme, icons):
    board = BoardPanel(theme, icons)
    jobs = [a_job("run-1"), a_job("run-2", model="demo/failing")]
    failure = Failure(FailureKind.UNREACHABLE, "Nobody answers.")
    board.show_runs(
        [
            a_run(job=jobs[0], text="Hello", reasoning="Hm."),
            a_run(job=jobs[1], outcome=Outcome.FAILED, failure=failure),
        ]
    )
    board.grid.cells[0].show_comparison(text_comparison("a", "b", side_by_side=True))
    return board


PANELS = {
    "board": a_board,
    "diff": DiffPage,
    "history": HistoryPanel,
    "search": SearchPanel,
    "approve": lambda theme, icons: ApproveDialog(),
    "export": lambda theme, icons: ExportDialog(theme),
    "verify": lambda theme, icons: VerifyDialog(),
}


def nameless(panel):
    labelled = {label.buddy() for label in panel.findChildren(QLabel)}
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in panel.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
        and not (widget.accessibleName() or widget in labelled)
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not isinstance(widget, QTabBar | QSplitter)
        and not widget.parent().inherits("QComboBoxPrivateContainer")
    ]


@pytest.mark.parametrize("name", PANELS)
def test_every_focusable_widget_has_a_name(qtbot, theme, icons, name):
    panel = PANELS[name](theme, icons)
    qtbot.addWidget(panel)
    panel.show()

    assert nameless(panel) == []


def test_the_keyboard_goes_to_the_first_output(qtbot, theme, icons):
    board = a_board(theme, icons)
    qtbot.addWidget(board)
    board.show()

    board.activateWindow()
    qtbot.waitUntil(board.isActiveWindow)

    board.setFocus()

    assert board.grid.widgets[0].isAncestorOf(QApplication.focusWidget())
