"""What stands in the way of writing into the registry, told over the matrix."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from workbench.domain.errors import WorkbenchError
from workbench.domain.releases import RegistryStatus
from workbench.gui.kit.safe_text import safe
from workbench.gui.release.around import Around
from workbench.gui.release.matrix.page import MatrixPage
from workbench.gui.release.matrix.presenter import Found

MOST_CONFLICTS = 3
MERGE = "registry.merge"
"""The command that lets people choose; the button is there when the command is."""
Ways = list[tuple[str, Callable[[], None]]]


class Standing(QObject):
    def __init__(self, page: MatrixPage, around: Around) -> None:
        super().__init__(page)
        self._page, self._around = page, around

    def look(self, found: Found) -> None:
        """After it was read; asking git takes a moment more."""
        if found.overview.conflicts:
            lines = [each.words for each in found.overview.conflicts]
            more = len(lines) - MOST_CONFLICTS
            lines = lines[:MOST_CONFLICTS]
            if more > 0:
                lines.append(self.tr("And {0} more.").format(more))
            self._page.show_notice(safe("\n".join(lines)), self._ways())
            return
        status = self._around.services.releases.status
        self._around.reading.run(self, lambda: status(found.folder), self._show, self._on_no_answer)

    def _show(self, status: RegistryStatus) -> None:
        folder = self._around.registry.folder
        if folder is None or not self._page.model.rowCount():
            return
        words = ""
        if status.problems:
            told = "; ".join(status.problems)
            words = self.tr("The registry cannot be written now: {0}.").format(told)
        elif status.recovered:
            told = ", ".join(status.recovered[:MOST_CONFLICTS])
            words = self.tr("What had been cut off was finished: {0}.").format(told)
        self._page.show_notice(safe(words), self._ways() if status.problems else ())

    def _on_no_answer(self, error: WorkbenchError) -> None:
        """It was read, so it can be looked at; what git says stands in the way of writing."""
        self._page.show_notice(safe(error.message))

    def _ways(self) -> Ways:
        actions = self._around.actions
        ways: Ways = []
        if actions.has_handler(MERGE):
            ways.append((self.tr("Choose…"), lambda: actions.run(MERGE)))
        ways.append((self.tr("Verify"), lambda: actions.run("registry.verify")))
        return ways
