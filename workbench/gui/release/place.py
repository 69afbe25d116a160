"""Puts Release together: its pages, what stands above them, and the presenters between them and
the services."""

from __future__ import annotations

from workbench.gui.release.around import Around
from workbench.gui.release.conducting import Conductor
from workbench.gui.release.page import ReleasePlace

__all__ = ["Around", "ReleasePlace", "build_release_place"]


def build_release_place(around: Around) -> ReleasePlace:
    """The place, ready to be shown; it reads what runs where."""
    place = ReleasePlace(around.theme)
    conductor = Conductor(place, around)
    conductor.start()
    return place
