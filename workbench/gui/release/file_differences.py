"""What of a file that will be written is new. Runs off the UI thread."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from workbench.domain.releases import PlannedAttachment, RemovedFile
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.kit.differences.texts import text_comparison
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.release.files_model import Written

TOLD = QT_TRANSLATE_NOOP("export", "{0}\n{1}, {2} bytes\nattached to a message, written as\n{3}")


def differences_of(file: Written) -> Comparison:
    """A file that is new is shown as it is: all of it is new."""
    if isinstance(file, PlannedAttachment):
        told = _told(file)
        return text_comparison(told, told, side_by_side=False)
    if isinstance(file, RemovedFile):
        return text_comparison(file.old, "", side_by_side=False)
    old = file.new if file.old is None else file.old
    return text_comparison(old, file.new, side_by_side=False, fold=file.old is not None)


def _told(file: PlannedAttachment) -> str:
    """What there is to say of a file whose bytes are no lines."""
    words = QCoreApplication.translate("export", TOLD)
    name = safe(file.attachment.name)
    return words.format(name, file.attachment.media_type, f"{file.size:,}", file.path)
