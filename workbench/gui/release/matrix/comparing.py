"""Shows what differs in a prompt between two environments."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from workbench.domain.environments import PinnedText
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.kit.differences.texts import text_comparison
from workbench.gui.release.around import Around
from workbench.gui.release.matrix.compare_dialog import CompareDialog
from workbench.gui.release.matrix.page import MatrixPage
from workbench.gui.release.seams import ChosenCell


class Comparing(QObject):
    def __init__(self, page: MatrixPage, around: Around) -> None:
        super().__init__(page)
        self._page, self._around = page, around

    def show(self, cell: ChosenCell, before: str, after: str) -> None:
        """Without `before`, the nearest environment that uses another version."""
        folder, around = self._around.registry.folder, self._around
        if folder is None:
            return
        dialog = CompareDialog(cell.prompt, around.theme, around.icons, self._page)
        before, after = _pair(cell, before, after)

        def begin(texts: list[PinnedText]) -> None:
            dialog.show_choices(texts, before, after)
            dialog.changed.connect(partial(self._compare, dialog, texts))
            self._compare(dialog, texts)

        dialog.open()
        texts = around.services.environments.texts
        around.reading.run(dialog, lambda: texts(folder, cell.prompt), begin, dialog.show_error)

    def _compare(self, dialog: CompareDialog, texts: list[PinnedText]) -> None:
        pair, beside = dialog.pair, dialog.beside.isChecked()
        known = {text.environment: text.text for text in texts}
        old, new = known.get(pair[0], ""), known.get(pair[1], "")

        def show(made: Comparison) -> None:
            if (pair, beside) == (dialog.pair, dialog.beside.isChecked()):
                dialog.show_comparison(made, same=old == new)

        compare = partial(text_comparison, old, new, side_by_side=beside, fold=True)
        self._around.reading.run(dialog, compare, show, dialog.show_error)


def _pair(cell: ChosenCell, before: str, after: str) -> tuple[str, str]:
    """The nearest one that differs: first of those before `after`, then of those behind it."""
    pins = list(cell.row.pins)
    names = [pin.environment for pin in pins]
    if before or not pins:
        return before, after
    at = names.index(after) if after in names else len(pins) - 1
    others = [*range(at - 1, -1, -1), *range(at + 1, len(pins))]
    other = next((i for i in others if pins[i].digest != pins[at].digest), max(at - 1, 0))
    first, second = sorted((other, at))
    return names[first], names[second]
