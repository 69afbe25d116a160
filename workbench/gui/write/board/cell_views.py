"""The ways one output is shown: text, rendered, as a tree, raw, or with its differences."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from workbench.domain.runs import Run
from workbench.gui.kit.differences.comparison_view import Comparison, ComparisonView
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.outputs.json_tree import JsonOutput
from workbench.gui.kit.outputs.json_view import JsonView
from workbench.gui.kit.outputs.markdown_blocks import Markdown
from workbench.gui.kit.outputs.markdown_view import MarkdownView
from workbench.gui.kit.outputs.output_view import OutputView
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.cell_state import CellState, View

Shown = OutputView | MarkdownView | JsonView | ComparisonView


class CellViews(QStackedWidget):
    """Views are made when they are first needed: most outputs are only ever read as text."""

    scrolled = Signal(int)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self._wrap = True
        self._title = ""
        self._compared: Comparison | None = None
        self.comparison: ComparisonView | None = None
        self.markdown: MarkdownView | None = None
        self.json: JsonView | None = None
        self.raw: OutputView | None = None
        self.output = self._text_view()
        self._shown: Shown = self.output
        self.setFocusProxy(self.output)

    def sizeHint(self) -> QSize:
        """As modest as the text: views that wait behind it do not take room from what is above."""
        return self.output.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.output.minimumSizeHint()

    @property
    def scroll_value(self) -> int:
        """Of the view that is shown."""
        return self._shown.scroll_value

    @property
    def following(self) -> bool:
        """The end of the text is shown, and what is added to it."""
        return self._shown is self.output and self.output.following

    def begin(self, title: str) -> None:
        """Nothing is there yet."""
        self._title = title
        self.output.text.setAccessibleName(self.tr("Output of {0}").format(title))
        self.output.show_text("")

    def append(self, text: str) -> None:
        self.output.append(text)
        self.output.flush()

    def show_run(self, run: Run) -> None:
        self.output.show_text(run.text)

    def show_state(self, state: CellState, view: View) -> None:
        """The differences if it is compared and has no view of its own, else the view, as far
        as it is worked out."""
        content = state.rendered.get(view) if state.run else None
        if state.comparison is not None and state.view is None:
            self._show_comparison(state.comparison)
        elif isinstance(content, Markdown):
            self._show_markdown(content)
        elif isinstance(content, JsonOutput):
            self._show_json(content, state.exact_text)
        elif view is View.RAW and isinstance(content, str):
            self._show_raw(content)
        else:
            self._turn_to(self.output)

    def set_wrap(self, wrap: bool) -> None:
        self._wrap = wrap
        for view in (self.output, self.raw, self.comparison):
            if view is not None:
                view.set_wrap(wrap)

    def scroll_to(self, value: int) -> None:
        self._shown.scroll_to(value)

    def show_fonts(self) -> None:
        for view in (self.output, self.raw):
            if view is not None:
                view.text.setFont(self._theme.code_font())

    def _show_comparison(self, comparison: Comparison) -> None:
        if self.comparison is None:
            self.comparison = ComparisonView(self._theme, self)
            self.comparison.set_wrap(self._wrap)
            self.comparison.scrolled.connect(self.scrolled)
            self.addWidget(self.comparison)
        if comparison is not self._compared:
            self._compared = comparison
            self.comparison.resize(self.size())
            self.comparison.show_comparison(comparison)
        self._turn_to(self.comparison)

    def _show_markdown(self, content: Markdown) -> None:
        if self.markdown is None:
            self.markdown = MarkdownView(self._theme, self)
            self.markdown.scrolled.connect(self.scrolled)
            self.addWidget(self.markdown)
        self.markdown.setAccessibleName(self.tr("Output of {0}").format(self._title))
        self.markdown.show_markdown(content)
        self._turn_to(self.markdown)

    def _show_json(self, content: JsonOutput, text: str) -> None:
        if self.json is None:
            self.json = JsonView(self._theme, self._icons, self)
            self.json.scrolled.connect(self.scrolled)
            self.addWidget(self.json)
        self.json.set_names(self._title)
        self.json.show_output(content, text)
        self._turn_to(self.json)

    def _show_raw(self, content: str) -> None:
        if self.raw is None:
            self.raw = self._text_view()
            self.raw.set_wrap(self._wrap)
            self.raw.text.setFont(self._theme.code_font())
        words = self.tr("Request and response of {0}").format(self._title)
        self.raw.text.setAccessibleName(words)
        self.raw.show_text(content)
        self._turn_to(self.raw)

    def _text_view(self) -> OutputView:
        view = OutputView(self)
        view.text.setProperty("frame", "none")
        view.scrolled.connect(self.scrolled)
        self.addWidget(view)
        return view

    def _turn_to(self, view: Shown) -> None:
        """The keyboard goes along."""
        self._shown = view
        if self.currentWidget() is view:
            return
        focus = QApplication.focusWidget()
        focused = focus is not None and self.isAncestorOf(focus)
        self.setFocusProxy(view)
        self.setCurrentWidget(view)
        if focused:
            view.setFocus()
