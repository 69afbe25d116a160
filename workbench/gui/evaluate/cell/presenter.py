"""The cell that is current in the grid, opened beside it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from workbench.domain.amounts import money, seconds
from workbench.domain.errors import NotFound
from workbench.domain.evaluations import CellPlace, CellsChanged, Evaluation, EvaluationEvent
from workbench.domain.runs import Outcome, Run
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.cell.detail import Detail, Other, read_detail
from workbench.gui.evaluate.cell.output import Rendered, View
from workbench.gui.evaluate.cell.pane import CellPane
from workbench.gui.evaluate.grid.page import GridPage
from workbench.gui.evaluate.wording import column_words, translate
from workbench.gui.kit.background import Background
from workbench.gui.kit.differences.json_texts import output_comparison
from workbench.gui.kit.outputs.json_tree import read_output
from workbench.gui.kit.outputs.markdown_blocks import read_markdown
from workbench.gui.kit.safe_text import safe

AFTER_MS = 60
"""The cell is read when the keyboard rests on it."""
BUTTONS = ("result.retry", "result.copy", "result.expect", "result.forget", "result.write")
VIEW = "evaluation.view"


class CellPresenter(QObject):
    said = Signal(str)
    cells_wanted = Signal(list)
    """Numbers of cells that are to be run again."""
    prompt_wanted = Signal(str, str)
    """Id of a prompt, and the digest of the content that ran."""
    read = Signal(object)
    """`Detail` of the current cell, whether it is open or not; None for none."""

    def __init__(self, page: GridPage, pane: CellPane, around: Around, working: Background) -> None:
        super().__init__(pane)
        self._page, self._pane, self._around = page, pane, around
        self._working = working
        self._sample = 0
        self._detail: Detail | None = None
        self.seen_as: Callable[[Detail], Detail] = _as_recorded
        """How a cell is shown: with other scores while checks are edited."""
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self._read)
        kept = around.memory.text(VIEW) if around.memory else ""
        pane.output.choose_view(View(kept) if kept in set(View) else View.TEXT)
        pane.use_actions([around.actions[each] for each in BUTTONS])
        self._connect()

    @property
    def detail(self) -> Detail | None:
        """The cell that is shown; None while it is read."""
        return self._detail

    def renew(self) -> None:
        """It is to be read again, soon."""
        self._soon.start()

    def close(self) -> None:
        """The keyboard goes back to the grid."""
        self._pane.hide()
        self._page.view.setFocus()

    def _connect(self) -> None:
        page, pane, actions = self._page, self._pane, self._around.actions
        page.view.current_changed.connect(self._on_current)
        page.view.results.opened.connect(self._open)
        page.view.results.left.connect(pane.hide)
        page.model.modelReset.connect(self._on_current)
        pane.left.connect(self.close)
        pane.sample_chosen.connect(self._choose_sample)
        pane.output.wanted.connect(self._on_view)
        self._around.engine.evaluation_events.connect(self._on_events)
        actions.on("result.open", self._open)
        actions.on("result.copy", self._copy)
        actions.on("result.retry", self._retry)
        actions.on("result.forget", self._forget)
        actions.on("result.expect", self._expect)
        actions.on("result.write", self._write)

    def _on_current(self) -> None:
        place = self._place()
        self._sample = 0
        self._detail = None
        self._around.actions.report(
            result_current=place is not None, result_output=False, result_text=False
        )
        if place is None:
            self._pane.hide()
            self.read.emit(None)
        self._soon.start()

    def _open(self) -> None:
        if self._place() is not None:
            self._pane.show()
            self._pane.setFocus()
            self._read()

    def _place(self) -> CellPlace | None:
        index: QModelIndex = self._page.view.current
        model = self._page.model
        if not index.isValid() or model.evaluation is None or index.column() == 0:
            return None
        return CellPlace(index.column() - 1, model.case_at(index.row()), self._sample)

    def _choose_sample(self, sample: int) -> None:
        self._sample = sample
        self._read()

    def _on_events(self, events: Sequence[EvaluationEvent]) -> None:
        place, evaluation = self._place(), self._page.model.evaluation
        if place is None or evaluation is None:
            return
        number = evaluation.number(place)
        told = [each for each in events if isinstance(each, CellsChanged)]
        if any(
            cell.number == number
            for event in told
            if event.evaluation_id == evaluation.id
            for cell in event.cells
        ):
            self._soon.start()

    def _read(self) -> None:
        self._soon.stop()
        place, model = self._place(), self._page.model
        if place is None or model.evaluation is None or place.case >= len(model.cases):
            return
        services = self._around.services

        def schema_of(digest: str) -> str:
            content = services.prompts.content(digest)
            return content.output.schema if content.output else ""

        work = partial(
            read_detail,
            services.evaluations,
            model.evaluation,
            model.cases[place.case],
            place,
            schema_of,
        )
        self._around.background.run(self, work, self._show, self._around.ask.show_error)

    def _show(self, detail: Detail) -> None:
        evaluation = self._page.model.evaluation
        if detail.place != self._place() or not evaluation or detail.evaluation.id != evaluation.id:
            return
        detail = self._detail = self.seen_as(detail)
        finished = detail.run is not None and detail.run.outcome is Outcome.FINISHED
        self._around.actions.report(
            result_current=True, result_output=finished, result_text=bool(text_of(detail.run))
        )
        self.read.emit(detail)
        if self._pane.isHidden():
            return
        self._pane.show_detail(detail, facts_of(detail))
        self._pane.output.show_others(self._others(detail))
        self._show_output()

    def _others(self, detail: Detail) -> list[Other]:
        """The same case in the baseline, in the other columns, and what is expected of it."""
        place, evaluation = detail.place, detail.evaluation
        before = self._page.model.baseline.get((place.case, place.column))
        others = []
        if before and before.evaluation_id != evaluation.id:
            others.append(Other(translate("the baseline"), before.evaluation_id, before.number))
        for number, column in enumerate(evaluation.columns):
            if number != place.column:
                there = evaluation.number(CellPlace(number, place.case, place.sample))
                others.append(Other(column_words(column), evaluation.id, there))
        return others

    def _on_view(self) -> None:
        if self._around.memory:
            self._around.memory.keep(VIEW, self._pane.output.view.value)
        self._show_output()

    def _show_output(self) -> None:
        detail, output = self._detail, self._pane.output
        if detail is None:
            return
        text = text_of(detail.run) or detail.cell.failure
        output.show_text(text)
        other = output.other
        if other is not None:
            self._compare(detail, other)
        elif output.view is not View.TEXT and text:
            view, schema = output.view, detail.schema
            self._render(detail, lambda: _rendered(view, text, schema))

    def _compare(self, detail: Detail, other: Other) -> None:
        evaluations, text = self._around.services.evaluations, text_of(detail.run)

        def compare() -> Rendered:
            runs = evaluations.runs_of(other.evaluation_id, [other.number])
            before = text_of(runs[0][1]) if runs else ""
            return output_comparison(before, text, side_by_side=False)

        self._render(detail, compare)

    def _render(self, detail: Detail, work: Callable[[], Rendered]) -> None:
        output = self._pane.output
        wanted = (output.view, output.other)

        def show(rendered: Rendered) -> None:
            if self._detail is detail and wanted == (output.view, output.other):
                output.show_rendered(rendered, text_of(detail.run))

        self._working.run(self, work, show)

    def _copy(self) -> None:
        if self._detail:
            QGuiApplication.clipboard().setText(text_of(self._detail.run))
            whole = self._detail.cell.outcome is Outcome.FINISHED
            broken_off = translate("What there is of the output was copied.")
            self.said.emit(translate("The output was copied.") if whole else broken_off)

    def _retry(self) -> None:
        """All samples of the cell."""
        place, evaluation = self._place(), self._page.model.evaluation
        if place and evaluation:
            samples = range(evaluation.samples)
            numbers = [evaluation.number(replace(place, sample=each)) for each in samples]
            self.cells_wanted.emit(numbers)

    def _forget(self) -> None:
        if self._detail and self._detail.cell.run_id:
            run_id, runs = self._detail.cell.run_id, self._around.services.runs
            words = translate("This answer is not given again; run the cell again for a new one.")
            self._around.background.run(
                self,
                lambda: runs.forget_answer(run_id),
                lambda _nothing: self.said.emit(words),
                self._around.ask.show_error,
            )

    def _expect(self) -> None:
        detail = self._detail
        if detail is None or detail.run is None:
            return
        text = detail.run.text
        words = translate("The output is now what is expected of {0}.").format(detail.title)
        self._around.background.run(
            self,
            partial(self._keep_expected, detail.evaluation, detail.case.id, text),
            lambda _nothing: self.said.emit(words),
            self._around.ask.show_error,
        )

    def _keep_expected(self, evaluation: Evaluation, case_id: str, text: str) -> None:
        datasets = self._around.services.datasets
        dataset = datasets.dataset(evaluation.dataset_id)
        if not any(case.id == case_id for case in dataset.cases):
            raise NotFound(translate("The case is no longer in the dataset."))
        cases = tuple(
            replace(case, expected=text) if case.id == case_id else case for case in dataset.cases
        )
        datasets.save(replace(dataset, cases=cases))

    def _write(self) -> None:
        place, evaluation = self._place(), self._page.model.evaluation
        if place and evaluation:
            column = evaluation.columns[place.column]
            self.prompt_wanted.emit(column.prompt_id, column.digest)


def _as_recorded(detail: Detail) -> Detail:
    return detail


def text_of(run: Run | None) -> str:
    return run.text if run else ""


def facts_of(detail: Detail) -> str:
    """`2.0 s · 412→96 tokens · $0.0005 · judges $0.0002 · from the cache`."""
    cell, run = detail.cell, detail.run
    parts = [seconds(cell.latency) if cell.latency is not None else ""]
    if run:
        counts = (run.usage.input_tokens, run.usage.output_tokens)
        if any(count is not None for count in counts):
            shown = ["?" if count is None else f"{count:,}" for count in counts]
            parts.append(translate("{0}→{1} tokens").format(*shown))
    if cell.cost_usd is not None:
        parts.append(money(cell.cost_usd))
    if cell.judging_usd:
        parts.append(translate("judges {0}").format(money(cell.judging_usd)))
    if run and run.finish_reason:
        parts.append(run.finish_reason)
    if run and run.answered_as not in ("", run.job.model):
        parts.append(translate("answered as {0}").format(safe(run.answered_as)))
    if cell.cached:
        parts.append(translate("from the cache"))
    return " · ".join(part for part in parts if part)


def _rendered(view: View, text: str, schema: str) -> Rendered:
    return read_markdown(text) if view is View.MARKDOWN else read_output(text, schema)
