"""How the library is arranged: favourites, saved filters, colours of labels; what was open last.

Favourites, filters and colours belong to the workspace and travel with it; what was opened
last is remembered on this computer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from workbench.domain.errors import WorkbenchError
from workbench.domain.history import OpenPrompt
from workbench.domain.labels import COLOURS
from workbench.domain.preferences import Preferences, SavedFilter
from workbench.domain.prompts import Label
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.memory import Memory
from workbench.gui.write.library.panel import LibraryPanel
from workbench.gui.write.library.targets import Targets
from workbench.gui.write.library.tree import RECENT_SHOWN, Arrangement, Filter
from workbench.gui.write.session import WriteSession
from workbench.services.preferences import PreferenceService

RECENT = "library.recent"
MOST_RECENT = 40


class ArrangingPresenter(QObject):
    def __init__(
        self,
        panel: LibraryPanel,
        session: WriteSession,
        targets: Targets,
        preferences: PreferenceService,
        background: Background,
        actions: Actions,
        ask: Ask,
        memory: Memory | None,
    ) -> None:
        super().__init__(panel)
        self._panel, self._targets, self._preferences = panel, targets, preferences
        self._background, self._actions, self._ask = background, actions, ask
        self._memory = memory
        kept = memory.text(RECENT) if memory else ""
        self.recent: list[str] = kept.split(",") if kept else []
        """Ids of prompts, the last opened first."""
        self.known = Preferences()
        if memory:
            panel.kept.remember(memory)
        self._show(self.known)
        session.prompt_opened.connect(self._on_prompt_opened)
        actions.on("prompt.favourite", self._toggle_favourite)
        actions.on("filter.save", self._save_filter)
        actions.on("filter.rename", self._rename_filter)
        actions.on("filter.delete", self._delete_filter)
        menu = QMenu(panel)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        panel.more.setMenu(menu)

    def load(self) -> None:
        self._background.run(self, self._preferences.load, self._show, self._ask.show_error)

    def delete_filters(self, names: Sequence[str]) -> None:
        title = self.tr("Delete the saved filter?")
        if names and self._ask.confirm(title, ", ".join(names), self.tr("Delete")):
            self._change(lambda p: replace(p, saved_filters=_without(p, names)))

    def set_favourite(self, prompt_ids: Sequence[str], favourite: bool) -> None:
        self._change(lambda p: replace(p, favourites=_favourites(p, prompt_ids, favourite)))

    def set_colour(self, label: Label, colour: str) -> None:
        """A token of `COLOURS`, or empty for none."""

        def coloured(known: Preferences) -> Preferences:
            others = tuple(pair for pair in known.label_colours if pair[0] != label)
            own = ((label, colour),) if colour in COLOURS else ()
            return replace(known, label_colours=(*others, *own))

        self._change(coloured)

    def _change(self, change: Callable[[Preferences], Preferences]) -> None:
        self._background.run(self, lambda: self._preferences.change(change), self._show, self._fail)

    def _fail(self, error: WorkbenchError) -> None:
        self._ask.show_error(error)

    def _show(self, known: Preferences) -> None:
        self.known = known
        shown = self._panel.library_model.arranged.recent
        self._panel.show_arrangement(
            Arrangement(
                known.favourites,
                shown or tuple(self.recent[:MOST_RECENT]),
                known.saved_filters,
                dict(known.label_colours),
            )
        )

    def _on_prompt_opened(self, opened: OpenPrompt | None) -> None:
        if opened is None:
            return
        prompt_id = opened.prompt.id
        others = [each for each in self.recent if each != prompt_id]
        self.recent = [prompt_id, *others][:MOST_RECENT]
        if self._memory:
            self._memory.keep(RECENT, ",".join(self.recent))
        arranged = self._panel.library_model.arranged
        if prompt_id not in arranged.recent[:RECENT_SHOWN]:
            # Rows that are seen already keep their order: nothing jumps under the mouse
            recent = (prompt_id, *(each for each in arranged.recent if each != prompt_id))
            self._panel.show_arrangement(replace(arranged, recent=recent))

    def _toggle_favourite(self) -> None:
        ids = [prompt.id for prompt in self._targets.prompts()]
        favourite = not all(each in self.known.favourites for each in ids)
        if ids:
            self.set_favourite(ids, favourite)

    def _save_filter(self) -> None:
        wanted = self._panel.library_model.filter
        if not wanted.active:
            return
        label = self.tr("Name of the filter “{0}”").format(wanted.text.strip())
        name = self._ask.text(self.tr("Save filter"), label, "")
        if name and name.strip():
            saved = SavedFilter(name.strip(), wanted.text.strip(), tuple(wanted.labels))
            self._change(lambda p: replace(p, saved_filters=_with(p, saved)))

    def _rename_filter(self) -> None:
        old = self._targets.saved_filter
        if not old:
            return
        name = self._ask.text(self.tr("Rename filter"), self.tr("New name of {0}").format(old), old)
        if name and name.strip() and name.strip() != old:
            new = name.strip()
            self._change(lambda p: replace(p, saved_filters=_renamed(p, old, new)))

    def _delete_filter(self) -> None:
        if name := self._targets.saved_filter:
            self.delete_filters([name])

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for saved in self.known.saved_filters:
            action = menu.addAction(saved.name.replace("&", "&&"))
            wanted = Filter(saved.text, frozenset(saved.labels))
            action.triggered.connect(lambda _checked, w=wanted: self._panel.set_filter(w))
        if self.known.saved_filters:
            menu.addSeparator()
        menu.addAction(self._actions["filter.save"])


def _favourites(known: Preferences, ids: Sequence[str], favourite: bool) -> tuple[str, ...]:
    others = tuple(each for each in known.favourites if each not in ids)
    return (*others, *ids) if favourite else others


def _with(known: Preferences, saved: SavedFilter) -> tuple[SavedFilter, ...]:
    """One of the same name is replaced where it stands."""
    if any(each.name == saved.name for each in known.saved_filters):
        return tuple(saved if each.name == saved.name else each for each in known.saved_filters)
    return (*known.saved_filters, saved)


def _without(known: Preferences, names: Sequence[str]) -> tuple[SavedFilter, ...]:
    return tuple(each for each in known.saved_filters if each.name not in names)


def _renamed(known: Preferences, old: str, new: str) -> tuple[SavedFilter, ...]:
    others = (each for each in known.saved_filters if each.name != new)
    return tuple(replace(each, name=new) if each.name == old else each for each in others)
