"""The rows of the next run: the inputs as they are, or cases that are chosen from all there are."""

from __future__ import annotations

import json

from PySide6.QtCore import QObject

from workbench.domain.datasets import Case
from workbench.domain.history import OpenPrompt
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.memory import Memory
from workbench.gui.write.board.panel import BoardPanel
from workbench.gui.write.board.picking import Choice, PickDialog
from workbench.gui.write.session import WriteSession
from workbench.services.datasets import DatasetService

VALUE_CHARACTERS = 60


class BoardRows(QObject):
    def __init__(
        self,
        panel: BoardPanel,
        session: WriteSession,
        datasets: DatasetService,
        background: Background,
        actions: Actions,
        memory: Memory | None = None,
    ) -> None:
        super().__init__(panel)
        self._panel, self._session, self._datasets = panel, session, datasets
        self._background, self._memory = background, memory
        actions.on("board.cases", self.choose)
        session.prompt_opened.connect(self._on_prompt_opened)
        session.plan_changed.connect(self._show)
        self._show()

    def choose(self) -> None:
        """Among all cases of the prompt; none of them: the inputs as they are."""
        if self._session.open:
            prompt_id = self._session.open.prompt.id
            self._background.run(self, lambda: self._datasets.cases_for(prompt_id), self._open)

    def _open(self, cases: tuple[Case, ...]) -> None:
        dialog = PickDialog(
            "cases", self.tr("Cases to run"), self.tr("Choose"), self._panel, several=True
        )
        chosen = {case.id for case in self._session.cases}
        choices = [Choice(case, _words(n, case), case.id in chosen) for n, case in enumerate(cases)]
        words = self.tr("One row for each. With none ticked, the inputs are run as they are.")
        none = self.tr("No case is kept yet: keep the inputs as a case (Ctrl+K), or import some.")
        dialog.show_choices(choices, words if cases else none)
        dialog.picked.connect(self._on_picked)
        dialog.open()

    def _on_picked(self, cases: list[Case]) -> None:
        self._session.set_cases(tuple(cases))
        opened = self._session.open
        if self._memory and opened:
            kept = json.dumps([case.id for case in cases])
            self._memory.keep(f"rows.{opened.prompt.id}", kept)

    def _on_prompt_opened(self, opened: OpenPrompt | None) -> None:
        kept = self._memory.text(f"rows.{opened.prompt.id}") if self._memory and opened else ""
        if opened is None or kept in ("", "[]"):
            return
        prompt_id = opened.prompt.id

        def show(cases: tuple[Case, ...]) -> None:
            if self._session.open and self._session.open.prompt.id == prompt_id:
                self._session.set_cases(tuple(case for case in cases if case.id in wanted))

        try:
            wanted = set(json.loads(kept))
        except (ValueError, TypeError):
            return
        self._background.run(self, lambda: self._datasets.cases_for(prompt_id), show)

    def _show(self) -> None:
        self._panel.bar.show_cases(len(self._session.cases))


def _words(number: int, case: Case) -> str:
    """Its name, and the start of what it holds."""
    name = case.name or f"#{number + 1}"
    first = next((str(value) for _name, value in case.values if value), "")
    values = " ".join(first[: VALUE_CHARACTERS * 2].split())[:VALUE_CHARACTERS]
    return f"{name} — {values}" if values and values != name else name
