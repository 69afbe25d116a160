"""Cases and datasets as documents, and the digest that names a list of cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workbench.domain.datasets import Case, Dataset, Split
from workbench.domain.json_values import Json, JsonObject, freeze, thaw
from workbench.formats.ascii_json import ascii_digest
from workbench.formats.checks import check_documents, read_checks

SCHEMA = "dataset/1"


def case_document(case: Case) -> dict[str, Any]:
    """All of a case; what has its default value is left out, but for the first five."""
    document: dict[str, Any] = {
        "id": case.id,
        "name": case.name,
        "values": values_document(case.values),
        "expected": case.expected,
        "labels": list(case.labels),
    }
    if case.notes:
        document["notes"] = case.notes
    if not case.enabled:
        document["enabled"] = False
    if case.split:
        document["split"] = case.split.value
    if case.variation_of:
        document["variation_of"] = case.variation_of
    if not case.accepted:
        document["accepted"] = False
    return document | looking_document(case)


def read_case(document: Mapping[str, Any]) -> Case:
    return Case(
        id=document["id"],
        name=document["name"],
        values=read_values(document["values"]),
        expected=document["expected"],
        labels=tuple(document["labels"]),
        notes=document.get("notes", ""),
        enabled=document.get("enabled", True),
        split=Split(document.get("split", "")),
        variation_of=document.get("variation_of", ""),
        accepted=document.get("accepted", True),
        **read_looking(document),
    )


def asked_part(case: Case) -> Case:
    """What of a case is recorded with a run: no checks and no notes."""
    return Case(case.id, case.name, case.values, case.expected, case.labels)


def dataset_document(dataset: Dataset) -> dict[str, Any]:
    document = {
        "id": dataset.id,
        "name": dataset.name,
        "prompt_id": dataset.prompt_id,
        "cases": [case_document(case) for case in dataset.cases],
    }
    return document | looking_document(dataset)


def read_dataset(document: Mapping[str, Any]) -> Dataset:
    return Dataset(
        document["id"],
        document["name"],
        document.get("prompt_id", ""),
        tuple(read_case(case) for case in document["cases"]),
        **read_looking(document),
    )


def looking_document(of: Case | Dataset) -> dict[str, Any]:
    """How outputs are looked at: checks, threshold and transform of a case or a dataset."""
    document: dict[str, Any] = {}
    if of.checks:
        document["checks"] = check_documents(of.checks)
    if of.threshold is not None:
        document["threshold"] = of.threshold
    if of.transform:
        document["transform"] = of.transform
    return document


def read_looking(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "checks": read_checks(document.get("checks", ())),
        "threshold": document.get("threshold"),
        "transform": document.get("transform", ""),
    }


def dataset_digest(cases: Iterable[Case]) -> str:
    """Names the cases that count, wherever they are kept: no id, note or date enters it.

    Their order does, and their own checks do; the checks of the whole dataset do not, so that
    results under changed checks are still known to be of the same cases.
    """
    counted = [_hashed(case) for case in cases if case.counts]
    return ascii_digest({"schema": SCHEMA, "cases": counted})


def case_key(case: Case) -> str:
    """The same for cases with the same values: how cases of two datasets are paired."""
    return ascii_digest(values_document(case.values))


def values_document(values: Iterable[tuple[str, Json]]) -> dict[str, Any]:
    document: dict[str, Any] = thaw(JsonObject(tuple(values)))
    return document


def read_values(document: Mapping[str, Any]) -> tuple[tuple[str, Json], ...]:
    return tuple((name, freeze(value)) for name, value in document.items())


def _hashed(case: Case) -> dict[str, Any]:
    document = case_document(case)
    apart = ("id", "notes", "enabled", "variation_of", "accepted")
    return {name: value for name, value in document.items() if name not in apart}
