"""The page of the audit log with its presenters."""

from __future__ import annotations

from workbench.gui.release.around import Around
from workbench.gui.release.audit.exporting import Exporting
from workbench.gui.release.audit.following import Following
from workbench.gui.release.audit.page import AuditPage
from workbench.gui.release.audit.presenter import AuditPresenter


def build_audit_page(around: Around) -> AuditPage:
    page = AuditPage(around.theme, around.icons)
    presenter = AuditPresenter(page, around)
    Following(page, presenter, around)
    Exporting(page, presenter, around)
    return page
