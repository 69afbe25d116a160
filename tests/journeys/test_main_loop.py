"""From an empty folder to a commit in a registry, by the keyboard alone."""

from __future__ import annotations

import subprocess

import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog

from tests.journeys.answering import answers
from tests.journeys.keyboard import press, write
from tests.journeys.window import focused_name
from workbench.gui.kit.differences.lines import Mark

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SHORTER = "Who at {{ product }} is to answer? Answer with one of: cashier, mechanic, other."
MODELS = ("demo/brief", "demo/detailed")


def git(folder, *arguments):
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_from_typing_to_a_commit_in_the_registry_by_keyboard_alone(open_window, home):
    window = open_window(home / "work.db").settle()
    registry = home / "team-prompts"

    open_from_the_library(window, "support/triage")
    write_at_the_end(window, "\nBe kind.")
    first = run_on_two_models(window)
    name_the_version(window, "Ask for kindness", 4)
    write_instead(window, SHORTER)
    second = run_on_two_models(window)
    compare_with_the_previous_run(window, first, second)
    compare_with_the_newest_version(window)
    name_the_version(window, "One word is enough", 5)
    approve(window, "Read both answers", 5)
    export_to_a_new_registry(window, registry)
    verify(window)
    look_at_the_history(window, first)

    log = git(registry, "log", "--format=%s").splitlines()
    assert ["support/triage" in subject for subject in log] == [True, False]
    assert git(registry, "status", "--porcelain") == ""
    [release] = [name for name in git(registry, "ls-files").split() if "/versions/" in name]
    assert SHORTER in (registry / release).read_text(encoding="utf-8")


def open_from_the_library(window, path):
    press("Ctrl+Alt+1")
    write(path)
    press("Return")
    window.wait(lambda: window.path == path)
    press("Escape")


def write_at_the_end(window, text):
    press("Ctrl+Alt+2", "Ctrl+End")
    write(text)
    window.wait(lambda: window.write.session.content.messages[0].text.endswith(text))


def write_instead(window, text):
    press("Ctrl+Alt+2", "Ctrl+A")
    write(text)
    window.wait(lambda: window.write.session.content.messages[0].text == text)


def run_on_two_models(window):
    before = {cell.job.run_id for cell in window.cells}
    window.wait(lambda: window.reason("run.start") == "")
    press("Ctrl+Return")
    window.wait(lambda: window.cells and not before & {cell.job.run_id for cell in window.cells})
    window.wait(window.all_shown)

    assert tuple(cell.job.model for cell in window.cells) == MODELS
    for cell in window.cells:
        assert cell.header.state.text() == "finished"
        assert cell.output.text.toPlainText() == cell.run.text != ""
        for figure in ("s first", "tokens", "$0", "stop"):
            assert figure in cell.header.figures.text()
        assert window.services.runs.run(cell.job.run_id) == cell.run
    return {cell.job.model: cell.run for cell in window.cells}


def name_the_version(window, note, number):
    press("Ctrl+S")
    window.dialog("commit")
    write(note)
    press("Ctrl+Return")
    window.dialog_gone()
    window.wait(lambda: window.write.editor.header.state.text() == f"v{number}")


def compare_with_the_previous_run(window, first, second):
    press("Alt+D", "Down")
    assert focused_name() == "board.against"
    assert "previous run" in window.write.board.bar.against.currentText()
    window.wait(lambda: all(cell.views.comparison for cell in window.cells))
    for cell in window.cells:
        was, is_ = first[cell.job.model].text, second[cell.job.model].text
        assert cell.views.comparison.isVisible() == (was != is_)
    assert any(marks(cell.views.comparison.shown) >= {Mark.ADDED} for cell in window.cells)
    assert all(cell.reference.text().startswith("against") for cell in window.cells)


def compare_with_the_newest_version(window):
    press("Ctrl+D")
    diff = window.write.diff
    window.wait(lambda: "1 message changed" in diff.summary.text())
    assert diff.isVisible()
    assert marks(diff.view.shown) >= {Mark.ADDED}
    press("Escape")
    window.wait(lambda: window.write.board.isVisible())


def approve(window, note, number):
    press("Ctrl+Shift+A")
    dialog = window.dialog("approve")
    window.wait(lambda: "2 runs of this version, 2 finished" in dialog.evidence.text())
    assert dialog.version.number == number
    write(note)
    tab_to("approve.approve")
    press("Return")
    window.dialog_gone()


def export_to_a_new_registry(window, folder):
    press("Ctrl+Shift+E")
    dialog = window.dialog("export")
    with answers(
        (QFileDialog, lambda: write(str(folder.parent))),
        (QFileDialog, lambda: press("Return")),
        (QInputDialog, lambda: (press("Ctrl+A"), write(folder.name), press("Return"))),
    ):
        press("Alt+N")
    window.wait(lambda: dialog.plan is not None)
    assert "Nothing is written yet" in dialog.form.foot.words.text()
    assert "support/triage" in dialog.form.preview.message.toPlainText()
    tab_to("export.do")
    press("Return")
    window.wait(lambda: "Exported in commit" in dialog.form.foot.words.text())
    press("Escape")
    window.dialog_gone()


def verify(window):
    window.wait(lambda: window.reason("registry.verify") == "")
    window.command("verify registry")
    dialog = window.dialog("verify")
    window.wait(lambda: "is in order" in dialog.words.text())
    assert dialog.findings.rowCount() == 0
    press("Escape")
    window.dialog_gone()


def look_at_the_history(window, runs):
    press("Ctrl+H")
    history = window.write.history
    window.wait(lambda: history.timeline.rowCount() == 6 and history.isVisible())
    rows = [history.timeline.index(row, 0).data() for row in range(6)]
    assert rows[0].startswith("Draft. same as v5")
    assert rows[1].startswith("v5  One word is enough")
    assert "approved by" in rows[1]
    assert rows[2].startswith("v4  Ask for kindness")
    assert all("2 of 2 runs finished" in row for row in rows[1:3])

    assert focused_name() == "history.list"
    press("Home", "Down", "Down")
    shown = history.runs
    window.wait(lambda: {shown.run(row) for row in range(shown.rowCount())} == set(runs.values()))
    assert "Be kind." in history.preview.toPlainText()


def marks(shown):
    shown.finish()
    return {mark for line in shown.lines for mark, _text in line.spans}


def tab_to(name):
    for _ in range(20):
        if focused_name() == name:
            return
        press("Tab")
    raise AssertionError(f"{name} cannot be reached by Tab")
