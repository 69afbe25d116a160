"""A real workspace with outputs to judge, and somebody in front of the reviewer's page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.builders import a_content, a_job, a_plan, a_run
from tests.gui.write.open_write import ScriptedAsk
from workbench.domain.datasets import Case
from workbench.domain.review_choosing import Candidate
from workbench.domain.reviews import ReviewKind
from workbench.gui.kit.background import Background
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.review.around import Around
from workbench.gui.review.reviewing.page import ReviewingPage
from workbench.gui.review.reviewing.presenter import ReviewingPresenter
from workbench.gui.review.seams import About
from workbench.store.opening import open_workspace
from workbench.store.runs import SqliteRuns

CASE = Case(values=(("question", "May I send the shoes back?"),))


def a_set_up_review(services, *texts, case=CASE, **plan):
    """With an item for each text, or for each two where one is to be preferred."""
    content = a_content()
    prompt = services.prompts.create("greetings/hello", content=content).prompt
    of = {"prompt_id": prompt.id, "digest": services.prompts.freeze(content).digest, "case": case}
    runs = [
        a_run(f"run-{n}", job=a_job(f"run-{n}", **of), text=text) for n, text in enumerate(texts)
    ]
    workspace = open_workspace(services.workspace)
    SqliteRuns(workspace).record_all(runs)
    workspace.close()
    step = 2 if plan.get("kind") is ReviewKind.PREFER else 1
    ids = [run.job.run_id for run in runs]
    chosen = [Candidate(tuple(ids[n : n + step])) for n in range(0, len(ids), step)]
    return services.reviews.create(a_plan(**plan), chosen, author="lead")


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Reviewer:
    """Sees the page and presses keys, wherever the keyboard is."""

    def __init__(self, qtbot, services, theme, icons, actions, name="ada"):
        self.qtbot, self.services, self.name = qtbot, services, name
        self.ask, self.background, self.clock = ScriptedAsk(), Background(), Clock()
        self.actions = actions
        actions.report(workspace_open=True)
        relay = EventRelay(services.events)
        around = Around(services, self.background, actions, theme, icons, self.ask, relay)
        self.page = ReviewingPage(theme, icons)
        self.presenter = ReviewingPresenter(self.page, around, self.clock)
        qtbot.addWidget(self.page)
        self.page.resize(1200, 860)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)

    def begin(self, review):
        self.review = review
        self.page.begin(About(review_id=review.id, reviewer=self.name))
        self.qtbot.waitUntil(lambda: self.page.desk.isVisible() or self.page.end.isVisible())
        return self

    def press(self, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            target = QApplication.focusWidget() or self.page
            if isinstance(key, str):
                self.qtbot.keyClicks(target, key)
            else:
                self.qtbot.keyClick(target, key, modifier)

    def enter(self):
        """Go on, and wait until something is there."""
        self.press(Qt.Key.Key_Return)
        self.settle()

    def settle(self):
        """All that was asked for is read and written."""
        self.qtbot.waitUntil(lambda: self.background.idle)

    @property
    def item(self):
        return self.presenter.sitting.item

    @property
    def progress(self):
        return self.page.header.place.text()

    @property
    def text(self):
        """The first output on screen."""
        return self.page.desk.halves[0].pane.plain.exact_text

    @property
    def half(self):
        return self.page.desk.halves[0]

    def field(self, question_id):
        return next(row.field for row in self.page.form.rows if row.question.id == question_id)

    def said(self):
        """What counts, of this reviewer, by item."""
        judgments = self.services.reviews.judgments(self.review.id)
        return {each.item: each for each in judgments if each.reviewer == self.name}

    def select(self, start, end):
        """A passage of the plain text, as the mouse would."""
        text = self.half.pane.plain.text
        text.setTextCursor(text.exact_cursor(start, end))

    def close(self):
        self.presenter.rest()
        self.settle()
        self.background.close()
