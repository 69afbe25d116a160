"""Copies the request of the current cell for other tools, and writes the board to a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication

from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import Message, PromptContent
from workbench.domain.runs import Run
from workbench.domain.settings import Settings
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.write.session import WriteSession
from workbench.services.prompts import PromptService
from workbench.services.sharing import write_whole

COPIES = ("curl", "litellm", "openai", "promptfoo")
KINDS = "Markdown (*.md);;CSV (*.csv);;HTML (*.html)"
SUFFIXES = (".md", ".csv", ".html")


class SharingPresenter(QObject):
    said = Signal(str)
    """What was done."""

    def __init__(
        self,
        session: WriteSession,
        prompts: PromptService,
        background: Background,
        actions: Actions,
        ask: Ask,
        settings: Callable[[], Settings],
        current_run: Callable[[], Run | None],
        board_runs: Callable[[], Sequence[Run]],
        parent: QObject,
        files_of: Callable[[Sequence[Message]], dict[str, bytes]] = lambda _messages: {},
    ) -> None:
        super().__init__(parent)
        self._session, self._prompts = session, prompts
        self._background, self._ask, self._settings = background, ask, settings
        self._current_run, self._board_runs = current_run, board_runs
        self._files_of = files_of
        for form in COPIES:
            actions.on(f"copy.{form}", partial(self.copy, form))
        actions.on("board.export", self.export)

    def copy(self, form: str) -> None:
        run = self._current_run()
        if run is None:
            return

        def work() -> tuple[str, str]:
            content = self._prompts.content(run.job.digest)
            files = self._files_of(run.messages)
            return _written(form, run, content, self._settings(), files)

        self._background.run(self, work, self._take, self._ask.show_error)

    def export(self) -> None:
        """All cells that have ended, as they are shown."""
        opened, runs = self._session.open, tuple(self._board_runs())
        if opened is None:
            return
        if not runs:
            self._ask.show_error(InvalidInput("Nothing on the board has ended yet."))
            return
        name = opened.prompt.path.replace("/", "-") + ".md"
        chosen = self._ask.save_file(self.tr("Export the board"), _folder() / name, KINDS)
        if chosen is None:
            return
        target = chosen if chosen.suffix.lower() in SUFFIXES else Path(f"{chosen}.md")
        if target != chosen and target.exists() and not self._may_replace(target):
            return
        title = opened.prompt.path
        self._background.run(
            self,
            lambda: _export(title, runs, target),
            lambda path: self.said.emit(self.tr("The board was written to {0}.").format(path)),
            self._ask.show_error,
        )

    def _may_replace(self, target: Path) -> bool:
        words = self.tr("{0} is there already, and would be replaced.").format(target)
        return self._ask.confirm(self.tr("Replace the file?"), words, self.tr("Replace"))

    def _take(self, copied: tuple[str, str]) -> None:
        text, variable = copied
        QGuiApplication.clipboard().setText(text)
        words = self.tr("Copied. No key is in it.")
        if variable:
            words = self.tr("Copied. The key is read from {0} when it is run.").format(variable)
        self.said.emit(words)


def _written(
    form: str, run: Run, content: PromptContent, settings: Settings, files: dict[str, bytes]
) -> tuple[str, str]:
    """The text, and the variable that the key is read from."""
    from workbench.formats.sharing import curl_command, promptfoo_test, python_snippet
    from workbench.formats.sharing.request import shared_request

    write = {
        "curl": curl_command.curl_command,
        "litellm": python_snippet.litellm_snippet,
        "openai": python_snippet.openai_snippet,
        "promptfoo": promptfoo_test.promptfoo_test,
    }[form]
    request = shared_request(run, content, settings.endpoints, files)
    return write(request), request.key_variable


def _export(title: str, runs: Sequence[Run], target: Path) -> Path:
    from workbench.formats.sharing.board_page import board_page
    from workbench.formats.sharing.board_report import BoardReport, board_csv, board_markdown

    report = BoardReport(title, datetime.now(UTC), tuple(runs))
    write = {".md": board_markdown, ".csv": board_csv, ".html": board_page}[target.suffix.lower()]
    # Spreadsheets take UTF-8 for what it is only behind a byte-order mark
    encoding = "utf-8-sig" if target.suffix.lower() == ".csv" else "utf-8"
    return write_whole(target, write(report), replacing=True, encoding=encoding)


def _folder() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or ".")
