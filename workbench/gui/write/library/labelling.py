"""Labels and properties of prompts, from the keys to the services."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject

from workbench.domain.prompts import Label, Prompt
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.theme import Theme
from workbench.gui.write.library.arranging import ArrangingPresenter
from workbench.gui.write.library.card_dialog import CardDialog
from workbench.gui.write.library.changing import Changes, Done
from workbench.gui.write.library.labels_dialog import LabelsDialog
from workbench.gui.write.library.panel import LibraryPanel
from workbench.gui.write.library.targets import Targets
from workbench.services.library import LibraryService
from workbench.services.prompts import PromptService


class LabellingPresenter(QObject):
    def __init__(
        self,
        panel: LibraryPanel,
        targets: Targets,
        changes: Changes,
        arranging: ArrangingPresenter,
        library: LibraryService,
        prompts: PromptService,
        background: Background,
        actions: Actions,
        theme: Theme,
        ask: Ask,
    ) -> None:
        super().__init__(panel)
        self._panel, self._targets, self._changes = panel, targets, changes
        self._arranging, self._library, self._prompts = arranging, library, prompts
        self._background, self._theme, self._ask = background, theme, ask
        actions.on("prompt.labels", self._edit_labels)
        actions.on("prompt.properties", self._edit_card)

    def relabel(
        self, prompt_ids: Sequence[str], add: Collection[Label], remove: Collection[Label]
    ) -> None:
        if not (prompt_ids and (add or remove)):
            return

        def done(before: list[Prompt]) -> Done:
            words = self.tr("Prompts labelled: {0:n}.").format(len(before))
            return words, (lambda: self._library.put_back(before)) if before else None

        self._changes.run(
            lambda progress: self._library.relabel(prompt_ids, add, remove, progress), done
        )

    def _edit_labels(self) -> None:
        prompts = self._fresh(self._targets.prompts())
        if not prompts:
            return
        known = self._panel.library_model.library.labels
        colours = self._panel.library_model.arranged.colours
        dialog = LabelsDialog(prompts, known, colours, self._theme, self._panel.window())
        ids = [prompt.id for prompt in prompts]
        dialog.labels_chosen.connect(lambda add, remove: self.relabel(ids, add, remove))
        dialog.colour_chosen.connect(self._arranging.set_colour)
        dialog.open()
        dialog.field.setFocus()

    def _edit_card(self) -> None:
        prompt = self._targets.prompt()
        if prompt is None:
            return
        (fresh,) = self._fresh([prompt])
        dialog = CardDialog(fresh, self._theme, self._panel.window())
        dialog.card_changed.connect(self._save_card)
        dialog.open()

    def _save_card(self, card: Prompt) -> None:
        self._background.run(self, lambda: self._prompts.set_card(card), None, self._ask.show_error)

    def _fresh(self, prompts: Sequence[Prompt]) -> list[Prompt]:
        """As the library read them last: the open prompt's card may be older."""
        summary = self._panel.library_model.library.summary
        return [found.prompt if (found := summary(each.id)) else each for each in prompts]
