"""A change is filled in by Tab, row by row, and says what it still lacks in the window's words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.release.changing.test_doing import begun
from tests.registry.workshop import TRIAGE
from workbench.domain.environments import CanaryStep, Change


def by_tab(dialog, qtbot, count):
    """The names of what `Tab` goes to, from the first field on."""
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and QApplication.focusWidget() is not None)
    names = []
    for _ in range(count):
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        names.append(focused.objectName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    return names


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        (Change.PROMOTE, ["change.environment", "change.source", "change.note"]),
        (Change.PIN, ["change.environment", "change.version", "change.note"]),
        (
            Change.CANARY,
            ["change.environment", "change.step", "change.version", "change.share", "change.note"],
        ),
        (Change.WITHDRAW, ["change.version", "change.severity", "change.note"]),
    ],
)
def test_tab_goes_through_the_rows_as_they_stand(changing, qtbot, change, rows):
    dialog = begun(changing, qtbot, change)
    first = dialog.form.environment
    (dialog.form.version if change is Change.WITHDRAW else first).setFocus()

    assert by_tab(dialog, qtbot, len(rows)) == rows


def test_a_canary_without_another_version_says_so_and_not_what_to_type_in_a_terminal(
    changing, qtbot
):
    dialog = begun(changing, qtbot, Change.CANARY)
    dialog.form.version.clear()
    dialog.ask_for_plan()

    assert dialog.headline.text().startswith(f"{TRIAGE} has no other released version")
    assert dialog.stack.currentWidget() is dialog.nothing
    assert dialog.problem.isHidden()
    dialog.form.choose_step(CanaryStep.STOP)
    qtbot.waitUntil(lambda: "No canary" in dialog.problem.text())


def test_where_nothing_was_used_before_there_is_nothing_to_roll_back_to(changing, qtbot):
    changing.team.do(Change.PROMOTE, environment="staging")
    dialog = begun(changing, qtbot, Change.ROLLBACK, "staging")

    told = f"staging used no other version of {TRIAGE} before."
    assert dialog.headline.text() == told
    assert not dialog.deed.isEnabled()
    assert dialog.problem.isHidden()
