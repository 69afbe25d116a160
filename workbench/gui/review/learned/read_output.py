"""One output as it was judged: exactly, with the passages marked that people wrote of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QStackedWidget, QTextEdit, QVBoxLayout, QWidget

from workbench.domain.reviews import Comment
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.outputs.markdown_blocks import Markdown
from workbench.gui.kit.outputs.markdown_view import MarkdownView
from workbench.gui.kit.outputs.output_view import OutputView
from workbench.gui.kit.theme import Theme


class ReadOutputView(QWidget):
    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._comments: tuple[Comment, ...] = ()
        self.heading = ElidedLabel(theme, "muted", self)
        self.text = OutputView(self)
        self.text.text.setProperty("frame", "none")
        self.text.text.setObjectName(f"{name}.text")
        self.text.text.setAccessibleName(self.tr("Output"))
        self.text.set_wrap(True)
        self.formatted = MarkdownView(theme, self)
        self.formatted.setObjectName(f"{name}.formatted")
        self.formatted.setAccessibleName(self.tr("Output"))
        self._ways = QStackedWidget(self)
        self._ways.addWidget(self.text)
        self._ways.addWidget(self.formatted)
        unit = theme.unit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.heading.setContentsMargins(3 * unit, unit, 3 * unit, 0)
        column.addWidget(self.heading)
        column.addWidget(self._ways, 1)
        theme.theme_changed.connect(self._fit)
        self._fit()

    def show_output(
        self, text: str, markdown: Markdown, comments: Sequence[Comment], *, formatted: bool
    ) -> None:
        self._comments = tuple(comments)
        self.text.show_text(text)
        self.text.scroll_to(0)
        self._mark()
        self.formatted.show_markdown(markdown)
        self.show_formatted(formatted)

    def show_formatted(self, formatted: bool) -> None:
        self._ways.setCurrentWidget(self.formatted if formatted else self.text)

    def point_out(self, comment: Comment) -> None:
        """Scroll to its passage and select it."""
        if comment.end > comment.start:
            self.show_formatted(False)
            self.text.text.setTextCursor(self._passage(comment))
            self.text.text.ensureCursorVisible()

    @property
    def marked(self) -> list[str]:
        """The passages that are marked, as they are shown."""
        return [each.cursor.selectedText() for each in self.text.text.extraSelections()]

    def _mark(self) -> None:
        marks = []
        for comment in self._comments:
            if comment.end <= comment.start:
                continue
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._passage(comment)
            mark.format = QTextCharFormat()
            mark.format.setBackground(self._theme["changed_word"])
            mark.format.setFontUnderline(True)
            marks.append(mark)
        self.text.text.setExtraSelections(marks)

    def _passage(self, comment: Comment) -> QTextCursor:
        return self.text.text.exact_cursor(comment.start, comment.end)

    def _fit(self) -> None:
        self.text.text.setFont(self._theme.font(1.05))
        self._mark()
