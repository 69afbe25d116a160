"""Answers of people become expected values and labels of cases, and that can be undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton

from workbench.domain.adoptions import CaseChange
from workbench.domain.reviews import ReviewKind
from workbench.domain.rubrics import Rubric
from workbench.gui.kit.notice import Notice
from workbench.gui.review.learned.adopt_dialog import AdoptDialog
from workbench.gui.review.learned.adopting_model import AFTER, NOTE, CaseChangesModel


def change(case, **fields):
    return CaseChange(
        **{
            "dataset_id": "dataset-1",
            "dataset": "Tickets",
            "case_id": case,
            "case": case,
            "before": "",
            "after": "refund",
            **fields,
        }
    )


def corrected(learned):
    """Both say the same of the first case; of the second they differ."""
    review = learned.reviewed(items=3, kind=ReviewKind.CORRECT, rubric=Rubric(), models=("demo",))
    said = ((0, "ada", "Yes."), (0, "bo", "Yes."), (1, "ada", "No."), (1, "bo", "Never."))
    for number, who, text in said:
        learned.say(review, number, who, {"correction": text})
    return review


def opened(qtbot, learned):
    learned.shown(qtbot, corrected(learned))
    qtbot.waitUntil(learned.actions["review.adopt"].isEnabled)
    learned.actions.run("review.adopt")
    qtbot.waitUntil(lambda: any(each.offer is not None for each in dialogs()))
    return dialogs()[0]


def dialogs():
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, AdoptDialog)]


def expected(learned):
    found = learned.services.datasets.datasets_for(learned.prompt.prompt.id)[0]
    return [case.expected for case in found.cases]


def cells(model, column):
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_a_preview_says_what_changes_and_where_people_differ(qtbot, learned):
    dialog = opened(qtbot, learned)

    assert len(dialog.cases.ticked) == 1
    assert cells(dialog.cases, AFTER) == ["Yes.", "stays"]
    assert "People differ" in cells(dialog.cases, NOTE)[1]
    assert dialog.done_button.text() == "Change 1 case"
    assert not any(expected(learned))
    dialog.reject()


def test_cases_change_at_once_and_are_put_back_at_once(qtbot, learned):
    dialog = opened(qtbot, learned)

    dialog.done_button.click()

    qtbot.waitUntil(lambda: "Yes." in expected(learned))
    qtbot.waitUntil(lambda: bool(learned.page.findChildren(Notice)))
    notices = learned.page.findChildren(Notice)
    assert notices[0].text == "1 case was changed."
    undo = next(b for b in notices[0].findChildren(QPushButton) if b.text() == "Undo")
    undo.click()
    qtbot.waitUntil(lambda: not any(expected(learned)))


def test_without_a_tick_nothing_can_be_done(qtbot, learned):
    dialog = opened(qtbot, learned)

    index = dialog.cases.index(0, 0)
    dialog.cases.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)

    assert not dialog.done_button.isEnabled()
    assert dialog.done_button.toolTip() == "Tick a case that is to change."
    dialog.reject()


def test_a_review_of_free_answers_alone_says_that_none_fits(qtbot, learned):
    from workbench.domain.rubrics import Question, QuestionKind

    rubric = Rubric("r", "R", 1, (Question("why", "Why?", QuestionKind.TEXT),))
    review = learned.reviewed(rubric=rubric)
    learned.say(review, 0, "ada", {"why": "So."})
    learned.shown(qtbot, review)
    qtbot.waitUntil(learned.actions["review.adopt"].isEnabled)

    learned.actions.run("review.adopt")

    qtbot.waitUntil(lambda: bool(learned.page.findChildren(Notice)))
    assert "free answers" in learned.page.findChildren(Notice)[0].text


def test_cases_that_cannot_change_have_no_tick(qtbot, theme, icons):
    model = CaseChangesModel(theme, icons)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.show_cases([change("a", offered=False, note="People differ."), change("b")])

    assert model.ticked == ["b"]
    assert model.index(1, 0).data(Qt.ItemDataRole.CheckStateRole) is None
    unticked = Qt.CheckState.Unchecked
    assert not model.setData(model.index(1, 0), unticked, Qt.ItemDataRole.CheckStateRole)
    model.tick_all(False)
    assert model.ticked == []
