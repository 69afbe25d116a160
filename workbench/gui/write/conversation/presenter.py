"""Conversations: opened from a cell, gone on with, branched, and opened again later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from workbench.domain.conversations import (
    Conversation,
    asked,
    open_calls,
    spoken,
    title_of,
    tool_result,
)
from workbench.domain.errors import InvalidInput, WorkbenchError
from workbench.domain.history import OpenPrompt
from workbench.domain.prompts import Message, Role
from workbench.domain.run_events import RunEnded, RunEvent, RunRetrying, RunStarted, TextArrived
from workbench.domain.runs import Run, RunJob
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.engine import Engine
from workbench.gui.kit.safe_text import safe
from workbench.gui.write.conversation.panel import ConversationPanel, Known
from workbench.gui.write.conversation.turns import Turn, summary, turns_of
from workbench.gui.write.session import WriteSession
from workbench.services.runs import RunService


class ConversationPresenter(QObject):
    wanted = Signal()
    """The conversation is to be seen."""
    recorded = Signal()
    """A run was started or ended: the history has something new."""

    def __init__(
        self,
        panel: ConversationPanel,
        session: WriteSession,
        runs: RunService,
        engine: Engine,
        background: Background,
        actions: Actions,
        ask: Ask,
        current_run: Callable[[], Run | None],
    ) -> None:
        super().__init__(panel)
        self._panel, self._session, self._runs = panel, session, runs
        self._engine, self._background = engine, background
        self._actions, self._ask, self._current_run = actions, ask, current_run
        self.conversation: Conversation | None = None
        self.pending: RunJob | None = None
        """What is being answered."""
        self._results: list[Message] = []
        """Results of tool calls, while others of the same answer are still open."""
        self._changing: Turn | None = None
        self._looks = 0
        self._opening = ""
        """The run whose conversation is being read."""
        self._connect()

    def open(self, run: Run) -> None:
        """Go on from a cell of the board, or go back to where a conversation ended."""
        if not spoken(run):
            self._ask.show_error(_nothing_said())
            return
        self.open_run(run.cached_from or run.id)

    def open_run(self, run_id: str) -> None:
        """The next turn can be typed at once, and sent when the conversation has been read."""
        self._looks += 1
        look = self._looks
        left = self._make_room(run_id)

        def show(conversation: Conversation) -> None:
            if look == self._looks:
                self._opening = ""
                self._forget()
                self._show(conversation)
                self._allow()
                self._panel.go_to_end()

        def fail(error: WorkbenchError) -> None:
            if look == self._looks:
                self._stay(left)
            self._ask.show_error(error)

        self.wanted.emit()
        self._panel.show_reading(self.tr("The conversation is being read."))
        self._panel.reply.edit.setFocus()
        self._opening = run_id
        self._allow()
        read = self._runs.conversation
        self._background.run(self, lambda: read(run_id), show, fail)

    def _make_room(self, run_id: str) -> str:
        """For what is typed into the conversation of that run; what was typed into another."""
        reply = self._panel.reply.edit
        half_said = self._changing is not None or bool(self._results)
        if self._opening:
            same = run_id == self._opening
        else:
            runs = self.conversation.runs if self.conversation else ()
            same = any(run.id == run_id for run in runs) and not half_said
        if same:
            return ""
        left = "" if half_said else reply.exact_text()
        self._changing, self._results = None, []
        self._panel.reply.begin_anew()
        self._show_next()
        return left

    def _stay(self, left: str) -> None:
        """Where one was: the other conversation could not be read."""
        self._opening = ""
        self._panel.reply.forget()
        if left and not self._panel.reply.edit.exact_text():
            self._panel.reply.edit.show_text(left)
        if self.conversation is None:
            self._panel.show_empty("")
        self._show_all()
        self._allow()

    def reopen(self) -> None:
        """The conversations of the open prompt, the newest one first."""
        if opened := self._session.open:
            self.wanted.emit()
            prompt_id = opened.prompt.id
            self._read_known(prompt_id, then=self._open_newest)

    def send(self, text: str) -> None:
        """The next turn, the result of a tool, or an earlier turn as it should have been."""
        conversation = self.conversation
        if conversation is None or self.pending is not None or self._opening:
            return
        if self._changing is not None:
            self._ask_again(conversation, self._changing, text)
            return
        calls = open_calls((*conversation.said, *self._results))
        if not calls:
            self._start(conversation, (Message(Role.USER, text),))
            return
        self._results.append(tool_result(calls[0], text))
        if len(calls) == 1:
            results, self._results = self._results, []
            self._start(conversation, results)
        else:
            self._show_next()

    def stop(self) -> None:
        if self.pending:
            self._engine.stop((self.pending.run_id,))

    def repeat(self, turn: Turn) -> None:
        """Another answer to the same, beside the one there is."""
        if self.conversation is None or self.pending is not None or turn.run < 1:
            return
        job = self._runs.another_answer(self.conversation.runs[turn.run])
        self._send(self.conversation.until(turn.run - 1), job)

    def change(self, turn: Turn) -> None:
        """Put an earlier turn back where it can be typed."""
        if self.pending is None:
            self._changing = turn
            self._panel.reply.edit.show_text(turn.text)
            self._panel.reply.edit.setFocus()
            self._show_next()

    def _ask_again(self, conversation: Conversation, turn: Turn, text: str) -> None:
        before = conversation.until(turn.run - 1)
        said = list(asked(conversation.runs[turn.run].job, before.last))
        said[turn.message or 0] = replace(said[turn.message or 0], text=text)
        self._start(before, said)

    def _start(self, before: Conversation, said: Sequence[Message]) -> None:
        self._send(before, self._runs.next_turn(before.last, said))

    def _send(self, before: Conversation, job: RunJob) -> None:
        self._changing, self._results = None, []
        self.conversation, self.pending = before, job
        self._show_all()
        self._panel.go_to_end()
        self._engine.start((job,))
        self.recorded.emit()

    def _show(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self._show_all()
        self._read_known(conversation.last.job.prompt_id)

    def _show_all(self) -> None:
        if self.conversation is None:
            return
        panel, conversation = self._panel, self.conversation
        panel.show_head(safe(conversation.last.job.model), summary(conversation))
        panel.show_prompt(conversation.prompt)
        panel.show_turns(turns_of(conversation, self.pending))
        self._show_next()
        self._report()

    def _show_next(self) -> None:
        """What is expected of the person now."""
        reply, conversation = self._panel.reply, self.conversation
        reply.show_running(self.pending is not None)
        if conversation is None:
            return
        if self._changing is not None:
            words = self.tr("Change what was said. Sending it begins a branch; this one is kept.")
            reply.show_next(words, editing=True)
            return
        calls = open_calls((*conversation.said, *self._results)) if not self.pending else ()
        words = self.tr("Result of the tool {0}({1})")
        reply.show_next(
            words.format(safe(calls[0].name), safe(calls[0].arguments)) if calls else ""
        )
        unanswered = not spoken(conversation.last) and self.pending is None
        again = self.tr("Nothing was answered: ask for another answer, or change what you said.")
        refusal = self._refusal() or (again if unanswered else "")
        reply.allow(refusal, waiting=bool(self._opening))

    def _allow(self) -> None:
        """Whether anything can be asked now, of the cards and of the reply."""
        refusal = self._refusal()
        self._panel.allow(refusal)
        self._panel.reply.allow(refusal, waiting=bool(self._opening))
        self._show_next()

    def _refusal(self) -> str:
        """Why nothing can be asked of a model now; empty if it can."""
        context = self._actions.context
        if self._opening:
            return self.tr("The conversation is being read.")
        if context.read_only:
            return self.tr("The workspace is open for reading only.")
        return self.tr("The engine has stopped.") if context.engine_stopped else ""

    def _on_events(self, events: list[RunEvent]) -> None:
        for event in events:
            if self.pending is not None and _id_of(event) == self.pending.run_id:
                self._take(event)

    def _take(self, event: RunEvent) -> None:
        match event:
            case RunStarted():
                self._say(self.tr("asked, no word yet"))
            case RunRetrying(attempt=attempt, wait=wait, reason=reason):
                words = self.tr("attempt {0} follows in {1} s: {2}")
                self._say(words.format(attempt, f"{wait:.0f}", safe(reason)))
            case TextArrived(text=text, reasoning=reasoning):
                self._panel.append(text, reasoning)
            case RunEnded(run=run) if self.conversation is not None:
                self.pending = None
                self._show(Conversation((*self.conversation.runs, run)))
                self.recorded.emit()

    def _say(self, words: str) -> None:
        if self._panel.cards:
            self._panel.cards[-1].show_caption(words)

    def _read_known(
        self, prompt_id: str, then: Callable[[list[Run]], None] = lambda runs: None
    ) -> None:
        def show(runs: list[Run]) -> None:
            opened = self._session.open
            if opened and opened.prompt.id == prompt_id:
                current = self.conversation.last.id if self.conversation else ""
                self._panel.show_known(_named(runs), current)
                then(runs)

        self._background.run(self, lambda: self._runs.conversations(prompt_id), show)

    def _open_newest(self, runs: list[Run]) -> None:
        if self.conversation is not None and (self.pending or len(self.conversation.runs) > 1):
            return
        if runs:
            self.open_run(runs[0].id)
        elif self.conversation is None:
            self._panel.show_empty(
                self.tr(
                    "No conversation yet. Go back to the board, choose a cell that answered, "
                    "and continue it (Ctrl+J)."
                )
            )

    def _on_prompt_opened(self, _opened: OpenPrompt | None) -> None:
        """A conversation is of one prompt; what is being answered goes on and is recorded."""
        self._looks += 1
        self._opening = ""
        self._forget()
        self._panel.reply.begin_anew()
        self.conversation = None
        self._panel.show_known((), "")
        self._panel.show_empty("")
        self._report()
        if self._panel.isVisible():
            self._panel.closed.emit()

    def _forget(self) -> None:
        """What was going on in the conversation that is left."""
        self.pending, self._changing, self._results = None, None, []

    def _give_up_changing(self) -> None:
        self._changing = None
        self._panel.reply.edit.show_text("")
        self._show_next()

    def _report(self) -> None:
        self._actions.report(conversation_shown=self.conversation is not None)

    def _on_context(self, _context: object) -> None:
        self._allow()

    def _open_current(self) -> None:
        run = self._current_run()
        if run is not None:
            self.open(run)

    def _connect(self) -> None:
        panel, actions = self._panel, self._actions
        panel.add_actions(actions["conversation.to_messages"], actions["conversation.keep_case"])
        panel.reply.sent.connect(self.send)
        panel.reply.stop_requested.connect(self.stop)
        panel.reply.given_up.connect(self._give_up_changing)
        panel.edit_requested.connect(self.change)
        panel.repeat_requested.connect(self.repeat)
        panel.chosen.connect(self.open_run)
        actions.on("conversation.open", self._open_current)
        actions.on("conversation.reopen", self.reopen)
        actions.context_changed.connect(self._on_context)
        self._engine.run_events.connect(self._on_events)
        self._session.prompt_opened.connect(self._on_prompt_opened)
        panel.show_known((), "")
        panel.show_empty("")


def _nothing_said() -> InvalidInput:
    return InvalidInput(
        "This run has no answer to go on from.", hint="Choose a cell with an answer, or retry it."
    )


def _named(runs: Sequence[Run]) -> list[Known]:
    """Branches of one conversation often have the same name: those tell the second too."""
    names = [_title(run) for run in runs]
    return [
        Known(run.id, _title(run, "%H:%M:%S") if names.count(name) > 1 else name)
        for run, name in zip(runs, names, strict=True)
    ]


def _title(run: Run, clock: str = "%H:%M") -> str:
    title = safe(title_of(run))[:60]
    when = run.created_at.astimezone().strftime(f"%d %b {clock}")
    return f"{when} · {title} · {run.job.model}"


def _id_of(event: RunEvent) -> str:
    return event.run.id if isinstance(event, RunEnded) else event.run_id
