"""Who judges what, in which order, and on which side each of two outputs is shown.

Nothing of it is stored: everything follows from the review's seed, so that a window, a pack and
the results that come back agree without being told.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.domain.reviews import ReviewItem, ReviewPlan


def assigned(plan: ReviewPlan, items: Sequence[ReviewItem]) -> tuple[ReviewItem, ...]:
    """The same items, each with those who are asked about it.

    Shared ones are for everybody; each of the others goes to as many people as the plan needs,
    to those who have the least to do so far.
    """
    count = len(items) if plan.shared is None else min(plan.shared, len(items))
    drawn = sorted(items, key=lambda item: _number(plan.seed, "shared", item.key))
    shared = {item.key for item in drawn[:count]}
    load: Counter[str] = Counter()
    asked: dict[str, tuple[str, ...]] = {}
    for item in drawn:
        asked[item.key] = _asked(plan, item.key, load, everybody=item.key in shared)
        load.update(asked[item.key])
    return tuple(
        replace(item, shared=item.key in shared, reviewers=asked[item.key]) for item in items
    )


def queue_of(plan: ReviewPlan, reviewer: str, items: Iterable[ReviewItem]) -> list[ReviewItem]:
    """The items that one person is asked about, in that person's own random order."""
    own = (item for item in items if reviewer in item.reviewers)
    return sorted(own, key=lambda item: _number(plan.seed, "order", reviewer, item.key))


def is_swapped(plan: ReviewPlan, reviewer: str, item: ReviewItem) -> bool:
    """Whether that person sees the item's second output first: half of the time."""
    return len(item.run_ids) > 1 and _number(plan.seed, "side", reviewer, item.key) % 2 == 1


def item_key(seed: int, number: int) -> str:
    """An opaque name: it gives away neither the run nor its place in an evaluation."""
    return f"{_number(seed, 'key', str(number)):016x}"[:12]


def _asked(plan: ReviewPlan, key: str, load: Counter[str], *, everybody: bool) -> tuple[str, ...]:
    if everybody or plan.needed >= len(plan.reviewers):
        return plan.reviewers
    least = sorted(
        plan.reviewers, key=lambda name: (load[name], _number(plan.seed, "who", name, key))
    )
    chosen = set(least[: plan.needed])
    return tuple(name for name in plan.reviewers if name in chosen)


def _number(seed: int, *about: str) -> int:
    text = "\0".join((str(seed), *about))
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8])
