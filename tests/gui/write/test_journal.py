"""Drafts reach the disk a moment after they are typed, and none is dropped when that fails."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import QObject

from tests.builders import a_content
from workbench.domain.errors import WorkspaceError
from workbench.domain.prompts import Draft
from workbench.gui.kit.background import Background
from workbench.gui.write.journal import Journal


def a_draft(text, prompt_id="p"):
    return Draft(prompt_id, a_content(text))


class Disk:
    """Writes from the background thread; full when told so, held when told so."""

    def __init__(self):
        self.texts, self.full = [], False
        self.free = Event()
        self.free.set()

    def write(self, draft):
        self.free.wait(10)
        if self.full:
            raise WorkspaceError("The disk is full.")
        self.texts.append(draft.content.text)


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def journal(qtbot, disk):
    owner = QObject()
    background = Background(owner)
    yield Journal(disk.write, background, owner)
    disk.free.set()
    background.close()


def test_a_draft_is_written_soon_after_the_first_edit_while_typing_goes_on(journal, disk, qtbot):
    with qtbot.waitSignal(journal.saved):
        for text in ("a", "ab", "abc"):
            journal.put(a_draft(text))

    assert disk.texts == ["abc"]


def test_what_is_typed_during_a_write_is_written_after_it(journal, disk, qtbot):
    disk.free.clear()
    journal.put(a_draft("first"))
    journal.flush()

    journal.put(a_draft("second"))
    disk.free.set()

    qtbot.waitUntil(lambda: disk.texts == ["first", "second"])


def test_flushing_calls_back_when_everything_is_on_disk(journal, disk, qtbot):
    done = []
    journal.put(a_draft("one", "p"))
    journal.put(a_draft("two", "q"))

    journal.flush(lambda: done.append(list(disk.texts)))

    qtbot.waitUntil(lambda: bool(done))
    assert done == [["one", "two"]]


def test_flushing_nothing_calls_back_at_once(journal):
    done = []

    journal.flush(lambda: done.append(True))

    assert done


def test_a_full_disk_is_told_and_the_draft_written_when_there_is_room(journal, disk, qtbot):
    disk.full = True
    with qtbot.waitSignal(journal.failed) as failed:
        journal.put(a_draft("precious"))
    assert "full" in failed.args[0].message
    assert journal.unsaved("p") == a_draft("precious")

    disk.full = False

    with qtbot.waitSignal(journal.saved, timeout=5000):
        pass
    assert disk.texts == ["precious"]
    assert journal.unsaved("p") is None


def test_what_was_typed_after_a_failure_is_what_is_written(journal, disk, qtbot):
    disk.full = True
    with qtbot.waitSignal(journal.failed):
        journal.put(a_draft("old"))
    journal.put(a_draft("new"))
    disk.full = False

    with qtbot.waitSignal(journal.saved, timeout=5000):
        journal.flush()

    assert disk.texts == ["new"]


def test_a_flush_on_a_full_disk_lets_the_work_go_on(journal, disk, qtbot):
    disk.full = True
    done = []
    journal.put(a_draft("precious"))

    journal.flush(lambda: done.append(True))

    qtbot.waitUntil(lambda: bool(done))
    assert journal.unsaved("p") is not None
