"""What may come next in a template."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument

from tests.builders import a_prompt
from workbench.domain.history import PromptSummary
from workbench.domain.problems import Analysis
from workbench.domain.prompts import Input, PromptKind
from workbench.gui.write.editor.completing import Component, Vocabulary, suggestions
from workbench.gui.write.editor.open_tags import lines_before, open_tags
from workbench.gui.write.editor.template_words import FILTERS, TESTS

KNOWN = Vocabulary(
    (Input("ticket"), Input("tone"), Input("product")),
    (Component("tone/friendly"), Component("tone/formal")),
)


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ("Dear {{ ", "ticket"),
        ("Dear {{ to", "tone"),
        ("{{ tone | up", "upper"),
        ("{{ tone|jo", "join"),
        ("{{ tn", "tone"),
        ("{% inc", "include"),
        ('{% include "', "tone/friendly"),
        ("{% include 'tone/fo", "tone/formal"),
        ("{% include 'frml", "tone/formal"),
        ("{% extends 'for", "tone/formal"),
        ("{% if pr", "product"),
        ("{% if tone is def", "defined"),
        ("{% if tone is not n", "ne"),
        ("{% for item in ti", "ticket"),
        ("{{ f(a, ", "ticket"),
    ],
)
def test_suggestions_fit_the_place(before, first):
    assert suggestions(before, KNOWN).words[0].name == first


@pytest.mark.parametrize(
    "before",
    [
        "Dear ",
        "{{ tone }} and ",
        "{% if tone %}",
        "{{ ticket",
        '{{ tone == "to',
        "{{ zzz",
        "{% for t",
        "{% set t",
        "{{ ticket ",
    ],
)
def test_nothing_is_suggested_elsewhere(before):
    assert suggestions(before, KNOWN) is None


def test_asked_for_anywhere_it_offers_whole_tags():
    offered = suggestions("Be fri", KNOWN, asked=True)

    assert offered.typed == "fri"
    assert offered.words[0].whole == '{% include "tone/friendly" %}'
    assert suggestions("Be ", KNOWN, asked=True).words[0].whole == "{{ ticket }}"


def test_the_innermost_open_tag_is_closed_first():
    opened = open_tags(["{% for a in b %}{% if c %}{% set d = 1 %}{# {% for %} #}"])

    words = [word.name for word in suggestions("{% ", KNOWN, opened).words]

    assert opened == ("if", "for")
    assert words[:3] == ["endif", "else", "elif"]
    assert "endfor" not in words


def test_what_is_closed_is_not_open():
    assert open_tags(["{% if a %}{% endif %}{% raw %}{% if %}{% endraw %}{% set x %}"]) == ("set",)
    assert open_tags(["{% if a %}{% for b in c %}{% endif %}"]) == ()


def test_a_tag_is_open_however_far_above_it_was_opened():
    lines = ["{% if near %}{% endif %}", *["Plain words."] * 3_000, "{% for a in b %}"]

    assert open_tags(lines) == ("for",)
    assert open_tags(["{% if near %}", *lines]) == ("if",)


def test_no_more_lines_are_read_than_it_takes_to_find_what_is_open():
    lines = (each for each in ["{% if a %}", *["Plain words."] * 3_000])

    open_tags(lines)

    assert len(list(lines)) > 2_000


def test_the_lines_before_a_place_end_at_it():
    document = QTextDocument("{% if a %}\n\n😀b{% e")
    cursor = QTextCursor(document)
    cursor.setPosition(len("{% if a %}\n\n") + 2)

    assert list(lines_before(cursor)) == ["😀", "", "{% if a %}"]


def test_every_filter_and_test_of_the_sandbox_is_explained():
    from workbench.templating.sandbox import FILTERS as KNOWN_FILTERS
    from workbench.templating.sandbox import Sandbox

    assert FILTERS.keys() == KNOWN_FILTERS.keys()
    assert TESTS.keys() == {name for name in Sandbox(largest=1).tests if name.isidentifier()}


def test_ten_thousand_components_are_narrowed_to_a_list_that_can_be_shown():
    many = Vocabulary((), tuple(Component(f"team-{i % 50}/part-{i}") for i in range(10_000)))

    words = suggestions('{% include "part-77', many).words

    assert words[0].name.endswith("/part-77")
    assert len(words) <= 200


def test_a_component_that_is_taken_gets_its_closing_quote(editor, qtbot):
    edit = _empty_message(editor)

    for key in '{% include "':
        qtbot.keyClicks(edit, key)
    qtbot.waitUntil(lambda: edit.completion.open)
    edit.completion.takes(_key(Qt.Key.Key_Return))

    assert editor.texts == ['{% include "tone/friendly" %}']


def _empty_message(editor):
    """In an editor that knows two inputs and a component."""
    component = a_prompt("tone/friendly", kind=PromptKind.COMPONENT)
    editor.engine.analysis = Analysis(inputs=KNOWN.inputs)
    editor.presenter.show_components([PromptSummary(component)])
    editor.open("")
    edit = editor.message(0)
    edit.setFocus()
    return edit


def _key(key):
    return QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


def test_escape_keeps_the_list_closed_for_the_rest_of_the_word(editor, qtbot):
    edit = _empty_message(editor)
    qtbot.keyClicks(edit, "{{ t")
    qtbot.waitUntil(lambda: edit.completion.open)

    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    qtbot.keyClicks(edit, "o")
    still_closed = not edit.completion.open
    qtbot.keyClicks(edit, " ")
    qtbot.keyClicks(edit, "| up")

    qtbot.waitUntil(lambda: edit.completion.open)
    assert still_closed
    assert editor.texts == ["{{ to | up }}"]


def test_the_list_stays_where_the_word_begins_while_it_grows(editor, qtbot):
    edit = _empty_message(editor)
    places = []

    for keys in ("{% ", "i", "n"):
        qtbot.keyClicks(edit, keys)
        edit.completion.ask()
        places.append(edit.completion.list.x())

    assert len(set(places)) == 1
    assert edit.completion.open


def test_the_tag_that_includes_brings_its_quotes_and_offers_the_components(editor, qtbot):
    edit = _empty_message(editor)
    for key in "{% inc":
        qtbot.keyClicks(edit, key)
    qtbot.waitUntil(lambda: edit.completion.open)

    edit.completion.takes(_key(Qt.Key.Key_Tab))

    assert editor.texts == ['{% include "" %}']
    assert edit.completion.open
    edit.completion.takes(_key(Qt.Key.Key_Tab))
    assert editor.texts == ['{% include "tone/friendly" %}']


def test_a_tag_that_goes_on_already_gets_no_second_quotes(editor, qtbot):
    edit = _empty_message(editor)
    edit.insertPlainText('{% inc "tone/friendly" %}')
    cursor = edit.textCursor()
    cursor.setPosition(len("{% inc"))
    edit.setTextCursor(cursor)
    qtbot.keyClicks(edit, "l")
    qtbot.waitUntil(lambda: edit.completion.open)

    edit.completion.takes(_key(Qt.Key.Key_Tab))

    assert editor.texts == ['{% include "tone/friendly" %}']
