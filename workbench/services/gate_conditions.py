"""Each condition of a gate, judged on one column: what was asked for, what was seen, and on
which cases it failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from workbench.domain.checks import Verdict
from workbench.domain.comparisons import Comparison, Finding
from workbench.domain.datasets import CRITICAL
from workbench.domain.gates import Gate, GateCondition
from workbench.services.evaluation_figures import Side
from workbench.services.pairing import shared_cases
from workbench.statistics.rates import effective_trials, wilson_lower
from workbench.statistics.summaries import CaseFigures, bounded_mean, cost_per_run, percentile
from workbench.statistics.summaries import score as mean_score

NOTHING = 1e-12
"""What a computer's numbers are rounded by: 0.9 is reached by 54 of 60."""

FROM_CHECKS = frozenset({"pass_rate", "score", "no_critical_failures", "slices"})
"""Conditions that every output would meet where there is no check."""
UNCHECKED = "Nothing was checked: neither the dataset nor a case has a check."


@dataclass(frozen=True, slots=True)
class Held:
    """A column against the baseline's."""

    baseline: Side
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Judged:
    """What the conditions look at."""

    gate: Gate
    side: Side
    held: Held | None = None
    why_not_held: str = ""
    """Where it is held against nothing: why."""
    is_baseline: bool = False
    """There is nothing to hold it against: it is what others are held against."""

    @property
    def cases(self) -> list[CaseFigures]:
        return [self.side.cases[index] for index in sorted(self.side.cases)]

    @property
    def rate(self) -> float:
        cases = self.cases
        return sum(case.pass_share for case in cases) / len(cases) if cases else 0.0

    def where(self, chosen: Callable[[CaseFigures], bool]) -> tuple[int, ...]:
        """Indices of the cases."""
        cases = self.side.cases
        return tuple(index for index in sorted(cases) if chosen(cases[index]))

    def named(self, condition: GateCondition) -> GateCondition:
        name = self.side.figures.case_name
        return replace(condition, cases=tuple(name(each) for each in condition.case_indices))

    def labelled(self, label: str) -> list[int]:
        cases = self.side.figures.cases
        return [index for index, case in enumerate(cases) if label in case.labels]


def conditions(judged: Judged) -> tuple[GateCondition, ...]:
    """In the order of the gate's fields; first of all, that everything asked for is there."""
    gate = judged.gate
    found: list[Iterable[GateCondition]] = [_finished(judged)]
    asked: tuple[tuple[object, Callable[[Judged], Iterable[GateCondition]]], ...] = (
        (gate.pass_rate is not None, _pass_rate),
        (gate.score is not None, _score),
        (gate.metrics, _metrics),
        (gate.no_critical_failures, _no_critical_failures),
        (gate.no_regression, _no_regression),
        (gate.max_drop is not None, _max_drop),
        (gate.latency_p95 is not None, _latency),
        (gate.cost_per_run_usd is not None, _cost),
        (gate.max_errors is not None, _errors),
        (gate.min_cases is not None, _min_cases),
        (gate.slices, _slices),
    )
    found += [condition(judged) for wanted, condition in asked if wanted]
    together = (judged.named(condition) for some in found for condition in some)
    if judged.side.figures.checked:
        return tuple(together)
    return tuple(_unchecked(each) if each.name in FROM_CHECKS else each for each in together)


def _unchecked(condition: GateCondition) -> GateCondition:
    asks, _, _ = condition.words.partition(": ")
    return replace(condition, holds=False, words=f"{asks}: {UNCHECKED}", cases=(), case_indices=())


def _finished(judged: Judged) -> Iterator[GateCondition]:
    """Nothing is released on half of an evaluation."""
    evaluation = judged.side.figures.evaluation
    wanted = evaluation.cases * evaluation.samples
    left = wanted - sum(len(case.samples) for case in judged.cases)
    if left:
        samples = evaluation.samples
        whole = {i for i, case in judged.side.cases.items() if len(case.samples) == samples}
        yield GateCondition(
            "finished",
            False,
            f"Everything must be over: {left:,} of {wanted:,} outputs are not there yet, or not"
            " judged.",
            case_indices=tuple(each for each in range(evaluation.cases) if each not in whole),
        )


