from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter

from workbench.gui.kit.memory import Memory
from workbench.gui.shell.appearance import Appearance
from workbench.gui.shell.layout import Layout


@pytest.fixture
def memory(tmp_path):
    return Memory(tmp_path / "window.ini")


def a_window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    splitter = QSplitter()
    splitter.setObjectName("write.columns")
    splitter.addWidget(QLabel("left"))
    splitter.addWidget(QLabel("right"))
    window.setCentralWidget(splitter)
    window.resize(700, 400)
    window.show()
    return window, splitter


def test_the_parts_of_the_window_are_as_they_were_left(qtbot, memory):
    window, splitter = a_window(qtbot)
    splitter.setSizes([500, 200])
    Layout(memory).keep(window)
    left = splitter.sizes()

    again, splitter = a_window(qtbot)
    Layout(memory).restore_window(again)
    Layout(memory).restore_parts(again)

    assert again.size() == window.size()
    assert splitter.sizes() == left


def test_a_first_start_has_nothing_to_restore(qtbot, memory):
    window, splitter = a_window(qtbot)
    before = splitter.sizes()

    Layout(memory).restore_window(window)
    Layout(memory).restore_parts(window)

    assert splitter.sizes() == before


def test_nonsense_in_the_file_is_passed_over(tmp_path):
    file = tmp_path / "window.ini"
    file.write_text("[window]\ntext_scale=large\ngeometry=broken\n", encoding="utf-8")

    assert Memory(file).number("text_scale", 1.0) == 1.0
    assert Memory(file).state("geometry") is None


def test_scopes_do_not_see_each_other(memory):
    memory.scoped("one").keep("prompt", "a")

    assert memory.scoped("two").text("prompt") == ""


def test_text_size_and_theme_are_remembered(theme, actions, memory, qtbot):
    appearance = Appearance(theme, actions, memory, actions)

    with qtbot.waitSignal(appearance.chosen) as chosen:
        actions.run("view.zoom_in")
    actions.run("view.theme_dark")

    assert chosen.args == ["light", 1.1]
    assert (memory.text("theme"), memory.number("text_scale", 1.0)) == ("dark", 1.1)


def test_what_the_settings_say_counts(theme, actions, memory):
    appearance = Appearance(theme, actions, memory, actions)

    appearance.follow("dark", 1.3)

    assert (theme.choice, theme.text_scale) == ("dark", 1.3)
    assert actions["view.theme_dark"].isChecked()
