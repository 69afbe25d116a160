"""Puts Write together: session, panels, and the presenters between them and the services."""

from __future__ import annotations

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.engine import Engine
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.memory import Memory
from workbench.gui.kit.theme import Theme
from workbench.gui.write.around import Around
from workbench.gui.write.conducting import Conductor
from workbench.gui.write.journal import Journal
from workbench.gui.write.page import WritePlace
from workbench.gui.write.presenters import Presenters
from workbench.gui.write.session import WriteSession
from workbench.services.opened import Services

__all__ = ["WritePlace", "build_write_place"]


def build_write_place(
    services: Services,
    engine: Engine,
    background: Background,
    actions: Actions,
    theme: Theme,
    ask: Ask,
    *,
    icons: Icons | None = None,
    relay: EventRelay | None = None,
    memory: Memory | None = None,
) -> WritePlace:
    """The place, ready to be shown; it reads the library and opens the prompt last open."""
    icons = icons or Icons(theme)
    journal = Journal(services.prompts.journal, background)
    session = WriteSession(journal)
    journal.setParent(session)
    journal.saved.connect(lambda draft: session.saved.emit(draft.edited_at))
    journal.failed.connect(session.save_failed)
    place = WritePlace(session, theme, icons)
    session.read_only = services.read_only
    place.editor.cards.set_read_only(services.read_only)
    place.models.parameters.set_read_only(services.read_only)
    around = Around(services, engine, background, actions, theme, icons, ask, memory)
    presenters = Presenters(place, journal, around)
    conductor = Conductor(place, presenters, around, relay or EventRelay(services.events, place))
    conductor.begin()
    return place
