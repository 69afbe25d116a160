"""What Write knows of the template language: explaining, going, renaming, extracting."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.domain.history import PromptSummary
from workbench.gui.kit.background import Background
from workbench.gui.write.around import Around
from workbench.gui.write.editor.message_edit import MessageEdit
from workbench.gui.write.editor.presenter import EditorPresenter
from workbench.gui.write.inputs.presenter import InputsPresenter
from workbench.gui.write.opening import Opening
from workbench.gui.write.page import WritePlace
from workbench.gui.write.rewriting.describing import Describing
from workbench.gui.write.rewriting.explaining import Explainer
from workbench.gui.write.rewriting.extracting import Extracting
from workbench.gui.write.rewriting.going import Going
from workbench.gui.write.rewriting.renaming import Renaming
from workbench.gui.write.rewriting.replacing import LibraryReplacing

IN_TEXT = (
    "editor.explain",
    "go.to_component",
    "variable.rename",
    "input.describe",
    "extract.component",
    "extract.variable",
    "edit.all_occurrences",
    "edit.comment",
)
"""In the menu of a text."""


class Language(QObject):
    """Made once, after the presenters it works with."""

    said = Signal(str)
    """What was done, for the status line."""

    def __init__(
        self,
        place: WritePlace,
        around: Around,
        opening: Opening,
        editor: EditorPresenter,
        inputs: InputsPresenter,
        searching: Background,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._cards, self._actions = place.editor.cards, around.actions
        services, session = around.services, place.session
        self.explainer = Explainer(session, services.prompts, around.background, self)
        editor.explain = self.explainer.explain
        self.going = Going(self._cards, place.inputs.form, session, opening, around.actions, self)
        self.renaming = Renaming(
            place,
            self._cards,
            session,
            inputs,
            services.renaming,
            services.rewriting,
            around.background,
            around.actions,
            around.theme,
            around.ask,
        )
        self.describing = Describing(place, self._cards, inputs, around.actions, around.ask)
        self.extracting = Extracting(
            self._cards,
            session,
            inputs,
            services.prompts,
            around.background,
            around.actions,
            around.ask,
            around.theme,
            self,
        )
        self.replacing = LibraryReplacing(
            place,
            self._cards,
            session,
            services.rewriting,
            around.background,
            searching,
            around.actions,
            around.theme,
        )
        self.replacing.said.connect(self.said)
        self.renaming.said.connect(self.said)
        self.extracting.said.connect(self.said)
        self._cards.text_actions = tuple(around.actions[each] for each in IN_TEXT)
        self._cards.wished.connect(around.actions.run)
        self._take_commands()

    def show_library(self, summaries: list[PromptSummary]) -> None:
        self.going.show_library(summaries)
        self.explainer.forget_components()

    def _take_commands(self) -> None:
        on = self._actions.on
        on("editor.complete", self._complete)
        on("editor.explain", self._explain)
        on("edit.next_occurrence", self._next_occurrence)
        on("edit.all_occurrences", self._all_occurrences)
        on("edit.comment", self._comment)

    @property
    def _edit(self) -> MessageEdit | None:
        """The text of the current message."""
        index = self._cards.current
        return self._cards.cards[index].edit if 0 <= index < len(self._cards.cards) else None

    def _complete(self) -> None:
        if edit := self._edit:
            edit.completion.ask()

    def _explain(self) -> None:
        if edit := self._edit:
            self._cards.keep_cursor_visible()
            edit.pointing.explain_cursor()

    def _next_occurrence(self) -> None:
        if edit := self._edit:
            edit.setFocus()
            edit.occurrences.add_next()

    def _all_occurrences(self) -> None:
        if edit := self._edit:
            edit.setFocus()
            edit.occurrences.select_all()

    def _comment(self) -> None:
        if edit := self._edit:
            edit.typing_aids.toggle_comment()
