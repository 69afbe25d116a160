"""From the arguments of `workbench review` to a review: which outputs, asked what, of whom."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.cli.chosen_models import models_of
from workbench.cli.output import progress
from workbench.domain.errors import InvalidInput
from workbench.domain.review_choosing import Candidate, Stratum, Which, sampled
from workbench.domain.review_titles import blind_title
from workbench.domain.reviews import Review, ReviewKind, ReviewPlan
from workbench.domain.rubrics import Question, QuestionKind, Rubric
from workbench.formats.reviews.rubric_file import question_id
from workbench.services.opened import Services
from workbench.services.reviews import refuse_broken_plan

KINDS = tuple(kind.value for kind in ReviewKind)
STRATA = tuple(each.value for each in Stratum if each is not Stratum.NONE)
CHOSEN = (Which.ALL.value, Which.FAILED.value, Which.DISAGREEING.value)
FILE_ENDINGS = (".yaml", ".yml", ".json")
SOMEBODY = "reviewer"
ASKED_BY_ITSELF = Question(
    "quality",
    "How good is this answer?",
    least_means="of no use",
    most_means="as good as it can be",
)
"""Where nothing else is asked."""
LARGEST_SEED = 2**31 - 1


def add_setup(parser: argparse.ArgumentParser) -> None:
    outputs = parser.add_argument_group("outputs")
    outputs.add_argument(
        "--prompt", default="", metavar="PROMPT[@VERSION]", help="what it has answered"
    )
    outputs.add_argument("--evaluation", default="", metavar="EVALUATION", help="its outputs")
    only = "of an evaluation: those that failed, or on which judges disagree"
    outputs.add_argument("--only", default="", choices=CHOSEN, help=only)
    outputs.add_argument(
        "-m", "--model", dest="models", action="append", default=[], nargs="+",
        help="with --prompt: only what they answered",
    )  # fmt: skip
    outputs.add_argument("--sample", type=int, metavar="N", help="so many of them at random")
    outputs.add_argument(
        "--stratify", default="", choices=STRATA, help="with --sample: in proportion from each"
    )
    asked = parser.add_argument_group("questions")
    asked.add_argument("--kind", default="", choices=KINDS, help="default: rate")
    rubric = "one of the workspace, or a file (docs/review-files.md)"
    asked.add_argument("--rubric", default="", metavar="NAME or FILE", help=rubric)
    asked.add_argument(
        "--ask", dest="asked", action="append", default=[], metavar="QUESTION", help="yes or no"
    )
    asked.add_argument("--labels", default="", metavar="A,B,…", help="to choose one from")
    asked.add_argument("--instructions", default="", metavar="TEXT", help="above everything")
    people = parser.add_argument_group("reviewers")
    people.add_argument("--reviewer", dest="reviewers", action="append", default=[], metavar="NAME")
    people.add_argument("--needed", type=int, metavar="N", help="judgments of each item; default 1")
    people.add_argument(
        "--shared", type=int, metavar="N", help="items that everybody judges (default: all)"
    )
    people.add_argument("--open", action="store_true", help="tell version, model and cost")
    people.add_argument("--seed", type=int, metavar="N", help="of everything random")
    parser.add_argument("--name", default="", help="of the review (default: of its outputs)")


SETUP = (
    *("prompt", "evaluation", "only", "models", "sample", "stratify", "kind", "rubric", "asked"),
    *("labels", "instructions", "needed", "shared", "open", "seed", "name"),
)
"""What only a new review is told; `--reviewer` also names those whose packs are written again."""


def refuse_setup(args: argparse.Namespace) -> None:
    given = [name for name in SETUP if getattr(args, name) not in ("", [], None, False)]
    if given:
        option = {"models": "--model", "asked": "--ask"}.get(given[0], f"--{given[0]}")
        raise InvalidInput(
            f"{args.review} is set up already: {option} goes with a new review.",
            hint="Name either a review, or outputs with --prompt or --evaluation.",
        )


@dataclass(frozen=True, slots=True)
class Planned:
    plan: ReviewPlan
    candidates: Sequence[Candidate]


def planned(services: Services, args: argparse.Namespace) -> Planned:
    """Nothing is kept yet. Raises `NotFound` and `InvalidInput` where it makes no review."""
    _check(args)
    seed = args.seed or secrets.randbelow(LARGEST_SEED) + 1
    kind = _kind(args)
    candidates, plan = _outputs(services, args, kind)
    rubric = _rubric(services, args, kind)
    if args.sample is not None:
        candidates = sampled(candidates, args.sample, seed)
    plan = replace(
        plan,
        kind=kind,
        rubric=rubric,
        labels=tuple(each.strip() for each in args.labels.split(",") if each.strip()),
        instructions=args.instructions.strip(),
        blind=not args.open,
        # Somebody without a name, where nobody is named
        reviewers=tuple(name.strip() for name in args.reviewers) or (SOMEBODY,),
        needed=1 if args.needed is None else args.needed,
        shared=args.shared,
        seed=seed,
    )
    refuse_broken_plan(plan, candidates)
    return Planned(plan, candidates)


def set_up(services: Services, args: argparse.Namespace, made: Planned) -> Review:
    plan, count = made.plan, len(made.candidates)
    if args.rubric.lower().endswith(FILE_ENDINGS) and not args.asked:
        # Kept under its name, so that the next review may ask the same
        plan = replace(plan, rubric=services.rubrics.save(plan.rubric))
    review = services.reviews.create(plan, made.candidates, author=services.settings.author())
    items = "1 item" if count == 1 else f"{count} items"
    progress(f"Set up: {plan.name}, {items}, seed {plan.seed}. Its id is {review.id}.")
    return review


def _check(args: argparse.Namespace) -> None:
    wrong = (
        (
            bool(args.prompt) == bool(args.evaluation),
            "Say whose outputs to review: --prompt PROMPT or --evaluation EVALUATION.",
        ),
        (bool(args.only and args.prompt), "--only goes with --evaluation."),
        (bool(args.models and args.evaluation), "--model goes with --prompt."),
        (bool(args.stratify and args.sample is None), "--stratify goes with --sample N."),
        (args.sample is not None and args.sample < 1, "--sample needs at least 1."),
        (args.shared is not None and args.shared < 0, "--shared cannot be less than 0."),
        (bool(args.labels) and args.kind not in ("", "label"), "--labels go with --kind label."),
        (args.kind == "label" and not args.labels, "--kind label needs --labels A,B."),
    )
    for is_wrong, words in wrong:
        if is_wrong:
            raise InvalidInput(words)


def _kind(args: argparse.Namespace) -> ReviewKind:
    return ReviewKind(args.kind or ("label" if args.labels else "rate"))


def _outputs(
    services: Services, args: argparse.Namespace, kind: ReviewKind
) -> tuple[Sequence[Candidate], ReviewPlan]:
    """The outputs, and a plan that says where they are from."""
    pairs, by = kind is ReviewKind.PREFER, Stratum(args.stratify)
    if args.evaluation:
        evaluation = services.evaluations.named(args.evaluation)
        which = Which(args.only or "all")
        found = services.review_choosing.of_evaluation(
            evaluation.id, which=which, by=by, pairs=pairs
        )
        prompts = {column.prompt_id for column in evaluation.columns}
        return found, ReviewPlan(
            args.name.strip() or _told(args, evaluation.name, blind_title(evaluation)),
            prompt_id=prompts.pop() if len(prompts) == 1 else "",
            evaluation_id=evaluation.id,
            source=evaluation.name + ("" if which is Which.ALL else f", {which.value} ones"),
        )
    resolved = services.prompts.resolve(args.prompt)
    found = services.review_choosing.of_prompt(
        resolved.prompt.id,
        versions=(resolved.version.number,) if resolved.version else (),
        models=models_of(args),
        by=by,
        pairs=pairs,
    )
    version = f" v{resolved.version.number}" if resolved.version else ""
    source = f"{resolved.prompt.path}{version}"
    return found, ReviewPlan(
        args.name.strip() or _told(args, source, resolved.prompt.path),
        prompt_id=resolved.prompt.id,
        source=source,
    )


def _told(args: argparse.Namespace, whole: str, blind: str) -> str:
    """What the review is called. Reviewers read it: a blind one says no version."""
    return whole if args.open else blind


def _rubric(services: Services, args: argparse.Namespace, kind: ReviewKind) -> Rubric:
    rubric = Rubric()
    if args.rubric.lower().endswith(FILE_ENDINGS):
        rubric = services.rubrics.read_file(Path(args.rubric))
    elif args.rubric:
        rubric = services.rubrics.named(args.rubric)
    elif kind is ReviewKind.RATE and not args.asked:
        rubric = Rubric(name="Quality", questions=(ASKED_BY_ITSELF,))
    for text in args.asked:
        taken = {question.id for question in rubric.questions}
        asked = Question(question_id(text, taken), text.strip(), QuestionKind.YES_NO)
        # No longer the rubric that is kept
        rubric = replace(rubric, id="", questions=(*rubric.questions, asked))
    return rubric
