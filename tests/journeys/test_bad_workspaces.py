"""A workspace that cannot be used is told in the window, and not a byte of it is changed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import contextmanager

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.journeys.keyboard import press, write
from tests.journeys.window import focused_name
from workbench import bootstrap
from workbench.domain.errors import WorkspaceDamaged, WorkspaceTooNew

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PROBLEM = "opening_problem"
READ_ONLY = f"{PROBLEM}.read_only"


@pytest.fixture
def path(home):
    path = home / "desk" / "team.db"
    path.parent.mkdir()
    bootstrap.close_services(bootstrap.open_services(path))
    return path


def of_a_later_release(path):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def not_a_database(path):
    path.write_text("a shopping list", encoding="utf-8")


def another_database(path):
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE shopping (what TEXT)")
    connection.close()


def damaged_inside(path):
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 8] = b"\xa5" * (4096 * 5)
    path.write_bytes(data)


def cut_short(path):
    path.write_bytes(path.read_bytes()[:20_000])


def empty(path):
    path.write_bytes(b"")


BAD = (
    (of_a_later_release, WorkspaceTooNew, "made by a later release", "release that made it"),
    (not_a_database, WorkspaceDamaged, "not a workspace", "Nothing was changed"),
    (another_database, WorkspaceDamaged, "not a workspace", "Nothing was changed"),
    (damaged_inside, WorkspaceDamaged, "damaged", "Restore a backup"),
    (cut_short, WorkspaceDamaged, "damaged", "Restore a backup"),
    (empty, WorkspaceDamaged, "not a workspace", "Nothing was changed"),
)


@pytest.mark.parametrize(
    ("spoil", "error", "message", "hint"), BAD, ids=lambda row: getattr(row, "__name__", "")
)
def test_it_is_told_and_left_alone(open_window, path, spoil, error, message, hint):
    spoil(path)
    before = everything_in(path.parent)
    window = open_window(path)

    words = told_in(window)

    assert error.title in words[0]
    assert message in words[1]
    assert str(path) in words[1]
    assert hint in words[2]
    assert window.window.findChild(QPushButton, READ_ONLY) is None
    assert window.reason("run.start")
    window.frame.window.close()
    assert everything_in(path.parent) == before


def test_a_file_that_may_only_be_read_can_be_opened_for_reading(open_window, path):
    with unwritable(path):
        before = path.read_bytes()
        window = open_window(path)
        words = told_in(window)

        assert words[0] == "The workspace cannot be written"
        assert "reading only" in words[2]
        tab_to(READ_ONLY)
        press("Space")
        window.settle(for_reading=True)

        assert_only_readable(window)
        assert path.read_bytes() == before


def test_a_second_window_is_told_and_may_look_while_the_first_works_on(open_window, path):
    first = open_window(path).settle()
    before = path.read_bytes()
    second = open_window(path)
    words = told_in(second)

    assert words[0] == "The workspace is open in another window"
    assert "reading only" in words[2]
    tab_to(READ_ONLY)
    press("Space")
    second.settle(for_reading=True)

    assert_only_readable(second)
    assert path.read_bytes() == before
    second.frame.window.close()
    first.turn_to()
    press("Ctrl+Alt+2", "Ctrl+End")
    write(" More.")
    first.wait(lambda: on_disk(path, first.path).endswith(" More."))


def assert_only_readable(window):
    """Everything can be looked at; what would write says why it cannot."""
    assert "read only" in window.window.status.workspace.text()
    assert "reading only" in window.reason("run.start")
    assert "reading only" in window.reason("version.commit")
    text = window.cards[0].edit.exact_text()
    assert text
    press("Ctrl+Alt+2", "Ctrl+End")
    write("not this")
    press("Ctrl+Return")
    assert window.cards[0].edit.exact_text() == text
    press("Ctrl+H")
    window.wait(lambda: window.write.history.timeline.rowCount() > 1)


def told_in(window):
    """Title, message and hint, as they stand in the window."""
    window.wait(lambda: window.window.findChild(QLabel, f"{PROBLEM}.title"))
    window.turn_to()
    page = window.window.stack.currentWidget()
    assert page.objectName() == PROBLEM
    return [label.text() for label in page.findChildren(QLabel)]


def tab_to(name):
    for _ in range(20):
        if focused_name() == name:
            return
        press("Tab")
    raise AssertionError(f"{name} cannot be reached by Tab")


def everything_in(folder):
    """The log that readers share and the lock are no part of the workspace."""
    return {
        file.name: file.read_bytes()
        for file in folder.iterdir()
        if file.suffix not in (".lock", ".db-wal", ".db-shm")
    }


def on_disk(path, prompt_path):
    services = bootstrap.open_services(path, read_only=True)
    try:
        return services.prompts.open_path(prompt_path).draft.content.messages[0].text
    finally:
        bootstrap.close_services(services)


@contextmanager
def unwritable(path):
    """For root too, whom no permission stops."""
    if os.name == "posix" and os.geteuid():
        path.chmod(0o444)
        yield
        path.chmod(0o644)
        return
    if sys.platform != "linux":
        pytest.skip("made as on Linux")
    once, again = ["mount", "--bind"], ["mount", "-o", "remount,ro,bind"]
    if subprocess.run([*once, str(path), str(path)], check=False, capture_output=True).returncode:
        pytest.skip("a file can only be mounted by root")
    subprocess.run([*again, str(path)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)
