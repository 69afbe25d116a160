"""The figures that evidence files state, in a form that thresholds can be held against.

Two layouts are read: `metrics` with one `model` (eval-result/v1, as other tools write it) and
`measured`, a list of both, which is what the workbench writes of an evaluation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from workbench.formats import typed
from workbench.formats.registry_statements import file_digest, read_evidence
from workbench.registry.contents import Contents, PromptFolder


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a version did on one suite with one model."""

    suite: str
    model: str
    cases: int
    dataset: str
    at: str
    metrics: dict[str, float]
    file: str = ""
    """The digest of the evidence file."""

    def is_of(self, model: str) -> bool:
        """The same model, by its whole name or without its provider's."""
        bare = {self.model.partition("/")[2], model.partition("/")[2]} - {""}
        return model == self.model or model in bare or self.model in bare


class _Metric(msgspec.Struct, frozen=True):
    value: float


class _Model(msgspec.Struct, frozen=True):
    requested: str


class _Part(msgspec.Struct, frozen=True):
    model: _Model
    metrics: dict[str, _Metric]


class _Dataset(msgspec.Struct, frozen=True):
    cases: int
    digest: dict[str, str] = {}


class _Figures(msgspec.Struct, frozen=True):
    suite: str
    dataset: _Dataset
    run_at: str = ""
    at: str = ""
    model: _Model | None = None
    metrics: dict[str, _Metric] = {}
    measured: list[_Part] = []


def measurements(contents: Contents, folder: PromptFolder, digest: str) -> Iterator[Measurement]:
    """Of exactly that version of that prompt."""
    for path in sorted(folder.evidence):
        value = contents.documents[path].value
        about = read_evidence(value)
        if about and (about.subject, about.digest) == (f"{contents.name}/{folder.prompt}", digest):
            yield from _in(value, file_digest(contents.tree.files[path]))


def _in(statement: dict[str, Any], file: str) -> Iterator[Measurement]:
    try:
        found = typed.convert(statement.get("predicate"), _Figures)
    except msgspec.ValidationError:
        return
    parts = list(found.measured)
    if found.model is not None:
        parts.append(_Part(found.model, found.metrics))
    for part in parts:
        yield Measurement(
            found.suite,
            part.model.requested,
            found.dataset.cases,
            found.dataset.digest.get("sha256", ""),
            found.run_at or found.at,
            {name: metric.value for name, metric in part.metrics.items()},
            file,
        )
