"""Reads what the overview shows, keeps it current, and tells the commands what is chosen."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QPushButton

from workbench.domain.errors import NotFound, WorkbenchError
from workbench.domain.reviews import Review
from workbench.gui.commands.reviewing import REVIEW_MENU, REVIEWER_MENU
from workbench.gui.kit.command_menu import LINE, command_menu
from workbench.gui.review.around import Around
from workbench.gui.review.facts import report
from workbench.gui.review.overview.content import OverviewContent, ReviewerLine, content_of
from workbench.gui.review.overview.page import OverviewPage
from workbench.services.events import Event, ReviewsChanged
from workbench.services.opened import Services


class OverviewPresenter(QObject):
    shown = Signal(object)
    """The `Review` whose overview is seen now."""

    def __init__(self, page: OverviewPage, around: Around) -> None:
        super().__init__(page)
        self._page, self._around = page, around
        self._review_id = ""
        self._reading = self._again = False
        self.content: OverviewContent | None = None
        page.review_wanted.connect(self.show_review)
        page.table.chosen.connect(self._on_chosen)
        page.table.begin_wanted.connect(lambda: around.actions.run("review.begin"))
        page.table.menu_wanted.connect(self._show_reviewer_menu)
        page.head.more_wanted.connect(self._show_menu)
        page.head.source.clicked.connect(self._open_source)
        around.actions.on("review.source", self._open_source)
        around.actions.context_changed.connect(self._follow)
        around.relay.published.connect(self._on_event)
        self._offer()

    @property
    def review(self) -> Review | None:
        return self.content.summary.review if self.content else None

    @property
    def reviewer(self) -> ReviewerLine | None:
        return self._page.table.line

    def show_review(self, review_id: str) -> None:
        if review_id != self._review_id:
            self.content = None
        self._review_id = review_id
        self._load()

    def _load(self) -> None:
        """What is asked for while it is read is read once more."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        services, review_id = self._around.services, self._review_id
        self._around.background.run(
            self, lambda: read_content(services, review_id), self._show, self._fail
        )

    def _show(self, content: OverviewContent) -> None:
        self._reading = False
        if content.summary.review.id == self._review_id:
            self.content = content
            self._page.show_content(content)
            self._report()
            self.shown.emit(content.summary.review)
        self._load_if_changed()

    def _fail(self, error: WorkbenchError) -> None:
        """One that was removed meanwhile is left to the list."""
        self._reading = False
        if not isinstance(error, NotFound):
            self._around.ask.show_error(error)
        self._load_if_changed()

    def _load_if_changed(self) -> None:
        if self._again:
            self._again = False
            self._load()

    def _report(self) -> None:
        if content := self.content:
            report(
                self._around.actions,
                closed=content.summary.review.closed,
                judged=content.judged,
                source=bool(content.evaluation or content.prompt),
            )

    def _on_chosen(self, line: ReviewerLine | None) -> None:
        left = line.left if line else 0
        report(self._around.actions, reviewer=line is not None, left=left)

    def _on_event(self, event: Event) -> None:
        if isinstance(event, ReviewsChanged) and event.review_id == self._review_id:
            self._load()

    def _open_source(self) -> None:
        content = self.content
        if content is None:
            return
        plan = content.summary.review.plan
        if content.evaluation:
            self._page.evaluation_wanted.emit(plan.evaluation_id, -1)
        elif content.prompt:
            self._page.prompt_wanted.emit(plan.prompt_id)

    def _buttons(self) -> list[tuple[QPushButton, str, str]]:
        page = self._page
        return [
            (page.head.learned, "review.learned", "chart"),
            (page.head.bring, "review.import", "import"),
            (page.judge, "review.begin", ""),
            (page.pack, "review.pack", ""),
            (page.packs, "review.packs", ""),
        ]

    def _offer(self) -> None:
        for button, command_id, icon in self._buttons():
            button.clicked.connect(self._around.actions[command_id].trigger)
            if icon:
                button.setIcon(self._around.icons(icon))
            if not button.text():
                button.setText(self._around.actions[command_id].text().replace("&", ""))
        self._around.actions.handled.connect(self._follow)
        self._follow()

    def _follow(self, _changed: object = None) -> None:
        """A button is there where its command is, and can be pressed where that can run."""
        for button, command_id, _icon in self._buttons():
            action = self._around.actions[command_id]
            button.setVisible(self._around.actions.has_handler(command_id))
            button.setEnabled(action.isEnabled())
            button.setToolTip(action.toolTip())

    def _show_menu(self) -> None:
        more = self._page.head.more
        self._pop_up(REVIEW_MENU, more.mapToGlobal(QPoint(0, more.height())))

    def _show_reviewer_menu(self, place: QPoint) -> None:
        self._pop_up(REVIEWER_MENU, place)

    def _pop_up(self, menu: tuple[str | None, ...], place: QPoint) -> None:
        actions = self._around.actions
        ids = [each or LINE for each in menu if not each or actions.has_handler(each)]
        command_menu(self._page, ids, actions, self._around.icons).popup(place)


def read_content(services: Services, review_id: str) -> OverviewContent:
    """Raises `NotFound`."""
    summary = services.reviews.summary(review_id)
    plan = summary.review.plan
    return content_of(
        summary,
        services.reviews.judgments(review_id),
        services.review_packs.written(review_id),
        services.review_results.taken(review_id),
        _evaluation_name(services, plan.evaluation_id),
        _prompt_path(services, plan.prompt_id),
    )


def _evaluation_name(services: Services, evaluation_id: str) -> str:
    """Empty where there is none, or it was removed since."""
    if not evaluation_id:
        return ""
    try:
        return services.evaluations.evaluation(evaluation_id).name
    except NotFound:
        return ""


def _prompt_path(services: Services, prompt_id: str) -> str:
    if not prompt_id:
        return ""
    try:
        return services.prompts.open(prompt_id).prompt.path
    except NotFound:
        return ""
