from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit

from workbench.gui.shell.crash import CrashHook
from workbench.gui.shell.crash_dialog import CrashDialog
from workbench.gui.shell.redaction import Redaction

KEY = "planted-key-0123456789"


@pytest.fixture
def hook(qapp, tmp_path, capsys):
    made = CrashHook(tmp_path, Redaction({"SOME_API_KEY": KEY}))
    made.install()
    yield made
    made.uninstall()


class Careless(QObject):
    said = Signal()

    def slot(self):
        raise RuntimeError(f"our mistake with {KEY}")


@pytest.mark.qt_no_exception_capture
def test_what_a_slot_raises_becomes_a_report_without_keys(qtbot, hook, tmp_path):
    careless = Careless()
    careless.said.connect(careless.slot)

    with qtbot.waitSignal(hook.crashed) as crashed:
        QTimer.singleShot(0, careless.said.emit)

    report, path = crashed.args
    assert "our mistake with [key]" in report
    assert path.read_text(encoding="utf-8") == report
    assert KEY not in report


@pytest.mark.qt_no_exception_capture
def test_what_a_thread_raises_is_reported_on_the_window_s_thread(qtbot, hook):
    threads = []
    hook.crashed.connect(lambda _report, _path: threads.append(threading.current_thread()))

    with qtbot.waitSignal(hook.crashed):
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()

    assert threads == [threading.main_thread()]


@pytest.mark.qt_no_exception_capture
def test_a_report_that_cannot_be_saved_is_still_shown(qtbot, tmp_path, capsys):
    file = tmp_path / "file"
    file.touch()
    hook = CrashHook(file / "folder", str)
    hook.install()
    try:
        with qtbot.waitSignal(hook.crashed) as crashed:
            QTimer.singleShot(0, Careless().slot)
    finally:
        hook.uninstall()

    assert crashed.args[1] is None


def test_the_dialog_shows_the_report_and_where_it_is(qtbot, theme, tmp_path):
    dialog = CrashDialog("Traceback …", tmp_path / "crash.txt", theme)
    qtbot.addWidget(dialog)

    assert dialog.findChild(QPlainTextEdit).toPlainText() == "Traceback …"


def test_keys_are_known_by_their_variable_their_session_and_their_form():
    redaction = Redaction({"LAB_TOKEN": "hush-hush-hush", "HOME": "/home/ada"})
    redaction.add("kept-for-now")

    text = redaction(
        "hush-hush-hush kept-for-now sk-proj-abcdefghijklmnop Bearer abc.def.ghi /home/ada"
    )

    assert text == "[key] [key] [key] Bearer [key] /home/ada"
