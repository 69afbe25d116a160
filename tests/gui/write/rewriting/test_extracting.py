"""Making a component or an input of what is selected."""

from __future__ import annotations

from tests.gui.write.rewriting.conftest import texts


def test_a_selection_becomes_a_component_that_is_included(sorting, select, qtbot):
    select(sorting, "Sort {{ ticket }}")
    sorting.ask.texts = ["parts/sorting"]

    sorting.actions.run("extract.component")

    included = '{% include "parts/sorting" %} {% include "parts/ticket" %}'
    qtbot.waitUntil(lambda: texts(sorting)[0] == included)
    component = sorting.stored("parts/sorting").draft.content
    assert component.text == "Sort {{ ticket }}"
    assert component.inputs[0].description == "What they wrote"
    sorting.session.undo_stack.undo()
    assert texts(sorting)[0].startswith("Sort {{ ticket }}")


def test_a_selection_becomes_an_input_with_the_text_as_its_value(sorting, select, qtbot):
    select(sorting, "the ticket", index=1)
    sorting.ask.texts = ["what"]

    sorting.actions.run("extract.variable")

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
    sorting.ask.texts = ["tickets"]

    sorting.actions.run("extract.variable")

    qtbot.waitUntil(lambda: len(sorting.ask.errors) == 1)
    assert texts(sorting)[1].endswith("the ticket")


def test_nothing_selected_says_what_to_do(sorting):
    sorting.place.editor.cards.go_to(0, 0)

    sorting.actions.run("extract.component")

    assert "selected" in sorting.ask.errors[0].message
