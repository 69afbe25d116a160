"""Two states of the open prompt compared: read in the background, compared off the UI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.domain.errors import WorkbenchError
from workbench.domain.history import TimelineEntry
from workbench.domain.prompts import PromptContent
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.kit.safe_text import safe
from workbench.gui.write.diff.contents import ContentDifference, content_difference, in_words
from workbench.gui.write.diff.page import Choice, DiffPage
from workbench.gui.write.diff.standing import standing
from workbench.gui.write.session import WriteSession
from workbench.services.prompts import PromptService

MOST_CHOICES = 300
TYPED_MS = 200


class DiffPresenter(QObject):
    shown = Signal()
    """The page is to be seen."""

    def __init__(
        self,
        page: DiffPage,
        session: WriteSession,
        prompts: PromptService,
        background: Background,
        comparing: Background,
        actions: Actions,
        chosen_states: Callable[[], tuple[str, str]],
    ) -> None:
        """`chosen_states` are the digests of the old and the new state chosen in the history;
        empty for the draft, both empty where nothing is chosen."""
        super().__init__(page)
        self._page, self._session, self._prompts = page, session, prompts
        self._background, self._comparing = background, comparing
        self._chosen_states = chosen_states
        self._difference: ContentDifference | None = None
        self._turn = 0
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._typed.timeout.connect(self._compare)
        actions.on("view.diff", self.open)
        page.chosen.connect(lambda _old, _new: self._compare())
        page.way_changed.connect(self._draw)
        session.draft_changed.connect(lambda _content: self._on_draft_changed())
        session.prompt_opened.connect(lambda _opened: self._on_prompt_opened())

    def open(self) -> None:
        """The state chosen in the history against the draft; else the newest version that
        differs from it, as far as that is known without reading any."""
        opened = self._session.open
        if opened is None:
            return
        old, new = self._chosen_states()
        if old or new:
            self.compare(old, new)
            return

        def find(timeline: list[TimelineEntry]) -> None:
            if self._session.open and self._session.open.prompt.id == opened.prompt.id:
                self.compare(self._earlier(timeline), "")

        self._background.run(self, lambda: self._prompts.timeline(opened.prompt.id), find)

    def compare(self, old: str, new: str) -> None:
        """Two states by their digests; an empty one is the draft."""
        opened = self._session.open
        if opened is None:
            return

        def show(timeline: list[TimelineEntry]) -> None:
            if self._session.open and self._session.open.prompt.id == opened.prompt.id:
                self._page.show_choices(self._choices(timeline, old, new), old, new)
                self.shown.emit()
                self._page.view.shown.setFocus()
                self._compare()

        self._background.run(self, lambda: self._prompts.timeline(opened.prompt.id), show)

    def show_runs(self) -> None:
        """How the two states did so far; asked again when a run ends."""
        opened, draft = self._session.open, self._session.collected
        if opened is None or draft is None or not self._page.isVisible():
            return
        digests, prompts = self._page.digests, self._prompts

        def read() -> list[str]:
            timeline = prompts.timeline(opened.prompt.id)
            return [standing(digest, timeline, draft, prompts.content) for digest in digests]

        def show(words: list[str]) -> None:
            if digests == self._page.digests:
                named = zip(self._page.names, words, strict=True)
                self._page.show_runs(*(f"{name}: {figures}" for name, figures in named))

        self._background.run(self, read, show, lambda _error: self._page.show_runs("", ""))

    def _earlier(self, timeline: list[TimelineEntry]) -> str:
        versions = [entry.digest for entry in timeline if entry.version]
        same = 0 if self._session.changed else 1
        return (versions[same:] or versions or [""])[0]

    def _choices(self, timeline: list[TimelineEntry], *wanted: str) -> list[Choice]:
        offered = timeline[:MOST_CHOICES]
        offered += [entry for entry in timeline[MOST_CHOICES:] if entry.digest in wanted]
        return [Choice(self.tr("Draft")), *(self._choice(entry) for entry in offered)]

    def _choice(self, entry: TimelineEntry) -> Choice:
        if entry.version:
            note = " ".join(entry.version.note.split())
            return Choice(safe(f"v{entry.version.number}  {note}".strip()), entry.digest)
        time = f"{entry.at.astimezone():%d %b %H:%M}"
        return Choice(self.tr("State run {0}").format(time), entry.digest)

    def _compare(self) -> None:
        self._turn += 1
        turn = self._turn
        draft, digests = self._session.content, self._page.digests
        if draft is None:
            return
        self.show_runs()
        self._page.show_words(self.tr("Comparing…"))
        around = self.tr("model, inputs and the rest")

        def read() -> list[PromptContent]:
            return [self._prompts.content(digest) if digest else draft for digest in digests]

        def compare(contents: list[PromptContent]) -> None:
            if turn == self._turn:
                old, new = _comparable(contents, digests)
                self._comparing.run(
                    self, partial(content_difference, old, new, around), partial(show, turn)
                )

        def show(turn: int, difference: ContentDifference) -> None:
            if turn == self._turn:
                self._difference = difference
                self._draw()

        self._background.run(self, read, compare, self._show_failure)

    def _draw(self) -> None:
        difference, turn = self._difference, self._turn
        if difference is None:
            return
        draw = partial(
            difference.comparison,
            side_by_side=self._page.side_by_side.isChecked(),
            fold=not self._page.unfolded.isChecked(),
        )

        def show(comparison: Comparison) -> None:
            if turn == self._turn:
                told = in_words(difference.facts)
                self._page.show_comparison(comparison, self._summary(difference), told)

        self._comparing.run(self, draw, show)

    def _summary(self, difference: ContentDifference) -> str:
        parts = []
        if count := difference.changed_messages:
            one = self.tr("1 message changed, +{1} −{2} words")
            more = self.tr("{0} messages changed, +{1} −{2} words")
            words = one if count == 1 else more
            parts.append(words.format(count, difference.added, difference.removed))
        if difference.around.changed:
            parts.append(self.tr("model, inputs or the rest changed"))
        return " · ".join(parts) or self.tr("Nothing differs")

    def _show_failure(self, error: WorkbenchError) -> None:
        self._page.show_words(f"{error.message} {error.hint}".strip())

    def _on_draft_changed(self) -> None:
        if self._page.isVisible() and "" in self._page.digests:
            self._typed.start()

    def _on_prompt_opened(self) -> None:
        self._turn += 1
        self._difference = None
        if self._page.isVisible():
            self._page.closed.emit()


def _comparable(
    contents: list[PromptContent], digests: tuple[str, str]
) -> tuple[PromptContent, PromptContent]:
    """A draft follows its components, so their digests are no difference to a frozen state."""
    if "" in digests:
        contents = [replace(content, components=()) for content in contents]
    return contents[0], contents[1]
