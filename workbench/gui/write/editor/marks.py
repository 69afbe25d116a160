"""What is marked in a message besides its colours: problems, brackets, places found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from workbench.domain.problems import Problem, Severity
from workbench.gui.kit.exact_text import Offsets
from workbench.gui.kit.theme import Theme

Mark = QTextEdit.ExtraSelection
MOST_SQUIGGLES = 200

SQUIGGLES = {
    Severity.ERROR: "squiggle_error",
    Severity.WARNING: "squiggle_warning",
    Severity.HINT: "squiggle_hint",
}


def squiggles(
    document: QTextDocument, text: str, problems: Sequence[Problem], theme: Theme
) -> list[Mark]:
    """Wavy lines under the problems of `text`, which is what the document holds."""
    offsets = Offsets(text)
    marks = []
    for problem in problems[:MOST_SQUIGGLES]:
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(theme[SQUIGGLES[problem.severity]])
        wave.setToolTip(problem.text)
        start, end = _visible(problem, len(text))
        marks.append(_mark(document, offsets.position(start), offsets.position(end), wave))
    return marks


def washes(
    document: QTextDocument, spans: Iterable[tuple[int, int]], token: str, theme: Theme
) -> list[Mark]:
    """A coloured ground behind stretches, given in positions of the document."""
    wash = QTextCharFormat()
    wash.setBackground(theme[token])
    return [_mark(document, start, end, wash) for start, end in spans]


def _visible(problem: Problem, length: int) -> tuple[int, int]:
    """At least one character, and none beyond the text."""
    start = min(problem.start, length)
    end = min(max(problem.end, start + 1), length)
    return (start, end) if start < end else (max(0, end - 1), end)


def _mark(document: QTextDocument, start: int, end: int, form: QTextCharFormat) -> Mark:
    mark = Mark()
    cursor = QTextCursor(document)
    last = document.characterCount() - 1
    cursor.setPosition(min(start, last))
    cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
    # The attributes are there; the stubs of PySide6 do not know them
    mark.cursor = cursor  # type: ignore[attr-defined,unused-ignore]
    mark.format = form  # type: ignore[attr-defined,unused-ignore]
    return mark
