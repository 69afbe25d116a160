"""Drift with its presenters."""

from __future__ import annotations

from workbench.gui.release.around import Around
from workbench.gui.release.drift.page import DriftPage
from workbench.gui.release.drift.presenter import DriftPresenter
from workbench.gui.release.drift.sentinel_running import SentinelPresenter


def build_drift_page(around: Around) -> DriftPage:
    page = DriftPage(around.theme, around.icons)
    looking = DriftPresenter(page, around)
    SentinelPresenter(page, around).judged.connect(looking.take_verdicts)
    return page
