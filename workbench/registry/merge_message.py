"""What the history says of a merge."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.merging import MergePlan


def merge_message(plan: MergePlan, actor: str) -> str:
    branch = plan.branch.removeprefix("refs/heads/")
    lines = [f"Merge {plan.other_name} into {branch}", ""]
    if told := list(_told(plan)):
        lines += [*told, ""]
    lines.append(f"By: {' '.join(actor.split())}")
    return "".join(f"{line}\n" for line in lines)


def _told(plan: MergePlan) -> Iterator[str]:
    for each in plan.renumbered:
        yield f"Renumbered: {each.words}"
    for conflict in plan.conflicts:
        if conflict.choice:
            chosen = getattr(conflict, conflict.choice.value)
            yield f"Chosen: {conflict.file}: {conflict.choice}, {' '.join(chosen.split())}"
