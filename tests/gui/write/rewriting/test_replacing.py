"""Finding and replacing in all drafts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.gui.write.rewriting.conftest import texts


@pytest.fixture
def dialog(sorting, qtbot):
    sorting.actions.run("library.replace")
    return sorting.place.findChild(object, "replace")


def replaced(qtbot, dialog, wanted, new):
    dialog.wanted.setText(wanted)
    dialog.new.setText(new)
    qtbot.waitUntil(lambda: dialog.view.changes.rowCount() > 0)
    qtbot.waitUntil(
        lambda: all(edit.new == new for each in dialog.view.changes.ticked() for edit in each.edits)
    )
    dialog.replace.click()
    qtbot.waitUntil(lambda: dialog.view.changes.rowCount() == 0)


def test_all_drafts_change_and_are_taken_back(sorting, dialog, qtbot):
    before = texts(sorting)

    replaced(qtbot, dialog, "ticket:", "letter:")
    after = sorting.stored("parts/ticket").draft.content.text
    qtbot.waitUntil(dialog.back.isEnabled)
    dialog.back.click()

    assert after == "letter: {{ ticket }}"
    qtbot.waitUntil(
        lambda: sorting.stored("parts/ticket").draft.content.text == "Ticket: {{ ticket }}"
    )
    assert texts(sorting) == before


def test_the_open_prompt_changes_in_one_step_of_undo(sorting, dialog, qtbot):
    replaced(qtbot, dialog, "Sort", "Order")

    assert texts(sorting)[0].startswith("Order {{ ticket }}")
    sorting.session.undo_stack.undo()
    assert texts(sorting)[0].startswith("Sort {{ ticket }}")


def test_only_what_is_ticked_changes(sorting, dialog, qtbot):
    dialog.wanted.setText("ticket")
    qtbot.waitUntil(lambda: dialog.view.changes.rowCount() == 4)
    model = dialog.view.changes
    for row in range(3):
        assert model.setData(
            model.index(row, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole
        )

    kept = model.ticked()

    assert [change.prompt.path for change in kept] == [model.index(3, 0).data()]
    assert model.places == len(kept[0].edits)
    dialog.close()


def test_the_tree_of_changes_is_a_sound_model(sorting, dialog, qtbot, qtmodeltester):
    dialog.wanted.setText("ticket")
    qtbot.waitUntil(lambda: dialog.view.changes.rowCount() == 4)

    qtmodeltester.check(dialog.view.changes, force_py=False)
    dialog.close()


def test_a_pattern_that_is_none_is_told(sorting, dialog, qtbot):
    dialog.options.pattern.click()
    dialog.wanted.setText("(")

    qtbot.waitUntil(lambda: "pattern" in dialog.status.text())

    assert not dialog.replace.isEnabled()
    dialog.close()
