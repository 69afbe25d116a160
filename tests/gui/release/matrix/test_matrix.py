"""What runs where, in the window."""

from __future__ import annotations

import subprocess

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from tests.registry.workshop import TRIAGE, git
from workbench.domain.environments import PinnedVersion, PromptPins
from workbench.gui.release.facts import report
from workbench.gui.release.matrix import model
from workbench.gui.release.matrix.cells import cells_of
from workbench.gui.release.matrix.compare_dialog import CompareDialog
from workbench.gui.release.matrix.filtering import Show
from workbench.gui.release.matrix.uses_dialog import UsesDialog
from workbench.gui.release.seams import About

NARROW = 600


def test_a_cell_tells_version_canary_who_and_what_differs(registry, open_place):
    opened = open_place()

    cell = opened.cell(TRIAGE, "staging")

    assert (cell.title, cell.canary, cell.person) == ("v1", "10 % v2", "olga")
    assert (cell.before, cell.differs) == ("dev", "v2 and v1, texts")
    assert "staging uses version 1" in cell.words
    assert opened.cell(TRIAGE, "prod") is None
    assert opened.cell("support/short", "dev").pin.withdrawn == "block"


def test_prompts_are_listed_by_path_with_what_became_of_them(registry, open_place):
    opened = open_place()

    assert opened.prompts == ["billing/dunning", "support/short", TRIAGE]
    assert opened.matrix.model.row(0).status == "deprecated"


def test_the_keyboard_moves_by_cells_and_opens_the_details(qtbot, registry, open_place):
    opened = open_place()
    opened.matrix.choose("billing/dunning", "dev")
    opened.table.setFocus()

    QTest.keyClick(opened.table, Qt.Key.Key_Down)
    QTest.keyClick(opened.table, Qt.Key.Key_Right)
    cell = opened.matrix.current
    QTest.keyClick(opened.table, Qt.Key.Key_Return)

    assert cell.environment == "staging"
    assert cell.prompt == opened.prompts[1]
    assert opened.matrix.detail.area.hasFocus()
    QTest.keyClick(opened.matrix.detail.area, Qt.Key.Key_Escape)
    assert opened.table.hasFocus()


def test_the_details_tell_pins_approvals_evidence_components_and_the_log(
    qtbot, registry, open_place
):
    opened = open_place()

    opened.choose(qtbot, TRIAGE, "staging")

    told = opened.details()
    assert "staging  ·  v1" in told
    assert "10 % of callers get v2 (canary)" in told
    assert "dana@acme.example, for dev" in told
    assert "Refund answers" in told
    assert "tone/friendly  ·  v1" in told
    assert "10 % of callers in staging get v2" in told
    assert "“Ready”" in told


def test_details_are_about_the_version_of_the_chosen_environment(qtbot, registry, open_place):
    opened = open_place()
    opened.choose(qtbot, TRIAGE, "staging")

    opened.choose(qtbot, TRIAGE, "dev")

    assert "Approvals of v2" in opened.details()


def test_where_there_is_little_room_details_take_that_of_the_table(registry, open_place):
    opened = open_place(width=NARROW)
    assert opened.table.isVisible()
    assert not opened.matrix.detail.isVisible()

    QTest.keyClick(opened.table, Qt.Key.Key_Return)

    assert opened.matrix.detail.isVisible()
    assert not opened.table.isVisible()
    QTest.keyClick(opened.matrix.detail.area, Qt.Key.Key_Escape)
    assert opened.table.isVisible()
    assert not opened.matrix.detail.isVisible()


def test_details_are_put_away_and_called_back_by_the_command(qtbot, registry, open_place):
    opened = open_place()
    assert opened.actions["release.details"].isChecked()

    opened.press(qtbot, "release.details")

    assert not opened.matrix.detail.isVisible()
    opened.press(qtbot, "release.details")
    assert opened.matrix.detail.isVisible()


