"""The open prompt and what is to be run: what the panels of Write share.

Contents never change, so a step of undo is the old content kept. Typing announces itself by
`typed` and is read a moment later, so that a keystroke costs nothing here; whoever asks for
`content` gets what was typed all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.domain.datasets import Case
from workbench.domain.history import OpenPrompt
from workbench.domain.json_values import Json
from workbench.domain.prompts import Draft, PromptContent
from workbench.domain.runs import RunColumn
from workbench.formats.content import as_hashed
from workbench.gui.write.undo import Step, UndoSteps, sharing

AFTER_KEY_MS = 8
"""What was typed is read when it is painted, and before the next key can come."""
REST_S, REST_LARGE_S = 0.04, 0.06
"""Between two readings. What is typed sooner waits for the next key, or half as long again."""
LARGE = 200_000


class Journaling(Protocol):
    """Where drafts are kept as they are typed."""

    @property
    def unsaved_prompts(self) -> tuple[str, ...]: ...

    def put(self, draft: Draft) -> None: ...

    def flush(self, then: Callable[[], object] | None = None) -> None: ...


class WriteSession(QObject):
    prompt_opened = Signal(object)
    """`OpenPrompt`, or None when the place is empty again."""
    card_changed = Signal(object)
    """`OpenPrompt`: its path, labels or newest version changed; the draft did not."""
    draft_changed = Signal(object)
    """`PromptContent`, after every edit, undo and restore."""
    analysed = Signal(object)
    """`Analysis` of the newest draft."""
    analysis_ended = Signal()
    """What could be found out about the newest draft was told, or could not be found out."""
    undo_changed = Signal()
    """What can be undone or done again."""
    plan_changed = Signal()
    """Models, case, samples or parameters."""
    saved = Signal(object)
    """`datetime` of the last journaled draft."""
    save_failed = Signal(object)
    """`WorkbenchError`; what is pending is kept and tried again."""

    def __init__(
        self,
        journal: Journaling,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._journal, self._now = journal, now
        self._content: PromptContent | None = None
        self._base: PromptContent | None = None
        self._collect: Callable[[], object] | None = None
        self._collected_at = 0.0
        self._collecting = QTimer(self, singleShot=True)
        self._collecting.timeout.connect(self.collect)
        self._stacks: dict[str, UndoSteps] = {}
        self._left: dict[str, PromptContent] = {}
        self._paths: dict[str, str] = {}
        self.analysing = False
        """What was told last by `analysed` may be about an older draft."""
        self.read_only = False
        """Nothing changes the draft."""
        self.open: OpenPrompt | None = None
        self.models: tuple[str, ...] = ()
        self.case = Case()
        self.cases: tuple[Case, ...] = ()
        """Cases chosen to be run together; none: the inputs as they are."""
        self.columns: tuple[RunColumn, ...] = ()
        """Run beside the draft on each ticked model."""
        self.samples = 1
        self.overrides: dict[str, tuple[tuple[str, Json], ...]] = {}
        """By model, its own parameters in place of the prompt's. They are no part of the draft."""

    @property
    def content(self) -> PromptContent | None:
        """The draft as it stands, with what was typed this instant."""
        self.collect()
        return self._content

    @property
    def collected(self) -> PromptContent | None:
        """The draft without what was typed since it was last read."""
        return self._content

    @property
    def undo_stack(self) -> UndoSteps:
        """The steps of the open prompt; an empty stack when none is open."""
        return self._stack_of(self.open.prompt.id if self.open else "")

    @property
    def changed(self) -> bool:
        """The draft is not the newest version; so it is too before there is a version."""
        if self.open is None or self._content is None:
            return False
        base = self._base
        return base is None or as_hashed(self._content) != replace(base, components=())

    @property
    def unsaved(self) -> tuple[str, ...]:
        """Paths of the prompts of which something is not on disk yet."""
        return tuple(self._paths.get(each, each) for each in self._journal.unsaved_prompts)

    def show_prompt(self, opened: OpenPrompt | None, base: PromptContent | None = None) -> None:
        """Make it the open prompt; `base` is the content of its newest version.

        Its steps of undo are still there if it was open before.
        """
        self.collect()
        self._journal.flush()
        if self.open and self._content is not None:
            self._left[self.open.prompt.id] = self._content
        self.open = opened
        if opened:
            self._paths[opened.prompt.id] = opened.prompt.path
        self._content = opened.draft.content if opened else None
        self._base = base
        self.case, self.cases, self.columns = Case(), (), ()
        stack = self.undo_stack
        if opened and self._left.get(opened.prompt.id, self._content) != self._content:
            stack.clear()
        self.undo_changed.emit()
        self.prompt_opened.emit(opened)

    def show_card(self, opened: OpenPrompt, base: PromptContent | None = None) -> None:
        """Take over a new path, labels or version of the open prompt, never its draft."""
        if not self.open or opened.prompt.id != self.open.prompt.id:
            return
        own = self.open.draft
        # What is not on disk yet may be based on another version than what is there
        unsaved = opened.prompt.id in self._journal.unsaved_prompts
        based_on = own.based_on if unsaved else opened.draft.based_on
        rebased = based_on != own.based_on
        draft = replace(own, based_on=based_on)
        self.open, self._base = replace(opened, draft=draft), base
        self._paths[opened.prompt.id] = opened.prompt.path
        self.card_changed.emit(self.open)
        if rebased and self._content is not None:
            self._keep(self._content)

    def apply(self, content: PromptContent, label: str, merge_key: str = "") -> None:
        """Make `content` the draft. Edits in a row with the same `merge_key` undo together."""
        if self.read_only or self._content is None:
            return
        if content != self._content:
            new = sharing(self._content, content)
            self.undo_stack.add(Step(self._content, new, label, merge_key))

    def replace_draft(
        self, content: PromptContent, label: str, *, based_on: int | None = None
    ) -> None:
        """Put another state there, based on that version if one is given; one step of undo
        brings back what was there."""
        self.collect()
        own = self.open.draft.based_on if self.open else None
        if based_on is None or based_on == own:
            self.apply(content, label)
        elif not self.read_only and self._content is not None:
            new = sharing(self._content, content)
            self.undo_stack.add(Step(self._content, new, label, bases=(own, based_on)))

    def rebase(self, prompt_id: str, number: int) -> None:
        """The draft was named as that version: whatever is typed from now on is based on it."""
        opened = self.open
        if opened and opened.prompt.id == prompt_id and opened.draft.based_on != number:
            self._rebase(number)
            if self._content is not None:
                self._keep(self._content)

    def typed(self, collect: Callable[[], None]) -> None:
        """Something was typed; `collect` reads it and calls `apply`, soon or when asked for."""
        if self._collect is not None and self._collect != collect:
            self.collect()
        self._collect = collect
        messages = self._content.messages if self._content else ()
        large = sum(len(message.text) for message in messages) > LARGE
        rest = REST_LARGE_S if large else REST_S
        rested = monotonic() - self._collected_at >= rest
        wait = AFTER_KEY_MS if rested else round(rest * 1500)
        if not self._collecting.isActive() or self._collecting.remainingTime() > wait:
            self._collecting.start(wait)

    def collect(self) -> None:
        """Read what was typed and not yet read."""
        self._collecting.stop()
        self._collected_at = monotonic()
        collect, self._collect = self._collect, None
        if collect:
            collect()

    def flush(self, then: Callable[[], object] | None = None) -> None:
        """Journal what is pending now, then call."""
        self.collect()
        self._journal.flush(then)

    def set_analysing(self, analysing: bool) -> None:
        if analysing != self.analysing:
            self.analysing = analysing
            if not analysing:
                self.analysis_ended.emit()

    def set_models(self, models: tuple[str, ...]) -> None:
        if models != self.models:
            self.models = models
            self.plan_changed.emit()

    def set_case(self, case: Case) -> None:
        if case != self.case:
            self.case = case
            self.plan_changed.emit()

    def set_cases(self, cases: tuple[Case, ...]) -> None:
        if cases != self.cases:
            self.cases = cases
            self.plan_changed.emit()

    def set_columns(self, columns: tuple[RunColumn, ...]) -> None:
        if columns != self.columns:
            self.columns = columns
            self.plan_changed.emit()

    def set_samples(self, samples: int) -> None:
        if samples != self.samples:
            self.samples = samples
            self.plan_changed.emit()

    def set_overrides(self, overrides: dict[str, tuple[tuple[str, Json], ...]]) -> None:
        if overrides != self.overrides:
            self.overrides = overrides
            self.plan_changed.emit()

    def _show(self, content: PromptContent) -> None:
        if self._content is not None and content.model != self._content.model:
            self._content = content
            self.plan_changed.emit()
        self._content = content
        self._keep(content)
        self.draft_changed.emit(content)

    def _rebase(self, number: int | None) -> None:
        if self.open is not None:
            self.open = replace(self.open, draft=replace(self.open.draft, based_on=number))

    def _keep(self, content: PromptContent) -> None:
        if self.open is None:
            return
        draft = replace(self.open.draft, content=content, edited_at=self._now())
        self.open = replace(self.open, draft=draft)
        self._journal.put(draft)

    def _stack_of(self, prompt_id: str) -> UndoSteps:
        if prompt_id not in self._stacks:
            self._stacks[prompt_id] = UndoSteps(
                self._show, self.undo_changed.emit, rebase=self._rebase
            )
        return self._stacks[prompt_id]
