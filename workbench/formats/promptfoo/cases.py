"""Tests of promptfoo as the cases of a dataset, with their checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from workbench.domain.checks import Check
from workbench.domain.datasets import Case, Dataset
from workbench.formats.datasets.promptfoo_tests import described
from workbench.formats.located import Place, Rows, Table, merged
from workbench.formats.promptfoo.assertions import read_assertions, read_transform
from workbench.formats.promptfoo.ledger import shown
from workbench.formats.promptfoo.surroundings import Surroundings
from workbench.formats.promptfoo.tables import read_tests
from workbench.formats.promptfoo.variables import (
    MOST_CASES,
    Values,
    combinations,
    read_variables,
)

TAKEN_OPTIONS = frozenset(
    """
    transform postprocess provider rubricPrompt prefix suffix disableVarExpansion
    disableDefaultAsserts disableConversationVar
    """.split()  # noqa: SIM905 - read as a list of words
)
OPTIONS_NOT_HERE = {
    "storeOutputAs": "an output is not kept for the next test: each case stands for itself",
    "transformVars": "variables go into the prompt as they are",
}
OPTIONS_WITHOUT_MEANING = frozenset({"runSerially", "delay", "repeat"})
NOT_HERE = {
    "provider": "each case runs on every model of the evaluation",
    "providers": "each case runs on every model of the evaluation",
    "prompts": "each case runs on every prompt of the evaluation",
    "providerOutput": "an answer that is given beforehand is not taken for a model's",
    "assertScoringFunction": "scores are put together as their weighted mean",
}
MEMBERS = frozenset({"vars", "assert", "options", "metadata", "description", "threshold"})


@dataclass(frozen=True, slots=True)
class _Test:
    """A test with everything that was said about it elsewhere."""

    place: Place
    description: str
    variables: Table
    assertions: tuple[tuple[Any, Place], ...]
    """Its own and those of its scenario."""
    options: Table
    metadata: Table
    threshold: float | None
    default: bool
    """Whether the assertions of `defaultTest` hold for it."""


def read_dataset(config: Table, default: Table, around: Surroundings) -> Dataset:
    """Raises `FileProblem` where the tests stand for more cases than fit."""
    tests = list(_all_tests(config, default, around))
    cases: list[Case] = []
    defaults: list[tuple[Check, ...]] = []
    for test in tests:
        own = tuple(
            check
            for given, place in test.assertions
            for check in read_assertions(given, place, test.options, around)
        )
        given = default.get("assert") if test.default else None
        theirs = read_assertions(given, default.at("assert"), test.options, around)
        combined = combinations(
            test.variables,
            around,
            expand=test.options.get("disableVarExpansion") is not True,
            room=MOST_CASES - len(cases),
        )
        cases += [_case(test, values, own, around) for values in combined]
        defaults += [theirs] * len(combined)
    return _with_shared("", cases, defaults)


def _with_shared(name: str, cases: list[Case], defaults: list[tuple[Check, ...]]) -> Dataset:
    """What all cases have in common belongs to the dataset."""
    checks = defaults[0] if defaults and all(each == defaults[0] for each in defaults) else ()
    if not checks:
        pairs = zip(cases, defaults, strict=True)
        cases = [replace(case, checks=(*theirs, *case.checks)) for case, theirs in pairs]
    thresholds = {case.threshold for case in cases}
    transforms = {case.transform for case in cases}
    threshold = thresholds.pop() if len(thresholds) == 1 else None
    transform = transforms.pop() if len(transforms) == 1 else ""
    if threshold is not None:
        cases = [replace(case, threshold=None) for case in cases]
    if transform:
        cases = [replace(case, transform="") for case in cases]
    return Dataset("", name, "", tuple(cases), checks, threshold, transform)


def _all_tests(config: Table, default: Table, around: Surroundings) -> Iterator[_Test]:
    found = read_tests(config.get("tests"), config.at("tests"), around)
    scenarios = config.get("scenarios")
    if isinstance(scenarios, str):
        scenarios = around.loaded(scenarios, config.at("scenarios"))
    for test in found or ([] if scenarios else [Table(config.place)]):
        yield _test((default, test), test, around)
    for scenario in scenarios if isinstance(scenarios, Rows) else ():
        yield from _scenario(scenario, default, around)


def _scenario(scenario: Any, default: Table, around: Surroundings) -> Iterator[_Test]:
    """Each of its configs with each of its tests."""
    if not isinstance(scenario, Table):
        around.ledger.leave(Place(), shown(scenario), "a scenario is an object")
        return
    configs = read_tests(scenario.get("config"), scenario.at("config"), around)
    tests = read_tests(scenario.get("tests"), scenario.at("tests"), around)
    for config in configs:
        for test in tests or [Table(scenario.place)]:
            yield _test((default, config, test), test, around, scenario.text("description"))


def _test(layers: tuple[Table, ...], test: Table, around: Surroundings, title: str = "") -> _Test:
    others = layers[1:]
    for layer in layers:
        _tell_members(layer, around)
    for layer in others:
        _tell_beginnings(layer.table("options"), around)
    variables = [read_variables(layer.get("vars"), layer.at("vars"), around) for layer in layers]
    options = merged(*(layer.table("options") for layer in layers))
    description = test.text("description") or title
    return _Test(
        test.place,
        description,
        merged(*variables),
        tuple((layer.get("assert"), layer.at("assert")) for layer in others),
        options,
        merged(*(layer.table("metadata") for layer in layers)),
        _threshold(layers, around),
        options.get("disableDefaultAsserts") is not True,
    )


def _tell_members(layer: Table, around: Surroundings) -> None:
    for name in layer.keys() - MEMBERS:
        if why := NOT_HERE.get(name):
            around.ledger.leave(layer.at(name), f"{name}: {shown(layer[name])}", why)
        elif not name.startswith("$"):
            around.ledger.tell(layer.at(name), name, "no part of a test")
    options = layer.table("options")
    for name in options.keys() - TAKEN_OPTIONS:
        if name in OPTIONS_WITHOUT_MEANING:
            around.ledger.tell(options.at(name), name, "the order of calls is the engine's")
        else:
            why = OPTIONS_NOT_HERE.get(name, "no option of a test that is taken here")
            around.ledger.leave(options.at(name), f"{name}: {shown(options[name])}", why)


def _tell_beginnings(options: Table, around: Surroundings) -> None:
    for name in ("prefix", "suffix"):
        if options.get(name):
            around.ledger.leave(options.at(name), name, "a prompt is the same for every case")


def _threshold(layers: tuple[Table, ...], around: Surroundings) -> float | None:
    for layer in reversed(layers):
        value = layer.get("threshold")
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        if value is not None:
            place = layer.at("threshold")
            around.ledger.leave(place, f"threshold: {shown(value)}", "a number is expected")
    return None


def _case(test: _Test, values: Values, checks: tuple[Check, ...], around: Surroundings) -> Case:
    case = described(test.metadata)
    notes = case.notes
    if values.missing:
        left = f"No value was taken for {', '.join(values.missing)}: switched off."
        notes = f"{notes}\n{left}".strip()
    return replace(
        case,
        name=test.description,
        values=values.values,
        notes=notes,
        enabled=case.enabled and not values.missing,
        checks=checks,
        threshold=test.threshold,
        transform=_transform(test.options, around),
    )


def _transform(options: Table, around: Surroundings) -> str:
    name = "transform" if "transform" in options else "postprocess"
    return read_transform(options.get(name), options.at(name), around)
