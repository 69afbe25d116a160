"""Above an output that goes on from the prompt's last message: what it goes on from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from workbench.domain.examples import is_prefilled
from workbench.domain.prompts import Message
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme

LONGEST = 400


class ContinuedNote(ElidedLabel):
    """The output itself stays what the model wrote: the beginning is not part of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "accent", parent)
        self.setContentsMargins(10, 0, 10, 4)
        self.hide()

    def show_messages(self, messages: Sequence[Message]) -> None:
        """As they were sent."""
        text = messages[-1].text if is_prefilled(messages) else ""
        shown = safe(" ".join(text[-LONGEST:].split()))
        self.show_text(self.tr("Continues “{0}”").format(shown) if shown else "")
        self.setVisible(bool(shown))
