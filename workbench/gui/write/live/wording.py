"""What live mode says of itself. No Qt widgets here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from workbench.domain.amounts import money
from workbench.domain.live import LiveSpending
from workbench.domain.settings import Limits
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

BROKEN = QT_TRANSLATE_NOOP("live", "Waits: the template has a mistake.")
NO_MODEL = QT_TRANSLATE_NOOP("live", "Waits: tick a model to run on.")
NO_ENGINE = QT_TRANSLATE_NOOP("live", "Waits: the engine is not ready.")
READY = QT_TRANSLATE_NOOP("live", "Runs when the typing rests.")
ASKED = QT_TRANSLATE_NOOP("live", "Asked, no word yet…")
ANSWERING = QT_TRANSLATE_NOOP("live", "Answering…")
FIRST = QT_TRANSLATE_NOOP("live", "The first answer; the next is compared with it.")
EMPTY = QT_TRANSLATE_NOOP("live", "The model ended without a word.")
SAME = QT_TRANSLATE_NOOP("live", "The same answer as before.")
CHANGED = QT_TRANSLATE_NOOP("live", "Marked: what changed since the answer before.")
MISSING = QT_TRANSLATE_NOOP("live", "Waits: {0} has no value.")
SPENT = QT_TRANSLATE_NOOP("live", "{0} of {1} · {2} of {3} calls this hour")
USED_UP = QT_TRANSLATE_NOOP(
    "live",
    "Live mode switched itself off: {0} of {1} and {2} of {3} calls of this hour are used. "
    "The limits are in Settings, Limits.",
)


def translate(text: str) -> str:
    return QCoreApplication.translate("live", text)


def spent(spending: LiveSpending, limits: Limits) -> str:
    return _filled(SPENT, spending, limits)


def used_up(spending: LiveSpending, limits: Limits) -> str:
    return _filled(USED_UP, spending, limits)


def _filled(words: str, spending: LiveSpending, limits: Limits) -> str:
    return translate(words).format(
        money(spending.cost_usd),
        money(limits.live_usd_per_hour),
        spending.calls,
        limits.live_calls_per_hour,
    )
