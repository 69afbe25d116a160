"""R09: whether what was measured of a version reaches what the policy asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from workbench.domain.release_policy import SuiteDemand
from workbench.formats.strict_yaml import Place
from workbench.registry.candidates import Candidate, Shortfall
from workbench.registry.contents import Contents
from workbench.registry.measured import Measurement, measurements
from workbench.registry.signatures import moment

ROUNDING = 1e-9


def evidence_shortfalls(
    contents: Contents,
    candidate: Candidate,
    demand: SuiteDemand,
    place: Place,
    named: frozenset[str] | None = None,
) -> Iterator[Shortfall]:
    """What the best of what there is of the suite falls short of. `named`: only these files."""
    model = candidate.version.content.model.name
    there = [
        each
        for each in measurements(contents, candidate.folder, candidate.digest)
        if each.suite == demand.suite and each.is_of(model)
    ]
    found = [each for each in there if named is None or each.file in named]
    if not found:
        if there:
            message = f"has evidence of {demand.suite}, but no approval that counts names it"
        else:
            message = f"has no evidence of {demand.suite} on {model}"
        yield Shortfall("R09", message, place)
        return
    problems = [list(_falls_short(contents, candidate, demand, each, place)) for each in found]
    yield from min(problems, key=len)


def _falls_short(
    contents: Contents, candidate: Candidate, demand: SuiteDemand, found: Measurement, place: Place
) -> Iterator[Shortfall]:
    name = demand.suite
    if found.cases < demand.min_cases:
        message = f"has {found.cases} cases in {name}, of {demand.min_cases} at least"
        yield Shortfall("R09", message, (*place, "min_cases"))
    if demand.max_age_days is not None and candidate.at is not None:
        made = moment(found.at)
        if made is None or candidate.at - made > timedelta(days=demand.max_age_days):
            message = f"was measured on {name} more than {demand.max_age_days} days before"
            yield Shortfall("R09", message, (*place, "max_age_days"))
    old = _before(contents, candidate, found)
    for metric, threshold in demand.metrics.items():
        at = (*place, "metrics", metric)
        value = found.metrics.get(metric)
        if value is None:
            yield Shortfall("R09", f"has no {metric} in {name}", at)
            continue
        if threshold.min is not None and value < threshold.min:
            message = f"has a {metric} of {value:.4g} in {name}, below {threshold.min:.4g}"
            yield Shortfall("R09", message, (*at, "min"))
        was = old.metrics.get(metric) if old else None
        drop = threshold.max_drop
        if drop is not None and was is not None and was - value > drop + ROUNDING:
            fell = f"from {was:.4g} to {value:.4g}, {drop:.4g} at most"
            message = f"has a {metric} in {name} that fell {fell}"
            yield Shortfall("R09", message, (*at, "max_drop"))


def _before(contents: Contents, candidate: Candidate, found: Measurement) -> Measurement | None:
    """The same suite's figures of what was pinned before, on the same dataset if there are any."""
    if not candidate.previous or candidate.previous == candidate.digest:
        return None
    old = [
        each
        for each in measurements(contents, candidate.folder, candidate.previous)
        if each.suite == found.suite
    ]
    same = [each for each in old if each.dataset == found.dataset]
    return max(same or old, key=lambda each: each.at, default=None)
