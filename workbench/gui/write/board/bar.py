"""The line above the board: how the runs are doing, what is run, how it is shown and compared."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from workbench.domain.runs import RunColumn
from workbench.gui.commands import command
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.action_button import ActionButton
from workbench.gui.write.board.against import NOTHING, Against, Other
from workbench.gui.write.models.wording import params_words


class BoardBar(QWidget):
    against_changed = Signal(object)
    """`Against`."""
    side_by_side_toggled = Signal(bool)
    in_step_toggled = Signal(bool)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._view = ""
        self.wanted = NOTHING
        """What was chosen last, whether the runs on the board allow it or not."""
        self._title = QLabel(self.tr("Run board"), self)
        self._title.setProperty("tone", "title")
        self._summary = ElidedLabel(theme, "muted", self)
        self._buttons: dict[str, ActionButton] = {}
        self._cases = ""
        self.views = QToolButton(self)
        self.views.setObjectName("board.views")
        self.views.setToolTip(self.tr("How outputs are shown"))
        self.views.setAccessibleName(self.tr("How outputs are shown"))
        self.views.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.views.hide()
        self._label = QLabel(self.tr("&Diff against"), self)
        self._label.setProperty("tone", "muted")
        self.against = QComboBox(self)
        self.against.setObjectName("board.against")
        self.against.setMinimumContentsLength(26)
        self.against.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._label.setBuddy(self.against)
        self.side_by_side = self._toggle(self.tr("Differences side by side"), "columns")
        self.side_by_side.setObjectName("board.side_by_side")
        self.in_step = self._toggle(self.tr("Scroll all outputs in step"), "link")
        self.in_step.setObjectName("board.in_step")
        self._layout = QHBoxLayout(self)
        self._running, self._holding, self._looking = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._lay_out()
        self.against.activated.connect(lambda _index: self._on_activated())
        self.side_by_side.toggled.connect(self.side_by_side_toggled)
        self.in_step.toggled.connect(self.in_step_toggled)
        self.show_choices((), (), False)

    @property
    def chosen(self) -> Against:
        return self.against.currentData() or NOTHING

    def choose(self, against: Against) -> None:
        """As if it were chosen from the list, now or when the runs allow it."""
        self.wanted = against
        if (index := self.against.findData(against)) >= 0:
            self.against.setCurrentIndex(index)
            self._show_view()
            self.against_changed.emit(self.chosen)

    def use_actions(self, stop: QAction, wrap: QAction) -> None:
        self._add(stop, self._running)
        self._add(wrap, self._looking)

    def use_board_actions(self, fill: QAction, cases: QAction, columns: QAction) -> None:
        """What else is run, and which rows and columns there are."""
        self._add(fill, self._running, self.tr("Run missing"))
        self._add(cases, self._holding)
        self._add(columns, self._holding, self.tr("Columns"))
        self._show_cases()

    def minimumSizeHint(self) -> QSize:
        """With icons alone on the buttons."""
        whole = super().minimumSizeHint()
        shown = (button for button in self._buttons.values() if button.spelled)
        words = sum(button.words_width for button in shown if not button.telling)
        return QSize(whole.width() - words, whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _add(self, action: QAction, row: QHBoxLayout, words: str = "") -> None:
        """A button for a command that stands in the menus too."""
        icon = self._icons(command(action.objectName()).icon)
        button = ActionButton(action, icon, words, self)
        self._buttons[action.objectName()] = button
        row.addWidget(button)
        self._fit()

    def _fit(self) -> None:
        """Words on the buttons where they have room beside the summary."""
        buttons = self._buttons.values()
        hidden = sum(button.words_width for button in buttons if not button.spelled)
        summary = self._summary.fontMetrics().horizontalAdvance(self._summary.text())
        whole = self._layout.sizeHint().width() + summary + hidden
        for button in buttons:
            button.spell_out(self.width() >= whole)

    def use_views(self, actions: Sequence[QAction]) -> None:
        """The ways outputs are shown, one of which is ticked."""
        menu = QMenu(self.views)
        menu.setObjectName("board.views.menu")
        for action in actions:
            menu.addAction(action)
        self.views.setMenu(menu)
        self.views.show()

    def show_view(self, words: str) -> None:
        self._view = words
        self._show_view()

    def _show_view(self) -> None:
        """Differences, while outputs are compared: any view leads back from them."""
        compared = self.chosen != NOTHING
        words = self.tr("differences") if compared else self._view
        self.views.setText(f"{words} ▾")
        self.views.setAccessibleName(self.tr("Outputs are shown as: {0}").format(words))
        tip = self.tr("How outputs are shown")
        back = self.tr("Choose a view to see them without differences again")
        self.views.setToolTip(f"{tip}\n{back}" if compared else tip)

    def show_cases(self, count: int) -> None:
        """How many are chosen; none means the inputs as they are."""
        one, more = self.tr("1 case"), self.tr("{0} cases").format(count)
        self._cases = one if count == 1 else more if count else ""
        self._show_cases()

    def _show_cases(self) -> None:
        if button := self._buttons.get("board.cases"):
            button.show_words(self._cases or self.tr("Cases"), telling=bool(self._cases))
            self._fit()

    def show_summary(self, text: str) -> None:
        if text != self._summary.text():
            self._summary.show_text(text)
            self._fit()

    def show_choices(
        self, columns: Sequence[RunColumn], versions: Sequence[int], pinned: bool
    ) -> None:
        """Choose what was chosen last if it can be."""
        choices = [
            (self.tr("nothing"), NOTHING),
            (self.tr("the previous run, same model"), Against(Other.PREVIOUS)),
        ]
        if pinned:
            choices.append((self.tr("what is pinned"), Against(Other.PINNED)))
        if len(columns) > 1:
            models = [column.model for column in columns]
            choices += [
                (
                    each.model if models.count(each.model) == 1 else self._column_words(each),
                    Against(Other.COLUMN, each.model, each.version, each.params or ()),
                )
                for each in columns
            ]
        last = self.tr("v{0}, its last output")
        choices += [(last.format(n), Against(Other.VERSION, version=n)) for n in versions]
        self.against.clear()
        for text, against in choices:
            self.against.addItem(text, against)
        known = [against for _text, against in choices]
        wanted = known.index(self.wanted) if self.wanted in known else 0
        self.against.setCurrentIndex(wanted)
        self.side_by_side.setEnabled(self.chosen != NOTHING)
        self._show_view()

    def _column_words(self, column: RunColumn) -> str:
        version = self.tr("draft") if column.version is None else f"v{column.version}"
        words = params_words(column.params or ())
        return " · ".join(part for part in (version, column.model, words) if part)

    def _on_activated(self) -> None:
        self.wanted = self.chosen
        self._show_view()
        self.against_changed.emit(self.chosen)

    def _toggle(self, tip: str, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setIcon(self._icons(icon))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _lay_out(self) -> None:
        self._layout.setContentsMargins(12, 4, 8, 4)
        self._layout.setSpacing(6)
        self._layout.addWidget(self._title)
        self._layout.addSpacing(6)
        self._layout.addWidget(self._summary, 1)
        self._looking.addWidget(self.views)
        self._looking.addWidget(self.in_step)
        for row in (self._running, self._holding, self._looking):
            row.setSpacing(2)
            self._layout.addLayout(row)
            self._layout.addWidget(_line(self))
        self._layout.addWidget(self._label)
        self._layout.addWidget(self.against)
        self._layout.addWidget(self.side_by_side)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignVCenter)


def _line(parent: QWidget) -> QFrame:
    """Between groups of buttons."""
    line = QFrame(parent)
    line.setProperty("surface", "divider")
    return line
