"""What is marked in a message besides its colours: problems, brackets, places found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtGui import (
    QKeySequence,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit

from workbench.domain.problems import Problem, Severity
from workbench.gui.kit.exact_text import Offsets
from workbench.gui.kit.theme import Theme

Mark = QTextEdit.ExtraSelection
MOST_SQUIGGLES = 200
PROBLEM = QTextFormat.Property.UserProperty.value + 1
"""Property of a squiggle: which of the problems it stands for."""

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
    for index, problem in enumerate(problems[:MOST_SQUIGGLES]):
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(theme[SQUIGGLES[problem.severity]])
        wave.setToolTip(_told(problem))
        wave.setProperty(PROBLEM, index)
        start, end = _visible(problem, len(text))
        marks.append(_mark(document, offsets.position(start), offsets.position(end), wave))
    return marks


def marked_at(marks: Iterable[Mark], position: int) -> list[int]:
    """Which problems are underlined at a position of the document; ends count."""
    found = []
    for mark in marks:
        cursor, form = mark.cursor, mark.format  # type: ignore[attr-defined,unused-ignore]
        if not form.hasProperty(PROBLEM):
            continue
        if cursor.selectionStart() <= position <= cursor.selectionEnd():
            found.append(int(form.intProperty(PROBLEM)))
    return found


def washes(
    document: QTextDocument, spans: Iterable[tuple[int, int]], token: str, theme: Theme
) -> list[Mark]:
    """A coloured ground behind stretches, given in positions of the document."""
    wash = QTextCharFormat()
    wash.setBackground(theme[token])
    return [_mark(document, start, end, wash) for start, end in spans]


def _told(problem: Problem) -> str:
    """What is wrong, and the first way to mend it."""
    if not problem.fixes:
        return problem.text
    keys = QKeySequence("Alt+Return").toString(QKeySequence.SequenceFormat.NativeText)
    return f"{problem.text}\n{keys}: {problem.fixes[0].title}"


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
