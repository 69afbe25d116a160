"""What there is to choose from when a review is set up."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.domain.evaluations import EvaluationSummary
from workbench.domain.prompts import PromptKind
from workbench.domain.review_titles import blind_title
from workbench.domain.rubrics import Rubric
from workbench.services.opened import Services
from workbench.services.review_outputs import column_name
from workbench.services.rubric_templates import RubricTemplate, rubric_templates


@dataclass(frozen=True, slots=True)
class OfferedEvaluation:
    id: str
    name: str
    columns: tuple[str, ...]
    done: int
    total: int
    blind_title: str
    """What a blind review of it is called."""
    prompt_id: str = ""
    """Of all its columns; empty where they are of several."""


@dataclass(frozen=True, slots=True)
class Offered:
    evaluations: tuple[OfferedEvaluation, ...] = ()
    """Newest first."""
    prompts: tuple[tuple[str, str], ...] = ()
    """Ids and paths."""
    rubrics: tuple[Rubric, ...] = ()
    templates: tuple[RubricTemplate, ...] = ()
    own_name: str = ""
    names: tuple[str, ...] = ()
    """Of people who were asked before, those of the newest reviews first."""
    read_only: bool = False

    def evaluation(self, evaluation_id: str) -> OfferedEvaluation | None:
        return next((each for each in self.evaluations if each.id == evaluation_id), None)

    def path(self, prompt_id: str) -> str:
        return dict(self.prompts).get(prompt_id, "")


@dataclass(frozen=True, slots=True)
class Answered:
    """The versions and models that a prompt has answers of."""

    prompt_id: str = ""
    columns: tuple[tuple[int | None, str], ...] = field(default_factory=tuple)

    @property
    def versions(self) -> tuple[int | None, ...]:
        """The draft first, then from the newest."""
        found = {version for version, _ in self.columns}
        numbers = sorted((each for each in found if each is not None), reverse=True)
        return (*([None] if None in found else []), *numbers)

    @property
    def models(self) -> tuple[str, ...]:
        return tuple(sorted({model for _, model in self.columns}))


def read_offered(services: Services) -> Offered:
    """In the background."""
    prompts = (each.prompt for each in services.prompts.library())
    return Offered(
        tuple(map(_evaluation, services.evaluations.summaries())),
        tuple((each.id, each.path) for each in prompts if each.kind is PromptKind.PROMPT),
        tuple(services.rubrics.rubrics()),
        rubric_templates(),
        services.settings.author(),
        tuple(services.reviews.reviewers()),
        services.read_only,
    )


def _evaluation(summary: EvaluationSummary) -> OfferedEvaluation:
    evaluation = summary.evaluation
    prompts = {column.prompt_id for column in evaluation.columns}
    return OfferedEvaluation(
        evaluation.id,
        evaluation.name,
        tuple(map(column_name, evaluation.columns)),
        summary.done,
        evaluation.total,
        blind_title(evaluation),
        prompts.pop() if len(prompts) == 1 else "",
    )