def test_words_and_quick_filters_narrow_the_list(qtbot, registry, open_place):
    opened = open_place()
    bar = opened.matrix.bar

    bar.words.setText("TRIAGE")
    QTest.keyClick(bar.words, Qt.Key.Key_Return)

    assert opened.prompts == [TRIAGE]
    assert bar.count.text() == "1 of 3 prompts"
    bar.clear()
    bar.show_box.setCurrentIndex(list(Show).index(Show.LEAVING))
    bar.show_box.activated.emit(bar.show_box.currentIndex())
    assert opened.prompts == ["billing/dunning"]


def test_what_is_asked_for_is_shown_even_where_the_filter_hides_it(qtbot, registry, open_place):
    opened = open_place()
    opened.matrix.bar.words.setText("dunning")
    QTest.keyClick(opened.matrix.bar.words, Qt.Key.Key_Return)

    opened.matrix.begin(About(TRIAGE, "staging"))

    assert (opened.matrix.current.prompt, opened.matrix.current.environment) == (TRIAGE, "staging")
    assert opened.matrix.bar.count.text() == "3 prompts"


def test_a_filter_that_nothing_meets_says_so(qtbot, registry, open_place):
    opened = open_place()

    opened.matrix.bar.words.setText("nothing like that")
    QTest.keyClick(opened.matrix.bar.words, Qt.Key.Key_Return)

    assert opened.matrix.nothing.isVisible()
    assert not opened.matrix.detail.isVisible()
    assert "Choose a prompt" in opened.actions.reason("release.compare")


def test_environments_are_compared_from_the_chosen_cell(qtbot, registry, open_place):
    opened = open_place()
    opened.choose(qtbot, TRIAGE, "staging")

    opened.press(qtbot, "release.compare")

    dialog = opened.matrix.findChild(CompareDialog)
    qtbot.waitUntil(lambda: "well" in dialog.view.inline.toPlainText())
    assert dialog.pair == ("dev", "staging")
    dialog.before.setCurrentIndex(1)
    dialog.before.activated.emit(1)
    qtbot.waitUntil(lambda: dialog.words.text() == "Both use the same.")
    dialog.close()


def test_the_button_beside_a_difference_compares_those_two(qtbot, registry, open_place):
    opened = open_place()
    opened.choose(qtbot, TRIAGE, "dev")

    opened.matrix.detail.findChild(QPushButton, "matrix.compare.staging").click()

    dialog = opened.matrix.findChild(CompareDialog)
    qtbot.waitUntil(lambda: dialog.pair == ("dev", "staging"))
    opened.settle(qtbot)
    dialog.close()


def test_a_component_tells_what_its_newest_version_would_change(qtbot, registry, open_place):
    opened = open_place()
    opened.choose(qtbot, TRIAGE, "staging")

    opened.matrix.detail.findChild(QPushButton, "matrix.uses.tone/friendly").click()

    qtbot.waitUntil(lambda: opened.matrix.findChild(UsesDialog) is not None)
    dialog = opened.matrix.findChild(UsesDialog)
    model = dialog.table.model()
    assert [model.index(0, column).data() for column in range(4)] == [
        TRIAGE, "staging", "v1", "v1",
    ]  # fmt: skip
    dialog.close()


def test_evidence_of_another_workspace_is_said_to_be_there(qtbot, registry, open_place):
    opened = open_place()
    opened.choose(qtbot, TRIAGE, "staging")

    read = [b for b in opened.matrix.detail.findChildren(QPushButton) if b.text() == "Read"]
    read[0].click()

    qtbot.waitUntil(lambda: bool(opened.ask.errors))


def test_opening_in_write_names_the_prompt_and_what_is_pinned(qtbot, registry, open_place):
    opened = open_place()
    opened.choose(qtbot, TRIAGE, "staging")
    digest = opened.matrix.current.pin.digest
    report(opened.actions, here=True)

    with qtbot.waitSignal(opened.place.prompt_wanted) as wanted:
        opened.press(qtbot, "release.write")

    assert wanted.args == [TRIAGE, digest]