def _pass_rate(judged: Judged) -> Iterator[GateCondition]:
    asked, rate = judged.gate.pass_rate or 0.0, judged.rate
    shares = [case.pass_share for case in judged.cases]
    asks = f"The pass rate must be at least {_percent(asked)}"
    seen = f"{_passing(shares)} ({_percent(rate)})"
    reached = rate
    if judged.gate.confidence is not None:
        trials = effective_trials(shares, judged.side.figures.evaluation.samples)
        reached = wilson_lower(rate, trials, judged.gate.confidence)
        sure = _percent(judged.gate.confidence)
        asks = f"{asks} with {sure} confidence"
        seen = f"{seen}, which makes it {sure} sure that the rate is above {_percent(reached)}"
    yield GateCondition(
        "pass_rate",
        _reaches(reached, asked),
        f"{asks}: {seen}.",
        case_indices=judged.where(_not_all_passed),
    )


def _score(judged: Judged) -> Iterator[GateCondition]:
    asked, seen = judged.gate.score or 0.0, mean_score(judged.cases)
    yield GateCondition(
        "score",
        bool(seen.n) and _reaches(seen.value, asked),
        f"The mean score must be at least {asked:g}: it is {seen.value:.3f}"
        f" (95 % interval {seen.low:.3f} to {seen.high:.3f}).",
        case_indices=judged.where(lambda case: not _reaches(case.score, asked)),
    )


def _metrics(judged: Judged) -> Iterator[GateCondition]:
    for name, asked in judged.gate.metrics:
        values = [case.metrics[name] for case in judged.cases if name in case.metrics]
        asks = f"The mean of {name} must be at least {asked:g}"
        if not values:
            yield GateCondition("metrics", False, f"{asks}: no check counts under that name.")
            continue
        seen = bounded_mean(values)
        yield GateCondition(
            "metrics",
            _reaches(seen.value, asked),
            f"{asks}: it is {seen.value:.3f} (95 % interval {seen.low:.3f} to {seen.high:.3f}).",
            case_indices=judged.where(_below(name, asked)),
        )


def _no_critical_failures(judged: Judged) -> Iterator[GateCondition]:
    critical = judged.labelled(CRITICAL)
    cases = judged.side.cases
    failed = [i for i in critical if i not in cases or _not_all_passed(cases[i])]
    seen = f"{len(failed)} of {len(critical)} did" if critical else "no case is labelled so"
    yield GateCondition(
        "no_critical_failures",
        not failed,
        f"No critical case may fail, in any sample: {seen}.",
        case_indices=tuple(failed),
    )


def _no_regression(judged: Judged) -> Iterator[GateCondition]:
    asks = "It must not be worse than the baseline beyond what chance explains"
    if judged.held is None:
        words = f"{asks}: {judged.why_not_held}"
        yield GateCondition("no_regression", judged.is_baseline, words)
        return
    comparison = judged.held.comparison
    yield GateCondition(
        "no_regression",
        bool(comparison.paired) and comparison.finding is not Finding.WORSE,
        f"{asks}: {comparison.sentence}",
        case_indices=_broken(judged.side, judged.held.baseline),
    )


def _max_drop(judged: Judged) -> Iterator[GateCondition]:
    asked = judged.gate.max_drop or 0.0
    asks = f"The pass rate may be at most {_points(asked)} below the baseline's"
    if judged.held is None or not judged.held.comparison.paired:
        why = judged.held.comparison.sentence if judged.held else judged.why_not_held
        yield GateCondition("max_drop", judged.is_baseline, f"{asks}: {why}")
        return
    comparison = judged.held.comparison
    drop = -comparison.difference.value
    seen = f"{_points(abs(drop))} {'below' if drop > 0 else 'above'} it"
    yield GateCondition(
        "max_drop",
        drop <= asked + NOTHING,
        f"{asks}: on {comparison.paired:,} shared cases it is {seen if drop else 'the same'}.",
        case_indices=_broken(judged.side, judged.held.baseline),
    )


