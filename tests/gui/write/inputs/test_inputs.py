"""Inputs as a form: a field for each kind, kept values, what is missing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from workbench.domain.datasets import Case
from workbench.domain.json_values import JsonObject
from workbench.domain.prompts import Input, InputType
from workbench.gui.kit.exact_text import ExactTextEdit
from workbench.gui.write.inputs.case_chooser import CaseChooser
from workbench.gui.write.inputs.form import InputsForm
from workbench.gui.write.inputs.reading import NotAValue, typed_text, typed_value

TICKET = Input("ticket", description="What the customer wrote")
TONE = Input("tone", choices=("warm", "formal"))
URGENT = Input("urgent", InputType.BOOLEAN)
COUNT = Input("count", InputType.INTEGER, default=3)
ITEMS = Input("items", InputType.ARRAY)


@pytest.fixture
def form(qtbot, theme):
    form = InputsForm(theme)
    qtbot.addWidget(form)
    form.resize(300, 500)
    form.show_inputs([TICKET, TONE, URGENT, COUNT, ITEMS])
    form.show()
    return form


def problems(form):
    return [
        each.text()
        for each in form.findChildren(QLabel)
        if each.property("tone") == "failed" and not each.isHidden()
    ]


def field(form, kind, name):
    return form.findChild(kind, f"inputs.{name}")


def test_nothing_is_given_at_first(form):
    assert form.values() == {}


def test_each_kind_gives_its_value(form, qtbot):
    qtbot.keyClicks(field(form, ExactTextEdit, "ticket"), "Broken!")
    tone = field(form, QComboBox, "tone")
    tone.setFocus()
    qtbot.keyClick(tone, Qt.Key.Key_End)
    urgent = field(form, QCheckBox, "urgent")
    qtbot.mouseClick(urgent, Qt.MouseButton.LeftButton, pos=QPoint(8, urgent.height() // 2))
    qtbot.keyClicks(field(form, QLineEdit, "count"), "12")
    qtbot.keyClicks(field(form, ExactTextEdit, "items"), '["a", 1]')

    assert form.values() == {
        "ticket": "Broken!",
        "tone": "formal",
        "urgent": True,
        "count": 12,
        "items": ("a", 1),
    }


def test_what_is_no_value_is_said_below_its_field_and_not_given(form, qtbot):
    qtbot.keyClicks(field(form, QLineEdit, "count"), "many")

    assert "count" not in form.values()
    assert problems(form) == ["A whole number is expected."]
    assert field(form, QLineEdit, "count").property("problem") is True


def test_values_stay_while_their_names_remain(form, qtbot):
    ticket = field(form, ExactTextEdit, "ticket")
    ticket.setFocus()
    qtbot.keyClicks(ticket, "Broken!")

    form.show_inputs([Input("new"), TICKET])

    assert form.values() == {"ticket": "Broken!"}
    assert field(form, ExactTextEdit, "ticket") is ticket
    assert ticket.hasFocus()


def test_a_value_survives_a_change_of_its_description(form, qtbot):
    qtbot.keyClicks(field(form, ExactTextEdit, "ticket"), "Broken!")

    form.show_inputs([Input("ticket", description="Another one")])

    assert form.values() == {"ticket": "Broken!"}


def test_an_input_that_comes_back_has_what_is_known_of_it(form):
    form.show_inputs([TICKET], {"ticket": "Known"})
    form.show_inputs([])
    form.show_inputs([TICKET], {"ticket": "Known"})

    assert form.values() == {"ticket": "Known"}


def test_texts_are_given_to_the_character(form):
    form.show_values({"ticket": "a\u2028b\u2029c\u00a0d"})

    assert form.values()["ticket"] == "a\u2028b\u2029c\u00a0d"


def test_missing_inputs_are_marked(form):
    form.mark_missing(["ticket"])

    assert problems(form) == ["A run needs a value."]


def test_tab_leaves_a_text_field(form, qtbot):
    ticket = field(form, ExactTextEdit, "ticket")
    ticket.setFocus()

    qtbot.keyClick(ticket, Qt.Key.Key_Tab)

    assert field(form, QComboBox, "tone").hasFocus()


def test_without_inputs_the_panel_says_how_to_make_one(form):
    form.show_inputs([])

    assert form.empty.isVisible()


def test_every_field_has_a_name_for_a_screen_reader(form):
    fields = [
        each for each in form.findChildren(QWidget) if each.objectName().startswith("inputs.")
    ]

    assert len(fields) == 5
    assert all(each.accessibleName() for each in fields)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (InputType.STRING, " text ", " text "),
        (InputType.INTEGER, "-3", -3),
        (InputType.NUMBER, "1.5", 1.5),
        (InputType.NUMBER, "2", 2),
        (InputType.OBJECT, '{"a": [1]}', JsonObject((("a", (1,)),))),
        (InputType.MESSAGES, '[{"role": "user", "content": "Hi"}]', None),
    ],
)
def test_typed_values(kind, text, value):
    read = typed_value(kind, text)

    assert value is None or read == value
    assert typed_value(kind, typed_text(read)) == read


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (InputType.INTEGER, "1.5"),
        (InputType.NUMBER, "nan"),
        (InputType.ARRAY, "{}"),
        (InputType.ARRAY, "[" * 100_000),
        (InputType.OBJECT, "[1]"),
        (InputType.MESSAGES, "[1]"),
    ],
)
def test_what_is_no_value(kind, text):
    with pytest.raises(NotAValue):
        typed_value(kind, text)


def test_cases_are_stepped_through_and_round(qtbot, theme, icons):
    chooser = CaseChooser(theme, icons)
    qtbot.addWidget(chooser)
    cases = [Case("1", "angry"), Case("2", "polite")]
    chooser.show_cases(cases, cases[0])
    chosen = []
    chooser.chosen.connect(chosen.append)

    for _ in range(2):
        qtbot.mouseClick(chooser.next, Qt.MouseButton.LeftButton)

    assert chosen == [cases[1], cases[0]]
    assert chooser.box.currentText() == "1 of 2 · angry"


@pytest.mark.parametrize(("kind", "name"), [(ExactTextEdit, "ticket"), (QLineEdit, "count")])
def test_undo_in_a_field_that_has_nothing_to_undo_is_the_window_s(form, qtbot, kind, name):
    undo = QAction(form, shortcut=QKeySequence("Ctrl+Z"))
    form.addAction(undo)
    edit = field(form, kind, name)
    edit.setFocus()
    qtbot.keyClicks(edit, "1")

    with qtbot.assertNotEmitted(undo.triggered):
        qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(undo.triggered):
        qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_a_text_is_seen_whole_in_a_form_that_gets_narrower(form, qtbot):
    ticket = field(form, ExactTextEdit, "ticket")
    form.resize(900, 700)
    form.show_values({"ticket": "I was charged twice for one month, on the same card. " * 4})
    qtbot.waitUntil(lambda: ticket.width() > 700)

    form.resize(320, 700)

    qtbot.waitUntil(lambda: ticket.width() <= 320)
    qtbot.waitUntil(lambda: ticket.verticalScrollBar().maximum() == 0)
