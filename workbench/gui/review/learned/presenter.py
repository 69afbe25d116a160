"""Reads what was learned from a review in the background, and keeps it current."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.background import Background
from workbench.gui.review.around import Around
from workbench.gui.review.facts import report
from workbench.gui.review.learned.agreeing import agreement_section
from workbench.gui.review.learned.answers import answers_section
from workbench.gui.review.learned.content import Section, Table
from workbench.gui.review.learned.copying import csv_text, markdown_text
from workbench.gui.review.learned.found_view import FoundView
from workbench.gui.review.learned.judging import judges_section
from workbench.gui.review.learned.lists import Line, disagreement_lines, said_lines
from workbench.gui.review.learned.names import Names
from workbench.gui.review.learned.page import LearnedPage
from workbench.gui.review.learned.preferences import preferences_section
from workbench.gui.review.learned.reading import ItemRead, Learned, read_item, read_learned
from workbench.gui.review.learned.skipping import skipped_section
from workbench.gui.review.wording import translate
from workbench.services.events import Event, ReviewsChanged

WAYS = {"csv": csv_text, "markdown": markdown_text}


class LearnedPresenter(QObject):
    shown = Signal(object)
    """The `Learned` that is seen now; None for none."""

    def __init__(self, page: LearnedPage, around: Around, working: Background) -> None:
        super().__init__(page)
        self._page, self._around, self._working = page, around, working
        self._review_id = ""
        self._learned: Learned | None = None
        self._names = Names((), hidden=False)
        self._revealed: set[str] = set()
        """Reviews whose contenders somebody asked to see before the end."""
        self._reading = self._again = False
        self._seen = False
        page.review_wanted.connect(self.show_review)
        page.rested.connect(self._on_rested)
        page.sections.copy_wanted.connect(self._copy)
        page.differing.narrowed.connect(self._list_disagreements)
        page.written.narrowed.connect(self._list_said)
        for view in (page.differing, page.written):
            view.chosen.connect(partial(self._read_item, view))
        around.relay.published.connect(self._on_event)
        around.actions.on("review.reveal", self._reveal)

    @property
    def learned(self) -> Learned | None:
        return self._learned

    def show_review(self, review_id: str) -> None:
        self._seen = True
        if review_id != self._review_id:
            self._review_id, self._learned = review_id, None
            self._page.tell(None)
            self._page.show_waiting()
        self._report()
        self._read()

    def _on_rested(self) -> None:
        self._seen = False
        self._report()

    def _on_event(self, event: Event) -> None:
        """What is not seen is read when it is turned to."""
        same = isinstance(event, ReviewsChanged) and event.review_id == self._review_id
        if same and self._seen and self._review_id:
            self._read()

    def _read(self) -> None:
        """One at a time; what changes meanwhile is read once more."""
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        services, review_id = self._around.services, self._review_id
        work = partial(read_learned, services, review_id)
        self._working.run(
            self, work, partial(self._on_read, review_id), partial(self._on_failed, review_id)
        )

    def _on_read(self, review_id: str, learned: Learned) -> None:
        self._reading = False
        if review_id == self._review_id:
            self._learned = learned
            self._show()
        if self._again or review_id != self._review_id:
            self._read()

    def _on_failed(self, review_id: str, error: WorkbenchError) -> None:
        self._reading = False
        if review_id != self._review_id:
            self._read()
            return
        self._learned = None
        self._report()
        self._page.show_problem(f"{error.message} {error.hint}".strip())

    def _show(self) -> None:
        learned = self._learned
        if learned is None:
            return
        hidden = learned.review.plan.blind and learned.under_way
        hidden = hidden and learned.review.id not in self._revealed
        self._names = Names(learned.contenders, hidden=hidden)
        self._report()
        if not learned.done:
            self._page.show_empty()
            return
        self._page.show_learned(learned, sections_of(learned, self._names), self._names)
        self._list_disagreements()
        self._list_said()
        self.shown.emit(learned)

    def _report(self) -> None:
        there = self._seen and self._learned is not None and self._learned.done > 0
        report(self._around.actions, learned=there, hidden=there and self._names.hidden)

    def _reveal(self) -> None:
        self._revealed.add(self._review_id)
        self._show()

    def _list_disagreements(self) -> None:
        if self._learned is not None:
            view = self._page.differing
            lines = disagreement_lines(self._learned, view.choice.currentData() or "")
            nothing = translate("Nobody differs on anything that two people judged.")
            view.show_lines(lines, nothing)

    def _list_said(self) -> None:
        if self._learned is not None:
            view = self._page.written
            lines = said_lines(self._learned, view.choice.currentData(), view.sought.text())
            found = translate("Nothing has these words.")
            nothing = translate("Nobody has written anything.")
            view.show_lines(lines, found if self._learned.said else nothing)

    def _read_item(self, view: FoundView, line: Line) -> None:
        if self._learned is None:
            return
        work = partial(read_item, self._around.services, self._learned, line.item)
        self._working.run(self, work, partial(self._on_item, view, line))

    def _on_item(self, view: FoundView, line: Line, read: ItemRead) -> None:
        if view.line is not line:
            return
        view.item.show_item(read, self._names)
        if line.said is not None:
            view.item.point_out(line.said.output, line.said.text)

    def _copy(self, table: Table, way: str) -> None:
        QGuiApplication.clipboard().setText(WAYS[way](table))
        self._page.said.emit(translate("The numbers were copied."))


def sections_of(learned: Learned, names: Names) -> list[Section]:
    figures = learned.figures
    found = (
        preferences_section(figures, names),
        answers_section(figures.answers, learned.shares, names),
        agreement_section(figures.agreements),
        judges_section(figures.calibrations, names),
        skipped_section(learned.said),
    )
    return [section for section in found if section is not None]
