"""Keystroke to painted text in a highlighted template, against a bare `QPlainTextEdit`.

The same text and the same keys, a sentence by turns, each key at its own moment as from a
quick typist: 15 to 45 ms apart. Measured is from the moment the key was due, so that work
still going on counts as waiting, until every posted event is done, the painting last of them.
Ours is a message as it stands in the window: the card, its colours, brackets, completion, and
the session that reads what was typed.
Goals, p95: at most 1.5, 2 and 3 times at 10 KB, 100 KB and 1 MB.
    QT_QPA_PLATFORM=offscreen .venv/bin/python -m benchmarks.keystroke
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from workbench.domain.history import OpenPrompt
from workbench.domain.prompts import Draft, Message, Prompt, PromptContent, Role
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.panel import EditorPanel
from workbench.gui.write.editor.presenter import EditorPresenter
from workbench.gui.write.session import WriteSession

GOALS = {10_000: 1.5, 100_000: 2.0, 1_000_000: 3.0}
KEYS = "The {{ tone }} of it, and {% if urgent %}now{% endif %}. "
ROUNDS = 4
APART_S = (0.015, 0.045)
AFTERWARDS_S = 0.3
IDLE_S = 0.0005
LINES = (
    "You are a **support** agent for {{ product | upper }}.",
    '{% include "tone/friendly" %} {# how it sounds #}',
    "- Answer in at most {{ sentences }} sentences, without greeting.",
    "{% if urgent %}Say first what happens next.{% endif %}",
    "Plain words make up most of a prompt, and they are what most lines hold.",
    "",
)


class NoJournal:
    def put(self, draft: Draft) -> None: ...

    def flush(self, then: Callable[[], object] | None = None) -> None: ...


def main() -> None:
    application = QApplication(sys.argv)
    theme = Theme(application, "light")
    for size, goal in GOALS.items():
        ours, bare = measured(application, theme, size)
        ratio = p95(ours) / p95(bare)
        medians = statistics.median(ours) / statistics.median(bare)
        print(
            f"{size // 1000} KB: p95 {ratio:.2f} x (ours {p95(ours) * 1000:.2f} ms, bare "
            f"{p95(bare) * 1000:.2f} ms), median {medians:.2f} x, "
            f"p99 {p99(ours) / p99(bare):.2f} x ({p99(ours) * 1000:.2f} ms), {len(ours)} keys, "
            f"worst of ours {max(ours) * 1000:.1f} ms  {'ok' if ratio <= goal else 'over the goal'}"
        )


def measured(application: QApplication, theme: Theme, size: int) -> tuple[list[float], list[float]]:
    text = template(size)
    panel, ours = message(theme, text)
    bare = QPlainTextEdit()
    bare.setFont(theme.code_font())
    bare.setPlainText(text)
    for window in (panel, bare):
        window.resize(800, 700)
        window.show()
    while not panel.cards.cards[0].edit.highlighter.up_to_date:
        application.processEvents()
    for edit in (ours, bare):
        edit.setFocus()
        cursor = edit.textCursor()
        cursor.setPosition(len(text) // 2)
        edit.setTextCursor(cursor)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    application.processEvents()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for edit, found in zip((ours, bare), times, strict=True):
            found += typed(application, edit)
            QTest.keyClick(edit, Qt.Key.Key_Escape)
            QTest.keyClick(edit, Qt.Key.Key_Return)
            wait_until(application, time.perf_counter() + AFTERWARDS_S)
    panel.close()
    bare.close()
    return times


def message(theme: Theme, text: str) -> tuple[EditorPanel, QPlainTextEdit]:
    """A prompt of one message, open in the editor."""
    icons = Icons(theme)
    session, panel = WriteSession(NoJournal()), EditorPanel(theme, icons)
    session.setParent(panel)
    EditorPresenter(panel, session, Actions(panel), icons, Background(panel))
    content = PromptContent((Message(Role.SYSTEM, text),))
    session.show_prompt(OpenPrompt(Prompt("p", "bench/prompt"), Draft("p", content)))
    return panel, panel.cards.cards[0].edit


def typed(application: QApplication, edit: QPlainTextEdit) -> list[float]:
    """Seconds from the moment each key was due until it was painted."""
    chance = random.Random(len(KEYS))
    found = []
    for key in KEYS:
        begun = wait_until(application, time.perf_counter() + chance.uniform(*APART_S))
        QTest.keyClicks(edit, key)
        application.sendPostedEvents()
        found.append(time.perf_counter() - begun)
    return found


def wait_until(application: QApplication, due: float) -> float:
    """Do what there is to do; the moment from which a key waits for its turn.

    That is when it is due if work was going on then; a sleep that was too long is not counted.
    """
    while True:
        application.processEvents()
        left = due - time.perf_counter()
        if left <= 0:
            return due
        time.sleep(min(left, IDLE_S))
        if time.perf_counter() >= due:
            return time.perf_counter()


def template(size: int) -> str:
    lines: list[str] = []
    length = 0
    while length < size:
        line = LINES[len(lines) % len(LINES)]
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines)


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[-1]


if __name__ == "__main__":
    begun = time.perf_counter()
    main()
    print(f"{time.perf_counter() - begun:.0f} s")