def _latency(judged: Judged) -> Iterator[GateCondition]:
    asked = judged.gate.latency_p95 or 0.0
    known = sorted(
        cell.latency for case in judged.cases for cell in case.samples if cell.latency is not None
    )
    seen = percentile(known, 0.95)
    asks = f"95 of 100 answers must be there within {asked:g} s"
    words = "no time is known" if seen is None else f"it took {seen:.2f} s"
    yield GateCondition(
        "latency_p95",
        seen is not None and seen <= asked + NOTHING,
        f"{asks}: {words}.",
        case_indices=judged.where(
            lambda case: any((cell.latency or 0) > asked for cell in case.samples)
        ),
    )


def _cost(judged: Judged) -> Iterator[GateCondition]:
    asked = float(judged.gate.cost_per_run_usd or 0)
    seen = cost_per_run(judged.cases)
    words = "no price is known" if seen is None else f"it costs ${seen.value:.6f}"
    yield GateCondition(
        "cost_per_run_usd",
        seen is not None and seen.value <= asked + NOTHING,
        f"An answer may cost at most ${judged.gate.cost_per_run_usd:f} on average: {words}.",
        case_indices=judged.where(lambda case: (case.cost or 0) > asked),
    )


def _errors(judged: Judged) -> Iterator[GateCondition]:
    asked = judged.gate.max_errors or 0
    seen = sum(case.errors for case in judged.cases)
    yield GateCondition(
        "max_errors",
        seen <= asked,
        f"At most {asked:,} outputs may be missing or not to be judged: {seen:,} are.",
        case_indices=judged.where(lambda case: case.errors > 0),
    )


def _min_cases(judged: Judged) -> Iterator[GateCondition]:
    asked, seen = judged.gate.min_cases or 0, len(judged.cases)
    words = f"At least {asked:,} cases are asked for: there are {seen:,}."
    yield GateCondition("min_cases", seen >= asked, words)


def _slices(judged: Judged) -> Iterator[GateCondition]:
    cases = judged.side.cases
    for label, asked in judged.gate.slices:
        indices = [index for index in judged.labelled(label) if index in cases]
        asks = f"Of the cases labelled {label} at least {_percent(asked)} must pass"
        if not indices:
            yield GateCondition("slices", False, f"{asks}: there are none.")
            continue
        shares = [cases[index].pass_share for index in indices]
        rate = sum(shares) / len(shares)
        yield GateCondition(
            "slices",
            _reaches(rate, asked),
            f"{asks}: {_passing(shares)} ({_percent(rate)}).",
            case_indices=tuple(each for each in indices if _not_all_passed(cases[each])),
        )


def _broken(candidate: Side, baseline: Side) -> tuple[int, ...]:
    """Cases that pass less often than they did."""
    return tuple(
        other
        for one, other in shared_cases(baseline, candidate)
        if one in baseline.cases
        and other in candidate.cases
        and candidate.cases[other].pass_share < baseline.cases[one].pass_share
    )


def _not_all_passed(case: CaseFigures) -> bool:
    return any(cell.verdict is not Verdict.PASSED for cell in case.samples)


def _below(name: str, asked: float) -> Callable[[CaseFigures], bool]:
    return lambda case: name in case.metrics and not _reaches(case.metrics[name], asked)


def _reaches(seen: float, asked: float) -> bool:
    return seen >= asked - NOTHING


def _passing(shares: list[float]) -> str:
    whole = sum(1 for share in shares if share == 1)
    words = f"{whole:,} of {len(shares):,} pass"
    if partly := sum(1 for share in shares if 0 < share < 1):
        words = f"{words} and {partly:,} in some samples"
    return words


def _percent(share: float) -> str:
    return f"{round(share * 100, 1):g} %"


def _points(share: float) -> str:
    number = f"{round(share * 100, 1):g}"
    return f"{number} {'point' if number == '1' else 'points'}"
