"""The part of the tour that goes through Review: set up, judged, and what was learned."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QSpinBox, QWidget

from tests.journeys.keyboard import press, write
from tests.journeys.window import focused_name
from workbench.domain.rubrics import Answer, Question, QuestionKind
from workbench.gui.review.seams import Part

if TYPE_CHECKING:
    from tests.journeys.tour import Tour

PEOPLE = ("Ada", "Bo", "Cleo")
SEED = 5
"""The same outputs come first in every picture."""


def set_up_a_review(tour: Tour) -> None:
    """Of the evaluation before, blind, for three people."""
    window = tour.window
    press("Ctrl+3")
    tour.wait(lambda: window.reason("review.new") == "")
    press("Ctrl+Alt+H")
    page = page_of(tour, Part.SETUP)
    tour.wait(lambda: "24" in page.source.found.text())
    questions = page.questions.rubric
    tour.wait(lambda: questions.findText("Start from: Quality of a support answer") > 0)
    questions.setCurrentIndex(questions.findText("Start from: Quality of a support answer"))
    window.find(QSpinBox, "setup.seed").setValue(SEED)
    window.find(QWidget, "setup.names.field").setFocus()
    for name in PEOPLE:
        write(f"{name}\n")
    tour.wait(lambda: page.words.text() == "3 people, 24 outputs, all shared: 24 each")
    page.name.setFocus()
    window.find(QScrollArea, "setup.form").verticalScrollBar().setValue(0)
    tour.picture("set-up-a-review")


def judge_as_a_reviewer(tour: Tour) -> None:
    """As far as an output with several parts, which is begun."""
    window = tour.window
    press("Ctrl+Return")
    table = page_of(tour, Part.OVERVIEW).table
    tour.wait(lambda: focused_name() == "overview.reviewers")
    tour.wait(lambda: table.lines.rowCount() == len(PEOPLE))
    tour.wait(lambda: window.reason("review.begin") == "")
    press("Return")
    page = page_of(tour, Part.REVIEWING)
    place = window.find(QLabel, "reviewing.progress")
    for number in range(1, 24):
        tour.wait(lambda number=number: place.text() == f"{number} of 24")
        tour.wait(lambda: page.desk.isVisible() and not page.form.answers())
        text = page.desk.halves[0].pane.plain.exact_text
        if number > 2 and is_json(text):
            break
        press("2", "Y", "3", "2", "Ctrl+Return")
    press("4", "Y")
    tour.picture("judge")
    window.find(QPushButton, "reviewing.leave").click()
    page_of(tour, Part.OVERVIEW)


def see_what_was_learned(tour: Tour) -> None:
    """After all three have answered, as if in windows of their own."""
    window, judging = tour.window, tour.window.services.reviews
    [summary] = judging.summaries()
    review = summary.review
    for person in PEOPLE:
        queue = judging.queue(review.id, person)
        for item, seen in zip(queue, judging.shown(review.id, person, queue), strict=True):
            opinion = opinion_of(person, seen.outputs[0].text)
            said = {each.id: opinion(each) for each in review.plan.questions if each.required}
            judging.judge(review.id, item, person, said, seconds=20)
    tour.wait(lambda: window.reason("review.learned") == "")
    window.command("what was learned")
    page = page_of(tour, Part.LEARNED)
    tour.wait(lambda: page.sections.isVisible() and page.pages.currentWidget() is not page.waiting)
    tour.wait(lambda: "(" in page.tabs.tabText(1))
    tour.picture("what-was-learned")
    press("Ctrl+1")


def opinion_of(person: str, text: str) -> Callable[[Question], Answer]:
    """Answers that are in JSON please everybody; Bo is stricter about some of the others."""
    good, strict = is_json(text), person == "Bo" and len(text) % 3 == 0

    def answer(question: Question) -> Answer:
        match question.kind:
            case QuestionKind.SCALE if question.least_means == "cold":
                return 4 if good else 3 - strict
            case QuestionKind.SCALE:
                return 4 + len(text) % 2 if good else 2 - strict
            case QuestionKind.YES_NO:
                return good or (len(text) % 2 == 0 and not strict)
            case _:
                return question.choices[strict if good else 2]

    return answer


def is_json(text: str) -> bool:
    return text.lstrip().startswith("{")


def page_of(tour: Tour, part: Part) -> Any:
    """The page of Review that is to be seen, once it is."""
    window: Any = tour.window.window
    tour.wait(lambda: getattr(window.stack.currentWidget(), "part", None) is part)
    return window.stack.currentWidget().page(part)


REVIEW_STAGES = (set_up_a_review, judge_as_a_reviewer, see_what_was_learned)
