"""Puts the bar together with what it works with."""

from __future__ import annotations

from workbench.gui.commands import command
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.release.around import Around
from workbench.gui.release.sync.bar import SyncBar
from workbench.gui.release.sync.presenter import SyncPresenter
from workbench.gui.release.sync.wording import translate

BUTTONS = {
    "registry.fetch": QT_TRANSLATE_NOOP("syncing", "Fetch"),
    "registry.update": QT_TRANSLATE_NOOP("syncing", "Bring up to date"),
    "registry.push": QT_TRANSLATE_NOOP("syncing", "Push"),
}
MERGE = "registry.merge"
BRING_TOGETHER = QT_TRANSLATE_NOOP("syncing", "Merge…")


def build_sync_bar(around: Around) -> SyncBar:
    bar = SyncBar(around.theme, around.icons)
    for command_id, words in BUTTONS.items():
        bar.offer(around.actions[command_id], command(command_id).icon, translate(words))
    bar.merge = bar.offer(around.actions[MERGE], command(MERGE).icon, translate(BRING_TOGETHER))
    bar.merge.hide()
    SyncPresenter(bar, around)
    return bar
