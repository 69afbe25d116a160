"""One item with everything about it: inputs, outputs, everybody's answers and comments."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.reviews import Comment, Judgment
from workbench.domain.rubrics import FIRST, SECOND, Answer, Question, QuestionKind
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.naming import named
from workbench.gui.kit.numbers_table import NumbersTable
from workbench.gui.kit.outputs.output_view import OutputView
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.tone import set_surface
from workbench.gui.review.learned.names import Names
from workbench.gui.review.learned.numbers import NOTHING, answer_words
from workbench.gui.review.learned.read_output import ReadOutputView
from workbench.gui.review.learned.reading import ItemRead
from workbench.gui.review.wording import translate

CommentRole = Qt.ItemDataRole.UserRole
LONGEST_ANSWER = 120


class ItemView(QWidget):
    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        set_surface(self, "background")
        self._read: ItemRead | None = None
        self.title = ElidedLabel(theme, "text", self)
        self.title.setFont(theme.font(1.05, bold=True))
        self.formatted = named(QCheckBox(self.tr("Formatted"), self), f"{name}.formatted")
        self.formatted.setToolTip(self.tr("Show headings, lists and tables as they are meant"))
        self.inputs = OutputView(self)
        self.inputs.text.setProperty("frame", "none")
        named(self.inputs.text, f"{name}.inputs", self.tr("Inputs"))
        self.inputs.set_wrap(True)
        self.outputs = tuple(
            ReadOutputView(f"{name}.output{place}", theme, self) for place in range(2)
        )
        self.answers = NumbersTable(theme, f"{name}.answers", self.tr("Everybody's answers"), self)
        self.comments = named(QListWidget(self), f"{name}.comments", self.tr("Comments"))
        self.comments.setWordWrap(True)
        self.comments.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts = QSplitter(Qt.Orientation.Vertical, self)
        self._lay_out(name, theme.unit)
        self.formatted.toggled.connect(self._on_formatted)
        self.comments.currentItemChanged.connect(self._on_comment)
        self.show_nothing()

    @property
    def read(self) -> ItemRead | None:
        return self._read

    def show_nothing(self) -> None:
        self._read = None
        self.title.show_text(self.tr("Choose an output"))
        self.parts.hide()
        self.formatted.hide()

    def show_item(self, read: ItemRead, names: Names) -> None:
        """The place in the text is kept where it is the same item as before."""
        same = self._read is not None and self._read.item.key == read.item.key
        outputs_stand = same and self._read is not None and self._read.outputs == read.outputs
        self._read = read
        self.title.show_text(translate("Output {0}").format(read.number))
        self.parts.show()
        self.formatted.show()
        lines = [f"{safe(name)}: {value}" for name, value in read.inputs]
        self.inputs.show_text("\n".join(lines))
        self.inputs.scroll_to(0)
        self.inputs.setVisible(bool(lines))
        for place, view in enumerate(self.outputs):
            view.setVisible(place < len(read.outputs))
            if place < len(read.outputs):
                output = read.outputs[place]
                view.heading.show_text(_heading(read, place, names))
                if not outputs_stand:
                    comments = [comment for _who, comment in output.comments]
                    view.show_output(
                        output.text,
                        output.markdown,
                        comments,
                        formatted=self.formatted.isChecked(),
                    )
        self._show_answers(read)
        self._show_comments(read)

    def point_out(self, output: int, text: str) -> None:
        """Choose the comment with these words."""
        for row in range(self.comments.count()):
            comment: Comment = self.comments.item(row).data(CommentRole)
            if comment.output == output and comment.text == text:
                self.comments.setCurrentRow(row)
                return

    def _show_answers(self, read: ItemRead) -> None:
        heads = (translate("Who"), *(safe(each.text) for each in read.questions))
        rows = [
            (safe(each.reviewer), *(_answer(each, asked) for asked in read.questions))
            for each in read.judgments
        ]
        self.answers.show_numbers(heads, rows)

    def _show_comments(self, read: ItemRead) -> None:
        self.comments.clear()
        for output in read.outputs:
            for reviewer, comment in output.comments:
                line = QListWidgetItem(_comment_words(reviewer, comment))
                line.setData(CommentRole, comment)
                line.setToolTip(plain_tip(comment.text))
                self.comments.addItem(line)
        self.comments.setVisible(bool(self.comments.count()))

    def _on_comment(self, current: QListWidgetItem | None, _previous: object) -> None:
        if current is not None:
            comment: Comment = current.data(CommentRole)
            self.outputs[min(comment.output, 1)].point_out(comment)

    def _on_formatted(self, formatted: bool) -> None:
        for view in self.outputs:
            view.show_formatted(formatted)

    def _lay_out(self, name: str, unit: int) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(3 * unit, unit, 3 * unit, unit)
        head.addWidget(self.title, 1)
        head.addWidget(self.formatted)
        beside = QSplitter(Qt.Orientation.Horizontal, self)
        for view in self.outputs:
            beside.addWidget(view)
        beside.setHandleWidth(1)
        self.parts.setObjectName(f"{name}.parts")
        self.parts.setHandleWidth(1)
        self.parts.setChildrenCollapsible(False)
        for part in (self.inputs, beside, self.answers, self.comments):
            self.parts.addWidget(part)
        self.parts.setSizes([18 * unit, 70 * unit, 30 * unit, 20 * unit])
        self.parts.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.parts, 1)
        column.addStretch(0)


def _heading(read: ItemRead, place: int, names: Names) -> str:
    contender = read.outputs[place].contender
    called = names.of(contender) if contender else ""
    if len(read.outputs) == 1:
        return called
    which = translate("First") if place == 0 else translate("Second")
    return f"{which} · {called}" if called else which


def _answer(judgment: Judgment, question: Question) -> str:
    if judgment.skipped:
        return translate("skipped: {0}").format(safe(judgment.skipped))
    answer = judgment.answer(question.id)
    return NOTHING if answer is None else said_words(question, answer)


def said_words(question: Question, answer: Answer) -> str:
    if question.kind is QuestionKind.PREFERENCE:
        sides = {FIRST: translate("the first"), SECOND: translate("the second")}
        return sides.get(answer, translate("no difference")) if isinstance(answer, str) else ""
    return answer_words(question, answer)[:LONGEST_ANSWER]


def _comment_words(reviewer: str, comment: Comment) -> str:
    quote = f" “{safe(comment.quote)[:LONGEST_ANSWER]}”" if comment.quote else ""
    return f"{safe(reviewer)}{quote}: {safe(comment.text)}"
