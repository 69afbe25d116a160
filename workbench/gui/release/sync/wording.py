"""How the registry stands to its remote, in the words of the window."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from workbench.domain.syncing import SyncPhase, SyncProgress, SyncState
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.kit.when import ago

PHASES = {
    SyncPhase.CONNECTING: QT_TRANSLATE_NOOP("syncing", "Asking the remote…"),
    SyncPhase.COUNTING: QT_TRANSLATE_NOOP("syncing", "Counting…"),
    SyncPhase.COMPRESSING: QT_TRANSLATE_NOOP("syncing", "Packing…"),
    SyncPhase.RECEIVING: QT_TRANSLATE_NOOP("syncing", "Receiving…"),
    SyncPhase.RESOLVING: QT_TRANSLATE_NOOP("syncing", "Unpacking…"),
    SyncPhase.WRITING: QT_TRANSLATE_NOOP("syncing", "Sending…"),
    SyncPhase.CHECKING: QT_TRANSLATE_NOOP("syncing", "Checking…"),
    SyncPhase.FILES: QT_TRANSLATE_NOOP("syncing", "Putting files in place…"),
}
SAME = QT_TRANSLATE_NOOP("syncing", "in step")
AHEAD = QT_TRANSLATE_NOOP("syncing", "{0} to push")
BEHIND = QT_TRANSLATE_NOOP("syncing", "{0} to bring in")
GONE = QT_TRANSLATE_NOOP("syncing", "gone at the remote")
NOT_PUSHED = QT_TRANSLATE_NOOP("syncing", "not pushed yet")
FETCHED = QT_TRANSLATE_NOOP("syncing", "fetched {0}")
NEVER = QT_TRANSLATE_NOOP("syncing", "not fetched yet")


def progress_words(progress: SyncProgress) -> str:
    percent = "" if progress.percent is None else f"{progress.percent} %"
    parts = (translate(PHASES[progress.phase]), percent, progress.rate)
    return "  ".join(part for part in parts if part)


def branch_words(state: SyncState) -> str:
    return f"{state.branch}  →  {state.upstream}" if state.upstream else state.branch


def standing_words(state: SyncState) -> tuple[str, str]:
    """How the branch stands to its upstream, and the token of its colour."""
    if state.problem:
        return f"{state.problem[:1].upper()}{state.problem[1:]}", "muted"
    if state.gone:
        return translate(GONE), "warning"
    if not state.upstream:
        return translate(NOT_PUSHED), "muted"
    counts = ((AHEAD, state.ahead), (BEHIND, state.behind))
    told = [translate(words).format(f"{count:,}") for words, count in counts if count]
    token = "warning" if state.diverged else "accent" if told else "muted"
    return " · ".join(told) or translate(SAME), token


def fetched_words(state: SyncState, now: datetime) -> str:
    if not state.remote:
        return ""
    if state.fetched_at is None:
        return translate(NEVER)
    return translate(FETCHED).format(ago(state.fetched_at, now))


def translate(source: str) -> str:
    return QCoreApplication.translate("syncing", source)
