"""Times as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

STEPS = (
    (timedelta(seconds=45), timedelta(seconds=1), QT_TRANSLATE_NOOP("when", "just now")),
    (timedelta(minutes=60), timedelta(minutes=1), QT_TRANSLATE_NOOP("when", "{0} min ago")),
    (timedelta(hours=24), timedelta(hours=1), QT_TRANSLATE_NOOP("when", "{0} h ago")),
    (timedelta(days=7), timedelta(days=1), QT_TRANSLATE_NOOP("when", "{0} d ago")),
)


def ago(at: datetime, now: datetime) -> str:
    """How long ago; the date where it is more than a week. Clocks that disagree say just now."""
    past = max(now - at, timedelta(0))
    for below, unit, words in STEPS:
        if past < below:
            count = max(1, round(past / unit))
            return QCoreApplication.translate("when", words).format(count)
    local = at.astimezone()
    return f"{local:%d %b}" if local.year == now.astimezone().year else f"{local:%d %b %Y}"


def exactly(at: datetime) -> str:
    """Date and time as the system writes them, in the local time zone."""
    moment = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
    return QLocale.system().toString(moment, QLocale.FormatType.LongFormat)