def test_commands_are_told_what_is_chosen(qtbot, registry, open_place):
    opened = open_place()
    opened.choose(qtbot, TRIAGE, "staging")

    facts = opened.actions.context.release

    assert (facts.prompt, facts.environment, facts.version) == (TRIAGE, "staging", 1)
    assert facts.canary
    assert facts.compared
    assert not facts.first


def test_a_commit_of_somebody_else_is_seen_when_one_comes_back(qtbot, registry, open_place):
    opened = open_place()
    opened.matrix.choose(TRIAGE, "staging")
    pin = registry / "pins" / "prod" / "support" / "triage.yaml"
    pin.parent.mkdir(parents=True)
    text = (registry / "pins" / "staging" / "support" / "triage.yaml").read_text()
    pin.write_text(text.replace("environment: staging", "environment: prod"))
    git(registry, "add", "-A")
    git(registry, "commit", "-q", "-m", "by hand")

    opened.place.came.emit()

    qtbot.waitUntil(lambda: opened.cell(TRIAGE, "prod") is not None)
    assert opened.matrix.current.environment == "staging"


def test_what_stands_in_the_way_of_writing_is_told_over_the_matrix(qtbot, registry, open_place):
    (registry / "policy.yaml").write_text("changed: by hand\n")

    opened = open_place()

    qtbot.waitUntil(lambda: opened.matrix.notice is not None)
    assert "uncommitted changes in policy.yaml" in opened.matrix.notice.text


def test_a_pin_that_two_people_changed_is_told_with_both_sides(qtbot, registry, open_place):
    pin = "pins/staging/support/triage.yaml"
    git(registry, "checkout", "-q", "-b", "theirs")
    change(registry, pin, "version: 1", "version: 7")
    git(registry, "checkout", "-q", "main")
    change(registry, pin, "version: 1", "version: 8")
    try_to_merge(registry, "theirs")

    opened = open_place()

    qtbot.waitUntil(lambda: opened.matrix.notice is not None)
    assert "staging of support/triage was changed twice" in opened.matrix.notice.text
    assert opened.actions.context.release.problems


def test_of_many_prompts_only_cells_that_are_looked_at_are_made(qtbot, open_place, monkeypatch):
    made = []
    monkeypatch.setattr(
        model, "cells_of", lambda row, names: made.append(row) or cells_of(row, names)
    )
    opened = open_place()
    environments = tuple(f"environment-{number}" for number in range(30))
    rows = [
        PromptPins(f"folder/prompt-{n}", "active", "", tuple(
            PinnedVersion(name, n, "sha256:0", 1) for name in environments
        ))
        for n in range(5_000)
    ]  # fmt: skip

    opened.matrix.show_rows(environments, rows)
    opened.matrix.choose("folder/prompt-4999", "environment-29")
    opened.table.grab()

    assert opened.matrix.current.pin.version == 4_999
    assert 0 < len(made) < 200


def test_the_menu_key_brings_up_what_can_be_done_with_the_cell(
    qtbot, registry, open_place, monkeypatch
):
    shown = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: shown.extend(menu.actions()))
    opened = open_place()
    opened.choose(qtbot, TRIAGE, "staging")
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))

    QApplication.sendEvent(opened.table.viewport(), asked)

    told = [action.objectName() for action in shown if not action.isSeparator()]
    assert told[:3] == ["release.details", "release.compare", "release.write"]


def change(folder, file, old, new):
    path = folder / file
    path.write_text(path.read_text().replace(old, new))
    git(folder, "commit", "-q", "-am", "by hand")


def try_to_merge(folder, branch):
    subprocess.run(["git", "merge", "-q", branch], cwd=folder, capture_output=True, timeout=60)


def test_escape_in_the_table_puts_the_details_away_and_the_menu_knows(registry, open_place):
    opened = open_place()
    details = opened.actions["release.details"]
    assert details.isChecked()

    QTest.keyClick(opened.table, Qt.Key.Key_Escape)

    assert not opened.matrix.detail.isVisible()
    assert not details.isChecked()
