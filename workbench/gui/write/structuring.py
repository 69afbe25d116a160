"""Tools and response schema of the open prompt: their cards below the messages, and who checks
them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.domain.errors import InvalidSchema
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.schemas.card import SchemaCard
from workbench.gui.write.schemas.checking import SchemaChecks
from workbench.gui.write.schemas.presenter import SchemaPresenter
from workbench.gui.write.session import WriteSession
from workbench.gui.write.tools.presenter import ToolsPresenter
from workbench.gui.write.tools.section import ToolsSection


class Structuring(QObject):
    def __init__(
        self,
        cards: MessageCards,
        session: WriteSession,
        background: Background,
        actions: Actions,
        theme: Theme,
        icons: Icons,
        ask: Ask,
    ) -> None:
        """`background` is one whose work may take a while: schemas are checked there."""
        super().__init__(cards)
        self.tools, self.schema = ToolsSection(theme, icons), SchemaCard(theme, icons)
        for section in (self.tools, self.schema):
            section.set_read_only(session.read_only)
            cards.add_section(section)
            section.gone_to.connect(cards.reveal)
        self.checks = SchemaChecks(session, background, self)
        self._tools = ToolsPresenter(self.tools, session, self.checks, actions, icons, ask)
        self._schema = SchemaPresenter(self.schema, session, self.checks, actions)

    def go_to(self, error: InvalidSchema) -> None:
        """Where the mistake is that keeps the draft from running."""
        self._tools.go_to(error)
        self._schema.go_to(error)
