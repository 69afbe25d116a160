"""Who hears what from whom in Write, and what the place does with events and commands."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.domain.errors import InvalidSchema, MissingValues, TemplateError, WorkbenchError
from workbench.domain.history import Hit, OpenPrompt, PromptSummary
from workbench.domain.prompts import PromptKind
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.write.around import Around
from workbench.gui.write.models.spending import Spending
from workbench.gui.write.page import WritePlace
from workbench.gui.write.presenters import Presenters
from workbench.gui.write.recalling import Recall
from workbench.services.events import (
    DraftReplaced,
    Event,
    KeysChanged,
    LibraryChanged,
    PreferencesChanged,
    SettingsChanged,
    VersionApproved,
    VersionCommitted,
)

OPEN_PROMPT = "open_prompt"


class Conductor(QObject):
    def __init__(
        self, place: WritePlace, presenters: Presenters, around: Around, relay: EventRelay
    ) -> None:
        super().__init__(place)
        self._place, self._session = place, place.session
        self._parts, self._around = presenters, around
        self._started = False
        relay.published.connect(self._on_event)
        self._connect_session()
        self._connect_presenters()
        self._connect_board()
        self._take_commands()
        self._recall = Recall(place, presenters.opening, around.actions, around.memory)

    def begin(self) -> None:
        """Read the library; then open the prompt that was open or worked on last."""
        self._recall.restore()
        self._parts.library.load()
        self._parts.models.load()

    def _connect_session(self) -> None:
        session, analyst = self._session, self._parts.analyst
        analyst.analysed.connect(session.analysed)
        analyst.busy_changed.connect(session.set_analysing)
        session.prompt_opened.connect(self._on_prompt_opened)
        session.draft_changed.connect(analyst.ask)
        session.saved.connect(lambda _at: self._analyse_saved())

    def _connect_presenters(self) -> None:
        parts, place = self._parts, self._place
        parts.library.library_shown.connect(parts.language.show_library)
        parts.library.library_shown.connect(self._on_library_shown)
        parts.library.open_requested.connect(parts.opening.open)
        parts.models.estimated.connect(self._show_spending)
        parts.library.said.connect(place.said)
        parts.commit.said.connect(place.said)
        parts.language.said.connect(place.said)
        parts.problems.said.connect(place.said)
        parts.history.said.connect(place.said)
        parts.inputs.said.connect(place.said)
        parts.history.batch_requested.connect(parts.runs.show_batch)
        parts.search.hit_opened.connect(self._open_hit)
        parts.diff.shown.connect(lambda: place.frame.show_below(place.diff))
        parts.merging.shown.connect(lambda: place.frame.show_below(place.merging, tall=True))
        parts.merging.compare_requested.connect(parts.diff.compare)
        parts.blame.compare_requested.connect(parts.diff.compare)
        parts.merging.newer_found.connect(self._on_newer)
        parts.merging.said.connect(place.said)
        place.search.closed.connect(self._close_search)
        place.state_requested.connect(self._open_state)

    def _connect_board(self) -> None:
        runs = self._parts.runs
        runs.board_wanted.connect(lambda: self._place.frame.show_below(self._place.board))
        self._place.board.runs_shown.connect(self._on_runs_shown)
        runs.refused.connect(self._show_refusal)
        runs.place_requested.connect(self._show_refusal)
        runs.recorded.connect(self._parts.history.refresh_soon)
        runs.recorded.connect(self._parts.diff.show_runs)
        self._connect_conversation()

    def _on_runs_shown(self) -> None:
        if self._place.board.grid.cells:
            self._place.frame.give_room()

    def _connect_conversation(self) -> None:
        parts, place = self._parts, self._place
        talk = parts.conversation
        talk.wanted.connect(lambda: place.frame.show_below(place.conversation, tall=True))
        talk.recorded.connect(parts.history.refresh_soon)
        parts.live.shown.connect(lambda on: place.frame.show_beside(place.live, on))
        parts.live.told.connect(place.live_told)
        parts.live.stopped.connect(place.board.notice.show_words)
        for each in (parts.keeper, parts.sharing, parts.notifying):
            each.said.connect(place.said)
        parts.keeper.case_kept.connect(parts.inputs.read_cases)

    def _take_commands(self) -> None:
        actions = self._around.actions
        actions.on_toggle("view.history", self._show_history)
        actions["view.history"].triggered.connect(self._go_to_history)
        actions.on_toggle("view.wrap", self._wrap)
        actions.on("search.open", self._open_search)
        actions.on("focus.editor", self._parts.editor.focus)
        actions.on("focus.board", self._place.board.setFocus)
        actions["view.wrap"].setChecked(True)
        header = self._place.editor.header
        for command_id in ("view.preview", "view.history", "version.commit"):
            header.add_action(actions[command_id])

    def _analyse_saved(self) -> None:
        """Others include a component as it is on disk: a circle closes when it is there."""
        opened = self._session.open
        if opened and opened.prompt.kind is PromptKind.COMPONENT:
            self._parts.analyst.ask(self._session.collected)

    def _on_prompt_opened(self, opened: OpenPrompt | None) -> None:
        self._parts.analyst.ask(self._session.collected)
        if opened and self._around.memory:
            self._around.memory.keep(OPEN_PROMPT, opened.prompt.id)

    def _on_library_shown(self, summaries: list[PromptSummary]) -> None:
        self._parts.editor.show_components(summaries)
        if self._started:
            return
        self._started = True
        memory = self._around.memory
        last = memory.text(OPEN_PROMPT) if memory else ""
        if any(summary.prompt.id == last for summary in summaries):
            self._open_first(last)
        elif summaries:
            newest = self._around.services.prompts.last_worked_on
            self._around.background.run(self, newest, self._open_first)
        else:
            self._parts.editor.focus()

    def _open_first(self, prompt_id: str | None) -> None:
        if prompt_id and self._session.open is None:
            self._parts.opening.opened.connect(self._focus_first)
            self._parts.opening.open(prompt_id)

    def _focus_first(self, _prompt_id: str) -> None:
        """The keyboard begins in the editor."""
        self._parts.opening.opened.disconnect(self._focus_first)
        self._parts.editor.focus()

    def _show_spending(self, spending: Spending) -> None:
        footer = self._place.editor.footer
        footer.show_estimate(spending.cost_usd, spending.unpriced, spending.runs)

    def _show_refusal(self, error: WorkbenchError) -> None:
        if isinstance(error, MissingValues):
            self._parts.inputs.mark_missing(error.names)
        elif isinstance(error, TemplateError):
            self._parts.editor.go_to_line(error)
        elif isinstance(error, InvalidSchema):
            self._parts.structuring.go_to(error)

    def _on_event(self, event: Event) -> None:
        match event:
            case LibraryChanged(prompt_ids):
                self._parts.library.look_again(prompt_ids)
                self._parts.opening.refresh()
                self._parts.analyst.ask_again()
            case PreferencesChanged():
                self._parts.problems.rules.load()
                self._parts.library.arranging.load()
            case VersionCommitted() | VersionApproved():
                self._parts.library.look_again([event.prompt_id])
                self._parts.opening.refresh()
                self._parts.history.refresh_soon()
                self._parts.diff.show_runs()
            case DraftReplaced(prompt_id):
                self._parts.opening.take_over(prompt_id)
            case KeysChanged() | SettingsChanged():
                self._parts.models.load()

    def _on_newer(self) -> None:
        """Another program named a version."""
        self._parts.library.look_again()
        self._parts.opening.refresh()
        self._parts.history.refresh_soon()

    def _show_history(self, shown: bool) -> None:
        self._place.frame.show_side(self._place.history if shown else None)

    def _go_to_history(self, shown: bool) -> None:
        """The person asked for it, or took it away: the keyboard goes along."""
        if shown:
            self._place.history.list.setFocus()
        else:
            self._parts.editor.focus()

    def _open_search(self) -> None:
        self._place.frame.show_side(self._place.search)
        self._place.search.begin()

    def _close_search(self) -> None:
        self._show_history(self._around.actions["view.history"].isChecked())
        self._parts.editor.focus()

    def _open_hit(self, hit: Hit) -> None:
        """The prompt at the state that was found, and the run that said it on the board."""
        parts = self._parts

        def show() -> None:
            if hit.digest:
                parts.history.choose(hit.digest)
            if hit.run_id:
                parts.runs.show_run(hit.run_id)

        parts.opening.open(hit.prompt_id, show)
        self._around.actions["view.history"].setChecked(True)
        self._show_history(True)

    def _open_state(self, prompt_id: str, digest: str) -> None:
        """Another place wants it to be seen here; without a digest, as it is now."""
        parts = self._parts
        if not digest:
            parts.opening.open(prompt_id)
            return
        parts.opening.open(prompt_id, lambda: parts.history.choose(digest))
        self._around.actions["view.history"].setChecked(True)

    def _wrap(self, wrap: bool) -> None:
        self._place.editor.cards.set_wrap(wrap)
        self._place.board.grid.set_wrap(wrap)
