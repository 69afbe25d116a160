"""A page of Review by itself, over a real workspace."""

from __future__ import annotations

from tests.gui.write.open_write import ScriptedAsk
from workbench.gui.kit.background import Background
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.review.around import Around
from workbench.gui.review.seams import About


class Alone:
    def __init__(self, services, theme, icons, actions, build):
        self.services, self.actions = services, actions
        self.ask, self.background = ScriptedAsk(), Background()
        self.relay = EventRelay(services.events)
        actions.report(workspace_open=True)
        around = Around(
            services, self.background, actions, theme, icons, self.ask, self.relay, None
        )
        self.page = build(around)

    def begin(self, qtbot, **about):
        """Turn to it, and wait until it has read all it needs."""
        self.page.begin(About(**about))
        self.settle(qtbot)

    def settle(self, qtbot):
        qtbot.waitUntil(lambda: self.background.idle)
