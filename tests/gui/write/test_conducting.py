"""What one part of Write does, the others take up."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.builders import a_content
from tests.gui.write.open_write import OpenWrite, open_prompt, ran, type_at_the_end
from workbench.bootstrap import close_services, open_services
from workbench.domain.datasets import Case
from workbench.domain.estimates import Estimate, JobEstimate
from workbench.domain.models import Model, Price
from workbench.domain.problems import Analysis, Problem, Severity
from workbench.gui.kit.engine import EngineState

CONTROL = Qt.KeyboardModifier.ControlModifier


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


def test_a_narrow_window_shortens_words_and_cuts_nothing(write, qtbot):
    editor = write.place.editor
    preview, row = editor.findChild(QWidget, "editor.view.preview"), editor.cards.add_row
    assert preview.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon

    write.place.resize(write.place.minimumSizeHint())
    icons_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    qtbot.waitUntil(lambda: preview.toolButtonStyle() == icons_only)

    for part in (editor.header, editor.footer, row):
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
    [cell] = board.grid.widgets
    board.retry_requested.emit(cell.job.run_id)

    reason = "The workspace is open for reading only."
    assert models.reason.text() == reason
    assert not cell.header.retry.isEnabled()
    assert reason in cell.header.retry.toolTip()
    assert not models.parameters.form.fields["temperature"].edit.isEnabled()
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
    qtbot.waitUntil(lambda: library.library_model.first() is not None)

    opened = []
    library.open_requested.connect(opened.append)

    qtbot.keyClick(library.filter, Qt.Key.Key_Return, CONTROL)

    assert opened == []


def test_the_footer_counts_with_prices_and_the_question_with_what_the_engine_says(write, qtbot):
    price = Price(Decimal("0.00001"), Decimal("0.00003"))
    write.engine.model_list = [Model("acme/large", "acme", price=price)]
    dear = JobEstimate("run", "acme/large", 9000, 40_000, Decimal("1.29"))
    write.engine.estimate_answer = Estimate((dear,))
    open_prompt(qtbot, write, "support/triage")
    qtbot.waitUntil(lambda: write.session.case.name == "angry")
    write.place.models.rows.tick(["acme/large"])
    write.engine.change_state(EngineState.READY)
    assert "a run" in write.place.editor.footer.cost.text()

    write.actions.run("run.start")

    qtbot.waitUntil(lambda: len(write.engine.started) == 1)
    assert "about $1.29" in write.ask.questions[0]
