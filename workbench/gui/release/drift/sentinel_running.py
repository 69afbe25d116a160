"""Runs sentinel cases: what it would cost first, then one pinned version after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from workbench.domain.amounts import money
from workbench.domain.datasets import Dataset
from workbench.domain.errors import InvalidInput, WorkbenchError
from workbench.domain.evaluations import (
    EvaluationEstimate,
    EvaluationEvent,
    EvaluationProgress,
    EvaluationState,
)
from workbench.domain.sentinels import SentinelPlan, SentinelVerdict
from workbench.gui.kit.safe_text import safe
from workbench.gui.release.around import Around
from workbench.gui.release.drift.page import DriftPage
from workbench.gui.release.drift.wording import counted

DATASET = "drift.sentinels"
OVER = (EvaluationState.FINISHED, EvaluationState.PAUSED, EvaluationState.STOPPED)


@dataclass(slots=True)
class _Round:
    """A plan on its way: estimated, agreed to, run."""

    plan: SentinelPlan
    ids: list[str]
    estimates: list[EvaluationEstimate] = field(default_factory=list)
    done: int = 0
    """How many are over."""
    begun: bool = False


class SentinelPresenter(QObject):
    judged = Signal(object)
    """A list of `SentinelVerdict`."""

    def __init__(self, page: DriftPage, around: Around) -> None:
        super().__init__(page)
        self._page, self._panel, self._around = page, page.sentinels, around
        self._round: _Round | None = None
        self._planning = 0
        """Counts what was asked for: an older answer is dropped."""
        panel = self._panel
        panel.estimate_requested.connect(self._plan)
        panel.run_requested.connect(self._run)
        panel.cancel_requested.connect(self._cancel)
        page.begun.connect(lambda _about: self._read())
        page.rested.connect(self._rest)
        around.registry.moved.connect(self._drop)
        if around.engine:
            around.engine.evaluation_events.connect(self._on_events)

    def _read(self) -> None:
        engine, memory = self._around.engine, self._around.memory
        if engine is None:
            self._panel.show_unavailable(self.tr("The workspace is open for reading only."))
        elif self._around.registry.folder is None:
            self._panel.show_unavailable(self.tr("Choose the team's registry first."))
        else:
            self._panel.show_unavailable("")
        if self._round is None:
            chosen = memory.text(DATASET) if memory else ""

            def show(datasets: list[Dataset]) -> None:
                if self._round is None:
                    self._panel.show_datasets(datasets, chosen)

            self._around.background.run(self, self._around.services.datasets.all, show)

    def _plan(self) -> None:
        folder, services = self._around.registry.folder, self._around.services
        dataset_id, samples = self._panel.chosen, self._panel.samples.value()
        environment = self._page.where.chosen_environment
        if folder is None or not dataset_id:
            return
        if self._around.memory:
            self._around.memory.keep(DATASET, dataset_id)
        self._planning += 1
        asked = self._planning
        self._panel.show_working(self.tr("Working out what would be run…"))

        def plan() -> _Round:
            dataset = services.datasets.dataset(dataset_id)
            made = services.sentinels.plan(folder, dataset, environment)
            if not made.subjects:
                reasons = "\n".join(f"{each.file}: {each.reason}" for each in made.left_out[:3])
                raise InvalidInput(
                    self.tr("No pinned version can be run on these cases."), hint=reasons
                )
            author = services.settings.author()
            planned = [
                services.sentinels.evaluation(each, samples=samples, author=author)
                for each in made.subjects
            ]
            return _Round(made, [each.id for each in planned])

        def show(made: _Round) -> None:
            if asked != self._planning:
                self._remove(made)
                return
            self._round = made
            self._estimate()

        self._around.background.run(self, plan, show, self._fail)

    def _estimate(self) -> None:
        round_, engine = self._round, self._around.engine
        if round_ is None or engine is None:
            return
        if len(round_.estimates) == len(round_.ids):
            self._panel.show_estimate(self._estimate_words(round_))
            return

        def then(made: EvaluationEstimate) -> None:
            if self._round is round_:
                round_.estimates.append(made)
                self._estimate()

        engine.estimate_evaluation(round_.ids[len(round_.estimates)], then, self._fail)

    def _estimate_words(self, round_: _Round) -> str:
        calls = sum(each.calls for each in round_.estimates)
        costs = [c for e in round_.estimates for c in (e.cost_usd, e.judging_usd) if c is not None]
        parts = [
            counted("pinned", len(round_.ids)),
            counted("calls", calls),
            self.tr("about {0}").format(money(sum(costs, Decimal(0)))) if costs else "",
        ]
        unpriced = {name for each in round_.estimates for name in each.unpriced}
        if unpriced:
            parts.append(self.tr("no price known of {0}").format(", ".join(sorted(unpriced))))
        words = " · ".join(part for part in parts if part)
        left_out = round_.plan.left_out
        if left_out:
            first = left_out[0]
            words += "\n" + self.tr("Not run: {0}: {1}").format(safe(first.file), first.reason)
            if len(left_out) > 1:
                words += " " + self.tr("and {0} more").format(len(left_out) - 1)
        return words

    def _run(self) -> None:
        round_, engine = self._round, self._around.engine
        if round_ is None or engine is None or round_.begun:
            return
        round_.begun = True
        self._panel.show_working(self._running_words(round_, 0, 0))
        engine.start_evaluation(round_.ids[0])

    def _running_words(self, round_: _Round, done: int, total: int) -> str:
        words = self.tr("Running {0} of {1}").format(round_.done + 1, len(round_.ids))
        name = safe(round_.plan.subjects[round_.done].name)
        counted = self.tr("{0} of {1} answers").format(f"{done:,}", f"{total:,}") if total else ""
        return " · ".join(part for part in (words, name, counted) if part)

    def _on_events(self, events: list[EvaluationEvent]) -> None:
        for event in events:
            round_ = self._round
            if (
                round_ is not None
                and round_.begun
                and round_.done < len(round_.ids)
                and isinstance(event, EvaluationProgress)
                and event.evaluation_id == round_.ids[round_.done]
            ):
                self._follow(round_, event)

    def _follow(self, round_: _Round, event: EvaluationProgress) -> None:
        engine = self._around.engine
        if event.state not in OVER or engine is None:
            self._panel.show_working(self._running_words(round_, event.done, event.total))
            return
        round_.done += 1
        if round_.done < len(round_.ids):
            engine.start_evaluation(round_.ids[round_.done])
        else:
            self._judge(round_)

    def _judge(self, round_: _Round) -> None:
        self._panel.show_working(self.tr("Comparing with what was kept…"))
        services = self._around.services

        def judge() -> list[SentinelVerdict]:
            ran = list(zip(round_.plan.subjects, round_.ids, strict=True))
            return services.sentinels.verdicts(ran)

        def show(verdicts: list[SentinelVerdict]) -> None:
            self._round = None
            self._panel.show_idle("\n".join(_told(each) for each in verdicts[:5]))
            self.judged.emit(verdicts)

        self._around.reading.run(self, judge, show, self._fail)

    def _cancel(self) -> None:
        """What was begun is stopped, and its answers are kept; what was not is gone again."""
        round_, engine = self._round, self._around.engine
        self._planning += 1
        self._round = None
        if round_ and engine and round_.begun and round_.done < len(round_.ids):
            engine.stop_evaluation(round_.ids[round_.done])
        if round_:
            self._remove(round_, first=round_.done + 1 if round_.begun else 0)
        self._panel.show_idle(self.tr("Stopped.") if round_ and round_.begun else "")

    def _rest(self) -> None:
        """What was only estimated is not kept; what runs goes on."""
        if self._round and not self._round.begun:
            self._cancel()

    def _drop(self) -> None:
        self._cancel()
        self._read()

    def _remove(self, round_: _Round, first: int = 0) -> None:
        evaluations = self._around.services.evaluations
        ids = round_.ids[first:]

        def remove() -> None:
            for evaluation_id in ids:
                evaluations.remove(evaluation_id)

        self._around.background.run(self, remove)

    def _fail(self, error: WorkbenchError) -> None:
        round_, self._round = self._round, None
        if round_ and not round_.begun:
            self._remove(round_)
        self._panel.show_idle(safe("\n".join(p for p in (error.message, error.hint) if p)))


def _told(verdict: SentinelVerdict) -> str:
    return safe(f"{verdict.subject.name}: {verdict.movement.value}")
