"""The notices above the places, newest first; one for each subject."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.notice import Action, Notice
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme

MOST = 3
WARNING = "warning"


class Notices(QWidget):
    dismissed = Signal(str)
    """The person took the notice on that subject away."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notices")
        self._theme, self._icons = theme, icons
        self._shown: dict[str, Notice] = {}
        self._held = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_notice(
        self, subject: str, text: str, *, tone: str = "notice", actions: Sequence[Action] = ()
    ) -> None:
        """Replaces the notice on the same subject."""
        self.dismiss(subject)
        for old in tuple(self._shown)[: len(self._shown) + 1 - MOST]:
            self.dismiss(old)
        notice = Notice(text, self._theme, self._icons, tone=tone, actions=actions, parent=self)
        notice.setObjectName(f"notice.{subject}")
        notice.dismissed.connect(lambda: self._on_dismissed(subject))
        self._shown[subject] = notice
        self._column.insertWidget(0, notice)
        notice.setVisible(not self._held or notice.tone == WARNING)

    def hold_back(self, held: bool) -> None:
        """What is no warning waits until somebody is done who should not be led away."""
        self._held = held
        for notice in self._shown.values():
            notice.setVisible(not held or notice.tone == WARNING)

    def show_written(self, path: Path) -> None:
        """A file that is there now, and the way to it."""
        folder = QUrl.fromLocalFile(str(path.parent))
        open_it = (self.tr("Open the folder"), lambda: _open(folder))
        words = self.tr("{0} was written.").format(safe(path.name))
        self.show_notice("report", words, actions=[open_it])

    def dismiss(self, subject: str) -> None:
        if notice := self._shown.pop(subject, None):
            self._column.removeWidget(notice)
            notice.hide()
            notice.deleteLater()

    def _on_dismissed(self, subject: str) -> None:
        self.dismiss(subject)
        self.dismissed.emit(subject)

    def texts(self) -> list[str]:
        return [notice.text for notice in reversed(self._shown.values())]


def _open(folder: QUrl) -> None:
    QDesktopServices.openUrl(folder)
