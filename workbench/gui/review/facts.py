"""Tells the commands what is true in Review."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from workbench.gui.kit.actions import Actions


def report(actions: Actions, **facts: Any) -> None:
    """By their names in `ReviewFacts`."""
    actions.report(review=replace(actions.context.review, **facts))
