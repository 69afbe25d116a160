"""The worked prompts of a new workspace, read from `resources/samples/*/*.toml`.

A file's place is its prompt's path. Versions are committed in the order of their age, so that
each holds its components as they were then.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from workbench.domain.datasets import Case, Dataset
from workbench.domain.json_values import freeze
from workbench.domain.prompts import Engine, Label, Prompt, PromptContent, PromptKind
from workbench.formats.checks import read_checks
from workbench.formats.content import SCHEMA, read_content
from workbench.services.events import EventBus
from workbench.services.folders import resource_folder
from workbench.services.ports import DatasetStore, PromptStore
from workbench.services.prompts import PromptService


@dataclass(frozen=True, slots=True)
class Step:
    """One version of a sample, as it was named `days_ago`."""

    prompt: Prompt
    content: PromptContent
    note: str
    author: str
    days_ago: int


@dataclass(frozen=True, slots=True)
class Sample:
    steps: tuple[Step, ...]
    dataset: Dataset | None


def samples_folder() -> Path:
    return resource_folder("samples")


def read_samples(folder: Path, new_id: Callable[[], str]) -> list[Sample]:
    """One for each file, by path."""
    return [
        _sample(file.relative_to(folder).with_suffix("").as_posix(), _document(file), new_id)
        for file in sorted(folder.glob("*/*.toml"))
    ]


def add_samples(
    prompts: PromptStore, datasets: DatasetStore, now: datetime, new_id: Callable[[], str]
) -> None:
    samples = read_samples(samples_folder(), new_id)
    steps = [step for sample in samples for step in sample.steps]
    added: set[str] = set()
    for step in sorted(steps, key=lambda step: -step.days_ago):
        at = now - timedelta(days=step.days_ago)
        if step.prompt.id not in added:
            prompts.add(replace(step.prompt, created_at=at), step.content)
            added.add(step.prompt.id)
        _commit(prompts, step, at, new_id)
    for sample in samples:
        if sample.dataset:
            datasets.save(sample.dataset)


def _commit(prompts: PromptStore, step: Step, at: datetime, new_id: Callable[[], str]) -> None:
    service = PromptService(prompts, EventBus(), lambda: at, new_id)
    draft = service.open(step.prompt.id).draft
    service.journal(replace(draft, content=step.content))
    service.commit(step.prompt.id, note=step.note, author=step.author)


def _document(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _sample(path: str, document: dict[str, Any], new_id: Callable[[], str]) -> Sample:
    prompt = Prompt(
        new_id(),
        path,
        PromptKind(document.get("kind", PromptKind.PROMPT)),
        document["title"],
        document["description"],
        document["owner"],
        tuple(Label(facet, value) for facet, value in document["labels"].items()),
    )
    steps = tuple(_step(prompt, version, document) for version in document["versions"])
    cases = tuple(_case(case, new_id()) for case in document.get("cases", ()))
    if not cases:
        return Sample(steps, None)
    checks = read_checks(document.get("checks", ()))
    return Sample(steps, Dataset(new_id(), document["dataset"], prompt.id, cases, checks))


def _step(prompt: Prompt, version: dict[str, Any], document: dict[str, Any]) -> Step:
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "template": {"engine": Engine.JINJA2},
        "messages": [
            {**message, "text": message["text"].rstrip("\n")} for message in version["messages"]
        ],
        "inputs": version.get("inputs", document.get("inputs", {})),
    }
    content |= {field: version[field] for field in ("output", "model") if field in version}
    return Step(
        prompt,
        read_content(content, prompt.path),
        version["note"],
        version["author"],
        version["days_ago"],
    )


def _case(case: dict[str, Any], case_id: str) -> Case:
    values = tuple((name, freeze(value)) for name, value in case["values"].items())
    labels = tuple(case.get("labels", ()))
    checks = read_checks(case.get("checks", ()))
    expected = case.get("expected", "")
    return Case(case_id, case["name"], values, expected, labels, checks=checks)
