"""`workbench review new` and `pack`: a review is set up, its files for reviewers are written."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from workbench.cli.exit_codes import DONE
from workbench.cli.output import progress, write, write_json
from workbench.cli.review_list import review_document
from workbench.cli.review_setup import planned, refuse_setup, set_up
from workbench.domain.errors import FileProblem, InvalidInput
from workbench.domain.reviews import Review
from workbench.services.opened import Services
from workbench.services.sharing import write_whole

PLACE = "{reviewer}"
UNSAFE = re.compile(r"[^\w.-]+")
LONGEST_PART = 60


def set_up_alone(services: Services, args: argparse.Namespace) -> int:
    review = set_up(services, args, planned(services, args))
    if args.json:
        write_json(review_document(review))
    else:
        write(review.id)
        progress(f"Write its files with: workbench review pack {review.id} -o FOLDER")
    return DONE


def pack_review(services: Services, args: argparse.Namespace) -> int:
    if args.review:
        refuse_setup(args)
        review = services.reviews.named(args.review)
        reviewers = _known(review, args.reviewers)
        files = targets(args.output, review.plan.name, reviewers, replacing=args.force)
    else:
        made = planned(services, args)
        reviewers = made.plan.reviewers
        # Files that cannot be written are told before there is a review
        files = targets(args.output, made.plan.name, reviewers, replacing=args.force)
        review = set_up(services, args, made)
    written = list(_write(services, args, review, dict(zip(reviewers, files, strict=True))))
    if args.json:
        write_json(review_document(review) | {"packs": written})
    return DONE


def targets(
    output: str, name: str, reviewers: Sequence[str], *, replacing: bool = False
) -> list[Path]:
    """A file for each reviewer. Raises `InvalidInput` for one name for several people,
    `FileProblem` for what is there already or has no folder."""
    path = Path(output)
    pattern = PLACE in output
    folder = not pattern and (output.endswith(("/", os.sep)) or path.is_dir())
    if not pattern and not folder and len(reviewers) > 1:
        raise InvalidInput(
            f"{output} is one file, and there are {len(reviewers)} reviewers.",
            hint=f"Name a folder, such as packs/, or a pattern, such as pack-{PLACE}.html.",
        )
    if folder:
        path.mkdir(parents=True, exist_ok=True)
        output = str(path / f"{_part(name)}-{PLACE}.html")
    files = [Path(output.replace(PLACE, part)) for part in _parts(reviewers)]
    for file in files:
        if not file.absolute().parent.is_dir():
            raise FileProblem("there is no such folder", file=str(file.absolute().parent))
        if file.exists() and not replacing:
            hint = "Choose another name, or say --force."
            raise FileProblem(f"{file} is there already.", hint=hint)
    return files


def _write(
    services: Services, args: argparse.Namespace, review: Review, files: dict[str, Path]
) -> Iterator[dict[str, object]]:
    for reviewer, file in files.items():
        items = len(services.reviews.queue(review.id, reviewer))
        if not items and len(files) > 1:
            progress(f"{reviewer} has nothing to judge: no file is written.")
            continue
        page = services.review_packs.write(review.id, reviewer)
        write_whole(file, page, replacing=args.force)
        if not args.json:
            write(f"{file}: {items} for {reviewer}")
        yield {"reviewer": reviewer, "file": str(file), "items": items}
    if not args.json:
        progress("Take in what comes back with: workbench review import FILE…")


def _known(review: Review, asked: Sequence[str]) -> tuple[str, ...]:
    """Those that were named, else all of the review."""
    known = review.plan.reviewers
    for name in asked:
        if name not in known:
            names = ", ".join(known)
            raise InvalidInput(
                f"{name} is no reviewer of {review.plan.name}.", hint=f"Reviewers are {names}."
            )
    return tuple(dict.fromkeys(asked)) or known


def _parts(reviewers: Sequence[str]) -> list[str]:
    """Of the files' names: no two of them alike, also where case does not count."""
    taken: dict[str, int] = {}
    parts = []
    for part in map(_part, reviewers):
        taken[part.casefold()] = taken.get(part.casefold(), 0) + 1
        number = taken[part.casefold()]
        parts.append(part if number == 1 else f"{part}-{number}")
    return parts


def _part(text: str) -> str:
    return UNSAFE.sub("-", text).strip("-.")[:LONGEST_PART] or "review"
