"""What is attached to a message: a chip for each file, with its picture, name and removal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from workbench.domain.prompts import Attachment
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme

CHARACTERS = 28


class AttachmentChips(QWidget):
    removed = Signal(int)
    """Which one is to go."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self._pictures: dict[str, QImage] = {}
        self._read_only = self._folded = False
        self.chips: list[AttachmentChip] = []
        self._flow = FlowLayout(theme.unit, self)
        self._flow.setContentsMargins(theme.unit + 1, 0, theme.unit + 1, theme.unit)
        self.hide()

    def show_attachments(self, attachments: Sequence[Attachment], message: int) -> None:
        if [chip.attachment for chip in self.chips] != list(attachments):
            for chip in self.chips:
                self._flow.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
            self.chips = [self._made(attachment) for attachment in attachments]
            self.show_folded(self._folded)
        for index, chip in enumerate(self.chips):
            chip.setObjectName(f"editor.attachment.{message}.{index}")

    def show_folded(self, folded: bool) -> None:
        self._folded = folded
        self.setVisible(bool(self.chips) and not folded)

    def show_picture(self, digest: str, picture: QImage) -> None:
        for chip in self.chips:
            if chip.attachment.digest == digest:
                self._pictures[digest] = picture
                chip.show_picture(picture)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for chip in self.chips:
            chip.remove.setVisible(not read_only)

    @property
    def stops(self) -> list[QWidget]:
        return [chip.remove for chip in self.chips]

    def _made(self, attachment: Attachment) -> AttachmentChip:
        chip = AttachmentChip(attachment, self._theme, self._icons, self)
        if attachment.digest in self._pictures:
            chip.show_picture(self._pictures[attachment.digest])
        chip.remove.setVisible(not self._read_only)
        chip.remove.clicked.connect(lambda: self.removed.emit(self.chips.index(chip)))
        self._flow.addWidget(chip)
        chip.show()
        return chip


class AttachmentChip(QFrame):
    def __init__(
        self,
        attachment: Attachment,
        theme: Theme,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.attachment = attachment
        self.setProperty("surface", "chip")
        shown = safe(attachment.name)
        self.setAccessibleName(self.tr("Attached: {0}").format(shown))
        self.picture = QLabel(self)
        side = self.fontMetrics().height()
        icon = icons("image" if attachment.is_image else "file")
        self.picture.setPixmap(icon.pixmap(QSize(side, side)))
        self.name = ElidedLabel(
            theme, "text", self, elide=Qt.TextElideMode.ElideMiddle, giving_way=False, fewest=8
        )
        self.name.setMaximumWidth(self.fontMetrics().averageCharWidth() * CHARACTERS)
        self.name.show_text(shown)
        self.remove = RemoveButton(self)
        named(self.remove, "attachment.remove", self.tr("Remove {0}").format(shown))
        self.remove.setIcon(icons("x"))
        self.remove.setIconSize(QSize(3 * theme.unit, 3 * theme.unit))
        self.remove.setToolTip(self.tr("Take this file away from the message"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.unit, theme.unit // 2, theme.unit // 2, theme.unit // 2)
        row.setSpacing(theme.unit)
        for part in (self.picture, self.name, self.remove):
            row.addWidget(part)

    def show_picture(self, picture: QImage) -> None:
        ratio = self.devicePixelRatioF()
        height = round(picture_side(self._theme) * ratio)
        size = QSize(3 * height, height).boundedTo(picture.size())
        small = picture.scaled(
            size,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        pixmap = QPixmap.fromImage(small)
        pixmap.setDevicePixelRatio(ratio)
        self.picture.setPixmap(pixmap)
        self.updateGeometry()


class RemoveButton(QToolButton):
    """Delete and Backspace remove, too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)


def picture_side(theme: Theme) -> int:
    """How high a picture is shown, in logical pixels."""
    return 10 * theme.unit
