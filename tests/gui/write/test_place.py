"""Write as a whole, over a real workspace: open, type, choose, name, look again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.gui.write.open_write import open_prompt, type_at_the_end
from workbench.domain.errors import WorkspaceError
from workbench.domain.problems import Analysis
from workbench.gui.write.commit.dialog import CommitDialog
from workbench.gui.write.library.model import NodeRole

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_prompt_is_open_at_the_start_with_the_keyboard_in_it(write, qtbot):
    assert write.path() == "support/refund"
    qtbot.waitUntil(lambda: write.message(0).hasFocus())


def test_what_is_typed_is_on_disk_a_moment_later(write, qtbot):
    with qtbot.waitSignal(write.session.saved):
        type_at_the_end(qtbot, write, " now")

    assert write.stored("support/refund").draft.content.text == "Refund {{ ticket }} now"


def test_opening_another_prompt_keeps_what_was_typed_in_the_first(write, qtbot):
    type_at_the_end(qtbot, write, " now")

    open_prompt(qtbot, write, "support/triage")

    assert write.stored("support/refund").draft.content.text == "Refund {{ ticket }} now"
    assert write.message(0).exact_text() == "Sort {{ ticket }}"


def test_the_first_case_fills_the_inputs(write, qtbot):
    open_prompt(qtbot, write, "support/triage")

    qtbot.waitUntil(lambda: write.session.case.values == (("ticket", "It broke!"),))

    assert write.place.inputs.cases.box.currentText() == "1 of 1 · angry"


def test_inputs_are_kept_while_other_prompts_are_looked_at(write, qtbot):
    open_prompt(qtbot, write, "support/triage")
    qtbot.waitUntil(lambda: write.session.case.name == "angry")
    write.place.inputs.form.go_to("ticket")
    qtbot.keyClicks(write.place.window().focusWidget(), " Twice!")

    open_prompt(qtbot, write, "support/refund")
    open_prompt(qtbot, write, "support/triage")

    assert dict(write.session.case.values)["ticket"].count("Twice!") == 1


def test_inputs_are_kept_as_a_case(write, qtbot):
    write.place.inputs.form.go_to("ticket")
    qtbot.keyClicks(write.place.window().focusWidget(), "Money back")

    with qtbot.waitSignal(write.place.said, timeout=5000) as said:
        write.actions.run("case.keep")
    qtbot.waitUntil(lambda: write.session.case.name == "Money back")

    assert said.args == ["Kept as the case “Money back” in the dataset “cases”."]
    [kept] = write.services.datasets.cases_for(write.session.open.prompt.id)
    assert kept.values == (("ticket", "Money back"),)


def test_naming_a_version_with_the_keyboard(write, qtbot):
    type_at_the_end(qtbot, write, "!")
    assert "no version" in write.place.editor.header.state.text()

    write.actions.run("version.commit")
    dialog = write.place.findChild(CommitDialog)
    qtbot.keyClicks(dialog.note, "First try")
    with qtbot.waitSignal(write.session.card_changed, timeout=5000):
        qtbot.keyClick(dialog.note, Qt.Key.Key_Return, CONTROL)

    [version] = write.services.prompts.versions(write.session.open.prompt.id)
    assert (version.number, version.note) == (1, "First try")
    assert write.place.editor.header.state.text() == "v1"
    assert not write.actions["version.commit"].isEnabled()


def test_components_that_are_named_too_are_said(write, qtbot):
    write.engine.analysis = Analysis(includes=("tone/warm",))
    type_at_the_end(qtbot, write, '{% include "tone/warm" %}')
    qtbot.keyClick(write.message(0), Qt.Key.Key_Escape)
    write.session.collect()

    write.actions.run("version.commit")
    dialog = write.place.findChild(CommitDialog)

    qtbot.waitUntil(lambda: "tone/warm" in dialog.components.text())
    dialog.reject()


def test_a_version_that_cannot_be_named_says_why_in_the_dialog(write, qtbot):
    type_at_the_end(qtbot, write, '{% include "no/such" %}')
    qtbot.keyClick(write.message(0), Qt.Key.Key_Escape)
    write.session.collect()
    write.actions.run("version.commit")
    dialog = write.place.findChild(CommitDialog)

    qtbot.mouseClick(dialog.commit, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: "no/such" in dialog.problem.text())
    assert dialog.commit.isEnabled()
    dialog.reject()


def test_a_new_prompt_is_made_and_opened(write, qtbot):
    write.ask.texts = ["support/escalate"]

    write.actions.run("prompt.new")

    qtbot.waitUntil(lambda: write.path() == "support/escalate")
    qtbot.waitUntil(
        lambda: write.place.library.library_model.place_of(write.session.open.prompt.id).isValid()
    )


def test_a_path_that_cannot_be_used_is_told(write, qtbot):
    write.ask.texts = ["No Good"]

    write.actions.run("prompt.new")

    qtbot.waitUntil(lambda: bool(write.ask.errors))
    assert "No Good" in write.ask.errors[0].message


def test_renaming_shows_the_new_path_everywhere(write, qtbot):
    write.ask.texts = ["support/money-back"]
    write.message(0).setFocus()

    write.actions.run("prompt.move")

    qtbot.waitUntil(lambda: write.place.editor.header.path.text() == "support/money-back")


def test_an_archived_prompt_can_be_brought_back(write, qtbot):
    prompt_id = write.session.open.prompt.id
    write.message(0).setFocus()
    write.actions.run("prompt.archive")
    qtbot.waitUntil(lambda: not write.path())
    library = write.place.library

    def in_the_archive():
        place = library.library_model.place_of(prompt_id)
        return place.isValid() and place.data(NodeRole).summary.prompt.archived

    qtbot.waitUntil(in_the_archive)
    library.tree.setCurrentIndex(library.library_model.place_of(prompt_id))

    write.actions.run("prompt.bring_back")

    qtbot.waitUntil(lambda: write.path() == "support/refund")


def test_a_prompt_restored_elsewhere_is_one_step_of_undo(write, qtbot):
    type_at_the_end(qtbot, write, "!")
    with qtbot.waitSignal(write.session.saved):
        write.session.flush()
    prompt_id = write.session.open.prompt.id
    version = write.services.prompts.commit(prompt_id, note="", author="me")
    type_at_the_end(qtbot, write, "!!")
    with qtbot.waitSignal(write.session.saved):
        write.session.flush()

    write.services.prompts.restore(prompt_id, version.digest)
    qtbot.waitUntil(lambda: write.message(0).exact_text() == "Refund {{ ticket }}!")
    write.actions.run("draft.undo")

    assert write.message(0).exact_text() == "Refund {{ ticket }}!!!"


def nameless(panel):
    labelled = {label.buddy() for label in panel.findChildren(QLabel)}
    return [
        repr(widget)
        for widget in panel.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.window() is panel.window()
        and widget.objectName() not in ("qt_scrollarea_viewport", "qt_spinbox_lineedit")
        and not (widget.accessibleName() or widget in labelled)
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]


def test_every_widget_that_takes_the_keyboard_has_a_name(write):
    place = write.place
    panels = (place.library, place.editor, place.inputs, place.models)

    assert [name for panel in panels for name in nameless(panel)] == []


def test_no_older_draft_is_named_when_the_last_changes_cannot_be_saved(write, qtbot, monkeypatch):
    def refuse(draft):
        raise WorkspaceError("There is no room on the disk.")

    monkeypatch.setattr(write.session._journal, "_write", refuse)
    type_at_the_end(qtbot, write, " now")
    write.actions.run("version.commit")
    dialog = write.place.findChild(CommitDialog, "commit")

    dialog.commit.click()

    qtbot.waitUntil(lambda: "could not be saved" in dialog.problem.text())
    assert dialog.commit.isEnabled()
    assert write.stored("support/refund").newest is None
    dialog.reject()


def test_choosing_the_prompt_that_is_open_leaves_its_cursor_where_it_is(write, qtbot):
    open_prompt(qtbot, write, "support/triage")
    qtbot.keyClick(write.message(0), Qt.Key.Key_End, CONTROL)
    shown = []
    write.session.prompt_opened.connect(shown.append)

    write.place.library.open_requested.emit(write.session.open.prompt.id)

    assert shown == []
    assert write.message(0).textCursor().atEnd()
