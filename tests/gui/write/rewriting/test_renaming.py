"""Renaming the variable at the cursor everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt


def opened_dialog(write, select, qtbot, name):
    select(write, "ticket")
    write.actions.run("variable.rename")
    dialog = write.place.findChild(object, "rename")
    qtbot.keyClicks(dialog.name, name)
    return dialog


def texts(write):
    return [message.text for message in write.session.content.messages]


def test_a_variable_is_renamed_everywhere_in_one_step(sorting, select, qtbot, services):
    dialog = opened_dialog(sorting, select, qtbot, "letter")
    qtbot.waitUntil(dialog.rename.isEnabled)
    prompt_id = sorting.session.open.prompt.id

    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)

    assert texts(sorting) == [
        'Sort {{ letter }} {% include "parts/ticket" %}',
        "{% for ticket in tickets %}{{ ticket }}{% endfor %} the ticket",
    ]
    assert sorting.session.content.inputs[0].name == "letter"
    qtbot.waitUntil(
        lambda: sorting.stored("parts/ticket").draft.content.text == "Ticket: {{ letter }}"
    )
    kept = services.datasets.cases_for(prompt_id)
    assert dict(kept[0].values) == {"letter": "Help"}
    sorting.session.undo_stack.undo()
    assert "{{ ticket }}" in texts(sorting)[0]


def test_components_are_left_alone_when_they_are_not_ticked(sorting, select, qtbot):
    dialog = opened_dialog(sorting, select, qtbot, "letter")
    qtbot.waitUntil(dialog.rename.isEnabled)

    dialog.others.setChecked(False)
    paths = [
        dialog.view.model().index(row, 0).data() for row in range(dialog.view.model().rowCount())
    ]
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)

    assert paths == ["support/sort"]
    assert sorting.stored("parts/ticket").draft.content.text == "Ticket: {{ ticket }}"


def test_a_name_that_is_taken_is_refused_where_it_is_typed(sorting, select, qtbot):
    dialog = opened_dialog(sorting, select, qtbot, "tickets")

    qtbot.waitUntil(dialog.problem.isVisible)

    assert "already" in dialog.problem.text()
    assert not dialog.rename.isEnabled()
    dialog.reject()


def test_without_a_variable_at_the_cursor_it_says_so(sorting, select, qtbot):
    edit = select(sorting, "Sort")

    sorting.actions.run("variable.rename")

    assert edit.pointing.open
    assert sorting.place.findChild(object, "rename") is None
