"""What a command of the library is about: the rows that are selected, or else the open prompt."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.domain.history import PromptSummary
from workbench.domain.prompts import Prompt, PromptKind
from workbench.gui.kit.actions import Actions
from workbench.gui.write.library.panel import LibraryPanel
from workbench.gui.write.library.tree import Kind, Node
from workbench.gui.write.library.view import Chosen
from workbench.gui.write.session import WriteSession


class Targets:
    def __init__(self, panel: LibraryPanel, session: WriteSession) -> None:
        self._panel, self._session = panel, session
        self.menu_open = False

    @property
    def in_tree(self) -> bool:
        """The tree has the keyboard, or its menu is open."""
        return self.menu_open or self._panel.tree.hasFocus()

    @property
    def open(self) -> Prompt | None:
        return self._session.open.prompt if self._session.open else None

    def prompts(self, *, archived: bool = False) -> list[Prompt]:
        """Those selected in the tree while it has the keyboard, else the open one."""
        if self.in_tree:
            found = [n.summary.prompt for n in self._panel.tree.nodes() if n.summary]
            chosen = {prompt.id: prompt for prompt in found if prompt.archived == archived}
            if chosen or self.folder:
                return list(chosen.values())
        return [self.open] if self.open and self.open.archived == archived else []

    def prompt(self) -> Prompt | None:
        """The one that commands about one prompt mean."""
        chosen = self._panel.selected() if self.in_tree else None
        return chosen.prompt if chosen else self.open

    def movable(self) -> Chosen:
        if self.in_tree and (chosen := self._panel.tree.chosen()):
            return chosen
        return Chosen((self.open.id,)) if self.open else Chosen()

    @property
    def folder(self) -> str:
        """The folder that is chosen; empty if none is."""
        node = self._current()
        return node.path if node and node.kind is Kind.FOLDER and not node.archived else ""

    @property
    def saved_filter(self) -> str:
        node = self._current()
        return node.saved.name if node and node.saved else ""

    def report(self, actions: Actions) -> None:
        """What is selected, for those who say whether a command can run."""
        nodes = self._panel.tree.nodes()
        summaries = [node.summary for node in nodes if node.summary]
        actions.report(
            prompts_selected=sum(not each.prompt.archived for each in summaries),
            archived_selected=any(each.prompt.archived for each in summaries),
            folder_selected=bool(self.folder),
            filter_selected=bool(self.saved_filter),
            filter_typed=self._panel.library_model.filter.active,
            component_selected=self._is_component(summaries),
        )

    def _is_component(self, summaries: Sequence[PromptSummary]) -> bool:
        prompts = [each.prompt for each in summaries] + ([self.open] if self.open else [])
        return any(prompt.kind is PromptKind.COMPONENT for prompt in prompts)

    def _current(self) -> Node | None:
        return self._panel.tree.node(self._panel.tree.currentIndex())
