"""Prompts brought in from files: what came, and what is not as it was in the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from workbench.domain.suites import ImportedSuite
from workbench.gui.shell.parts import Parts
from workbench.gui.shell.suite_dialog import SuiteDialog
from workbench.services.promptfoo_imports import KeptPrompt, KeptSuite, PromptfooImports
from workbench.services.transfers import Imported, TransferService

KINDS = "Version files and promptfoo (*.yaml *.yml *.json);;All files (*)"
MOST_NAMED = 4


class Importing(QObject):
    def __init__(
        self,
        parts: Parts,
        transfers: TransferService,
        promptfoo: PromptfooImports,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._parts, self._transfers, self._promptfoo = parts, transfers, promptfoo
        parts.window.actions_.on("prompt.import", self.choose)

    def choose(self) -> None:
        path = self._parts.ask.open_file(self.tr("Import prompts"), Path.home(), KINDS)
        if path is not None:
            self.take_in(path)

    def take_in(self, path: Path) -> None:
        """A file of promptfoo is asked about first; anything else comes as it is."""
        self._parts.background.run(
            self, lambda: self._read(path), self._show, self._parts.ask.show_error
        )

    def _read(self, path: Path) -> ImportedSuite | list[Imported]:
        if self._promptfoo.recognises(path):
            return self._promptfoo.read(path)
        return self._transfers.read_files([path])

    def _show(self, found: ImportedSuite | list[Imported]) -> None:
        if isinstance(found, ImportedSuite):
            dialog = SuiteDialog(found, self._parts.window.theme, self._parts.window)
            dialog.import_requested.connect(self._keep)
            dialog.open()
        else:
            self._parts.window.notices.show_notice("import", summary(found))

    def _keep(self, suite: ImportedSuite) -> None:
        self._parts.background.run(
            self,
            lambda: self._promptfoo.keep(suite),
            self._show_kept,
            self._parts.ask.show_error,
        )

    def _show_kept(self, kept: KeptSuite) -> None:
        self._parts.window.notices.show_notice("import", kept_summary(kept))


def kept_summary(kept: KeptSuite) -> str:
    """`greetings/greet: v1. The dataset Greetings has 12 cases.`"""
    lines = [_kept_line(each) for each in kept.prompts[:MOST_NAMED]]
    more = len(kept.prompts) - MOST_NAMED
    if more > 0:
        lines.append(f"{more} more prompts.")
    cases = len(kept.dataset.cases)
    known = "" if kept.dataset_new else ", as it was"
    lines.append(f"The dataset {kept.dataset.name} has {cases} cases{known}.")
    return " ".join(lines)


def _kept_line(each: KeptPrompt) -> str:
    if each.version is None:
        return f"{each.prompt.path}: a draft whose template has to be mended."
    return f"{each.prompt.path}: version {each.version}{'' if each.new else ', known already'}."


def summary(imported: Sequence[Imported]) -> str:
    """`support/triage: 2 new versions, 1 known already. …`"""
    return " ".join(_line(each) for each in imported) or "There was nothing to import."


def _line(imported: Imported) -> str:
    count = len(imported.versions)
    new = "nothing new" if not count else f"{count} new version{'s' if count > 1 else ''}"
    known = f", {imported.known} known already" if imported.known else ""
    return " ".join([f"{imported.prompt.path}: {new}{known}.", *imported.notes])
