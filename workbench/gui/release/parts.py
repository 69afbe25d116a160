"""How each page of Release is made, and what stands over the pages or does something about what is
chosen in them. A page that is not here is not in the switch."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from workbench.gui.release.around import Around
from workbench.gui.release.seams import Doing, Part, ReleaseBar, ReleasePage

Build = Callable[[Around], ReleasePage]
BuildBar = Callable[[Around], ReleaseBar]
BuildDoing = Callable[[Around, QWidget], Doing]
"""The widget is the place: dialogs stand over it, and it owns what is made."""


def build_matrix(around: Around) -> ReleasePage:
    from workbench.gui.release.matrix.building import build_matrix_page

    return build_matrix_page(around)


def build_drift(around: Around) -> ReleasePage:
    from workbench.gui.release.drift.building import build_drift_page

    return build_drift_page(around)


def build_audit(around: Around) -> ReleasePage:
    from workbench.gui.release.audit.building import build_audit_page

    return build_audit_page(around)


def build_sync(around: Around) -> ReleaseBar:
    from workbench.gui.release.sync.building import build_sync_bar

    return build_sync_bar(around)


def build_changing(around: Around, place: QWidget) -> Doing:
    from workbench.gui.release.changing.doing import Changing

    return Changing(around, place)


def build_merging(around: Around, place: QWidget) -> Doing:
    from workbench.gui.release.merging.doing import Merging

    return Merging(around, place)


PARTS: dict[Part, Build] = {
    Part.MATRIX: build_matrix,
    Part.DRIFT: build_drift,
    Part.AUDIT: build_audit,
}
"""Made when they are first shown."""
BARS: tuple[BuildBar, ...] = (build_sync,)
"""From top to bottom; made with the place."""
DOINGS: tuple[BuildDoing, ...] = (build_changing, build_merging)
"""Made with the place."""
