"""What was learned from a review: a sentence, then the figures, disagreements and comments."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from workbench.gui.kit.empty_state import EmptyState
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.notice import Notice
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface
from workbench.gui.review.learned.content import Section
from workbench.gui.review.learned.found_view import FoundView
from workbench.gui.review.learned.head import Head
from workbench.gui.review.learned.lists import KIND_WORDS
from workbench.gui.review.learned.names import Names
from workbench.gui.review.learned.overview import SectionsView
from workbench.gui.review.learned.reading import Learned
from workbench.gui.review.seams import About, ReviewPage
from workbench.gui.review.wording import translate

LEARNED = 2
"""Number of the page that has everything."""


class LearnedPage(ReviewPage):
    review_wanted = Signal(str)
    """Id of the review that is to be shown here."""
    rested = Signal()
    """It is no longer seen."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("learned")
        set_surface(self, "background")
        self._notice: Notice | None = None
        self.head = Head(theme, icons, self)
        self.sections = SectionsView(theme, icons)
        spoken = self.tr("Where people differ")
        self.differing = FoundView("learned.differing", spoken, theme, icons)
        self.written = FoundView(
            "learned.written", self.tr("What people wrote"), theme, icons, searchable=True
        )
        self.tabs = named(QTabWidget(self), "learned.tabs", self.tr("Parts of what was learned"))
        self.empty = EmptyState(theme, icons, "chart", self.tr("Nobody has judged anything yet"))
        self.waiting = EmptyState(theme, icons, "clock", self.tr("Putting the answers together…"))
        self.pages = QStackedWidget(self)
        self._lay_out()
        self.head.left.connect(self.left)
        self.setFocusProxy(self.tabs)

    def begin(self, about: About) -> None:
        self.review_wanted.emit(about.review_id)
        self.tabs.tabBar().setFocus()

    def rest(self) -> None:
        self.rested.emit()

    def show_waiting(self) -> None:
        self.pages.setCurrentWidget(self.waiting)

    def show_problem(self, words: str) -> None:
        """In the place of what was learned: it cannot be shown."""
        self.empty.title.setText(self.tr("This cannot be shown"))
        self.empty.text.setText(words)
        self.pages.setCurrentWidget(self.empty)

    def show_empty(self) -> None:
        self.empty.title.setText(self.tr("Nobody has judged anything yet"))
        self.empty.text.setText(
            self.tr(
                "What is learned shows here as soon as the first answers are in. Judge in this "
                "window, or write each reviewer a pack and take in what comes back: both are in "
                "the overview of the review."
            )
        )
        self.pages.setCurrentWidget(self.empty)

    def show_learned(self, learned: Learned, sections: Sequence[Section], names: Names) -> None:
        self.head.show_learned(learned, names)
        self.sections.show_sections(names.within(learned.figures.sentence), sections)
        self._offer_choices(learned)
        counts = (
            (1, self.tr("To talk about"), len(learned.figures.disagreements)),
            (2, self.tr("In their own words"), len(learned.said)),
        )
        for place, words, count in counts:
            self.tabs.setTabText(place, f"{words} ({count:,})")
        self.pages.setCurrentIndex(LEARNED)

    def tell(self, notice: Notice | None) -> None:
        """Above the tabs, in the place of what was told before."""
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
        self._notice = notice
        if notice is not None:
            self._column.insertWidget(1, notice)
            notice.dismissed.connect(self._forget_notice)

    def _forget_notice(self) -> None:
        self.tell(None)

    def _offer_choices(self, learned: Learned) -> None:
        asked = {each.question.id: each.question for each in learned.figures.disagreements}
        everything: list[tuple[str, object]] = [(self.tr("All questions"), "")]
        self.differing.offer(everything + [(each.text, key) for key, each in asked.items()])
        self.differing.choice.setVisible(len(asked) > 1)
        kinds = dict.fromkeys(each.kind for each in learned.said)
        all_kinds: list[tuple[str, object]] = [(self.tr("Everything"), None)]
        self.written.offer(all_kinds + [(translate(KIND_WORDS[kind]), kind) for kind in kinds])
        self.written.choice.setVisible(len(kinds) > 1)

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.sections, self.tr("Figures"))
        self.tabs.addTab(self.differing, self.tr("To talk about"))
        self.tabs.addTab(self.written, self.tr("In their own words"))
        back = self.empty.add_button("learned.empty.back", primary=True)
        back.setText(self.tr("Back to the review"))
        back.clicked.connect(self.left)
        learned = QWidget(self)
        self._column = QVBoxLayout(learned)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(self.tabs, 1)
        for page in (self.waiting, self.empty, learned):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
