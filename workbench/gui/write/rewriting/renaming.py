"""Renaming the variable at the cursor, from the command to drafts, cases and the form."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import PromptContent
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.inputs.presenter import InputsPresenter
from workbench.gui.write.rewriting.rename_dialog import RenameDialog
from workbench.gui.write.session import WriteSession
from workbench.services.renaming import RenamingService, VariableRenaming
from workbench.services.rewriting import Outcome, RewritingService


class Renaming(QObject):
    said = Signal(str)

    def __init__(
        self,
        window: QWidget,
        cards: MessageCards,
        session: WriteSession,
        inputs: InputsPresenter,
        renaming: RenamingService,
        rewriting: RewritingService,
        background: Background,
        actions: Actions,
        theme: Theme,
        ask: Ask,
    ) -> None:
        super().__init__(window)
        self._window, self._cards, self._session = window, cards, session
        self._inputs, self._renaming, self._rewriting = inputs, renaming, rewriting
        self._background, self._theme, self._ask = background, theme, ask
        self._content: PromptContent | None = None
        self.dialog: RenameDialog | None = None
        actions.on("variable.rename", self.open)

    def open(self) -> None:
        """For the variable at the cursor; where there is none, that is said there."""
        index = self._cards.current
        if self.dialog is not None or not 0 <= index < len(self._cards.cards):
            return
        old = self._cards.cards[index].variable
        if not old:
            self._cards.cards[index].edit.pointing.explain_cursor()
            return
        dialog = self.dialog = RenameDialog(old, self._theme, self._window)
        dialog.asked.connect(lambda new: self._plan(old, new))
        dialog.chosen.connect(self._rename)
        dialog.destroyed.connect(self._forget)
        dialog.open()
        dialog.name.setFocus()

    def _plan(self, old: str, new: str) -> None:
        opened, content, dialog = self._session.open, self._session.content, self.dialog
        if opened is None or content is None or dialog is None:
            return
        prompt_id, self._content = opened.prompt.id, content

        def plan() -> VariableRenaming:
            return self._renaming.plan_variable(prompt_id, content, old, new)

        # What included components say is read from the disk
        self._session.flush(
            lambda: self._background.run(dialog, plan, dialog.show_plan, dialog.show_error)
        )

    def _rename(self, plan: VariableRenaming, with_others: bool) -> None:
        if self._session.content != self._content:
            self._ask.show_error(
                InvalidInput(self.tr("The draft changed meanwhile, so nothing was renamed."))
            )
            return
        label = self.tr("Rename {0}").format(plan.old)
        self._session.apply(plan.own.changed, label)
        others = plan.others if with_others else ()
        ids = [plan.own.prompt.id, *(each.prompt.id for each in others)]
        self._inputs.rename_value(plan.old, plan.new)

        def rename() -> Outcome:
            self._renaming.rename_in_cases(ids, plan.old, plan.new)
            return self._rewriting.apply(others)

        self._background.run(
            self, rename, lambda outcome: self._tell(plan, outcome), self._ask.show_error
        )

    def _tell(self, plan: VariableRenaming, outcome: Outcome) -> None:
        self._inputs.read_cases()
        words = self.tr("{0} is {1} now.").format(plan.old, plan.new)
        if outcome.done:
            words = self.tr("{0} is {1} now, in {2} other drafts too.")
            words = words.format(plan.old, plan.new, len(outcome.done))
        if outcome.left:
            left = self.tr("Changed meanwhile and left as they are: {0}.")
            words = f"{words} {left.format(', '.join(outcome.left))}"
        self.said.emit(words)

    def _forget(self) -> None:
        self.dialog = None
