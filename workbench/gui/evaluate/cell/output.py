"""The output of a cell: as text, as Markdown, as JSON, or with its differences from another."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from workbench.gui.evaluate.cell.detail import Other
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.differences.comparison_view import Comparison, ComparisonView
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.outputs.json_tree import JsonOutput
from workbench.gui.kit.outputs.json_view import JsonView
from workbench.gui.kit.outputs.markdown_blocks import Markdown
from workbench.gui.kit.outputs.markdown_view import MarkdownView
from workbench.gui.kit.outputs.output_view import OutputView
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP


class View(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


WORDS = {
    View.TEXT: QT_TRANSLATE_NOOP("evaluate", "Text"),
    View.MARKDOWN: QT_TRANSLATE_NOOP("evaluate", "Markdown"),
    View.JSON: QT_TRANSLATE_NOOP("evaluate", "JSON"),
}
Rendered = Markdown | JsonOutput | Comparison | None


class CellOutput(QWidget):
    wanted = Signal()
    """Another view, or another output to compare with."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view_box = named(ElidedBox(self), "cell.view", self.tr("How the output is shown"))
        for view in View:
            self.view_box.addItem(translate(WORDS[view]), view)
        self.against = named(ElidedBox(self), "cell.against", self.tr("Compare the output with"))
        self.said = named(QLabel(self), "cell.differs", self.tr("What differs"))
        set_tone(self.said, "muted")
        self.text = OutputView(self)
        self.text.text.setProperty("frame", "none")
        self.text.text.setAccessibleName(self.tr("Output"))
        self.markdown = MarkdownView(theme, self)
        self.json = JsonView(theme, icons, self)
        self.comparison = ComparisonView(theme, self)
        self._views = QStackedWidget(self)
        for widget in (self.text, self.markdown, self.json, self.comparison):
            self._views.addWidget(widget)
        self.markdown.setAccessibleName(self.tr("Output"))
        self.json.set_names(self.tr("the cell"))
        self._others: tuple[Other, ...] = ()
        self._theme = theme
        self._lay_out(theme.unit)
        self.view_box.activated.connect(lambda _index: self.wanted.emit())
        self.against.activated.connect(lambda _index: self.wanted.emit())
        theme.theme_changed.connect(self._fit)
        self.show_others(())
        self._fit()

    @property
    def view(self) -> View:
        return View(self.view_box.currentData())

    @property
    def other(self) -> Other | None:
        """What it is to be compared with."""
        index = self.against.currentIndex() - 1
        return self._others[index] if 0 <= index < len(self._others) else None

    def choose_view(self, view: View) -> None:
        self.view_box.setCurrentIndex(list(View).index(view))

    def show_others(self, others: Sequence[Other]) -> None:
        """The same one stays chosen where it has the same title."""
        chosen = self.other.title if self.other else ""
        self._others = tuple(others)
        self.against.clear()
        self.against.addItem(self.tr("Compare with…"))
        for other in others:
            self.against.addItem(safe(other.title))
        titles = [other.title for other in others]
        self.against.setCurrentIndex(titles.index(chosen) + 1 if chosen in titles else 0)
        self.against.setEnabled(bool(others))

    def show_text(self, text: str) -> None:
        """Until the view that is wanted is worked out, and where it is text."""
        self.said.clear()
        self.text.show_text(text)
        self._views.setCurrentWidget(self.text)
        self.view_box.setEnabled(self.other is None)

    def show_rendered(self, rendered: Rendered, text: str) -> None:
        if isinstance(rendered, Comparison):
            self.comparison.show_comparison(rendered)
            self.said.setText(rendered.words)
            self._views.setCurrentWidget(self.comparison)
        elif isinstance(rendered, Markdown):
            self.markdown.show_markdown(rendered)
            self._views.setCurrentWidget(self.markdown)
        elif isinstance(rendered, JsonOutput):
            self.json.show_output(rendered, text)
            self._views.setCurrentWidget(self.json)

    def _fit(self) -> None:
        for view in (self.text, self.json.text):
            view.text.setFont(self._theme.code_font())

    def _lay_out(self, unit: int) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(3 * unit, 2 * unit, 3 * unit, unit)
        row.setSpacing(2 * unit)
        row.addWidget(self.view_box)
        row.addWidget(self.against, 1)
        row.addWidget(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._views, 1)
