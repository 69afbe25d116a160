"""What a dialog says later does not lie over what it said before."""

from __future__ import annotations

from itertools import pairwise

from workbench.domain.errors import WorkbenchError
from workbench.gui.write.commit.dialog import CommitDialog


def test_a_dialog_grows_with_what_it_has_to_say(qtbot, theme):
    dialog = CommitDialog(theme)
    qtbot.addWidget(dialog)
    dialog.show()
    before = dialog.height()

    dialog.show_components([f"tone/component-{number}" for number in range(9)])
    dialog.show_error(WorkbenchError("Components include each other in a circle. " * 4))

    parts = [dialog.note, dialog.main, dialog.components, dialog.problem, dialog.commit]
    qtbot.waitUntil(lambda: all(above(*pair) for pair in pairwise(parts)))
    assert dialog.height() > before
    assert dialog.problem.height() >= dialog.problem.heightForWidth(dialog.problem.width())


def above(one, other):
    window = one.window()
    bottom = one.mapTo(window, one.rect().bottomLeft()).y()
    return bottom < other.mapTo(window, other.rect().topLeft()).y()
