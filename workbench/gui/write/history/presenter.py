"""History, from the timeline to a preview, and back into the draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from workbench.domain.history import OpenPrompt, TimelineEntry
from workbench.domain.prompts import PromptContent
from workbench.domain.runs import Run
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.write.history.filtering import TimelineFilter, filtered
from workbench.gui.write.history.graph import GraphRow, graph
from workbench.gui.write.history.models import DraftEntry, Entry
from workbench.gui.write.history.panel import HistoryPanel
from workbench.gui.write.session import WriteSession
from workbench.services.prompts import PromptService
from workbench.services.runs import RunService

SETTLED_MS = 250
REFERENCE_DIGITS = 12
"""Of a digest, enough to name a state on the command line."""


class HistoryPresenter(QObject):
    said = Signal(str)
    """What was done, for the status line."""
    batch_requested = Signal(str)
    """Put the batch of the chosen run on the board."""

    def __init__(
        self,
        panel: HistoryPanel,
        session: WriteSession,
        prompts: PromptService,
        runs: RunService,
        background: Background,
        actions: Actions,
    ) -> None:
        super().__init__(panel)
        self._panel, self._session = panel, session
        self._prompts, self._runs = prompts, runs
        self._background, self._actions = background, actions
        self._timeline: list[TimelineEntry] = []
        self._shown: list[TimelineEntry] = []
        self._graph: list[GraphRow] = []
        self._shown_for: tuple[TimelineFilter, int | None] | None = None
        self._wanted = ""
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self.refresh)
        self._typed = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._typed.timeout.connect(self._show_entries)
        self._connect()

    @property
    def chosen_entry(self) -> TimelineEntry | None:
        """The version or state that is chosen; None for the draft and for nothing."""
        entry = self._panel.chosen
        return entry if isinstance(entry, TimelineEntry) else None

    @property
    def chosen_states(self) -> tuple[str, str]:
        """Digests of the older and the newer of what is marked and chosen; of what is chosen
        and the draft, if nothing is marked."""
        entry, marked = self._panel.chosen, self._panel.timeline.marked
        if marked is None or entry is None or entry == marked:
            return _digest(entry), ""
        older, newer = sorted((entry, marked), key=_age)
        return _digest(older), _digest(newer)

    def refresh_soon(self) -> None:
        """Something was run, named or saved; many of these make one look."""
        if not self._settled.isActive():
            self._settled.start()

    def refresh(self) -> None:
        opened = self._session.open
        if opened is None:
            self._timeline = []
            self._panel.show_entries(())
            return
        prompt_id = opened.prompt.id

        def show(timeline: list[TimelineEntry]) -> None:
            if self._is_open(prompt_id):
                self._timeline, self._shown_for = timeline, None
                self._show_entries()

        self._background.run(self, lambda: self._prompts.timeline(prompt_id), show)

    def choose(self, digest: str) -> None:
        """Choose a state as soon as the timeline shows it."""
        self._wanted = digest
        if self._panel.choose(digest):
            self._wanted = ""

    def restore(self, entry: Entry | None) -> None:
        """Put a state into the draft; what was there comes back with undo."""
        if not isinstance(entry, TimelineEntry) or self._actions.reason("version.restore"):
            return
        name = self._name(entry)
        prompt_id = self._session.open.prompt.id if self._session.open else ""

        def put(content: PromptContent) -> None:
            if self._is_open(prompt_id):
                editable = replace(content, components=())
                label = self.tr("Restore {0}").format(name)
                number = entry.version.number if entry.version else None
                self._session.replace_draft(editable, label, based_on=number)
                said = self.tr("{0} is in the draft. Undo brings back what was there.")
                self.said.emit(said.format(name))

        self._background.run(self, lambda: self._prompts.content(entry.digest), put)

    def _mark(self) -> None:
        self._panel.mark(self._panel.chosen)

    def _copy_digest(self) -> None:
        if entry := self.chosen_entry:
            self._copy(entry.digest)

    def _copy_reference(self) -> None:
        """As the command line takes it: `workbench show support/triage@3`."""
        entry, opened = self.chosen_entry, self._session.open
        if entry and opened:
            short = entry.digest.removeprefix("sha256:")[:REFERENCE_DIGITS]
            which = str(entry.version.number) if entry.version else f"sha256:{short}"
            self._copy(f"{opened.prompt.path}@{which}")

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.said.emit(self.tr("Copied: {0}").format(text))

    def _name(self, entry: TimelineEntry) -> str:
        return f"v{entry.version.number}" if entry.version else self.tr("The unnamed state")

    def _is_open(self, prompt_id: str) -> bool:
        return self._session.open is not None and self._session.open.prompt.id == prompt_id

    def _show_entries(self) -> None:
        if opened := self._session.open:
            draft = self._draft_entry(opened)
            wanted = self._panel.filter.chosen
            if self._shown_for != (wanted, draft.based_on):
                self._shown_for = wanted, draft.based_on
                self._shown = filtered(self._timeline, wanted)
                self._graph = graph((draft, *self._shown), self._timeline)
            self._panel.show_entries((draft, *self._shown), self._graph)
        if self._wanted and self._panel.choose(self._wanted):
            self._wanted = ""
        versions = sum(1 for entry in self._timeline if entry.version)
        self._actions.report(versions=versions, version_selected=self.chosen_entry is not None)

    def _draft_entry(self, opened: OpenPrompt) -> DraftEntry:
        draft, context = opened.draft, self._actions.context
        newest = opened.newest.number if opened.newest else None
        return DraftEntry(draft.edited_at, draft.based_on, context.unnamed_changes, newest)

    def _on_chosen(self, entry: Entry | None) -> None:
        self._actions.report(version_selected=isinstance(entry, TimelineEntry))
        if isinstance(entry, TimelineEntry):
            self._preview(entry)
        else:
            self._panel.show_content(self._session.content if entry else None)
            self._panel.show_runs(())

    def _preview(self, entry: TimelineEntry) -> None:
        opened = self._session.open
        if opened is None:
            return

        def read() -> tuple[PromptContent, list[Run]]:
            runs = self._runs.of_digest(opened.prompt.id, entry.digest)
            return self._prompts.content(entry.digest), runs

        def show(found: tuple[PromptContent, list[Run]]) -> None:
            if self.chosen_entry is not None and self.chosen_entry.digest == entry.digest:
                self._panel.show_content(found[0])
                self._panel.show_runs(found[1])

        self._background.run(self, read, show)

    def _on_prompt_opened(self, _opened: OpenPrompt | None) -> None:
        self._timeline, self._shown_for = [], None
        self._panel.mark(None)
        self._panel.show_entries(())
        self.refresh()

    def _on_draft_changed(self, _content: PromptContent) -> None:
        if not self._typed.isActive():
            self._typed.start()

    def _on_run_chosen(self, run: Run) -> None:
        self.batch_requested.emit(run.job.batch_id)

    def _connect(self) -> None:
        actions, panel, session = self._actions, self._panel, self._session
        panel.use_actions(
            actions["version.restore"],
            actions["view.diff"],
            actions["history.mark"],
            actions["version.copy_reference"],
            actions["version.copy_digest"],
            actions["release.approve"],
        )
        panel.mark_bar.use_action(actions["view.diff"])
        panel.filter.filter_changed.connect(self._show_entries)
        actions.on("history.mark", self._mark)
        actions.on("version.copy_reference", self._copy_reference)
        actions.on("version.copy_digest", self._copy_digest)
        actions.on("version.restore", lambda: self.restore(self._panel.chosen))
        panel.entry_chosen.connect(self._on_chosen)
        panel.entry_activated.connect(self.restore)
        panel.run_chosen.connect(self._on_run_chosen)
        session.prompt_opened.connect(self._on_prompt_opened)
        session.card_changed.connect(lambda _opened: self.refresh_soon())
        session.draft_changed.connect(self._on_draft_changed)


def _digest(entry: Entry | None) -> str:
    """Empty for the draft and for nothing."""
    return entry.digest if isinstance(entry, TimelineEntry) else ""


def _age(entry: Entry) -> tuple[int, datetime]:
    """The draft is the newest of all."""
    if isinstance(entry, DraftEntry):
        return 1, datetime.max.replace(tzinfo=UTC)
    return 0, entry.at
