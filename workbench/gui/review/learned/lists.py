"""Disagreements and what people wrote, as lists; choosing a line opens its output beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from workbench.domain.agreements import Disagreement
from workbench.domain.reviews import ReviewItem
from workbench.domain.rubrics import FIRST, SECOND, Answer, Question, QuestionKind
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.noted import NoteRole, WarnedRole
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.review.learned.item_view import said_words
from workbench.gui.review.learned.reading import Learned, Said, SaidKind
from workbench.gui.review.wording import translate

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
LineRole = Roles.UserRole + 1
FEW = 3
"""Different answers that are told one by one."""
ICONS = {
    SaidKind.COMMENT: "chat",
    SaidKind.ANSWER: "text",
    SaidKind.CORRECTION: "pencil",
    SaidKind.SKIPPED: "minus",
}
KIND_WORDS = {
    SaidKind.COMMENT: QT_TRANSLATE_NOOP("review", "Comments"),
    SaidKind.ANSWER: QT_TRANSLATE_NOOP("review", "Free answers"),
    SaidKind.CORRECTION: QT_TRANSLATE_NOOP("review", "Corrections"),
    SaidKind.SKIPPED: QT_TRANSLATE_NOOP("review", "Skipped"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What a list shows of one entry."""

    item: ReviewItem
    number: int
    words: str
    note: str
    icon: str
    tip: str
    said: Said | None = None
    """Where it is something that somebody wrote."""

    @property
    def sought(self) -> str:
        return f"{self.words}\n{self.note}\n{self.tip}".casefold()


class LinesModel(QAbstractListModel):
    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_like(self, other: Line | None) -> int:
        """Where the same entry is; -1 for nowhere."""
        for row, line in enumerate(self._lines):
            if other and line.item.key == other.item.key and line.words == other.words:
                return row
        return -1

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == Roles.DisplayRole:
            return line.words
        if role == NoteRole:
            return line.note
        if role == WarnedRole:
            return False
        if role == LineRole:
            return line
        if role == Roles.DecorationRole:
            return self._icons(line.icon, "muted")
        if role == Roles.ToolTipRole:
            return plain_tip(line.tip)
        if role == Roles.AccessibleTextRole:
            return f"{line.words}: {line.note}"
        return None


def disagreement_lines(learned: Learned, question_id: str = "") -> list[Line]:
    """The widest first; of one question, or of all of them."""
    return [
        _disagreement_line(each, learned.numbers.get(each.item.key, 0))
        for each in learned.figures.disagreements
        if question_id in ("", each.question.id)
    ]


def said_lines(learned: Learned, kind: SaidKind | None, sought: str) -> list[Line]:
    """That hold all the words that are looked for, whatever their case."""
    words = sought.casefold().split()
    lines = [_said_line(each) for each in learned.said if kind in (None, each.kind)]
    return [line for line in lines if all(word in line.sought for word in words)]


def _disagreement_line(found: Disagreement, number: int) -> Line:
    words = f"{number} · {safe(found.question.text)}"
    each = [f"{safe(who)}: {said_words(found.question, answer)}" for who, answer in found.answers]
    tip = "\n".join([found.question.text, *each])
    return Line(found.item, number, words, _range_words(found), "scales", tip)


def _range_words(found: Disagreement) -> str:
    """`1 to 5`, or `3 yes, 2 no`."""
    answers = [answer for _who, answer in found.answers]
    if found.question.kind is QuestionKind.SCALE:
        least = min(int(each) for each in answers)
        most = max(int(each) for each in answers)
        return translate("{0} to {1}").format(least, most)
    counted = Counter(_short_words(found.question, answer) for answer in answers).most_common()
    shown = [f"{count} {answer}" for answer, count in counted[:FEW]]
    return ", ".join(shown) + ("…" if len(counted) > FEW else "")


def _short_words(question: Question, answer: Answer) -> str:
    if question.kind is QuestionKind.PREFERENCE:
        sides = {FIRST: translate("first"), SECOND: translate("second")}
        return sides.get(str(answer), translate("tie"))
    return said_words(question, answer)


def _said_line(said: Said) -> Line:
    words = f"{said.number} · {' '.join(safe(said.text).split())}"
    about = [safe(said.about)] if said.about else []
    tip = "\n".join([f"{safe(said.reviewer)}:", *about, safe(said.text)])
    return Line(said.item, said.number, words, safe(said.reviewer), ICONS[said.kind], tip, said)
