"""Tells the commands what is true in Release."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from workbench.gui.kit.actions import Actions


def report(actions: Actions, **facts: Any) -> None:
    """By their names in `ReleaseFacts`."""
    actions.report(release=replace(actions.context.release, **facts))
