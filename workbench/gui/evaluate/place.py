"""Puts Evaluate together: its lists and pages, and the presenters between them and the services."""

from __future__ import annotations

from workbench.gui.evaluate.around import Around, Subject
from workbench.gui.evaluate.conducting import Conductor
from workbench.gui.evaluate.page import EvaluatePlace

__all__ = ["Around", "EvaluatePlace", "Subject", "build_evaluate_place"]


def build_evaluate_place(around: Around) -> EvaluatePlace:
    """The place, ready to be shown; it reads its lists and opens the newest evaluation."""
    place = EvaluatePlace(around.theme, around.icons, around.actions)
    conductor = Conductor(place, around)
    conductor.begin()
    return place
