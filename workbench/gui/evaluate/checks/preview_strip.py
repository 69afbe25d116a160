"""Over the grid while checks are edited: what comes of them, and whether to keep it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from workbench.domain.amounts import money
from workbench.gui.evaluate.grid.results import ERRORS, Results, Sign
from workbench.gui.evaluate.wording import counted, translate
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled

OUTPUTS = (Sign.PASSED, Sign.FAILED, *ERRORS, Sign.UNJUDGED)


class PreviewStrip(QFrame):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setProperty("surface", "notice")
        unit = theme.unit
        self._mark = QLabel(self)
        self._icons, self._side = icons, 4 * unit
        theme.theme_changed.connect(self._draw_mark)
        self._draw_mark()
        self.words = named(QLabel(self), "preview.words", self.tr("Scores under edited checks"))
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.in_dataset = named(
            QCheckBox(self.tr("in the dataset, too"), self),
            "preview.in_dataset",
            self.tr("Keep the checks in the dataset, too"),
        )
        self.in_dataset.setToolTip(self.tr("So that the next evaluation begins with them"))
        self._pairs: list[tuple[QAction, QToolButton]] = []
        self._buttons = QWidget(self)
        self._row = QHBoxLayout(self._buttons)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(unit)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * unit, unit, 3 * unit, unit)
        row.setSpacing(2 * unit)
        row.addWidget(self._mark)
        row.addWidget(self.words, 1)
        row.addWidget(self._buttons)
        self.hide()

    def use_actions(self, ask: QAction, keep: QAction, discard: QAction) -> None:
        words = (self.tr("Ask them"), self.tr("Keep"), self.tr("Discard"))
        for action, label in zip((ask, keep, discard), words, strict=True):
            button = named(QToolButton(self), f"preview.{action.objectName()}", label)
            button.setText(label)
            set_styled(button, "kind", "outlined")
            button.clicked.connect(action.trigger)
            action.changed.connect(self._follow)
            self._pairs.append((action, button))
            if action is keep:
                self._row.addWidget(self.in_dataset)
            self._row.addWidget(button)
            if action is ask:
                self.ask = button
        self._follow()

    def show_words(self, parts: Sequence[str], *, ask: bool) -> None:
        words = " · ".join(part for part in parts if part)
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.ask.setVisible(ask)

    def _follow(self) -> None:
        """What the commands say of themselves, under shorter names."""
        for action, button in self._pairs:
            button.setEnabled(action.isEnabled())
            button.setToolTip(action.toolTip())

    def _draw_mark(self) -> None:
        size = QSize(self._side, self._side)
        self._mark.setPixmap(self._icons("eye", "info").pixmap(size))


def preview_words(results: Results, *, scored: int, judging: bool) -> list[str]:
    """`Scores under edited checks: 31 of 40 pass (before 28)`, `3 fixed, 0 broken`."""
    outputs = results.count(*OUTPUTS)
    words = translate("Scores under edited checks: {0} of {1} pass (before {2})").format(
        f"{results.count(Sign.PASSED):,}",
        f"{outputs:,}",
        f"{results.count_recorded(Sign.PASSED):,}",
    )
    fixed, broken = results.fixed_and_broken()
    parts = [words, translate("{0} fixed, {1} broken").format(f"{fixed:,}", f"{broken:,}")]
    if judging:
        parts.append(translate("judges are asked…"))
    elif scored < outputs:
        parts.append(translate("{0} scored so far").format(f"{scored:,}"))
    if errors := results.count(Sign.UNTOLD) - results.count_recorded(Sign.UNTOLD):
        parts.append(counted("error", errors) if errors > 0 else "")
    return parts


def judgment_words(count: int, each: Decimal | None) -> str:
    """`12 judgments not asked: about $0.02`."""
    if not count:
        return ""
    words = (
        translate("1 judgment not asked") if count == 1 else translate("{0} judgments not asked")
    )
    words = words.format(f"{count:,}")
    if each is None:
        return words
    return translate("{0}: about {1}").format(words, money(each * count))
