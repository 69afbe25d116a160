"""Moving prompts and folders, by mouse, by name and by key."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from workbench.domain.prompts import Prompt
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.theme import Theme
from workbench.gui.write.library.changing import Changes, Done
from workbench.gui.write.library.folder_dialog import FolderDialog
from workbench.gui.write.library.panel import LibraryPanel
from workbench.gui.write.library.targets import Targets
from workbench.gui.write.library.tree import Library
from workbench.gui.write.library.view import Chosen
from workbench.gui.write.rewriting.move_dialog import MoveDialog
from workbench.services.renaming import Moving, RenamingService

Flush = Callable[[Callable[[], object]], None]


class MovePresenter(QObject):
    def __init__(
        self,
        panel: LibraryPanel,
        targets: Targets,
        changes: Changes,
        renaming: RenamingService,
        background: Background,
        actions: Actions,
        theme: Theme,
        ask: Ask,
        flush: Flush,
    ) -> None:
        super().__init__(panel)
        self._panel, self._targets, self._changes = panel, targets, changes
        self._renaming, self._background = renaming, background
        self._actions, self._theme, self._ask, self._flush = actions, theme, ask, flush
        panel.tree.dropped.connect(self._move_into)
        actions.on("prompt.move", self._rename)
        actions.on("folder.rename", self._rename_folder)
        actions.on("library.move", self._choose_folder)

    def move(self, paths: Mapping[str, str]) -> None:
        """Give new paths by id; asks first if prompts include what moves."""
        if not paths:
            return

        def plan() -> None:
            self._background.run(
                self, lambda: self._renaming.plan_moves(paths), self._go_on, self._ask.show_error
            )

        self._flush(plan)

    def _rename(self) -> None:
        """F2 on a folder is about the folder, on several rows about where they go."""
        if self._targets.in_tree and self._targets.saved_filter:
            return self._actions.run("filter.rename")
        if self._targets.in_tree:
            chosen = self._targets.movable()
            if len(chosen.prompt_ids) + len(chosen.folders) > 1:
                return self._choose_folder()
            if chosen.folders:
                return self._rename_folder()
        if prompt := self._targets.prompt():
            self._rename_prompt(prompt)
        return None

    def _rename_prompt(self, prompt: Prompt) -> None:
        label = self.tr("New path of {0}").format(prompt.path)
        path = self._ask.text(self.tr("Move or rename"), label, prompt.path)
        if path and path.strip() != prompt.path:
            self.move({prompt.id: path.strip()})

    def _rename_folder(self) -> None:
        if folder := self._targets.folder:
            label = self.tr("New path of the folder {0}").format(folder)
            path = self._ask.text(self.tr("Rename folder"), label, folder)
            new = path.strip().strip("/") if path else ""
            if new and new != folder:
                self.move(renamed(self._library, folder, new))

    def _choose_folder(self) -> None:
        chosen = self._targets.movable()
        if not chosen:
            return
        dialog = FolderDialog(self._library.folders(), self._theme, self._window)
        dialog.folder_chosen.connect(lambda folder: self._move_into(chosen, folder))
        dialog.open()

    def _move_into(self, chosen: Chosen, folder: str) -> None:
        self.move(moved_into(self._library, chosen, folder))

    def _go_on(self, moving: Moving) -> None:
        """What changes in drafts that include what moves is shown first."""
        if not moving.changes:
            self._move(moving)
            return
        dialog = MoveDialog(moving, self._theme, self._window)
        dialog.accepted.connect(lambda: self._move(moving))
        dialog.open()

    def _move(self, moving: Moving) -> None:
        library = self._library
        back = {each: _path(library, each) for each, _to in moving.paths}
        self._changes.run(
            lambda _progress: self._renaming.move(moving),
            lambda _nothing: self._done(moving, back),
        )

    def _done(self, moving: Moving, back: Mapping[str, str]) -> Done:
        words = self.tr("Prompts moved: {0}.").format(len(moving.paths))
        if len(moving.paths) == 1:
            (prompt_id, path), *_ = moving.paths
            words = self.tr("{0} is now {1}.").format(back[prompt_id], path)
        return words, lambda: self._renaming.move(self._renaming.plan_moves(back))

    @property
    def _library(self) -> Library:
        return self._panel.library_model.library

    @property
    def _window(self) -> QWidget:
        return self._panel.window()


def moved_into(library: Library, chosen: Chosen, folder: str) -> dict[str, str]:
    """New paths by id: prompts keep their name, folders theirs and all below."""
    start = f"{folder}/" if folder else ""
    paths = {each: start + _path(library, each).rpartition("/")[2] for each in chosen.prompt_ids}
    for moved in chosen.folders:
        paths |= renamed(library, moved, start + moved.rpartition("/")[2])
    return {each: path for each, path in paths.items() if path != _path(library, each)}


def renamed(library: Library, folder: str, new: str) -> dict[str, str]:
    return {
        each.prompt.id: f"{new}/{each.prompt.path.removeprefix(f'{folder}/')}"
        for each in library.below(folder)
    }


def _path(library: Library, prompt_id: str) -> str:
    summary = library.summary(prompt_id)
    return summary.prompt.path if summary else ""
