"""The line above a message: grip, fold, role, a word on what is inside, menu."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from workbench.domain.estimates import TokenCount
from workbench.domain.prompts import Role
from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.roles import CHOICES, ROLE_COLOURS, ROLE_NAMES


class CardHeader(QWidget):
    role_chosen = Signal(object)
    """`Role`."""
    fold_toggled = Signal(bool)
    menu_requested = Signal(object)
    """The `QPoint` on the screen to open it at."""
    dragged = Signal(object)
    """The `QPoint` on the screen the grip is held at."""
    dropped = Signal(object)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self.grip = Grip(icons, self)
        self.fold = named(QToolButton(self), "card.fold", self.tr("Fold this message"))
        self.fold.setCheckable(True)
        self.fold.setProperty("kind", "fold")
        self.role = named(ChoiceBox(self), "card.role", self.tr("Role of this message"))
        self.role.setProperty("kind", "quiet")
        self.note = ElidedLabel(theme, "muted", self)
        self.tokens = ElidedLabel(theme, "muted", self, giving_way=False)
        self.menu = named(QToolButton(self), "card.menu", self.tr("What to do with this message"))
        self.menu.setIcon(icons("more"))
        self.attach = named(QToolButton(self), "card.attach", self.tr("Attach a file"))
        self.attach.setIcon(icons("paperclip"))
        self.attach.setToolTip(self.tr("Attach an image or a text file; drop or paste does too"))
        self._lay_out()
        self.fold.toggled.connect(self._on_fold)
        self.role.activated.connect(self._on_role)
        self.menu.clicked.connect(self._on_menu)
        self.grip.dragged.connect(self.dragged)
        self.grip.dropped.connect(self.dropped)
        theme.theme_changed.connect(self._paint_roles)
        self._fill_roles()
        self._on_fold(False)

    def show_role(self, role: Role) -> None:
        index = self.role.findData(role)
        if index < 0:
            self.role.addItem(QCoreApplication.translate("roles", ROLE_NAMES[role]), role)
            index = self.role.count() - 1
            self._paint_roles()
        if index != self.role.currentIndex():
            self.role.setCurrentIndex(index)
        self.role.setEnabled(role is not Role.PLACEHOLDER)

    def show_position(self, index: int, alone: bool) -> None:
        """`alone`: a component's one fragment, which has no role and no place."""
        number = index + 1
        self.role.setAccessibleName(self.tr("Role of message {0}").format(number))
        self.menu.setAccessibleName(self.tr("What to do with message {0}").format(number))
        self.fold.setAccessibleName(self.tr("Fold message {0}").format(number))
        self.attach.setAccessibleName(self.tr("Attach a file to message {0}").format(number))
        self.attach.setObjectName(f"editor.attach.{index}")
        for part in (self.role, self.grip, self.menu, self.attach):
            part.setVisible(not alone)

    def show_note(self, text: str, token: str = "muted") -> None:
        self.note.show_text(text, token)

    def show_tokens(self, count: TokenCount | None) -> None:
        """None where it is not known."""
        one = self.tr("{0} token") if count and count.tokens == 1 else self.tr("{0} tokens")
        self.tokens.show_text(one.format(count) if count else "")

    def _lay_out(self) -> None:
        unit = self._theme.unit
        row = QHBoxLayout(self)
        row.setContentsMargins(unit, unit, unit, 0)
        row.setSpacing(unit)
        for part in (self.grip, self.fold, self.role):
            row.addWidget(part)
        row.addWidget(self.note, 1)
        row.addWidget(self.tokens)
        row.addWidget(self.attach)
        row.addWidget(self.menu)

    def _fill_roles(self) -> None:
        for role in CHOICES:
            self.role.addItem(QCoreApplication.translate("roles", ROLE_NAMES[role]), role)
        self._paint_roles()

    def _paint_roles(self) -> None:
        side = 3 * self._theme.unit
        self.role.setIconSize(QSize(side, side))
        for index in range(self.role.count()):
            colour = self._theme[ROLE_COLOURS[self.role.itemData(index)]]
            self.role.setItemIcon(index, _dot(colour, side, self.devicePixelRatioF()))

    def _on_role(self, index: int) -> None:
        self.role_chosen.emit(Role(self.role.itemData(index)))

    def _on_fold(self, folded: bool) -> None:
        self.fold.setIcon(self._icons("chevron-right" if folded else "chevron-down"))
        self.fold.setToolTip(self.tr("Unfold") if folded else self.tr("Fold"))
        self.fold_toggled.emit(folded)

    def _on_menu(self) -> None:
        self.menu_requested.emit(self.menu.mapToGlobal(QPoint(0, self.menu.height())))


class Grip(QLabel):
    """Held and dragged to move a message; `Alt+Up` and `Alt+Down` do the same."""

    dragged = Signal(object)
    dropped = Signal(object)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dragging = False
        side = self.fontMetrics().height()
        self.setPixmap(icons("grip", "border_strong").pixmap(QSize(side, side)))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(self.tr("Drag to move this message (Alt+Up, Alt+Down)"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.dropped.emit(event.globalPosition().toPoint())


def _dot(colour: QColor, side: int, ratio: float) -> QIcon:
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(side // 4, side // 4, side // 2, side // 2)
    painter.end()
    return QIcon(pixmap)
