"""What is chosen on the page that plans an evaluation, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.domain.datasets import Case, Dataset, Split
from workbench.gui.evaluate.wording import counted, translate
from workbench.services.evaluations import ColumnChoice, EvaluationOptions

MOST_NAMED = 4
"""Versions or prompts that a name tells one by one."""


@dataclass(frozen=True, slots=True)
class PromptVersion:
    """None: the draft."""

    prompt_id: str
    version: int | None = None

    @property
    def key(self) -> str:
        return f"{self.prompt_id}@{'' if self.version is None else self.version}"

    @staticmethod
    def of(key: str) -> PromptVersion:
        prompt_id, _, version = key.rpartition("@")
        return PromptVersion(prompt_id, int(version) if version else None)


@dataclass(frozen=True, slots=True)
class Plan:
    name: str = ""
    """Empty: `default_name`."""
    versions: tuple[PromptVersion, ...] = ()
    models: tuple[str, ...] = ()
    dataset_id: str = ""
    split: Split = Split.NONE
    label: str = ""
    """Only cases with it; empty for any."""
    samples: int = 1
    use_cache: bool = True
    budget_usd: Decimal | None = None
    batch_api: bool = False

    @property
    def columns(self) -> tuple[ColumnChoice, ...]:
        """Versions side by side on each model, the oldest first: what is compared is close."""
        return tuple(
            ColumnChoice(each.prompt_id, model, each.version)
            for model in self.models
            for each in sorted(self.versions, key=_age)
        )

    @property
    def options(self) -> EvaluationOptions:
        return EvaluationOptions(
            samples=self.samples,
            split=self.split,
            labels=(self.label,) if self.label else (),
            use_cache=self.use_cache,
            budget_usd=self.budget_usd,
            batch_api=self.batch_api,
        )

    def cells(self, dataset: Dataset | None) -> int:
        return len(self.columns) * self.samples * len(self.cases(dataset))

    def cases(self, dataset: Dataset | None) -> tuple[Case, ...]:
        """Those that would be run."""
        found = dataset.cases if dataset else ()
        return tuple(case for case in found if self._takes(case))

    def missing(self, dataset: Dataset | None) -> str:
        """What has to be chosen before it can start: `versions`, `models`, `dataset`, `cases`;
        empty for nothing."""
        if not self.versions:
            return "versions"
        if not self.models:
            return "models"
        if dataset is None:
            return "dataset"
        return "" if self.cases(dataset) else "cases"

    def _takes(self, case: Case) -> bool:
        in_split = not self.split or case.split is self.split
        return case.counts and in_split and (not self.label or self.label in case.labels)


def _age(version: PromptVersion) -> tuple[bool, int]:
    """The draft is newer than any version."""
    return version.version is None, version.version or 0


def default_name(dataset: str, versions: Sequence[PromptVersion], paths: Mapping[str, str]) -> str:
    """`Everyday tickets · v3 and draft`; of several prompts: `Everyday tickets · triage v3, brief
    v1`. `paths` are those of the prompts, by id."""
    ordered = sorted(dict.fromkeys(versions), key=_age)
    prompts = list(dict.fromkeys(each.prompt_id for each in ordered))
    if not ordered:
        return dataset
    if len(prompts) > MOST_NAMED:
        return f"{dataset} · {translate('{0} prompts').format(len(prompts))}"
    if len(prompts) == 1:
        return f"{dataset} · {_versions(ordered)}"
    named = (
        f"{paths.get(prompt, '').rpartition('/')[2]} "
        f"{_versions([each for each in ordered if each.prompt_id == prompt])}".strip()
        for prompt in prompts
    )
    return f"{dataset} · {', '.join(named)}"


def _versions(ordered: Sequence[PromptVersion]) -> str:
    words = [translate("draft") if each.version is None else f"v{each.version}" for each in ordered]
    if len(words) > MOST_NAMED:
        return counted("version", len(words))
    if len(words) == 1:
        return words[0]
    return translate("{0} and {1}").format(", ".join(words[:-1]), words[-1])


def labels_of(cases: Iterable[Case]) -> list[str]:
    return sorted({label for case in cases for label in case.labels})
