"""What Write looked like is there again the next time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QToolButton

from tests.gui.write.open_write import OpenWrite, open_prompt
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.memory import Memory
from workbench.gui.write.board.against import Against, Other
from workbench.gui.write.tools.card import ToolCard


@pytest.fixture
def opened(qtbot, services, theme, tmp_path):
    """Opens the window anew, with the memory of those before it."""
    windows = []

    def open_again():
        made = OpenWrite(services, theme, Actions(), Memory(tmp_path / "window.ini"))
        windows.append(made)
        qtbot.addWidget(made.place)
        made.place.show()
        qtbot.waitUntil(lambda: bool(made.path()))
        return made

    yield open_again
    for window in windows:
        window.background.close()
        window.actions.deleteLater()


def test_the_cursor_is_where_it_was_left(write, qtbot):
    edit = write.message(0)
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.EndOfWord)

    open_prompt(qtbot, write, "support/triage")
    assert write.message(0).textCursor().position() == 0
    open_prompt(qtbot, write, "support/refund")

    assert write.message(0).textCursor().position() == len("Refund")


def test_the_next_window_looks_as_this_one_was_left(qtbot, opened):
    first = opened()
    open_prompt(qtbot, first, "support/triage")
    first.message(0).moveCursor(QTextCursor.MoveOperation.EndOfWord)
    first.actions["view.history"].setChecked(True)
    first.actions["view.wrap"].setChecked(False)
    first.place.board.bar.in_step.setChecked(True)
    against = first.place.board.bar.against
    against.setCurrentIndex(1)
    against.activated.emit(1)
    first.place.hide()
    first.background.close()

    second = opened()

    assert second.path() == "support/triage"
    assert second.message(0).textCursor().position() == len("Sort")
    assert second.place.history.isVisible()
    assert not second.actions["view.wrap"].isChecked()
    assert second.place.board.bar.in_step.isChecked()
    assert second.place.board.bar.chosen == Against(Other.PREVIOUS)


def test_folders_are_open_and_closed_as_they_were_left(opened):
    first = opened()
    tree = first.place.library.tree
    rows = [tree.model().index(row, 0) for row in range(tree.model().rowCount())]
    folders = [row for row in rows if tree.isExpanded(row)]
    closed = [row.data() for row in folders]
    for row in folders:
        tree.collapse(row)
    first.background.close()

    second = opened()

    tree = second.place.library.tree
    rows = [tree.model().index(row, 0) for row in range(tree.model().rowCount())]
    open_now = {row.data() for row in rows if tree.isExpanded(row)}
    # All but the folder of the prompt that is open again
    assert closed
    assert open_now <= {second.path().partition("/")[0]}


def test_each_prompt_stays_folded_as_it_was_left(write, qtbot):
    write.actions.run("tool.add")
    write.place.editor.cards.fold_all(True)
    tool = write.place.editor.findChild(QToolButton, "tools.0.fold")
    qtbot.waitUntil(lambda: not tool.visibleRegion().isEmpty())
    qtbot.mouseClick(tool, Qt.MouseButton.LeftButton)
    left = write.path()
    here = write.place.editor.cards.folded()

    open_prompt(qtbot, write, "support/triage")
    elsewhere = write.place.editor.cards.folded()
    open_prompt(qtbot, write, left)

    assert here == {"editor.fold.0", "tools.0.fold"}
    assert elsewhere == frozenset()
    assert write.place.editor.cards.folded() == here


def test_a_tool_that_is_moved_stays_folded(write, qtbot):
    for name in ("first", "second"):
        write.actions.run("tool.add")
        card = write.place.editor.findChildren(ToolCard)[-1]
        qtbot.waitUntil(card.name.hasFocus)
        qtbot.keyClicks(card.name, name)
    fold = write.place.editor.findChild(QToolButton, "tools.1.fold")
    qtbot.waitUntil(lambda: not fold.visibleRegion().isEmpty())
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    content = write.session.content

    moved = replace(content, tools=tuple(reversed(content.tools)))
    write.session.apply(moved, "Move tool")

    assert write.place.editor.cards.folded() == {"tools.0.fold"}
