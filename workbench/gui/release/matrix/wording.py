"""Words of the matrix that several of its parts say."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from workbench.gui.kit.states import State
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

STATUSES = {
    "deprecated": State(QT_TRANSLATE_NOOP("matrix", "deprecated"), "archive-down", "warning"),
    "archived": State(QT_TRANSLATE_NOOP("matrix", "archived"), "archive", "muted"),
}
"""What became of a prompt; of an active one there is nothing to say."""
WITHDRAWN = {
    "block": State(QT_TRANSLATE_NOOP("matrix", "withdrawn"), "ban", "failed"),
    "advisory": State(QT_TRANSLATE_NOOP("matrix", "withdrawn"), "warning", "warning"),
}


def translate(words: str, *values: object) -> str:
    return QCoreApplication.translate("matrix", words).format(*values)
