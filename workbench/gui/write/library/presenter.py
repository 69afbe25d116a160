"""The library, from the services to the tree, and its commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from workbench.domain.history import OpenPrompt, PromptSummary, Use
from workbench.domain.prompts import PromptKind
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.command_menu import command_menu
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.memory import Memory
from workbench.gui.kit.theme import Theme
from workbench.gui.write.library.archiving import ArchivingPresenter
from workbench.gui.write.library.arranging import ArrangingPresenter
from workbench.gui.write.library.changing import Changes
from workbench.gui.write.library.labelling import LabellingPresenter
from workbench.gui.write.library.moving import MovePresenter
from workbench.gui.write.library.panel import LibraryPanel
from workbench.gui.write.library.switcher import QuickSwitcher
from workbench.gui.write.library.targets import Targets
from workbench.gui.write.library.tree import SHELVES, Library, Node
from workbench.gui.write.library.uses_dialog import UsesDialog
from workbench.gui.write.session import WriteSession
from workbench.services.opened import Services

TOGETHER_MS = 50
"""Events in a row make one look at the library."""
PROMPT_MENU = """
    prompt.new component.new - prompt.favourite prompt.labels prompt.properties component.uses -
    prompt.move library.move prompt.duplicate prompt.archive prompt.bring_back
