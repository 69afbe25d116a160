"""What a promotion, or the approval that it needs, is about where a cell is chosen."""

from __future__ import annotations

from itertools import pairwise

from workbench.gui.release.seams import ChosenCell


def place_due(cell: ChosenCell) -> str:
    """The chosen environment; where it has what the one before it uses, the next one that has
    not. Empty where there are no environments."""
    order, row = cell.environments, cell.row
    chosen = order.index(cell.environment) if cell.environment in order else 0
    for before, here in pairwise(order[max(0, chosen - 1) :]):
        one, other = row.pin(before), row.pin(here)
        if one and (other is None or other.digest != one.digest):
            return here
    return order[max(chosen, min(1, len(order) - 1))] if order else ""


def version_due(cell: ChosenCell) -> int | None:
    """What is used before that environment, and so would come there; None for nothing."""
    order, due = cell.environments, place_due(cell)
    here = order.index(due) if due in order else 0
    pin = cell.row.pin(order[here - 1]) if here else None
    pin = pin or cell.row.pin(due)
    return pin.version if pin else None
