"""Making a component or an input of what is selected."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.gui.write.rewriting.conftest import texts
from workbench.gui.write.rewriting.extract_dialog import ExtractDialog


def asked(qtbot, write):
    """The question how what is taken out is to be called."""
    found = write.place.findChildren(ExtractDialog)
    qtbot.waitUntil(lambda: bool(found or found.extend(write.place.findChildren(ExtractDialog))))
    return found[0]


def answer(qtbot, dialog, name):
    dialog.name.clear()
    qtbot.keyClicks(dialog.name, name)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)


def test_a_selection_becomes_a_component_that_is_included(sorting, select, qtbot):
    select(sorting, "Sort {{ ticket }}")

    sorting.actions.run("extract.component")
    answer(qtbot, asked(qtbot, sorting), "parts/sorting")

    included = '{% include "parts/sorting" %} {% include "parts/ticket" %}'
    qtbot.waitUntil(lambda: texts(sorting)[0] == included)
    component = sorting.stored("parts/sorting").draft.content
    assert component.text == "Sort {{ ticket }}"
    assert component.inputs[0].description == "What they wrote"
    sorting.session.undo_stack.undo()
    assert texts(sorting)[0].startswith("Sort {{ ticket }}")


def test_a_selection_becomes_an_input_with_the_text_as_its_value(sorting, select, qtbot):
    select(sorting, "the ticket", index=1)

    sorting.actions.run("extract.variable")
    answer(qtbot, asked(qtbot, sorting), "what")

    qtbot.waitUntil(lambda: texts(sorting)[1].endswith("{{ what }}"))
    assert sorting.place.session.content.inputs[-1].name == "what"
    assert sorting.place.inputs.form.parent() is not None


def test_a_selection_that_cuts_through_a_tag_is_refused(sorting, select, qtbot):
    select(sorting, "{% for ticket in tickets %}{{", index=1)

    sorting.actions.run("extract.component")
    qtbot.waitUntil(lambda: len(sorting.ask.errors) == 1)
    sorting.actions.run("extract.variable")
    qtbot.waitUntil(lambda: len(sorting.ask.errors) == 2)

    assert "tag" in sorting.ask.errors[0].message


def test_what_needs_a_loop_s_item_cannot_leave_the_loop(sorting, select, qtbot):
    select(sorting, "{{ ticket }}", index=1)

    sorting.actions.run("extract.component")

    qtbot.waitUntil(lambda: len(sorting.ask.errors) == 1)
    assert "ticket" in sorting.ask.errors[0].message


def test_a_name_that_is_taken_is_refused(sorting, select, qtbot):
    select(sorting, "the ticket", index=1)

    sorting.actions.run("extract.variable")
    dialog = asked(qtbot, sorting)
    answer(qtbot, dialog, "tickets")

    qtbot.waitUntil(lambda: "tickets" in dialog.problem.text())
    assert dialog.isVisible()
    assert texts(sorting)[1].endswith("the ticket")


def test_what_will_be_in_the_component_is_shown_before_it_is_made(sorting, select, qtbot):
    select(sorting, "Sort {{ ticket }}")

    sorting.actions.run("extract.component")
    dialog = asked(qtbot, sorting)

    assert dialog.text.exact_text() == "Sort {{ ticket }}"
    assert "ticket" in dialog.note.text()
    assert not dialog.done_button.isEnabled()
    qtbot.keyClicks(dialog.name, "sorting")
    assert dialog.name.text() == "support/sorting"


def test_a_path_that_cannot_be_is_told_in_the_dialog(sorting, select, qtbot):
    select(sorting, "Sort {{ ticket }}")

    sorting.actions.run("extract.component")
    dialog = asked(qtbot, sorting)
    answer(qtbot, dialog, "Parts of it")
    qtbot.waitUntil(dialog.problem.isVisible)
    answer(qtbot, dialog, "parts/sorting")

    qtbot.waitUntil(lambda: "parts/sorting" in texts(sorting)[0])


def test_nothing_selected_says_what_to_do(sorting):
    sorting.place.editor.cards.go_to(0, 0)

    sorting.actions.run("extract.component")

    assert "selected" in sorting.ask.errors[0].message
