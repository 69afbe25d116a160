"""Merging what others did, in the window: both sides are seen, one is chosen, then it is done."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from tests.registry.workshop import TRIAGE, git
from workbench.domain.merging import ConflictKind, MergeConflict
from workbench.gui.release.merging.conflicts_model import ConflictRole
from workbench.gui.release.merging.dialog import CONFLICTS
from workbench.gui.release.merging.doing import sides_of
from workbench.gui.release.merging.wording import told

PIN = f"pins/dev/{TRIAGE}.yaml"


def both_release(merging):
    merging.ada.release("Triage well:\n{{ ticket }}")
    merging.ada.push()
    merging.ben.release("Triage with care:\n{{ ticket }}")


def test_both_sides_of_a_pin_are_seen_with_what_each_changed(qtbot, merging):
    both_release(merging)

    dialog = merging.open(qtbot)

    view = dialog.conflicts
    assert dialog.headline.text() == "One commit comes in from origin/main"
    assert "your v2 becomes v3" in dialog.told.text()
    assert dialog.preview.currentIndex() == CONFLICTS
    assert view.heading.text() == f"dev of {TRIAGE}"
    assert view.ours.words.text().startswith("v3 (promoted by dana")
    assert view.theirs.words.text().startswith("v2 (promoted by dana")
    qtbot.waitUntil(lambda: "with care" in view.ours.differences.inline.toPlainText())
    assert "well" in view.theirs.differences.inline.toPlainText()
    assert not dialog.deed.isEnabled()
    assert "1 of 1 to be chosen" in dialog.foot.words.text()
    dialog.reject()


def test_what_neither_side_changed_is_folded_so_that_the_difference_is_seen():
    before = "\n".join(f"line {number}" for number in range(60))
    theirs = f"{before}\nnew"
    conflict = MergeConflict(PIN, ConflictKind.PIN, "v1", "v2", before, before, theirs)

    assert all(comparison.fold for comparison in sides_of(conflict))


def test_one_file_that_comes_in_is_said_as_one(qtbot, merging):
    both_release(merging)
    dialog = merging.open(qtbot)
    one = replace(dialog.plan, incoming=("one",), renumbered=(), divided=(), notes=())

    assert next(iter(told(one))) == "One file of the registry comes in as it is."
    dialog.reject()


def test_what_is_chosen_is_merged_in_one_commit(qtbot, merging):
    both_release(merging)
    dialog = merging.open(qtbot)

    qtbot.mouseClick(dialog.conflicts.ours.choose, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.deed.isEnabled)
    index = dialog.conflicts.list.currentIndex()
    assert "as it is here" in index.data()
    assert index.data(ConflictRole).choice == "ours"
    assert PIN in [file.path for file in dialog.plan.files]
    qtbot.mouseClick(dialog.deed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(merging.said))

    commit = git(merging.ben.folder, "rev-parse", "HEAD")
    assert merging.said == [f"Merged with origin/main: commit {commit[:12]}. Nothing was pushed."]
    assert merging.ben.errors(base="origin/main") == []


def test_a_side_is_chosen_with_the_keyboard(qtbot, merging):
    both_release(merging)
    dialog = merging.open(qtbot)
    dialog.conflicts.ours.choose.setFocus()

    qtbot.keyClick(dialog.conflicts.ours.choose, Qt.Key.Key_Space)
    qtbot.waitUntil(dialog.deed.isEnabled)
    qtbot.keyClick(dialog.conflicts.ours.choose, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: dialog.plan is not None and dialog.plan.conflicts[0].choice == "theirs")

    assert dialog.conflicts.theirs.choose.isChecked()
    assert not dialog.conflicts.ours.choose.isChecked()
    dialog.reject()


def test_a_branch_that_only_follows_asks_nothing(qtbot, merging):
    merging.ada.release("Triage well:\n{{ ticket }}")
    merging.ada.push()

    dialog = merging.open(qtbot)

    assert dialog.foot.words.text() == "Your branch only has to follow."
    assert not dialog.preview.isVisible()
    qtbot.keyClick(dialog.deed, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(merging.said))
    assert merging.said[0].startswith("The branch follows origin/main")


def test_nothing_to_merge_is_said(qtbot, merging):
    dialog = merging.open(qtbot)

    assert dialog.headline.text() == "Nothing has come in"
    assert dialog.foot.words.text() == "There is nothing to merge."
    assert not dialog.deed.isEnabled()
    dialog.reject()


def test_what_stands_in_the_way_is_said_in_the_dialog(qtbot, merging):
    both_release(merging)
    (merging.ben.folder / PIN).write_text("mine\n")

    dialog = merging.open(qtbot)

    assert "ncommitted changes" in dialog.problem.text()
    assert not dialog.deed.isEnabled()
    dialog.reject()
