"""The library, from the services to the tree, and its commands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu

from workbench.domain.history import OpenPrompt, PromptSummary
from workbench.domain.prompts import Prompt, PromptKind
from workbench.gui.commands import command
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.icons import Icons
from workbench.gui.write.library.panel import LibraryPanel
from workbench.gui.write.library.tree import Library
from workbench.gui.write.session import WriteSession
from workbench.services.prompts import PromptService

MENU = (
    "prompt.new",
    "component.new",
    "",
    "prompt.move",
    "prompt.duplicate",
    "prompt.archive",
    "prompt.bring_back",
)


class LibraryPresenter(QObject):
    library_shown = Signal(list)
    """The `PromptSummary` of every prompt that is not archived."""
    open_requested = Signal(str)

    def __init__(
        self,
        panel: LibraryPanel,
        session: WriteSession,
        prompts: PromptService,
        background: Background,
        actions: Actions,
        icons: Icons,
        ask: Ask,
    ) -> None:
        super().__init__(panel)
        self._panel, self._session, self._prompts = panel, session, prompts
        self._background, self._actions = background, actions
        self._icons, self._ask = icons, ask
        self._menu_open = False
        panel.open_requested.connect(self.open_requested)
        panel.menu_requested.connect(self._open_menu)
        panel.selection_changed.connect(self._on_selection)
        panel.empty.new.clicked.connect(actions["prompt.new"].trigger)
        session.prompt_opened.connect(self._on_prompt_opened)
        session.draft_changed.connect(lambda _content: self._show_changed())
        session.card_changed.connect(lambda _opened: self._show_changed())
        self._take_commands()

    def load(self) -> None:
        self._background.run(self, self._read, self._show, self._ask.show_error)

    def _take_commands(self) -> None:
        on = self._actions.on
        on("prompt.new", lambda: self._create(PromptKind.PROMPT))
        on("component.new", lambda: self._create(PromptKind.COMPONENT))
        on("prompt.move", self._move)
        on("prompt.duplicate", self._duplicate)
        on("prompt.archive", self._archive)
        on("prompt.bring_back", self._bring_back)
        on("focus.library", self._panel.tree.setFocus)

    def _read(self) -> tuple[list[PromptSummary], list[PromptSummary]]:
        return self._prompts.library(), self._prompts.library(archived=True)

    def _show(self, read: tuple[list[PromptSummary], list[PromptSummary]]) -> None:
        live, archived = read
        self._panel.show_library(Library(live, archived))
        self._show_changed()
        self.library_shown.emit(live)

    def _show_changed(self) -> None:
        if opened := self._session.open:
            self._panel.library_model.show_changed(opened.prompt.id, self._session.changed)

    def _on_prompt_opened(self, opened: OpenPrompt | None) -> None:
        if opened:
            self._panel.show_current(opened.prompt.id)

    def _on_selection(self, summary: PromptSummary | None) -> None:
        self._actions.report(archived_selected=bool(summary and summary.prompt.archived))

    def _create(self, kind: PromptKind) -> None:
        component = kind is PromptKind.COMPONENT
        title = self.tr("New component") if component else self.tr("New prompt")
        label = self.tr("Path, with / between folders")
        path = self._ask.text(title, label, self._folder())
        if path:
            self._do(lambda: self._prompts.create(path.strip(), kind), self._open)

    def _folder(self) -> str:
        """Where a new prompt is likely to belong: beside the one that is chosen."""
        summary = self._panel.selected()
        return f"{summary.prompt.folder}/" if summary and summary.prompt.folder else ""

    def _target(self) -> Prompt | None:
        """What a command is about: the chosen row while the tree has the keyboard or its menu
        is open, else the open prompt."""
        chosen = self._panel.selected()
        if chosen and (self._menu_open or self._panel.tree.hasFocus()):
            return chosen.prompt
        return self._session.open.prompt if self._session.open else None

    def _move(self) -> None:
        if prompt := self._target():
            label = self.tr("New path of {0}").format(prompt.path)
            path = self._ask.text(self.tr("Move or rename"), label, prompt.path)
            if path and path != prompt.path:
                self._do(lambda: self._prompts.move(prompt.id, path.strip()))

    def _duplicate(self) -> None:
        if prompt := self._target():
            prompt_id = prompt.id
            self._session.flush(
                lambda: self._do(lambda: self._prompts.duplicate(prompt_id), self._open)
            )

    def _archive(self) -> None:
        if prompt := self._target():
            prompt_id = prompt.id

            def archived(_nothing: object) -> None:
                if self._session.open and self._session.open.prompt.id == prompt_id:
                    self._session.show_prompt(None)

            self._session.flush(
                lambda: self._do(lambda: self._prompts.set_archived(prompt_id, True), archived)
            )

    def _bring_back(self) -> None:
        if summary := self._panel.selected():
            prompt_id = summary.prompt.id
            self._do(
                lambda: self._prompts.set_archived(prompt_id, False),
                lambda _nothing: self.open_requested.emit(prompt_id),
            )

    def _open(self, opened: OpenPrompt) -> None:
        self.open_requested.emit(opened.prompt.id)

    def _do(self, work: Callable[[], object], then: Callable[..., None] | None = None) -> None:
        self._background.run(self, work, then, self._ask.show_error)

    def _open_menu(self, point: QPoint) -> None:
        menu = QMenu(self._panel)
        for command_id in MENU:
            if not command_id:
                menu.addSeparator()
                continue
            action = self._actions[command_id]
            action.setIcon(self._icons(command(command_id).icon))
            menu.addAction(action)
        self._menu_open = True
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._on_menu_closed))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)

    def _on_menu_closed(self) -> None:
        self._menu_open = False
