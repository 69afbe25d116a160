"""What a review says of itself. A state is a word, a shape and a colour."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from workbench.domain.reviews import ReviewKind, ReviewSummary
from workbench.gui.kit.states import State
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

KINDS = {
    ReviewKind.RATE: QT_TRANSLATE_NOOP("review", "Rate one output"),
    ReviewKind.PREFER: QT_TRANSLATE_NOOP("review", "Prefer one of two"),
    ReviewKind.LABEL: QT_TRANSLATE_NOOP("review", "Choose a label"),
    ReviewKind.CORRECT: QT_TRANSLATE_NOOP("review", "Correct the text"),
}
KIND_ICONS = {
    ReviewKind.RATE: "star",
    ReviewKind.PREFER: "scales",
    ReviewKind.LABEL: "tag",
    ReviewKind.CORRECT: "pencil",
}

WAITING = State(QT_TRANSLATE_NOOP("review", "not begun"), "clock", "muted")
UNDER_WAY = State(QT_TRANSLATE_NOOP("review", "under way"), "play", "running")
JUDGED = State(QT_TRANSLATE_NOOP("review", "all judged"), "check", "passed")
CLOSED = State(QT_TRANSLATE_NOOP("review", "closed"), "lock", "muted")

COUNTS = {
    "output": (
        QT_TRANSLATE_NOOP("review", "1 output"),
        QT_TRANSLATE_NOOP("review", "{0} outputs"),
    ),
    "pair": (QT_TRANSLATE_NOOP("review", "1 pair"), QT_TRANSLATE_NOOP("review", "{0} pairs")),
    "question": (
        QT_TRANSLATE_NOOP("review", "1 question"),
        QT_TRANSLATE_NOOP("review", "{0} questions"),
    ),
    "reviewer": (
        QT_TRANSLATE_NOOP("review", "1 reviewer"),
        QT_TRANSLATE_NOOP("review", "{0} reviewers"),
    ),
    "judgment": (
        QT_TRANSLATE_NOOP("review", "1 judgment"),
        QT_TRANSLATE_NOOP("review", "{0} judgments"),
    ),
}


def translate(text: str) -> str:
    return QCoreApplication.translate("review", text)


def counted(what: str, count: int) -> str:
    """`1 output`, `2,000 outputs`."""
    one, more = COUNTS[what]
    return translate(one) if count == 1 else translate(more).format(f"{count:,}")


def state_of(summary: ReviewSummary) -> State:
    if summary.review.closed:
        return CLOSED
    if not summary.done:
        return WAITING
    return JUDGED if summary.done >= summary.asked else UNDER_WAY


def items_words(summary: ReviewSummary) -> str:
    """`40 outputs`, or `40 pairs` where two are held against each other."""
    prefers = summary.review.plan.kind is ReviewKind.PREFER
    return counted("pair" if prefers else "output", summary.items)
