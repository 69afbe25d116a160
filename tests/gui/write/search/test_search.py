"""Searching as it is typed: the last question is answered, matches stand out, Enter opens."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, Qt

from tests.builders import NOON
from workbench.domain.history import Hit, HitKind
from workbench.domain.searches import read_query
from workbench.gui.kit.background import Background
from workbench.gui.write.search.panel import SearchPanel
from workbench.gui.write.search.presenter import SearchPresenter
from workbench.gui.write.search.snippets import plain, stretches, where


def a_hit(snippet="a \x02match\x03 here", **fields):
    known = {"kind": HitKind.VERSION, "prompt_id": "p", "path": "support/triage", "digest": "d"}
    return Hit(**{**known, "snippet": snippet, "at": NOON, "version": 2, **fields})


class ScriptedSearch:
    def __init__(self):
        self.asked, self.go_on = [], threading.Event()
        self.go_on.set()
        self.hits = {"match": [a_hit(), a_hit(path="tone/friendly")]}

    def read(self, text):
        return read_query(text, NOON)

    def search(self, text, limit=50):
        self.asked.append(text)
        assert self.go_on.wait(10)
        return self.hits.get(text, [])


@pytest.fixture
def search():
    return ScriptedSearch()


@pytest.fixture
def panel(qtbot, theme, icons, search):
    owner = QObject()
    background = Background(owner)
    panel = SearchPanel(theme, icons)
    panel.presenter = SearchPresenter(panel, search, background, lambda error: None)
    qtbot.addWidget(panel)
    panel.resize(600, 400)
    panel.show()
    yield panel
    search.go_on.set()
    background.close()


def test_what_is_typed_is_searched_for(panel, qtbot):
    qtbot.keyClicks(panel.field, "match")

    qtbot.waitUntil(lambda: panel.hits.rowCount() == 2)
    assert panel._words.text() == "2 found"


def test_an_answer_that_comes_late_is_dropped(panel, qtbot, search):
    search.go_on.clear()
    panel.search_requested.emit("match")
    qtbot.waitUntil(lambda: search.asked == ["match"])
    panel.search_requested.emit("mat")
    panel.search_requested.emit("nothing")

    search.go_on.set()

    qtbot.waitUntil(lambda: "Nothing found for “nothing”" in panel._words.text())
    assert panel.hits.rowCount() == 0
    assert search.asked == ["match", "nothing"]


def test_arrows_move_and_enter_opens_while_the_line_keeps_the_keyboard(panel, qtbot):
    opened = []
    panel.presenter.hit_opened.connect(opened.append)
    qtbot.keyClicks(panel.field, "match")
    qtbot.waitUntil(lambda: panel.hits.rowCount() == 2)

    qtbot.keyClick(panel.field, Qt.Key.Key_Down)
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)

    assert [hit.path for hit in opened] == ["tone/friendly"]


def test_escape_closes(panel, qtbot):
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.field, Qt.Key.Key_Escape)


def test_the_match_is_told_apart_and_html_is_text():
    found = stretches("x <b>\n\x02two\nwords\x03 y\u202e")

    assert found == [("x <b> ", False), ("two words", True), (" y⟨U+202E⟩", False)]


def test_where_it_was_found_is_named():
    assert where(a_hit()) == "support/triage  v2"
    assert where(a_hit(kind=HitKind.OUTPUT, version=None, model="demo/brief")).endswith("brief")
    assert plain(a_hit().snippet) == "a match here"


def test_rows_are_drawn(panel, qtbot):
    qtbot.keyClicks(panel.field, "match")
    qtbot.waitUntil(lambda: panel.hits.rowCount() == 2)

    assert not panel.grab().isNull()


def test_a_chip_writes_its_filter_and_a_wrong_one_is_told(panel, search, qtbot):
    qtbot.keyClicks(panel.field, "match")
    chip = next(chip for chip in panel.filters.chips if chip.text() == "model:")

    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert panel.field.text() == "match model:"
    assert panel.field.hasFocus()

    panel.field.setText("match in:boxes")
    qtbot.waitUntil(lambda: "in:outputs, in:versions or in:notes" in panel._words.text())
