"""Planted keys are used, by the real window and engine, and are nowhere to be found after."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.journeys.conftest import close
from tests.journeys.keyboard import press, write
from tests.journeys.searching import files_with, processes_with, rows_with, widgets_with
from tests.journeys.window import focused_name
from workbench.domain.runs import FailureKind
from workbench.domain.settings import Limits, Settings, Timeouts
from workbench.store.settings_file import TomlSettings

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

IN_ENVIRONMENT = "sk-planted-e5f2c9e71d0a84b6e93aa7c"
FOR_SESSION = "session-planted-b04d7a1c55e2498f8a30"
NEEDLES = tuple(part for key in (IN_ENVIRONMENT, FOR_SESSION) for part in (key[:18], key[-14:]))
ENDINGS = {
    "ok": None,
    "echo": None,
    "bad-key": FailureKind.KEY_REFUSED,
    "status;code=500": FailureKind.PROVIDER,
    "reset": FailureKind.BROKEN_OFF,
    "bad-json": FailureKind.NOT_UNDERSTOOD,
    "not-sse": FailureKind.NOT_UNDERSTOOD,
    "never-first": FailureKind.TIMEOUT,
}


@pytest.fixture
def window(open_window, home, faulty_server, monkeypatch):
    (home / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(home / "tmp"))
    monkeypatch.setenv("FIRST_API_KEY", IN_ENVIRONMENT)
    models = tuple(ENDINGS)
    settings = Settings(
        endpoints=(
            faulty_server.endpoint("first", models=models, key_required=True),
            faulty_server.endpoint("second", models=models, key_required=True),
        ),
        find_local_servers=False,
        timeouts=Timeouts(connect=2, first_token=2, idle=1, total=8),
        limits=Limits(attempts=1, concurrency_per_provider=16, concurrency_local=16),
    )
    TomlSettings().save(settings)
    return open_window(home / "work.db").settle()


def test_keys_are_sent_and_nothing_else_ever_holds_them(window, home, faulty_server):
    keep_for_this_session(window, "second", FOR_SESSION)
    run_on_everything(window)
    export(window, home / "registry")
    window.services.maintenance.back_up(home / "copy.db")
    crash_over(window, f"Authorization: Bearer {IN_ENVIRONMENT} and {FOR_SESSION}")

    sent = {r["headers"]["authorization"] for r in faulty_server.requests("ok")}
    assert {f"Bearer {IN_ENVIRONMENT}", f"Bearer {FOR_SESSION}"} <= sent
    assert processes_with(*NEEDLES) == []
    assert widgets_with(*NEEDLES) == []
    assert files_with(home, *NEEDLES) == []
    for database in ("work.db", "copy.db"):
        assert rows_with(home / database, *NEEDLES) == []

    close(window)
    assert files_with(home, *NEEDLES) == []
    assert list(home.rglob("crash-*.txt")), "nobody looked into a crash report"


def keep_for_this_session(window, provider, key):
    press("Ctrl+,")
    window.wait(lambda: window.write.models.rows.models and panel_field(window, provider))
    window.find(QLineEdit, "settings.keys.provider").setFocus()
    write(provider)
    press("Return")
    window.wait(lambda: focused_name() == f"settings.key.{provider}.field")
    write(key)
    press("Tab", "Tab")
    assert focused_name() == f"settings.key.{provider}.session"
    press("Space")
    window.wait(lambda: panel_field(window, provider).text() == "")
    press("Ctrl+1")
    window.wait(lambda: usable(window) >= {f"{provider}/ok", "first/ok"})


def panel_field(window, provider):
    return window.window.findChild(QLineEdit, f"settings.key.{provider}.field")


def usable(window):
    return {model.name for model in window.write.models.rows.models if not model.missing}


def run_on_everything(window):
    models = [f"{endpoint}/{name}" for endpoint in ("first", "second") for name in ENDINGS]
    window.write.models.rows.tick(models)
    press("Ctrl+Alt+2", "Ctrl+Return")
    grid = window.write.board.grid
    window.wait(lambda: len(grid.cells) == len(models))
    window.wait(lambda: all(cell.outcome.over for cell in grid.cells))
    for cell in grid.cells:
        name = cell.job.model.partition("/")[2]
        assert (cell.run.failure.kind if cell.run.failure else None) == ENDINGS[name]
        look_at(window, cell)
    [refused] = [cell for cell in grid.cells if cell.job.model == "first/bad-key"]
    look_at(window, refused)
    window.cell("first/bad-key").header.copy.click()


def look_at(window, cell):
    """Only cells in sight have something on the screen that could hold a key."""
    grid = window.write.board.grid
    grid.reveal(cell)
    window.wait(lambda: grid.widget_of(cell))
    grid.widget_of(cell).refresh()
    assert widgets_with(*NEEDLES) == []


def export(window, folder):
    services, prompt_id = window.services, window.prompt_id
    version = services.prompts.versions(prompt_id)[0]
    services.releases.init(folder, "team-prompts")
    services.releases.approve(prompt_id, version.number, note="Fine", approver="Ada")
    plan = services.releases.plan_export(prompt_id, version.number, folder, author="Ada")
    assert services.releases.export(plan).commit


def crash_over(window, words):
    """A mistake of the product, in whose message there are keys."""

    def fail():
        raise RuntimeError(words)

    # In a test, the one who looks for unexpected errors is another
    window.frame.crash_hook.install()
    QTimer.singleShot(0, fail)
    window.wait(lambda: window.crashes and QApplication.activeModalWidget())
    assert "RuntimeError" in window.crashes.pop()
    assert widgets_with(*NEEDLES) == []
    press("Return")
    window.dialog_gone()
