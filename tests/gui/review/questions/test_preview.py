from __future__ import annotations

from workbench.domain.reviews import ReviewKind, ReviewPlan
from workbench.domain.rubrics import Question, QuestionKind
from workbench.gui.review.questions.preview import QuestionsPreview


def test_questions_look_as_reviewers_will_see_them(qtbot, theme):
    preview = QuestionsPreview(theme, "preview")
    qtbot.addWidget(preview)
    questions = (
        Question("a", "How good?", least_means="bad", most_means="good", help="All of it."),
        Question("b", "Right?", QuestionKind.YES_NO),
        Question("c", "Which?", QuestionKind.CHOICE, choices=("One", "Two"), required=False),
        Question("d", "<b>Why</b>?", QuestionKind.TEXT),
    )
    preview.show()

    preview.show_questions(questions)

    texts = preview.texts
    assert texts[:7] == ["How good?", "All of it.", "1", "2", "3", "4", "5"]
    assert "1 = bad · 5 = good" in texts
    assert {"Yes", "No", "One", "Two", "May be left out", "<b>Why</b>?"} <= set(texts)


def test_the_question_of_the_kind_comes_along(qtbot, theme):
    preview = QuestionsPreview(theme, "preview")
    qtbot.addWidget(preview)

    preview.show_questions(ReviewPlan("x", ReviewKind.PREFER).questions)
    assert "Both are as good" in preview.texts

    preview.show_questions(())
    assert preview.texts == ["Nothing is asked yet."]


def test_a_long_scale_is_shortened(qtbot, theme):
    preview = QuestionsPreview(theme, "preview")
    qtbot.addWidget(preview)

    preview.show_questions((Question("a", "How much?", least=0, most=100),))

    assert preview.texts[1:] == ["0", "1", "2", "…", "100"]
