"""The lists at the left: read from the workspace, and kept current."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from workbench.domain.evaluations import EvaluationProgress, EvaluationState, EvaluationSummary
from workbench.gui.commands.evaluating import EVALUATION_MENU
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.evaluations.datasets_model import DatasetLine
from workbench.gui.evaluate.evaluations.panel import EvaluationsPanel
from workbench.gui.kit.command_menu import LINE, command_menu
from workbench.services.events import DatasetsChanged, EvaluationsChanged, Event, LibraryChanged

AGAIN_MS = 2000
"""While one runs, its line is read again this often."""


class EvaluationsPresenter(QObject):
    listed = Signal(list)
    """`EvaluationSummary`s that are listed now."""
    datasets_listed = Signal(int)
    """How many there are."""

    def __init__(self, panel: EvaluationsPanel, around: Around) -> None:
        super().__init__(panel)
        self._panel, self._around = panel, around
        self._shown = ""
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.load)
        panel.use_action(around.actions["evaluation.new"])
        panel.prompt_filter_changed.connect(self.load)
        panel.menu_wanted.connect(self._show_menu)
        around.relay.published.connect(self._on_event)

    def load(self) -> None:
        """Read the evaluations again, those of one prompt if only they are wanted."""
        evaluations, prompt_id = self._around.services.evaluations, self._panel.prompt_filter
        self._around.background.run(
            self, lambda: evaluations.summaries(prompt_id), self._show, self._around.ask.show_error
        )

    def load_datasets(self) -> None:
        self._around.background.run(self, self._dataset_lines, self._show_datasets)

    def show_chosen(self, evaluation_id: str) -> None:
        self._shown = evaluation_id
        self._panel.choose(evaluation_id)

    def show_dataset(self, dataset_id: str) -> None:
        """It is seen in place of an evaluation."""
        self._shown = ""
        self._panel.choose("")
        self._panel.choose_dataset(dataset_id)

    def take_progress(self, progress: EvaluationProgress) -> None:
        self._panel.evaluations.show_progress(progress)
        if progress.state is not EvaluationState.RUNNING:
            self.load()
        elif not self._again.isActive():
            self._again.start()

    def _show(self, summaries: list[EvaluationSummary]) -> None:
        self._panel.evaluations.show_summaries(summaries)
        self._panel.choose(self._shown)
        self._panel.show_counts()
        self.listed.emit(summaries)

    def _dataset_lines(self) -> list[DatasetLine]:
        services = self._around.services
        paths = {each.prompt.id: each.prompt.path for each in services.prompts.library()}
        return [
            DatasetLine(each.id, each.name, len(each.cases), paths.get(each.prompt_id, ""))
            for each in services.datasets.all()
        ]

    def _show_datasets(self, lines: list[DatasetLine]) -> None:
        self._panel.show_datasets(lines)
        self.datasets_listed.emit(len(lines))

    def _on_event(self, event: Event) -> None:
        if isinstance(event, EvaluationsChanged):
            self.load()
        elif isinstance(event, DatasetsChanged | LibraryChanged):
            self.load_datasets()

    def _show_menu(self, place: QPoint) -> None:
        ids = [each or LINE for each in EVALUATION_MENU]
        command_menu(self._panel, ids, self._around.actions, self._around.icons).popup(place)
