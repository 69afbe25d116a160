"""Prompts brought in from files: what came, and what is not as it was in the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from workbench.gui.shell.parts import Parts
from workbench.services.transfers import Imported, TransferService

KINDS = "Version files (*.yaml *.yml *.json);;All files (*)"


class Importing(QObject):
    def __init__(self, parts: Parts, transfers: TransferService, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._transfers = parts, transfers
        parts.window.actions_.on("prompt.import", self.choose)

    def choose(self) -> None:
        path = self._parts.ask.open_file(self.tr("Import prompts"), Path.home(), KINDS)
        if path is not None:
            self.take_in(path)

    def take_in(self, path: Path) -> None:
        self._parts.background.run(
            self,
            lambda: self._transfers.read_files([path]),
            self._show,
            self._parts.ask.show_error,
        )

    def _show(self, imported: list[Imported]) -> None:
        self._parts.window.notices.show_notice("import", summary(imported))


def summary(imported: Sequence[Imported]) -> str:
    """`support/triage: 2 new versions, 1 known already. …`"""
    return " ".join(_line(each) for each in imported) or "There was nothing to import."


def _line(imported: Imported) -> str:
    count = len(imported.versions)
    new = "nothing new" if not count else f"{count} new version{'s' if count > 1 else ''}"
    known = f", {imported.known} known already" if imported.known else ""
    return " ".join([f"{imported.prompt.path}: {new}{known}.", *imported.notes])
