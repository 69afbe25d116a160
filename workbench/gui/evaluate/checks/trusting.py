"""Whether programs of this workspace may run: known, asked about, kept on this computer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.evaluations import Evaluation
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.checks.programs import Program, programs_in
from workbench.gui.evaluate.checks.trust_dialog import TrustDialog
from workbench.gui.evaluate.wording import translate
from workbench.services.events import TrustChanged


class Trusting(QObject):
    changed = Signal(bool)
    said = Signal(str)

    def __init__(self, around: Around, window: QWidget) -> None:
        super().__init__(window)
        self._around, self._widget = around, window
        self._trusted = False
        around.relay.published.connect(self._on_event)
        trust = around.services.trust
        around.background.run(self, lambda: trust.trusted, self._take)

    def is_trusted(self) -> bool:
        return self._trusted

    def ask(self, evaluation: Evaluation | None = None) -> None:
        """Show what would run, in all datasets and in this evaluation, and ask."""
        services = self._around.services

        def read() -> list[Program]:
            found: list[Program] = []
            if evaluation is not None:
                cases = services.evaluations.cases_of(evaluation).cases
                found += programs_in(evaluation, cases)
            for dataset in services.datasets.all():
                found += programs_in(dataset, dataset.cases)
            return list({(each.kind, each.text): each for each in reversed(found)}.values())[::-1]

        self._around.background.run(self, read, self._show, self._around.ask.show_error)

    def set_trusted(self, trusted: bool) -> None:
        trust = self._around.services.trust
        self._around.background.run(
            self, lambda: trust.set_trusted(trusted), None, self._around.ask.show_error
        )

    def _show(self, programs: list[Program]) -> None:
        trust = self._around.services.trust
        workspace, theme = self._around.services.workspace, self._around.theme
        dialog = TrustDialog(workspace, trust.kept_in, programs, theme, self._widget.window())
        dialog.agreed.connect(lambda: self.set_trusted(True))
        dialog.open()

    def _on_event(self, event: object) -> None:
        if isinstance(event, TrustChanged):
            self._take(event.trusted)
            words = translate("This workspace is trusted: its programs may run.")
            if not event.trusted:
                words = translate("This workspace is not trusted: no program of it runs.")
            self.said.emit(words)

    def _take(self, trusted: bool) -> None:
        if trusted != self._trusted:
            self._trusted = trusted
            self.changed.emit(trusted)
