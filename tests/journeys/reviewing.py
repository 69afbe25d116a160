"""Review as a person meets it, and what can be read off it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from tests.journeys.answering import answers
from tests.journeys.judged_greetings import OUTPUTS, told_of_origin
from tests.journeys.keyboard import press, write
from tests.journeys.people import opinion
from tests.journeys.review_figures import PEOPLE
from tests.journeys.window import focused_name
from workbench.gui.review.seams import Part

PATIENT = 80
"""Steps with the Tab key through a page."""


class Reviewing:
    """What can be read off Review, and what is done there by keyboard."""

    def __init__(self, window):
        self.window = window
        self.wait = window.wait

    @property
    def place(self):
        return self.window.window.stack.currentWidget()

    def page(self, part):
        self.wait(lambda: self.place.page(part) is not None and self.place.part is part)
        return self.place.page(part)

    @property
    def review(self):
        [summary] = self.window.services.reviews.summaries()
        return summary.review

    @property
    def judgments(self):
        return self.window.services.reviews.judgments(self.review.id)

    def ready(self, command_id):
        self.wait(lambda: self.window.reason(command_id) == "")

    def choose(self, reviewer):
        """In the overview, whose table has the keyboard."""
        table = self.page(Part.OVERVIEW).table
        self.wait(lambda: table.lines.rowCount() == len(PEOPLE))
        self.wait(lambda: focused_name() == "overview.reviewers")
        press("Home", *["Down"] * PEOPLE.index(reviewer))
        assert table.line.progress.name == reviewer
        self.ready("review.begin")

    def take_in(self, count):
        """What is offered above the page."""
        self.wait(lambda: focused_name() == "intake.take")
        before = len(self.judgments)
        press("Return")
        self.wait(lambda: len(self.judgments) == before + count)
        self.wait(lambda: not self.place.intake.isVisible())

    def drop(self, *paths):
        """As from the file manager."""
        dragged = QMimeData()
        dragged.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        where = (Qt.DropAction.CopyAction, dragged)
        buttons = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.place, QDragEnterEvent(QPoint(9, 9), *where, *buttons))
        QApplication.sendEvent(self.place, QDropEvent(QPointF(9, 9), *where, *buttons))

    def sit_down(self, reviewer):
        """From whatever place is seen, to judge as that person."""
        press("Ctrl+1", "Ctrl+3")
        self.wait(lambda: focused_name() == "reviews.list")
        self.page(Part.OVERVIEW)
        press("Return")
        self.choose(reviewer)
        press("Return")

    def judge(self, reviewer, places):
        page = self.page(Part.REVIEWING)
        pane = page.desk.halves[0].pane
        for place in places:
            words = f"{place} of {OUTPUTS}"
            self.wait(lambda words=words: page.header.place.text() == words)
            self.wait(lambda: pane.isVisible() and not page.form.answers())
            if place % 10 == 1:
                seen = "\n".join(everything_told(page))
                assert told_of_origin(self.window.services, seen) == []
            tone, named = opinion(reviewer, pane.plain.exact_text)
            press(str(tone), "Y" if named else "N", "Return")

    def said_by(self, name):
        return [each for each in self.judgments if each.reviewer == name]


def file_named(path):
    """Answers a dialog that asks for a file or a folder."""
    return answers(
        (QFileDialog, lambda: (press("Ctrl+A"), write(str(path)))),
        (QFileDialog, lambda: press("Return")),
    )


def everything_told(page):
    """On screen, in tips, and to a screen reader."""
    for widget in (page, *page.findChildren(QWidget), *page.findChildren(QAction)):
        for name in ("text", "toolTip", "accessibleName", "accessibleDescription", "title"):
            told = getattr(widget, name, str)
            yield str(told()) if callable(told) else ""
        yield widget.property("plainText") or ""


def tab_to(name):
    for _ in range(PATIENT):
        if focused_name() == name:
            return
        press("Tab")
    raise AssertionError(f"{name} cannot be reached by Tab")
