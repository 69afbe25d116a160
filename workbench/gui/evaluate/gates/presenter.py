"""The gate of the prompt that is evaluated: kept as it is typed, judged on what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QToolButton

from workbench.domain.checks import Check
from workbench.domain.datasets import CRITICAL, Case
from workbench.domain.errors import NotFound
from workbench.domain.evaluations import Evaluation, EvaluationState
from workbench.domain.gates import Gate, GateReport
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.gates.conditions import asked_of
from workbench.gui.evaluate.gates.page import GatePage
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.background import Background
from workbench.gui.kit.last_folder import LastFolder
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tone import set_styled

TYPED_MS = 300
KINDS = "Gate (*.yaml *.yml)"
NAME = "gate.yaml"
FOLDER = "gate.folder"
LOOKS = {True: ("check", "passed"), False: ("x", "failed")}


@dataclass(frozen=True, slots=True)
class GateState:
    """What is known of the gate of one prompt, and of the evaluation."""

    evaluation_id: str
    prompt_id: str
    gate: Gate
    paths: tuple[tuple[str, str], ...]
    reports: tuple[GateReport, ...]


class GatePresenter(QObject):
    said = Signal(str)
    case_wanted = Signal(int, int)
    """Index of a case and number of a column."""

    def __init__(self, chip: QToolButton, around: Around, working: Background) -> None:
        super().__init__(chip)
        self._chip, self._around, self._working = chip, around, working
        self._folder = LastFolder(around.memory, FOLDER)
        self._page: GatePage | None = None
        self._evaluation: Evaluation | None = None
        self._cases: tuple[Case, ...] = ()
        self._prompt_id = ""
        self._state: GateState | None = None
        self._typed: Gate | None = None
        """Not kept yet."""
        self._busy = self._again = False
        self._soon = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._soon.timeout.connect(self._keep)
        around.actions.on("gate.read", self._read_file)
        around.actions.on("gate.write", self._write_file)
        self._show_chip()

    @property
    def reports(self) -> tuple[GateReport, ...]:
        """What it said last; empty where it asks for nothing."""
        return self._state.reports if self._state else ()

    def use_page(self, page: GatePage) -> None:
        self._page = page
        page.use_actions(self._around.actions["gate.read"], self._around.actions["gate.write"])
        page.form.changed.connect(self._on_typed)
        page.judged.case_wanted.connect(self.case_wanted)
        page.prompts.activated.connect(self._on_prompt)
        self._show()

    def show_evaluation(self, evaluation: Evaluation | None, cases: Sequence[Case]) -> None:
        """Its figures may have changed."""
        self.flush()
        self._cases = tuple(cases)
        before, self._evaluation = self._evaluation, evaluation
        if evaluation is None:
            self._state, self._prompt_id = None, ""
            self._show()
            return
        prompts = list(dict.fromkeys(column.prompt_id for column in evaluation.columns))
        if before is None or before.id != evaluation.id or self._prompt_id not in prompts:
            self._prompt_id, self._state = prompts[0], None
            self._show()
        self._look()

    def flush(self) -> None:
        """Keep what was typed, now."""
        if self._soon.isActive():
            self._keep()

    def _look(self) -> None:
        evaluation = self._evaluation
        if evaluation is None or self._busy:
            self._again = self._busy
            return
        self._busy = True
        work = partial(self._looked, evaluation, self._prompt_id, self._typed)
        self._working.run(self, work, self._take, self._on_failed)

    def _looked(self, evaluation: Evaluation, prompt_id: str, typed: Gate | None) -> GateState:
        services = self._around.services
        gate = typed or services.evaluations.gate(prompt_id) or Gate()
        paths = tuple(
            (each, self._path(each))
            for each in dict.fromkeys(column.prompt_id for column in evaluation.columns)
        )
        judged = services.gates.judge(evaluation.id, gate) if gate != Gate() else []
        of_prompt = [
            report for report in judged if evaluation.columns[report.column].prompt_id == prompt_id
        ]
        return GateState(evaluation.id, prompt_id, gate, paths, tuple(of_prompt))

    def _path(self, prompt_id: str) -> str:
        try:
            return self._around.services.prompts.open(prompt_id).prompt.path
        except NotFound:
            return translate("a removed prompt")

    def _take(self, state: GateState) -> None:
        again = self._rest()
        evaluation = self._evaluation
        same = evaluation is not None and state.evaluation_id == evaluation.id
        if same and state.prompt_id == self._prompt_id and self._typed in (None, state.gate):
            self._state = state
            self._show()
        if again or not same:
            self._look()

    def _on_failed(self, _error: object) -> None:
        """It was removed meanwhile."""
        if self._rest():
            self._look()

    def _rest(self) -> bool:
        self._busy, again, self._again = False, self._again, False
        return again

    def _on_typed(self, gate: Gate) -> None:
        self._typed = gate
        self._soon.start()
        self._look()

    def _keep(self) -> None:
        self._soon.stop()
        gate, prompt_id = self._typed, self._prompt_id
        services = self._around.services
        if gate is None or not prompt_id or services.read_only:
            return

        def kept(_nothing: None) -> None:
            if self._typed == gate:
                self._typed = None

        self._around.background.run(
            self,
            partial(services.evaluations.keep_gate, prompt_id, gate),
            kept,
            self._around.ask.show_error,
        )

    def _on_prompt(self, _index: int) -> None:
        self.flush()
        if self._page:
            self._prompt_id = self._page.prompts.currentData()
            self._typed = None
            self._look()

    def _show(self) -> None:
        state = self._state
        self._around.actions.report(gate_asks=bool(state and state.gate != Gate()))
        self._show_chip()
        page = self._page
        if page is None or state is None:
            return
        page.show_prompts([(each, safe(path)) for each, path in state.paths], state.prompt_id)
        labels = sorted({label for case in self._cases for label in case.labels} - {CRITICAL})
        checks = self._evaluation.checks if self._evaluation else ()
        metrics = metrics_of(checks, self._cases)
        page.form.show_gate(state.gate, asked_of(tuple(labels), metrics, state.gate))
        page.form.setEnabled(not self._around.services.read_only)
        if state.reports:
            page.judged.show_reports(state.reports)
        else:
            words = translate("Switch a condition on to see whether this evaluation meets it.")
            page.judged.show_nothing(words)

    def _show_chip(self) -> None:
        chip, reports, evaluation = self._chip, self.reports, self._evaluation
        over = evaluation is not None and evaluation.state is not EvaluationState.RUNNING
        chip.setVisible(bool(reports) and over)
        if not reports:
            return
        holding = sum(1 for report in reports if report.holds)
        words = translate("Gate: {0} of {1} columns hold").format(holding, len(reports))
        if holding == len(reports):
            words = translate("Gate holds")
        elif len(reports) == 1 or not holding:
            words = translate("Gate fails")
        look = LOOKS[holding == len(reports)]
        chip.setText(words)
        chip.setIcon(self._around.icons(*look))
        chip.setAccessibleName(words)
        set_styled(chip, "tone", look[1])

    def _read_file(self) -> None:
        path = self._around.ask.open_file(
            translate("Read a gate file"), self._folder.path / NAME, KINDS
        )
        if path is None:
            return
        self._folder.keep(path.parent)

        def show(gate: Gate) -> None:
            self._typed = gate
            self._soon.start()
            self._look()
            self.said.emit(translate("The conditions of {0} are the gate now.").format(path.name))

        work = partial(self._around.services.gates.read_gate_file, path)
        self._around.background.run(self, work, show, self._around.ask.show_error)

    def _write_file(self) -> None:
        state = self._state
        if state is None:
            return
        title = translate("Write the gate file")
        path = self._around.ask.save_file(title, self._folder.path / NAME, KINDS)
        if path is None:
            return
        self._folder.keep(path.parent)
        words = translate("The gate was written to {0}.").format(safe(str(path)))
        self._around.background.run(
            self,
            partial(self._around.services.gates.write_gate_file, path, self._typed or state.gate),
            lambda _nothing: self.said.emit(words),
            self._around.ask.show_error,
        )


def metrics_of(checks: Sequence[Check], cases: Sequence[Case]) -> tuple[str, ...]:
    """Names that checks count under, those inside of sets included."""
    waiting = [*checks, *(check for case in cases for check in case.checks)]
    found: dict[str, None] = {}
    while waiting:
        check = waiting.pop(0)
        waiting += check.checks
        if check.metric:
            found[check.metric] = None
    return tuple(sorted(found))
