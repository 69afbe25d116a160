from __future__ import annotations

import sqlite3
import threading
from contextlib import closing

import pytest

from tests.builders import a_content, a_prompt
from workbench.domain.errors import WorkspaceBusy
from workbench.store import database
from workbench.store.prompts import SqlitePrompts


def paths_in(workspace):
    return [summary.prompt.path for summary in SqlitePrompts(workspace).summaries()]


def test_a_writing_that_fails_writes_nothing(workspace):
    def add_and_stumble():
        with workspace.writing():
            SqlitePrompts(workspace).add(a_prompt(), a_content())
            assert paths_in(workspace) == [a_prompt().path]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_stumble()

    assert paths_in(workspace) == []


def test_a_reading_sees_one_state_throughout(workspace):
    prompts = SqlitePrompts(workspace)
    with workspace.reading():
        assert paths_in(workspace) == []
        writer = threading.Thread(target=lambda: prompts.add(a_prompt(), a_content()))
        writer.start()
        writer.join()

        assert paths_in(workspace) == []

    assert paths_in(workspace) == [a_prompt().path]


def test_a_program_that_keeps_the_write_lock_is_not_waited_for_for_ever(workspace, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    prompts = SqlitePrompts(workspace)
    with closing(sqlite3.connect(workspace.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceBusy, match="does not finish"):
            prompts.add(a_prompt(), a_content())
        other.execute("ROLLBACK")

    prompts.add(a_prompt(), a_content())
