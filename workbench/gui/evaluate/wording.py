"""What an evaluation and its cells say of themselves. A state is a word, a shape and a colour."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from workbench.domain.evaluations import Evaluation, EvaluationColumn, EvaluationState
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.states import State
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

STATES = {
    EvaluationState.PLANNED: State(QT_TRANSLATE_NOOP("evaluate", "planned"), "clock", "muted"),
    EvaluationState.RUNNING: State(QT_TRANSLATE_NOOP("evaluate", "running"), "play", "running"),
    EvaluationState.PAUSED: State(QT_TRANSLATE_NOOP("evaluate", "paused"), "pause", "warning"),
    EvaluationState.FINISHED: State(QT_TRANSLATE_NOOP("evaluate", "finished"), "check", "muted"),
    EvaluationState.STOPPED: State(QT_TRANSLATE_NOOP("evaluate", "stopped"), "stop", "muted"),
}

COUNTS = {
    "case": (QT_TRANSLATE_NOOP("evaluate", "1 case"), QT_TRANSLATE_NOOP("evaluate", "{0} cases")),
    "cell": (QT_TRANSLATE_NOOP("evaluate", "1 cell"), QT_TRANSLATE_NOOP("evaluate", "{0} cells")),
    "row": (QT_TRANSLATE_NOOP("evaluate", "1 row"), QT_TRANSLATE_NOOP("evaluate", "{0} rows")),
    "column": (
        QT_TRANSLATE_NOOP("evaluate", "1 column"),
        QT_TRANSLATE_NOOP("evaluate", "{0} columns"),
    ),
    "sample": (
        QT_TRANSLATE_NOOP("evaluate", "1 sample"),
        QT_TRANSLATE_NOOP("evaluate", "{0} samples"),
    ),
    "error": (
        QT_TRANSLATE_NOOP("evaluate", "1 error"),
        QT_TRANSLATE_NOOP("evaluate", "{0} errors"),
    ),
    "call": (QT_TRANSLATE_NOOP("evaluate", "1 call"), QT_TRANSLATE_NOOP("evaluate", "{0} calls")),
    "version": (
        QT_TRANSLATE_NOOP("evaluate", "1 version"),
        QT_TRANSLATE_NOOP("evaluate", "{0} versions"),
    ),
    "model": (
        QT_TRANSLATE_NOOP("evaluate", "1 model"),
        QT_TRANSLATE_NOOP("evaluate", "{0} models"),
    ),
}


def translate(text: str) -> str:
    return QCoreApplication.translate("evaluate", text)


def version_words(column: EvaluationColumn) -> str:
    return translate("draft") if column.version is None else f"v{column.version}"


def column_words(column: EvaluationColumn) -> str:
    """`v8 · openai/gpt-4o-mini`, or its own name."""
    if column.label:
        return safe(column.label)
    return f"{version_words(column)} · {safe(column.model)}"


def size_words(evaluation: Evaluation) -> str:
    """`2 columns × 6 cases × 3 samples`."""
    parts = [
        counted("column", len(evaluation.columns)),
        counted("case", evaluation.cases),
    ]
    if evaluation.samples > 1:
        parts.append(counted("sample", evaluation.samples))
    return " × ".join(parts)


def counted(what: str, count: int) -> str:
    """`1 case`, `2,000 cases`."""
    one, more = COUNTS[what]
    return translate(one) if count == 1 else translate(more).format(f"{count:,}")
