"""Words of the audit log that several of its parts say."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from workbench.domain.audit import AuditSource
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

SOURCES = {
    AuditSource.WORKSPACE: QT_TRANSLATE_NOOP("audit", "Workspace"),
    AuditSource.REGISTRY: QT_TRANSLATE_NOOP("audit", "Registry"),
}
TIMES = (
    (None, QT_TRANSLATE_NOOP("audit", "At any time")),
    (timedelta(days=1), QT_TRANSLATE_NOOP("audit", "Last 24 hours")),
    (timedelta(days=7), QT_TRANSLATE_NOOP("audit", "Last 7 days")),
    (timedelta(days=30), QT_TRANSLATE_NOOP("audit", "Last 30 days")),
    (timedelta(days=365), QT_TRANSLATE_NOOP("audit", "Last 12 months")),
)


def translate(words: str, *values: object) -> str:
    return QCoreApplication.translate("audit", words).format(*values)
