"""Naming a version, from `Ctrl+S` to the history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.errors import WorkbenchError, WorkspaceError
from workbench.domain.problems import Analysis
from workbench.domain.prompts import PromptKind, Version
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.theme import Theme
from workbench.gui.write.commit.dialog import CommitDialog, CommitWish
from workbench.gui.write.session import WriteSession
from workbench.services.prompts import PromptService


class CommitPresenter(QObject):
    said = Signal(str)

    def __init__(
        self,
        window: QWidget,
        session: WriteSession,
        prompts: PromptService,
        background: Background,
        actions: Actions,
        theme: Theme,
        author: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._prompts = window, session, prompts
        self._background, self._theme, self._author = background, theme, author
        self._includes: tuple[str, ...] = ()
        self.dialog: CommitDialog | None = None
        session.analysed.connect(self._on_analysed)
        actions.on("version.commit", self.open)

    def open(self) -> None:
        opened, content = self._session.open, self._session.content
        if opened is None or content is None or self.dialog is not None:
            return
        dialog = self.dialog = CommitDialog(self._theme, self._window)
        dialog.show_prompt(opened.prompt.path, (opened.newest.number if opened.newest else 0) + 1)
        dialog.show_models(self._session.models, content.model.name)
        dialog.commit_requested.connect(self._commit)
        dialog.destroyed.connect(self._forget)
        includes = self._includes
        self._background.run(dialog, lambda: self._unnamed(includes), dialog.show_components)
        dialog.open()
        dialog.note.setFocus()

    def _commit(self, wish: CommitWish) -> None:
        opened, content, dialog = self._session.open, self._session.content, self.dialog
        if opened is None or content is None or dialog is None:
            return
        dialog.show_working()
        if wish.main_model != content.model.name:
            model = replace(content.model, name=wish.main_model)
            self._session.apply(replace(content, model=model), self.tr("Choose the main model"))
        prompt_id = opened.prompt.id

        def commit() -> Version:
            return self._prompts.commit(prompt_id, note=wish.note, author=self._author())

        def commit_what_is_kept() -> None:
            if opened.prompt.path in self._session.unsaved:
                self._on_failed(self._not_kept())
            else:
                self._background.run(self, commit, self._on_committed, self._on_failed)

        self._session.flush(commit_what_is_kept)

    def _not_kept(self) -> WorkbenchError:
        """On disk is an older draft, which is not what is to be named."""
        return WorkspaceError(
            self.tr("The last changes could not be saved, so no version was named."),
            hint=self.tr("Saving is tried again every two seconds; then try again."),
        )

    def _unnamed(self, includes: tuple[str, ...]) -> list[str]:
        """Included components that have changes without a name."""
        if not includes:
            return []
        return [
            summary.prompt.path
            for summary in self._prompts.library()
            if summary.prompt.kind is PromptKind.COMPONENT
            and summary.prompt.path in includes
            and (summary.unnamed_changes or not summary.version)
        ]

    def _on_committed(self, version: Version) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self._session.rebase(version.prompt_id, version.number)
        self.said.emit(self.tr("Version {0} is named.").format(version.number))

    def _on_failed(self, error: WorkbenchError) -> None:
        if self.dialog is not None:
            self.dialog.show_error(error)

    def _on_analysed(self, analysis: Analysis) -> None:
        self._includes = analysis.includes

    def _forget(self) -> None:
        self.dialog = None
