"""The sections one below the other; a fold that was opened stays open when figures are renewed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface
from workbench.gui.review.learned.content import Section, Topic
from workbench.gui.review.learned.section_view import SectionView, TopicView, read_label

WIDEST_UNITS = 220


class SectionsView(QScrollArea):
    copy_wanted = Signal(object, str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "learned.sections", self.tr("Answers, agreement and judges"))
        self._theme, self._icons = theme, icons
        self._opened: set[str] = set()
        self._summary = ""
        self._shown: tuple[Section, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.theme_changed.connect(self._make)

    @property
    def sections(self) -> tuple[Section, ...]:
        return self._shown

    @property
    def summary(self) -> str:
        return self._summary

    def show_sections(self, summary: str, sections: Sequence[Section]) -> None:
        """`summary` says in short what came of it."""
        if (summary, tuple(sections)) != (self._summary, self._shown):
            self._summary, self._shown = summary, tuple(sections)
            self._make()

    def _make(self) -> None:
        place, focused = self.verticalScrollBar().value(), self._focused()
        unit = self._theme.unit
        inside = QWidget()
        set_surface(inside, "background")
        column = QVBoxLayout()
        column.setContentsMargins(4 * unit, 3 * unit, 4 * unit, 6 * unit)
        column.setSpacing(8 * unit)
        if self._summary:
            summary = named(read_label(self._summary, inside), "learned.summary")
            summary.setFont(self._theme.font(1.12))
            column.addWidget(summary)
        for section in self._shown:
            topics = [self._topic_view(topic, inside) for topic in section.topics]
            column.addWidget(SectionView(section, topics, self._theme, inside))
        column.addStretch(1)
        held = QWidget(inside)
        held.setMaximumWidth(WIDEST_UNITS * unit)
        held.setLayout(column)
        # Side by side with nothing: a column would ask how high it is at the width of the window
        around = QHBoxLayout(inside)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(held, 1)
        around.addStretch(0)
        self.setWidget(inside)
        self.verticalScrollBar().setValue(place)
        if focused and (again := inside.findChild(QWidget, focused)):
            again.setFocus()

    def _focused(self) -> str:
        """The name of what has the keyboard in here: it gets it back when all is made anew."""
        holder, inside = self.window().focusWidget(), self.widget()
        return holder.objectName() if holder and inside and inside.isAncestorOf(holder) else ""

    def _topic_view(self, topic: Topic, parent: QWidget) -> TopicView:
        made = TopicView(
            topic, self._theme, self._icons, opened=topic.key in self._opened, parent=parent
        )
        made.copy_wanted.connect(self.copy_wanted)
        made.folded.connect(self._on_folded)
        return made

    def _on_folded(self, key: str, opened: bool) -> None:
        (self._opened.add if opened else self._opened.discard)(key)
