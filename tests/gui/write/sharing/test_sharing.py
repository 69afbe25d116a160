"""Copying a request and writing the board, as a person does it."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QGuiApplication

from tests.gui.write.open_write import open_prompt
from workbench.domain.models import Endpoint
from workbench.domain.prompts import Message, Role
from workbench.domain.run_events import RunEnded
from workbench.domain.runs import Outcome, Run

KEY = "sk-planted-0d1e2f3a4b5c6d7e"


@pytest.fixture(autouse=True)
def _settings_of_its_own(tmp_path, monkeypatch):
    """Before anything is opened: what is set here is nobody's."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def board(qtbot, write, monkeypatch):
    """One answered cell of a model on a server of one's own, and one of a demo model."""
    monkeypatch.setenv("HOUSE_API_KEY", KEY)
    house = Endpoint("house", "https://models.example.org/v1", key_required=True)
    settings = write.services.settings
    settings.save(replace(settings.load(), endpoints=(house,)))
    open_prompt(qtbot, write, "support/triage")
    qtbot.waitUntil(lambda: bool(write.session.case.values))
    write.said = []
    write.place.said.connect(write.said.append)
    write.ask.save_file = lambda _title, _start, _kinds: write.file
    return write


def answered(qtbot, board, model, text="=1+1 <b>"):
    board.session.set_models((model,))
    count = len(board.engine.started)
    board.actions.run("run.start")
    qtbot.waitUntil(lambda: len(board.engine.started) > count)
    job = board.engine.started[-1]
    sent = (Message(Role.USER, 'It\'s "late" {{ x }}'),)
    run = Run(job, Outcome.FINISHED, datetime.now(UTC), messages=sent, text=text)
    board.engine.say(RunEnded(run))
    return run


@pytest.mark.parametrize(
    ("form", "holds"),
    [
        ("curl", "https://models.example.org/v1/chat/completions"),
        ("litellm", "litellm.completion("),
        ("openai", "client.chat.completions.create("),
        ("promptfoo", "openai:chat:llama-3"),
    ],
)
def test_the_request_of_the_current_cell_is_copied_without_its_key(qtbot, board, form, holds):
    answered(qtbot, board, "house/llama-3")
    QGuiApplication.clipboard().clear()

    board.actions.run(f"copy.{form}")
    qtbot.waitUntil(lambda: bool(board.said))

    copied = QGuiApplication.clipboard().text()
    assert holds in copied
    assert "HOUSE_API_KEY" in copied
    assert KEY not in copied
    assert "HOUSE_API_KEY" in board.said[-1]


def test_a_demo_model_cannot_be_asked_from_elsewhere(qtbot, board):
    answered(qtbot, board, "demo/brief")

    board.actions.run("copy.curl")

    qtbot.waitUntil(lambda: bool(board.ask.errors))
    assert "exists only here" in board.ask.errors[0].message


def test_the_cell_menu_has_what_can_be_done_with_a_cell(board):
    from workbench.gui.commands.board import CELL_MENU

    for command_id in ("conversation.open", "copy.curl", "copy.promptfoo"):
        assert command_id in CELL_MENU
        assert board.actions.has_handler(command_id)


@pytest.mark.parametrize(
    ("name", "holds"), [("b.md", "# support"), ("b.html", "<!doctype html>"), ("b", "# support")]
)
def test_the_board_is_written_to_a_file(qtbot, board, tmp_path, name, holds):
    answered(qtbot, board, "house/llama-3")
    board.file = tmp_path / name

    board.actions.run("board.export")
    qtbot.waitUntil(lambda: bool(board.said))

    [written] = tmp_path.glob("b*.*")
    assert holds in written.read_text(encoding="utf-8")
    assert str(written) in board.said[-1]


def test_a_spreadsheet_finds_no_formula(qtbot, board, tmp_path):
    answered(qtbot, board, "house/llama-3")
    board.file = tmp_path / "b.csv"

    board.actions.run("board.export")
    qtbot.waitUntil(board.file.exists)

    with board.file.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["output"] == "'=1+1 <b>"


def test_a_file_the_person_did_not_name_is_not_replaced_without_a_question(qtbot, board, tmp_path):
    answered(qtbot, board, "house/llama-3")
    there = tmp_path / "b.md"
    there.write_text("mine", encoding="utf-8")
    board.file = tmp_path / "b"
    board.ask.confirm = lambda *_words: False

    board.actions.run("board.export")

    assert there.read_text(encoding="utf-8") == "mine"
    assert board.said == []


def test_a_folder_that_cannot_be_written_is_told(qtbot, board, tmp_path):
    answered(qtbot, board, "house/llama-3")
    board.file = tmp_path / "nowhere" / "b.md"

    board.actions.run("board.export")

    qtbot.waitUntil(lambda: bool(board.ask.errors))
    assert "cannot be written" in board.ask.errors[0].message
