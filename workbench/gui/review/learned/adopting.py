"""Makes answers of people expected values or labels of cases, and takes that back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from workbench.domain.adoptions import Adopted, Adoption, AdoptionOffer
from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.notice import Notice
from workbench.gui.review.around import Around
from workbench.gui.review.learned.adopt_dialog import AdoptDialog
from workbench.gui.review.learned.page import LearnedPage
from workbench.gui.review.learned.presenter import LearnedPresenter
from workbench.gui.review.wording import translate


class Adopting(QObject):
    """Reads and writes in the services' own thread, so that what is seen next is current."""

    def __init__(self, page: LearnedPage, learned: LearnedPresenter, around: Around) -> None:
        super().__init__(page)
        self._page, self._learned, self._around = page, learned, around
        self._adopting = around.services.review_adopting
        around.actions.on("review.adopt", self._begin)

    def _begin(self) -> None:
        learned = self._learned.learned
        if learned is None:
            return
        review_id = learned.review.id

        def show(adoptions: tuple[Adoption, ...]) -> None:
            if adoptions:
                self._open(review_id, adoptions)
            else:
                self._page.tell(
                    self._notice(translate("This review has only free answers: none of them fits."))
                )

        self._around.background.run(self, lambda: self._adopting.choices(review_id), show)

    def _open(self, review_id: str, adoptions: tuple[Adoption, ...]) -> None:
        around = self._around
        dialog = AdoptDialog(adoptions, around.theme, around.icons, self._page.window())
        dialog.offer_wanted.connect(partial(self._read, dialog, review_id))
        dialog.adopt_requested.connect(partial(self._adopt, dialog))
        self._read(dialog, review_id, adoptions[0])
        dialog.open()

    def _read(self, dialog: AdoptDialog, review_id: str, adoption: Adoption) -> None:
        def show(offer: AdoptionOffer) -> None:
            if dialog.adoption == offer.adoption:
                dialog.show_offer(offer)

        work = partial(self._adopting.offer, review_id, adoption)
        self._around.background.run(dialog, work, show, partial(self._refuse, dialog))

    def _adopt(self, dialog: AdoptDialog) -> None:
        if dialog.offer is None:
            return
        dialog.show_working()
        work = partial(self._adopting.adopt, dialog.offer, tuple(dialog.cases.ticked))

        def done(adopted: Adopted) -> None:
            dialog.accept()
            self._tell(adopted)

        self._around.background.run(dialog, work, done, partial(self._refuse, dialog))

    def _refuse(self, dialog: AdoptDialog, error: WorkbenchError) -> None:
        dialog.reject()
        self._around.ask.show_error(error)

    def _tell(self, adopted: Adopted) -> None:
        count = len(adopted.changes)
        words = translate("1 case was changed.") if count == 1 else translate("{0} cases changed.")
        told = " ".join([words.format(f"{count:,}"), *adopted.notes])
        self._page.tell(self._notice(told, adopted if count else None))

    def _take_back(self, adopted: Adopted) -> None:
        def show(back: Adopted) -> None:
            words = translate("The cases are as they were.")
            self._page.tell(self._notice(" ".join([words, *back.notes])))

        self._page.tell(None)
        work = partial(self._adopting.take_back, adopted)
        self._around.background.run(self, work, show, self._around.ask.show_error)

    def _notice(self, words: str, adopted: Adopted | None = None) -> Notice:
        undo = [(translate("Undo"), partial(self._take_back, adopted))] if adopted else []
        return Notice(words, self._around.theme, self._around.icons, actions=undo)
