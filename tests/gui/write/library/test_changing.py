"""Changes of many prompts: progress, stopping, taking back; dialogs can be used without seeing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt

from tests.builders import a_prompt
from tests.gui.test_accessibility import nameless
from tests.gui.write.open_write import ScriptedAsk
from workbench.domain.errors import InvalidInput
from workbench.domain.history import Use
from workbench.domain.prompts import Label
from workbench.gui.kit.background import Background
from workbench.gui.write.library.card_dialog import CardDialog
from workbench.gui.write.library.changing import Changes
from workbench.gui.write.library.folder_dialog import FolderDialog
from workbench.gui.write.library.job_strip import JobStrip
from workbench.gui.write.library.labels_dialog import LabelsDialog
from workbench.gui.write.library.uses_dialog import UsesDialog


@pytest.fixture
def strip(qtbot, theme):
    strip = JobStrip(theme)
    qtbot.addWidget(strip)
    return strip


@pytest.fixture
def changes(qtbot, strip, actions):
    background, owner = Background(), QObject()
    changes = Changes(strip, background, actions, ScriptedAsk(), owner)
    changes.owner, changes.ask = owner, changes._ask
    actions.report(workspace_open=True)
    yield changes
    background.close()


def test_many_show_how_far_it_is_and_can_be_stopped(qtbot, strip, changes):
    told = []

    def work(progress):
        done = 500
        while progress(done, 100_000):
            done = 500
        told.append("stopped")
        return 500

    changes.run(work, lambda count: (f"{count} done.", lambda: None))
    qtbot.waitUntil(strip.isVisible)
    assert strip.bar.maximum() == 100_000

    with qtbot.waitSignal(changes.said) as said:
        qtbot.mouseClick(strip.stop, Qt.MouseButton.LeftButton)

    assert told == ["stopped"]
    assert said.args[0].startswith("500 done. Ctrl+Alt+Z")


def test_steps_are_taken_back_from_the_last_to_the_first(qtbot, changes, actions):
    undone = []
    for name in ("first", "second"):
        done = (name, lambda name=name: undone.append(name))
        with qtbot.waitSignal(changes.said):
            changes.run(lambda _progress: None, lambda _r, done=done: done)

    for _step in range(2):
        with qtbot.waitSignal(changes.said):
            actions.run("library.undo")

    assert undone == ["second", "first"]
    assert not actions.context.library_undo


def test_what_fails_is_told_and_leaves_no_step(qtbot, changes, actions):
    def fail(_progress):
        raise InvalidInput("No.")

    changes.run(fail, lambda _r: ("done", lambda: None))

    qtbot.waitUntil(lambda: len(changes.ask.errors) == 1)
    assert not actions.context.library_undo


@pytest.mark.parametrize(
    "make",
    [
        lambda theme: CardDialog(a_prompt(), theme),
        lambda theme: FolderDialog(["support"], theme),
        lambda theme: LabelsDialog([a_prompt()], [Label("tone", "warm")], {}, theme),
        lambda theme: UsesDialog("tone/warm", [Use("id", "support/triage")], theme),
        lambda theme: UsesDialog("tone/warm", [], theme),
    ],
    ids=["card", "folder", "labels", "uses", "no uses"],
)
def test_every_focusable_widget_of_a_dialog_has_a_name(qtbot, theme, make):
    dialog = make(theme)
    qtbot.addWidget(dialog)

    assert nameless(dialog) == []
