"""What a review asks, in words: its instructions and its questions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.domain.reviews import ReviewPlan, ReviewSummary
from workbench.domain.rubrics import Question, QuestionKind
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.review.wording import counted, items_words, translate


class AskedView(QWidget):
    """Rebuilt only where the questions are others: they never change within a review."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("overview.asked")
        self._plan: ReviewPlan | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * theme.unit)
        self._grid.setVerticalSpacing(0)
        self._gap = 2 * theme.unit
        self._grid.setColumnStretch(1, 1)

    def show_plan(self, plan: ReviewPlan) -> None:
        before = self._plan
        if before and (before.instructions, before.questions) == (
            plan.instructions,
            plan.questions,
        ):
            return
        self._plan = plan
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        row = 0
        if plan.instructions:
            told = named(plain_label(safe(plan.instructions), self), "overview.instructions")
            self._grid.addWidget(told, 0, 0, 1, 2)
            row = 1
        for number, question in enumerate(plan.questions, start=1):
            self._add(row, number, question)
            row += 2

    def _add(self, row: int, number: int, question: Question) -> None:
        mark = plain_label(f"{number}.", self, "muted")
        mark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        asked = plain_label(safe(question.text), self)
        for label in (mark, asked):
            # A question stands nearer to its own answers than to the next question
            label.setContentsMargins(0, self._gap if row else 0, 0, 0)
        self._grid.addWidget(mark, row, 0)
        self._grid.addWidget(asked, row, 1)
        self._grid.addWidget(plain_label(answer_words(question), self, "muted"), row + 1, 1)


def answer_words(question: Question) -> str:
    """How the question is answered."""
    match question.kind:
        case QuestionKind.SCALE:
            words = translate("{0} to {1}").format(question.least, question.most)
            ends = [safe(each) for each in (question.least_means, question.most_means) if each]
            words += f" ({' … '.join(ends)})" if ends else ""
        case QuestionKind.YES_NO:
            words = translate("yes or no")
        case QuestionKind.CHOICE:
            words = translate("one of: {0}").format(", ".join(map(safe, question.choices)))
        case QuestionKind.TEXT:
            words = translate("in their own words")
        case QuestionKind.PREFERENCE:
            words = translate("the one, the other, or neither")
        case QuestionKind.CORRECTION:
            words = translate("the text, corrected")
    return words if question.required else translate("{0}; may be left open").format(words)


def arrangement_words(summary: ReviewSummary) -> str:
    """How many outputs there are, who gets which, and what reviewers are told."""
    plan, people = summary.review.plan, len(summary.reviewers)
    shared = summary.items if plan.shared is None else min(plan.shared, summary.items)
    parts = [items_words(summary), counted("reviewer", people)]
    if people > 1 and shared >= summary.items:
        parts.append(translate("everyone judges all of them"))
    elif people > 1:
        each = translate("each judged by {0}").format(plan.needed)
        parts.append(each)
        if shared:
            parts.append(translate("{0} of them by everyone").format(f"{shared:,}"))
    parts.append(
        translate("blind: no model, version or cost is shown")
        if plan.blind
        else translate("open: model, version and cost are shown")
    )
    return " · ".join(parts)
