"""Words of the matrix that several of its parts say."""

from __future__ import annotations

import re

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

LONG_WORD = re.compile(r"\S{25,}")
BETWEEN = re.compile(r"[/._-]|[^/._-]{24}")


def translate(words: str, *values: object) -> str:
    return QCoreApplication.translate("matrix", words).format(*values)


def breakable(words: str) -> str:
    """The same with places where a line may end inside of what is too long for one: a label is
    never narrower than its longest word."""
    return LONG_WORD.sub(lambda found: BETWEEN.sub("\\g<0>\u200b", found[0]), words)