"""
FOLDER_MENU = "prompt.new component.new - folder.rename library.move"
FILTER_MENU = "filter.rename filter.delete"


@dataclass(frozen=True, slots=True)
class Read:
    library: Library
    changed: tuple[PromptSummary, ...] | None = None
    """The prompts that were read again; None for all."""


class LibraryPresenter(QObject):
    library_shown = Signal(list)
    """The `PromptSummary` of every prompt that is not archived."""
    open_requested = Signal(str)
    said = Signal(str)

    def __init__(
        self,
        panel: LibraryPanel,
        session: WriteSession,
        services: Services,
        background: Background,
        actions: Actions,
        theme: Theme,
        icons: Icons,
        ask: Ask,
        memory: Memory | None = None,
    ) -> None:
        super().__init__(panel)
        self._panel, self._session = panel, session
        self._prompts, self._library = services.prompts, services.library
        self._background, self._actions = background, actions
        self._theme, self._icons, self._ask = theme, icons, ask
        self._latest = Library()
        """As read last. Only the thread that reads touches it."""
        self._due: set[str] | None = set()
        self._look = QTimer(self, singleShot=True, interval=TOGETHER_MS)
        self._look.timeout.connect(self._look_now)
        self._switcher: QuickSwitcher | None = None
        self._asked_used = False
        self.targets = Targets(panel, session)
        self.changes = Changes(panel.job, background, actions, ask, self)
        self.arranging = ArrangingPresenter(
            panel, session, self.targets, services.preferences, background, actions, ask, memory
        )
        panel.tree.set_movable(not services.read_only)
        self._make_changing(services)
        self._connect()
        self._take_commands()

    def load(self) -> None:
        """Read everything; what was asked for before is answered by this."""
        self._look.stop()
        self._due = set()
        self.arranging.load()
        self._background.run(self, self._read, self._show, self._ask.show_error)

    def look_again(self, prompt_ids: Iterable[str] = ()) -> None:
        """Soon: only these prompts may have changed; without any, everything may have."""
        ids = set(prompt_ids)
        self._due = self._due | ids if ids and self._due is not None else None
        self._look.start()

    def _make_changing(self, services: Services) -> None:
        """Those who change the prompts that are chosen, or the folder."""
        panel, targets, changes = self._panel, self.targets, self.changes
        background, actions, ask = self._background, self._actions, self._ask
        self.archiving = ArchivingPresenter(
            panel, self._session, targets, changes, services.library, background, actions, ask
        )
        self.moving = MovePresenter(
            panel,
            targets,
            changes,
            services.renaming,
            background,
            actions,
            self._theme,
            ask,
            self._session.flush,
        )
        self.labelling = LabellingPresenter(
            panel,
            targets,
            changes,
            self.arranging,
            services.library,
            services.prompts,
            background,
            actions,
            self._theme,
            ask,
        )

    def _connect(self) -> None:
        panel, session = self._panel, self._session
        panel.open_requested.connect(self.open_requested)
        self.archiving.open_requested.connect(self.open_requested)
        self.changes.said.connect(self.said)
        panel.menu_requested.connect(self._open_menu)
        panel.selection_changed.connect(lambda _summary: self._report())
        panel.removal_requested.connect(self._remove)
        panel.empty.use_actions(self._actions["prompt.new"], self._actions["registry.open"])
        panel.filter.textChanged.connect(self._on_filter_typed)
        session.prompt_opened.connect(self._on_prompt_opened)
        session.draft_changed.connect(lambda _content: self._show_changed())
        session.card_changed.connect(lambda _opened: self._show_changed())

    def _take_commands(self) -> None:
        on = self._actions.on
        on("prompt.new", lambda: self._create(PromptKind.PROMPT))
        on("component.new", lambda: self._create(PromptKind.COMPONENT))
        on("prompt.duplicate", self._duplicate)
        on("prompt.switch", self._switch)
        on("component.uses", self._show_uses)
        on("focus.library", self._panel.tree.setFocus)

    def _look_now(self) -> None:
        due, self._due = self._due, set()
        if due is None:
            self.load()
        elif due:
            ids = tuple(due)
            work = self._background.run
            work(self, lambda: self._read_again(ids), self._show, self._ask.show_error)

    def _read(self) -> Read:
        held = self._library.holdings()
        self._latest = Library(held.live, held.archived, held.included)
        return Read(self._latest)

    def _read_again(self, prompt_ids: Sequence[str]) -> Read:
        changed = self._library.summaries_of(prompt_ids)
        old = {each: self._latest.summary(each) for each in prompt_ids}
        if all(_same_place(old[each.prompt.id], each) for each in changed):
            for each in changed:
                self._latest.mark(each)
            return Read(self._latest, tuple(changed))
        self._latest = self._latest.changed(changed)
        return Read(self._latest)

    def _show(self, read: Read) -> None:
        model = self._panel.library_model
        if read.changed is None:
            self._panel.show_library(read.library)
            self.library_shown.emit(list(read.library.live))
        else:
            for summary in read.changed:
                model.show_row(summary)
        self._show_changed()
        self._report()

    def _on_filter_typed(self, text: str) -> None:
        """Includes change while drafts are typed, which is no event: they are read when asked."""
        asked = "used:" in text
        if asked and not self._asked_used:
            self.look_again()
        self._asked_used = asked
        self._report()

    def _show_changed(self) -> None:
        if opened := self._session.open:
            self._panel.library_model.show_changed(opened.prompt.id, self._session.changed)

    def _report(self) -> None:
        self.targets.report(self._actions)

    def _on_prompt_opened(self, opened: OpenPrompt | None) -> None:
        if opened:
            self._panel.show_current(opened.prompt.id)
        self._report()

    def _create(self, kind: PromptKind) -> None:
        component = kind is PromptKind.COMPONENT
        title = self.tr("New component") if component else self.tr("New prompt")
        label = self.tr("Path, with / between folders")
        path = self._ask.text(title, label, self._folder())
        if path:
            self._do(lambda: self._prompts.create(path.strip(), kind), self._open)

    def _folder(self) -> str:
        """Where a new prompt is likely to belong: in the folder or beside the prompt chosen."""
        summary = self._panel.selected()
        folder = summary.prompt.folder if summary else self.targets.folder
        return f"{folder}/" if folder else ""

    def _switch(self) -> None:
        if self._switcher is None:
            window = self._panel.window()
            self._switcher = QuickSwitcher(self._theme, self._icons, window)
            self._switcher.open_requested.connect(self.open_requested)
            self.destroyed.connect(self._switcher.deleteLater)
        library = self._panel.library_model.library
        self._switcher.open(library.live, self.arranging.recent)

    def _duplicate(self) -> None:
        ids = [prompt.id for prompt in self.targets.prompts()]

        def duplicated() -> OpenPrompt:
            return [self._prompts.duplicate(each) for each in ids][-1]

        if ids:
            self._session.flush(lambda: self._do(duplicated, self._open))

    def _show_uses(self) -> None:
        prompt = self.targets.prompt()
        if prompt is None:
            return

        def show(uses: list[Use]) -> None:
            dialog = UsesDialog(prompt.path, uses, self._theme, self._panel.window())
            dialog.open_requested.connect(self.open_requested)
            dialog.open()

        self._session.flush(lambda: self._do(lambda: self._library.uses(prompt.path), show))

    def _remove(self, nodes: Sequence[Node]) -> None:
        """Delete: favourites lose their star, filters go, prompts are archived."""
        filters = [node.saved.name for node in nodes if node.saved]
        shelved = [n for n in nodes if n.summary and n.parent and n.parent.kind in SHELVES[:1]]
        if filters:
            self.arranging.delete_filters(filters)
        elif shelved:
            ids = [node.summary.prompt.id for node in shelved if node.summary]
            self.arranging.set_favourite(ids, False)
        elif any(node.summary and not node.archived for node in nodes):
            self._actions.run("prompt.archive")

    def _open(self, opened: OpenPrompt) -> None:
        self.open_requested.emit(opened.prompt.id)

    def _do(self, work: Callable[[], object], then: Callable[..., None] | None = None) -> None:
        self._background.run(self, work, then, self._ask.show_error)

    def _open_menu(self, point: QPoint) -> None:
        wanted = PROMPT_MENU
        if self.targets.saved_filter:
            wanted = FILTER_MENU
        elif self.targets.folder and not self._panel.selected():
            wanted = FOLDER_MENU
        menu = command_menu(self._panel, wanted.split(), self._actions, self._icons)
        menu.setToolTipsVisible(True)
        self.targets.menu_open = True
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._on_menu_closed))
        menu.popup(point)

    def _on_menu_closed(self) -> None:
        self.targets.menu_open = False


def _same_place(old: PromptSummary | None, new: PromptSummary) -> bool:
    """Only the version or the dot changed: nothing is sorted or filtered anew for that."""
    if old is None:
        return False
    return replace(old, version=new.version, unnamed_changes=new.unnamed_changes) == new
