"""The checks of the evaluation that is shown: edited beside its grid, seen in it, kept or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from workbench.domain.checks import CellScore, Score
from workbench.domain.evaluations import Evaluation
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.cell.detail import Detail
from workbench.gui.evaluate.cell.presenter import CellPresenter
from workbench.gui.evaluate.checks.checklist import Checklist, Place
from workbench.gui.evaluate.checks.editing import ChecksEditing
from workbench.gui.evaluate.checks.judging import Judging
from workbench.gui.evaluate.checks.keeping import ScoreKeeping
from workbench.gui.evaluate.checks.live_scores import LiveScores
from workbench.gui.evaluate.checks.panel import ChecksPanel
from workbench.gui.evaluate.checks.preview_strip import (
    PreviewStrip,
    judgment_words,
    preview_words,
)
from workbench.gui.evaluate.checks.steps import ChecklistSteps, Step
from workbench.gui.evaluate.checks.trusting import Trusting
from workbench.gui.evaluate.checks.trying import Trying
from workbench.gui.evaluate.grid.page import GridPage
from workbench.gui.evaluate.grid.presenter import GridPresenter
from workbench.gui.evaluate.grid.results import Results
from workbench.gui.evaluate.wording import translate

PANEL_UNITS = 100
COMMAND = "evaluation.checks"


class EvaluationChecks(QObject):
    said = Signal(str)
    prompt_wanted = Signal(str, str)
    """Id of a judge's prompt, and the digest of its content."""
    changed = Signal()
    """What can be done with the checks is another."""

    def __init__(
        self,
        page: GridPage,
        grid: GridPresenter,
        cell: CellPresenter,
        around: Around,
        trusting: Trusting,
    ) -> None:
        super().__init__(page)
        self._page, self._grid, self._cell, self._around = page, grid, cell, around
        self.panel = ChecksPanel(around.theme, around.icons, page)
        page.put_pane(self.panel, PANEL_UNITS)
        self.strip = PreviewStrip(around.theme, around.icons, page)
        page.put_notice(self.strip)
        self.editing = ChecksEditing(self.panel, around.theme)
        self.live = LiveScores(page, grid, around.engine, self)
        self.trying = Trying(self.panel, self.editing, around.engine, trusting.is_trusted)
        self.judging = Judging(self.panel, self.editing, around)
        self.keeping = ScoreKeeping(grid, around, self)
        self._steps = ChecklistSteps()
        self._recorded = Checklist()
        self._shown = ""
        """Id of the evaluation whose checks are shown."""
        trusting.changed.connect(self._on_trusted)
        self._connect()

    @property
    def can_undo(self) -> bool:
        return self._steps.can_undo

    @property
    def can_redo(self) -> bool:
        return self._steps.can_redo

    def undo(self) -> None:
        self._go_to(self._steps.undo())

    def redo(self) -> None:
        self._go_to(self._steps.redo())

    def close(self) -> None:
        """The keyboard goes back to the grid; what is edited stays as it is."""
        self._around.actions[COMMAND].setChecked(False)

    def _connect(self) -> None:
        actions, strip = self._around.actions, self.strip
        actions.on_toggle(COMMAND, self._toggle)
        actions.on("checks.ask", self.live.ask)
        actions.on("checks.keep", self._keep)
        actions.on("checks.discard", self._discard)
        strip.use_actions(*(actions[f"checks.{each}"] for each in ("ask", "keep", "discard")))
        self.panel.left.connect(self.close)
        self.editing.edited.connect(self._on_edited)
        self.editing.chosen.connect(self.changed)
        for wishes in (self.panel.editor, self.panel.rule.line):
            wishes.undo_requested.connect(self.undo)
            wishes.redo_requested.connect(self.redo)
        self.judging.prompt_wanted.connect(self.prompt_wanted)
        self.live.changed.connect(self._on_live)
        self.live.failed.connect(self._around.ask.show_error)
        self.keeping.kept.connect(self._on_kept)
        self.keeping.judgment_known.connect(self._on_judgment)
        self.trying.asked.connect(self._on_judgment)
        self._grid.shown.connect(self._on_shown)
        self._cell.seen_as = self._seen_as
        self._cell.read.connect(self._on_cell)

    def _toggle(self, shown: bool) -> None:
        self.panel.setVisible(shown)
        if shown:
            self.panel.setFocus()
        elif self._page.isVisible():
            self._page.view.setFocus()
        self.changed.emit()

    def _on_shown(self, evaluation: Evaluation) -> None:
        if evaluation.id == self._shown:
            return
        self._shown = evaluation.id
        self._steps.clear()
        if self.live.active:
            self.live.end()
        self._recorded = Checklist.of(evaluation)
        self.trying.judgment_usd = None
        self.editing.begin()
        self._show(self._recorded)
        self.keeping.begin(evaluation)
        self._on_live()

    def _show(self, checklist: Checklist) -> None:
        self.editing.show(checklist, editable=not self._around.services.read_only)
        self._show_verdicts()
        self.changed.emit()

    def _on_edited(self, checklist: Checklist, merge_key: str) -> None:
        before = self.live.checklist or self._recorded
        self._steps.add(Step(before, checklist, merge_key))
        self._preview(checklist)
        self.changed.emit()

    def _go_to(self, checklist: Checklist | None) -> None:
        if checklist is not None:
            self._show(checklist)
            self._preview(checklist)
            self.changed.emit()

    def _preview(self, checklist: Checklist) -> None:
        if checklist != self._recorded:
            self.live.show(checklist)
        elif self.live.active:
            self.live.end()

    def _discard(self) -> None:
        """A step like any other: it can be undone."""
        if self.live.checklist is not None:
            self._steps.add(Step(self.live.checklist, self._recorded))
            self._go_to(self._recorded)
            self.said.emit(translate("Back to the checks on record; undo brings the others back."))

    def _keep(self) -> None:
        evaluation = self.live.previewed()
        if evaluation is not None and self.live.complete:
            in_dataset = self.strip.in_dataset.isChecked()
            self.keeping.keep(evaluation, self.live.scores, in_dataset=in_dataset)

    def _on_kept(self, evaluation: Evaluation) -> None:
        """Of the evaluation that was shown when it began."""
        if self._grid.evaluation is None or evaluation.id != self._grid.evaluation.id:
            return
        self._recorded = Checklist.of(evaluation)
        self._page.model.rename(self._recorded.given_to(self._grid.evaluation))
        if self.live.checklist == self._recorded:
            self.live.end(keep=True)
        self.said.emit(translate("The checks are kept, and the scores under them."))

    def _on_live(self) -> None:
        live, results = self.live, self._page.model.results
        waiting = live.waiting.judgments
        self._around.actions.report(
            checks_edited=live.active,
            checks_scored=live.complete,
            judgments_waiting=0 if live.judging else waiting,
        )
        self.strip.setVisible(live.active and results is not None)
        if live.active and results is not None:
            self.strip.show_words(self._words(results), ask=bool(waiting) and not live.judging)
            self.strip.in_dataset.setVisible(self.keeping.dataset_known)
        if live.complete or not live.active:
            self._cell.renew()

    def _words(self, results: Results) -> list[str]:
        live = self.live
        if live.blocked:
            return [translate("A check has a problem: outputs are scored once it has none.")]
        parts = preview_words(results, scored=len(live.scores), judging=live.judging)
        if not live.judging:
            parts.append(judgment_words(live.waiting.judgments, self.trying.judgment_usd))
        if live.waiting.programs:
            parts.append(translate("programs wait for trust"))
        return parts

    def _on_judgment(self, cost: Decimal) -> None:
        self.trying.judgment_usd = cost
        self._on_live()

    def _on_trusted(self, _trusted: bool) -> None:
        self.trying.try_again()
        if self.live.checklist is not None:
            self.live.show(self.live.checklist)

    def _seen_as(self, detail: Detail) -> Detail:
        """With its score under the edited checks."""
        evaluation, score = self.live.previewed(), self.live.scores.get(detail.cell.number)
        if evaluation is None or score is None or evaluation.id != detail.evaluation.id:
            return detail
        return replace(detail, evaluation=evaluation, cell=replace(detail.cell, score=score))

    def _on_cell(self, detail: Detail | None) -> None:
        run_id = detail.cell.run_id if detail and detail.run and detail.run.text else ""
        words = f"{detail.title} · {detail.column}" if detail else ""
        self.trying.show_output(run_id, words)
        self._show_verdicts()

    def _show_verdicts(self) -> None:
        """In the list, what each check says of the current cell."""
        detail = self._cell.detail
        known: Mapping[Place, Score] = {}
        checks = self.editing.checklist.checks
        if detail and detail.cell.score and detail.evaluation.checks == checks:
            known = scores_by_place(detail.cell.score, len(checks))
        self.panel.list.checks.show_scores(known)


def scores_by_place(score: CellScore, count: int) -> Mapping[Place, Score]:
    found: dict[Place, Score] = {}
    for index, each in enumerate(score.scores[:count]):
        found[(index,)] = each
        found |= {(index, inner): part for inner, part in enumerate(each.parts)}
    return found
