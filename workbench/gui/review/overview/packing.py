"""Writes packs: one for a reviewer, or one for each into a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.domain.reviews import Review
from workbench.gui.kit.background import Background
from workbench.gui.kit.file_names import file_name
from workbench.gui.kit.last_folder import LastFolder
from workbench.gui.kit.safe_text import safe
from workbench.gui.review.around import Around
from workbench.gui.review.overview.presenter import OverviewPresenter
from workbench.gui.review.wording import translate
from workbench.services.sharing import write_whole

KINDS = "Web page (*.html)"
FOLDER = "review.folder"
"""Under which the folder that packs were written into last is remembered."""


class Packing(QObject):
    said = Signal(str)
    written = Signal(object)
    """`Path` of a pack, or of the folder of several."""

    def __init__(
        self, overview: OverviewPresenter, around: Around, working: Background, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._overview, self._around, self._working = overview, around, working
        self._folder = LastFolder(around.memory, FOLDER)
        around.actions.on("review.pack", self._write_one)
        around.actions.on("review.packs", self._write_all)

    def _write_one(self) -> None:
        review, line = self._overview.review, self._overview.reviewer
        if review is None or line is None:
            return
        name = line.progress.name
        start = self._folder.path / pack_name(review, name)
        title = translate("Write a pack for {0}").format(safe(name))
        path = self._around.ask.save_file(title, start, KINDS)
        if path is not None:
            self._folder.keep(path.parent)
            self._write(review, {name: path}, lambda: path)

    def _write_all(self) -> None:
        review = self._overview.review
        if review is None or self._overview.content is None:
            return
        names = [each.progress.name for each in self._overview.content.lines if each.left]
        if not names:
            self.said.emit(translate("Everyone has judged everything: there is nothing to write."))
            return
        folder = self._around.ask.folder(translate("Write packs for everyone"), self._folder.path)
        if folder is None:
            return
        self._folder.keep(folder)
        paths = pack_paths(review, names, folder)
        there = [path.name for path in paths.values() if path.exists()]
        if not there or self._around.ask.confirm(
            translate("Replace packs?"),
            translate("There already: {0}. Reviewers who have them can go on with them.").format(
                ", ".join(map(safe, there))
            ),
            translate("Replace"),
        ):
            self._write(review, paths, lambda: next(iter(paths.values())))

    def _write(self, review: Review, paths: dict[str, Path], shown: Callable[[], Path]) -> None:
        packs = self._around.services.review_packs
        self.said.emit(translate("Writing…"))

        def work() -> int:
            for name, path in paths.items():
                write_whole(path, packs.write(review.id, name), replacing=True)
            return len(paths)

        def tell(count: int) -> None:
            words = translate("{0} packs were written.") if count > 1 else translate("Written.")
            self.said.emit(words.format(count))
            self.written.emit(shown())

        self._working.run(self, work, tell, self._around.ask.show_error)


def pack_name(review: Review, reviewer: str) -> str:
    """`Refund answers for Ada.html`"""
    words = translate("{0} for {1}").format(review.plan.name, reviewer)
    return f"{file_name(words, 'review')}.html"


def pack_paths(review: Review, names: Sequence[str], folder: Path) -> dict[str, Path]:
    """A file for each, also where two names make the same name of a file."""
    paths: dict[str, Path] = {}
    taken: set[str] = set()
    for number, name in enumerate(names, start=1):
        path = folder / pack_name(review, name)
        if path.name.casefold() in taken:
            path = path.with_name(f"{path.stem} {number}.html")
        taken.add(path.name.casefold())
        paths[name] = path
    return paths
