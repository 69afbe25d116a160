"""Which version brought a sentence: asked in the editor, and read beside a version's lines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_content
from tests.gui.write.open_write import open_prompt
from workbench.gui.write.history.origins import told


@pytest.fixture
def traced(write, services, qtbot):
    """Two versions of the prompt; the second brought a line."""
    prompt_id = write.stored("support/triage").prompt.id
    for text, note in (("Be kind.", "First"), ("Be kind.\nNever guess.", "Careful")):
        draft = services.prompts.open(prompt_id).draft
        services.prompts.journal(replace(draft, content=a_content(text)))
        services.prompts.commit(prompt_id, note=note, author="Ada")
    open_prompt(qtbot, write, "support/refund")
    open_prompt(qtbot, write, "support/triage")
    qtbot.waitUntil(lambda: write.actions.context.versions == 2)
    return write


def put_cursor(write, words):
    edit = write.message(0)
    edit.setFocus()
    cursor = edit.textCursor()
    cursor.setPosition(edit.exact_text().index(words))
    edit.setTextCursor(cursor)


def test_the_sentence_at_the_cursor_is_told_with_its_version(traced, qtbot):
    put_cursor(traced, "guess")

    traced.actions.run("history.blame")

    words = traced.place.origin.words
    qtbot.waitUntil(lambda: words.text().startswith("v2 · Careful · Ada"))
    assert words.text().endswith("brought “Never guess.”")
    qtbot.mouseClick(traced.place.origin.compare, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Never guess." in traced.place.diff.view.right.toPlainText())
    assert traced.place.diff.names == ("v1", "v2")


def test_what_is_new_in_the_draft_is_told_so(traced, qtbot):
    traced.session.apply(a_content("Be kind.\nNever guess.\nAsk back."), "Typing")
    put_cursor(traced, "Ask")

    traced.actions.run("history.blame")

    qtbot.waitUntil(lambda: "New in the draft" in traced.place.origin.words.text())
    assert not traced.place.origin.compare.isVisible()


def test_each_line_of_a_version_has_the_number_of_the_one_that_brought_it(traced, qtbot):
    history = traced.place.history
    traced.actions["view.history"].setChecked(True)
    history.list.setCurrentIndex(history.timeline.index(1, 0))
    qtbot.waitUntil(lambda: "Never guess." in history.preview.toPlainText())

    history.origins.click()

    cursor = history.preview.textCursor()

    def origin():
        cursor.setPosition(history.preview.toPlainText().index("Never"))
        return history.preview.origin_at(cursor)

    qtbot.waitUntil(lambda: origin() is not None)
    assert [line.number for line in history.preview.lines] == [None, 1, 2, None]
    assert told(origin(), origin().version.created_at) == "v2 · Careful · Ada · just now"

    history.preview.setTextCursor(cursor)
    qtbot.keyClick(history.preview, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: traced.place.diff.names == ("v1", "v2"))
