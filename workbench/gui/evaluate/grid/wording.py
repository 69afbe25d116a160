"""What a cell and a case of the grid say in words: for screen readers and tool tips."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.domain.evaluations import Cell
from workbench.domain.json_values import Json, thaw
from workbench.domain.runs import Outcome
from workbench.gui.evaluate.grid.results import Sign
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.states import State
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from workbench.gui.evaluate.grid.model import ShownCell

LONGEST_VALUE = 120
LONGEST_VALUES = 400
SIGNS = {
    Sign.NOT_BEGUN: State(QT_TRANSLATE_NOOP("evaluate", "not begun"), "", "muted"),
    Sign.WAITING: State(QT_TRANSLATE_NOOP("evaluate", "waiting"), "clock", "muted"),
    Sign.RUNNING: State(QT_TRANSLATE_NOOP("evaluate", "running"), "play", "running"),
    Sign.UNJUDGED: State(QT_TRANSLATE_NOOP("evaluate", "not judged yet"), "clock", "muted"),
    Sign.PASSED: State(QT_TRANSLATE_NOOP("evaluate", "passed"), "check", "passed"),
    Sign.FAILED: State(QT_TRANSLATE_NOOP("evaluate", "failed"), "x", "failed"),
    Sign.LOST: State(QT_TRANSLATE_NOOP("evaluate", "no output"), "warning", "warning"),
    Sign.UNTOLD: State(QT_TRANSLATE_NOOP("evaluate", "could not be told"), "error", "warning"),
}
"""A tick, a cross, a triangle, a ring: told apart without their colours."""
STOPPED = QT_TRANSLATE_NOOP("evaluate", "stopped")
BROKE_OFF = QT_TRANSLATE_NOOP("evaluate", "broke off")
CHANGES = {
    "fixed": State(QT_TRANSLATE_NOOP("evaluate", "fixed"), "arrow-up", "passed"),
    "broken": State(QT_TRANSLATE_NOOP("evaluate", "broken"), "arrow-down", "failed"),
    "flaky": State(QT_TRANSLATE_NOOP("evaluate", "flaky"), "dice", "warning"),
    "changed": State(QT_TRANSLATE_NOOP("evaluate", "changed"), "diff", "muted"),
}


def lost_word(cell: Cell) -> str:
    """Why there is no whole output, in a word or two."""
    if cell.outcome is Outcome.CANCELLED:
        return STOPPED
    return BROKE_OFF if cell.output_start else SIGNS[Sign.LOST].word


OPINIONS = {
    "up": State(QT_TRANSLATE_NOOP("evaluate", "found good"), "thumb-up", "passed"),
    "down": State(QT_TRANSLATE_NOOP("evaluate", "found bad"), "thumb-down", "failed"),
    "note": State(QT_TRANSLATE_NOOP("evaluate", "with a note"), "comment", "muted"),
}
"""What people said of an output."""


def score_words(score: float | None) -> str:
    return "" if score is None else f"{score:.2f}"


def passed_words(signs: bytes) -> str:
    """`3/5` of the samples that could be told."""
    told = sum(1 for sign in signs if sign >= Sign.PASSED)
    return f"{signs.count(Sign.PASSED)}/{told}" if told else ""


def cell_words(cell: ShownCell, samples: int) -> str:
    parts = [translate(SIGNS[cell.sign].word)]
    if samples > 1 and cell.sign >= Sign.PASSED:
        words = translate("{0} of {1} samples passed")
        parts = [words.format(cell.signs.count(Sign.PASSED), samples)]
    if cell.score is not None:
        parts.append(translate("score {0}").format(score_words(cell.score)))
    if cell.flaky:
        parts.append(translate("flaky"))
    if cell.change:
        parts.append(translate("{0} since the baseline").format(translate(cell.change)))
    if cell.opinion:
        parts.append(translate(OPINIONS[cell.opinion].word))
    if cell.cached:
        parts.append(translate("from the cache"))
    words = ", ".join(parts)
    return f"{words}: {cell.text}" if cell.text else words


def values_words(values: tuple[tuple[str, Json], ...]) -> str:
    """The values in brief, in one line; their names only where there are several."""
    shown = [f"{name}: {_value(value)}" for name, value in values]
    if len(values) == 1:
        shown = [_value(values[0][1])]
    return safe(" · ".join(shown)[:LONGEST_VALUES])


def _value(value: Json) -> str:
    text = value if isinstance(value, str) else json.dumps(thaw(value), ensure_ascii=False)
    return " ".join(text[: 2 * LONGEST_VALUE].split())[:LONGEST_VALUE]
