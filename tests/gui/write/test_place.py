"""Write as a whole, over a real workspace: open, type, choose, name, look again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.builders import a_content
from tests.gui.fake_engine import FakeEngine
from workbench.bootstrap import close_services, open_services
from workbench.domain.datasets import Case
from workbench.domain.problems import Analysis, Problem, Severity
from workbench.domain.prompts import Input, PromptKind
from workbench.domain.runs import Outcome, Run
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.memory import Memory
from workbench.gui.write.board.against import Against, Other
from workbench.gui.write.commit.dialog import CommitDialog
from workbench.gui.write.library.model import NodeRole
from workbench.gui.write.place import build_write_place
from workbench.store.opening import open_workspace
from workbench.store.runs import SqliteRuns

CONTROL = Qt.KeyboardModifier.ControlModifier


class ScriptedAsk:
    def __init__(self):
        self.errors, self.texts = [], []

    def show_error(self, error):
        self.errors.append(error)

    def confirm(self, *_words):
        return True

    def text(self, *_words):
        return self.texts.pop(0)


class OpenWrite:
    def __init__(self, services, theme, actions, memory=None):
        self.services, self.actions = services, actions
        self.engine, self.ask = FakeEngine(), ScriptedAsk()
        self.background = Background()
        actions.report(workspace_open=True, engine_ready=True)
        self.place = build_write_place(
            services, self.engine, self.background, actions, theme, self.ask, memory=memory
        )

    @property
    def session(self):
        return self.place.session

    def path(self):
        return self.session.open.prompt.path if self.session.open else ""

    def message(self, index):
        return self.place.editor.cards.cards[index].edit

    def stored(self, path):
        return self.services.prompts.open_path(path)


@pytest.fixture
def services(tmp_path):
    services = open_services(tmp_path / "workspace.db", empty=True)
    services.prompts.create("tone/warm", PromptKind.COMPONENT, a_content("Be warm."))
    opened = services.prompts.create("support/triage", content=a_content("Sort {{ ticket }}"))
    services.prompts.create("support/refund", content=a_content("Refund {{ ticket }}"))
    case = Case(name="angry", values=(("ticket", "It broke!"),))
    services.datasets.keep_case(opened.prompt.id, case)
    yield services
    close_services(services)


@pytest.fixture
def write(qtbot, services, theme, actions):
    write = OpenWrite(services, theme, actions)
    write.engine.analysis = Analysis(inputs=(Input("ticket"),), tokens=3)
    qtbot.addWidget(write.place)
    write.place.resize(1200, 800)
    write.place.show()
    qtbot.waitUntil(lambda: bool(write.path()))
    yield write
    write.background.close()


@pytest.fixture
def empty(qtbot, tmp_path, theme, actions):
    services = open_services(tmp_path / "empty.db", empty=True)
    write = OpenWrite(services, theme, actions)
    qtbot.addWidget(write.place)
    write.place.resize(1200, 800)
    write.place.show()
    yield write
    write.background.close()
    close_services(services)


def ran(services, opened, text):
    """A run as the engine would have recorded it."""
    plan = services.runs.plan(opened.prompt.id, opened.draft.content, models=("demo/brief",))
    run = Run(plan.jobs[0], Outcome.FINISHED, datetime.now(UTC), text=text)
    workspace = open_workspace(services.workspace)
    SqliteRuns(workspace).record(run)
    workspace.close()
    return run


def open_prompt(qtbot, write, path):
    qtbot.keyClicks(write.place.library.filter, path)
    qtbot.keyClick(write.place.library.filter, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: write.path() == path)
    write.place.library.filter.clear()


def type_at_the_end(qtbot, write, text, index=0):
    edit = write.message(index)
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(edit, text)


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
    write.ask.texts = ["impatient"]

    write.actions.run("case.keep")
    qtbot.waitUntil(lambda: write.session.case.name == "impatient")

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


def test_an_output_that_was_found_is_shown_with_its_run(write, qtbot):
    triage = write.stored("support/triage")
    runs = [ran(write.services, triage, text) for text in ("A weeping parrot.", "A newer answer.")]
    write.actions.run("search.open")
    qtbot.keyClicks(write.place.search.field, "weeping parrot")
    qtbot.waitUntil(lambda: write.place.search.hits.rowCount() == 1)

    qtbot.keyClick(write.place.search.field, Qt.Key.Key_Return)

    board = write.place.board
    qtbot.waitUntil(lambda: board.grid.cell_of(runs[0].id) is not None)
    assert write.path() == "support/triage"
    assert [cell.exact_text for cell in board.grid.cells] == ["A weeping parrot."]
    qtbot.waitUntil(lambda: write.place.history.chosen is not None)
    assert write.place.history.chosen.digest == runs[0].job.digest


def test_a_new_window_opens_what_was_run_last(qtbot, services, theme, actions):
    ran(services, services.prompts.open_path("support/triage"), "Sorted.")

    write = OpenWrite(services, theme, actions)
    qtbot.addWidget(write.place)

    qtbot.waitUntil(lambda: write.path() == "support/triage")
    qtbot.waitUntil(lambda: len(write.place.board.grid.cells) == 1)
    write.background.close()


def test_the_cursor_is_where_it_was_left(write, qtbot):
    edit = write.message(0)
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.EndOfWord)

    open_prompt(qtbot, write, "support/triage")
    assert write.message(0).textCursor().position() == 0
    open_prompt(qtbot, write, "support/refund")

    assert write.message(0).textCursor().position() == len("Refund")


def test_the_next_window_looks_as_this_one_was_left(qtbot, services, theme, tmp_path):
    def opened():
        actions = Actions()
        made = OpenWrite(services, theme, actions, Memory(tmp_path / "window.ini"))
        qtbot.addWidget(made.place)
        made.place.show()
        qtbot.waitUntil(lambda: bool(made.path()))
        return made

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
    second.background.close()
    for window in (first, second):
        window.actions.deleteLater()


def test_a_narrow_window_shortens_words_and_cuts_nothing(write, qtbot):
    editor = write.place.editor
    add, preview = (
        editor.findChild(QWidget, f"editor.{name}") for name in ("message.add", "view.preview")
    )
    assert (add.text(), preview.toolButtonStyle()) == (
        "Add message",
        Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
    )

    write.place.resize(write.place.minimumSizeHint())
    qtbot.waitUntil(lambda: add.text() == "")

    assert preview.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert add.accessibleName() == "Add message"
    for part in (editor.header, editor.footer):
        inside = part.rect()
        shown = [child for child in part.children() if isinstance(child, QWidget)]
        assert all(inside.contains(child.geometry()) for child in shown if child.isVisible())


def test_an_empty_library_offers_a_prompt_and_the_first_one_runs(empty, qtbot):
    new = empty.place.editor.empty.new
    qtbot.waitUntil(lambda: new.hasFocus())
    assert empty.place.editor.findChild(QWidget, "editor.import").isVisible()
    assert "Open a prompt first" in empty.place.models.reason.text()
    empty.ask.texts = ["greetings/hello"]

    qtbot.keyClick(new, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: empty.path() == "greetings/hello")
    type_at_the_end(qtbot, empty, "Say hello.")
    empty.actions.run("run.start")

    qtbot.waitUntil(lambda: len(empty.engine.started) == 2)
    assert not empty.place.models.reason.isVisible()


def test_a_template_with_a_mistake_says_beside_the_button_why_it_does_not_run(write, qtbot):
    mistake = Problem("syntax", Severity.ERROR, "A brace is missing.", 0, 0, 3)
    write.engine.analysis = Analysis(problems=(mistake,))

    type_at_the_end(qtbot, write, " {{")

    qtbot.waitUntil(lambda: "mistake" in write.place.models.reason.text())
    write.actions.run("run.start")
    assert write.engine.started == []


def test_a_workspace_for_reading_only_is_shown_and_never_changed(qtbot, services, theme, actions):
    triage = services.prompts.open_path("support/triage")
    services.prompts.commit(triage.prompt.id, note="First", author="Ada")
    ran(services, triage, "Sorted.")
    reading = open_services(services.workspace, read_only=True)
    actions.report(read_only=True)
    write = OpenWrite(reading, theme, actions)
    qtbot.addWidget(write.place)
    write.place.show()
    qtbot.waitUntil(lambda: len(write.place.board.grid.cells) == 1)
    board, models = write.place.board, write.place.models

    type_at_the_end(qtbot, write, "!")
    write.place.editor.cards.move_requested.emit(0, 0)
    write.actions.run("run.start")
    write.place.session.apply(a_content("Other"), "Change")
    [cell] = board.grid.cells
    board.retry_requested.emit(cell.job.run_id)

    reason = "The workspace is open for reading only."
    assert models.reason.text() == reason
    assert not cell.header.retry.isEnabled()
    assert reason in cell.header.retry.toolTip()
    assert not models.parameters.temperature.isEnabled()
    assert write.engine.started == []
    assert write.stored("support/triage").draft.content.text == "Sort {{ ticket }}"
    writing = ("prompt.new", "prompt.import", "version.commit", "version.restore", "run.start")
    assert all(write.actions.reason(name) == reason for name in writing)
    assert write.ask.errors == []
    write.background.close()
    close_services(reading)


def test_running_shows_the_board_in_the_place_of_a_comparison(write, qtbot):
    write.session.set_case(Case(values=(("ticket", "It broke!"),)))
    write.services.prompts.commit(write.session.open.prompt.id, note="", author="Ada")
    qtbot.waitUntil(lambda: write.actions.reason("view.diff") == "")
    write.actions.run("view.diff")
    qtbot.waitUntil(write.place.diff.isVisible)

    write.actions.run("run.start")

    qtbot.waitUntil(write.place.board.isVisible)
    assert not write.place.diff.isVisible()


def test_run_pressed_in_the_filter_before_anything_is_open_opens_nothing_else(empty, qtbot):
    empty.services.prompts.create("a/first")
    library = empty.place.library
    qtbot.waitUntil(lambda: next(library.library_model.prompts(), None) is not None)

    opened = []
    library.open_requested.connect(opened.append)

    qtbot.keyClick(library.filter, Qt.Key.Key_Return, CONTROL)

    assert opened == []
