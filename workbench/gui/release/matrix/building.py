"""The matrix with its presenters."""

from __future__ import annotations

from workbench.gui.release.around import Around
from workbench.gui.release.matrix.page import MatrixPage
from workbench.gui.release.matrix.presenter import MatrixPresenter


def build_matrix_page(around: Around) -> MatrixPage:
    page = MatrixPage(around.theme, around.icons)
    MatrixPresenter(page, around)
    return page
