"""A workspace that cannot be opened: all of it can be read, and what is offered can help."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from workbench.domain.errors import (
    NotFound,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceError,
    WorkspaceReadOnly,
    WorkspaceTooNew,
)
from workbench.gui.shell.opening_problem import OpeningProblem

LONG = "/home/ada/a-folder-with-a-name/and-another-one-below-it/" * 4 + "default.db is damaged."


@pytest.fixture
def show(qtbot, theme):
    def make(error, *, read_only=False, size=(1280, 800)):
        page = OpeningProblem(error, theme, read_only=read_only)
        qtbot.addWidget(page)
        page.resize(*size)
        with qtbot.waitActive(page):
            page.show()
        return page

    return make


def offers(page):
    return {each.objectName().split(".")[1] for each in page.findChildren(QPushButton)}


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700), (640, 480)])
def test_no_line_is_cut_off(show, size):
    page = show(WorkspaceDamaged(LONG), size=size)

    card = page.findChild(QFrame)
    for label in page.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())
        assert card.rect().contains(label.geometry())


@pytest.mark.parametrize(
    ("error", "read_only", "offered", "first"),
    [
        (WorkspaceBusy("x"), False, {"again", "other", "read_only"}, "read_only"),
        (WorkspaceReadOnly("x"), False, {"again", "other", "read_only"}, "read_only"),
        (WorkspaceReadOnly("x"), True, {"again", "other", "writing"}, "writing"),
        (WorkspaceBusy("x"), True, {"again", "other"}, "again"),
        (WorkspaceTooNew("x"), False, {"again", "other"}, "other"),
        (WorkspaceDamaged("x"), False, {"again", "other"}, "other"),
        (NotFound("x"), True, {"again", "other"}, "other"),
        (WorkspaceError("x"), False, {"again", "other"}, "again"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_what_has_just_failed_is_not_offered_and_what_may_help_comes_first(
    show, error, read_only, offered, first
):
    page = show(error, read_only=read_only)

    assert offers(page) == offered
    assert page.focusWidget().objectName() == f"opening_problem.{first}"


def test_enter_does_what_is_offered_first(qtbot, show):
    page = show(WorkspaceBusy("x"))

    with qtbot.waitSignal(page.read_only_requested):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
