"""promptfoo's `tests`: a list of `{vars, assert, description, metadata, threshold, options}`.

Expected answers, labels, notes and the other things a case has beside them stand in its
`metadata`; what else is there becomes a label `key=value`.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeGuard

from workbench.domain.checks import Check
from workbench.domain.datasets import Case, Split
from workbench.domain.errors import InvalidInput
from workbench.domain.json_values import Json, thaw
from workbench.formats.cases import values_document
from workbench.formats.checks import check_documents, read_check
from workbench.formats.datasets.table import Imported, Problem, ReadCase
from workbench.formats.usable_json import Unusable, kept_value

MOST_COMBINATIONS = 10_000
KNOWN = frozenset({"vars", "assert", "description", "metadata", "threshold", "options"})
SPLITS = {"train": Split.TRAIN, "held out": Split.HELD_OUT, "held-out": Split.HELD_OUT}

Line = Callable[[int], int]
"""The line on which the test with an index begins."""


def is_test(value: Any) -> bool:
    return isinstance(value, Mapping) and ("vars" in value or "assert" in value)


def read_promptfoo_tests(
    tests: Sequence[Any], line: Line = lambda _index: 0, place: str = "tests"
) -> Imported:
    """Cases in their order. Lists of texts among the variables stand for every combination.

    A test that cannot be read is a problem; one of which something is left out is a case, and
    a problem with `row_taken`.
    """
    cases: list[ReadCase] = []
    problems: list[Problem] = []
    for index, test in enumerate(tests):
        at = line(index)
        try:
            taken, left = read_promptfoo_test(test, f"{place}[{index}]")
        except (InvalidInput, Unusable) as error:
            problems.append(Problem(at, str(error)))
            continue
        cases.extend(ReadCase(at, case) for case in taken)
        problems.extend(Problem(at, reason, row_taken=True) for reason in left)
    return Imported(tuple(cases), tuple(problems))


def read_promptfoo_test(test: Any, place: str = "test") -> tuple[list[Case], list[str]]:
    """Its cases, and what of it could not be taken. Raises `InvalidInput` or `Unusable`."""
    if not isinstance(test, Mapping):
        kept_value(test)
        raise InvalidInput(f"{place}: a test is an object with vars.")
    left = [f"{place}.{name} is not taken" for name in test if name not in KNOWN]
    options = _object(test, "options", place)
    checks = _checks(test.get("assert") or (), f"{place}.assert", left)
    left.extend(
        f"{place}.options.{name} is not taken"
        for name in options
        if name not in ("transform", "disableVarExpansion")
    )
    given = dict(_object(test, "vars", place))
    expand = not options.get("disableVarExpansion")
    case = replace(
        described(_object(test, "metadata", place)),
        name=_text(test.get("description")),
        checks=checks,
        threshold=_number(test, "threshold", place),
        transform=_text(options.get("transform")),
    )
    return [replace(case, values=values) for values in _combinations(given, place, expand)], left


def promptfoo_test(case: Case) -> dict[str, Any]:
    """What `read_promptfoo_test` reads as this case, but for its ids."""
    values = values_document(case.values)
    options: dict[str, Any] = {}
    if any(map(stands_for_several, values.values())):
        options["disableVarExpansion"] = True
    if case.transform:
        options["transform"] = case.transform
    metadata: dict[str, Any] = {
        "expected": case.expected,
        "labels": list(case.labels),
        "notes": case.notes,
        "split": case.split.value,
    }
    metadata = {name: value for name, value in metadata.items() if value}
    if not case.enabled:
        metadata["enabled"] = False
    test: dict[str, Any] = {
        "description": case.name,
        "vars": values,
        "assert": check_documents(case.checks),
        "threshold": case.threshold,
        "options": options,
        "metadata": metadata,
    }
    return {
        name: value
        for name, value in test.items()
        if name == "vars" or (value is not None and value not in ("", [], {}))
    }


def described(metadata: Mapping[str, Any]) -> Case:
    """What a test's metadata says of its case. Raises `Unusable` for what is no JSON."""
    others = dict(metadata)
    return Case(
        expected=_text(others.pop("expected", None)),
        notes=_text(others.pop("notes", None)),
        enabled=others.pop("enabled", True) is not False,
        split=SPLITS.get(_text(others.pop("split", None)), Split.NONE),
        labels=_labels(others),
    )


def stands_for_several(value: Any) -> TypeGuard[Sequence[Any]]:
    """A list of texts is a case for each of them; a list of anything else is one value."""
    return isinstance(value, list | tuple) and bool(value) and isinstance(value[0], str)


def _labels(metadata: Mapping[str, Any]) -> tuple[str, ...]:
    """Those named `labels`, then every other member as `key=value`."""
    labels: list[str] = []
    for name, value in metadata.items():
        several = value if isinstance(value, list) else [value]
        texts = [_text(each) for each in several if each not in (None, "")]
        labels.extend(texts if name == "labels" else [f"{name}={text}" for text in texts])
    return tuple(dict.fromkeys(label for label in labels if label))


def _checks(documents: Any, place: str, left: list[str]) -> tuple[Check, ...]:
    """Those that can be read; why the others cannot is added to `left`."""
    if not isinstance(documents, Iterable) or isinstance(documents, str | Mapping):
        raise InvalidInput(f"{place}: a list of checks is expected.")
    checks: list[Check] = []
    for index, document in enumerate(documents):
        at = f"{place}[{index}]"
        try:
            kept_value(document)
            if not isinstance(document, Mapping):
                raise InvalidInput(f"{at}: a check is an object with a type.")
            checks.append(read_check(document, at))
        except (InvalidInput, Unusable) as error:
            left.append(str(error) if isinstance(error, InvalidInput) else f"{at} {error}")
    return tuple(checks)


def _combinations(
    given: Mapping[str, Any], place: str, expand: bool
) -> list[tuple[tuple[str, Json], ...]]:
    choices: list[list[tuple[str, Json]]] = []
    count = 1
    for name, value in given.items():
        kept = kept_value(value)
        several = kept if expand and stands_for_several(kept) else (kept,)
        count *= len(several)
        if count > MOST_COMBINATIONS:
            raise InvalidInput(f"{place}.vars: more than {MOST_COMBINATIONS:,} combinations.")
        choices.append([(str(name), each) for each in several])
    return [tuple(values) for values in itertools.product(*choices)]


def _object(test: Mapping[str, Any], name: str, place: str) -> Mapping[str, Any]:
    value = test.get(name)
    if value is None:
        return {}
    kept_value(value)
    if not isinstance(value, Mapping):
        raise InvalidInput(f"{place}.{name}: an object is expected.")
    return value


def _number(test: Mapping[str, Any], name: str, place: str) -> float | None:
    value = test.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidInput(f"{place}.{name}: a number is expected.")
    return float(value)


def _text(value: Any) -> str:
    """As it is; what is no text is written as JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(thaw(kept_value(value)), ensure_ascii=False)
