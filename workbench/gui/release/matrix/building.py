"""The matrix with its presenters."""

from __future__ import annotations

from workbench.gui.release.around import Around
from workbench.gui.release.matrix.choosing import RegistryChoosing
from workbench.gui.release.matrix.looking import Looking
from workbench.gui.release.matrix.page import MatrixPage
from workbench.gui.release.matrix.presenter import MatrixPresenter
from workbench.gui.release.matrix.standing import Standing


def build_matrix_page(around: Around) -> MatrixPage:
    page = MatrixPage(around.theme, around.icons)
    RegistryChoosing(page.empty, around)
    looking = Looking(page, around)
    presenter = MatrixPresenter(page, around)
    presenter.chosen.connect(looking.show)
    presenter.read.connect(Standing(page, around).look)
    return page
