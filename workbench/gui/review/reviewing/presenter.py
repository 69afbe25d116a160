"""Between the reviewer's page and the services: what is shown next, and what is kept of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from workbench.domain.answering import unanswered
from workbench.domain.errors import WorkbenchError
from workbench.domain.review_drafts import ReviewDraft
from workbench.domain.reviews import ReviewItem
from workbench.gui.review.around import Around
from workbench.gui.review.facts import report
from workbench.gui.review.keeping_soon import KeepingSoon
from workbench.gui.review.reviewing.attention import Attention
from workbench.gui.review.reviewing.keys import Wish
from workbench.gui.review.reviewing.page import ReviewingPage
from workbench.gui.review.reviewing.prepared import PreparedItem
from workbench.gui.review.reviewing.said import Said, turned
from workbench.gui.review.reviewing.shelf import Shelf
from workbench.gui.review.reviewing.sitting import Known, Opened, Sitting
from workbench.gui.review.reviewing.steps_back import StepsBack
from workbench.gui.review.reviewing.stopwatch import Stopwatch


class ReviewingPresenter(QObject):
    def __init__(
        self, page: ReviewingPage, around: Around, now: Callable[[], float] = time.monotonic
    ) -> None:
        """`now` in seconds, for the time that somebody looks at an item."""
        super().__init__(page)
        self._page, self._around = page, around
        self._services, self._background = around.services, around.background
        self._aside = around.background.aside()
        self._keeper = KeepingSoon(around.background, self)
        self._keeper.failed.connect(around.ask.show_error)
        self._watch = Stopwatch(now)
        self._attention = Attention(self._watch.touch, self)
        self._steps = StepsBack()
        self.sitting: Sitting | None = None
        self._shelf: Shelf | None = None
        self._shown: PreparedItem | None = None
        self._wishes: dict[Wish, Callable[[], None]] = {
            Wish.NEXT: self._on_next,
            Wish.BACK: self._on_back,
            Wish.FORWARD: self._on_forward,
            Wish.UNDO: self._on_undo,
            Wish.SKIP: self._on_skip,
            Wish.COMMENT: page.desk.comment,
            Wish.UNANSWERED: self._on_unanswered,
            Wish.FULL_SCREEN: lambda: self._show_full_screen(not page.full_screen),
            Wish.WINDOW: lambda: self._show_full_screen(False),
            Wish.KEYS: page.show_keys,
            Wish.LEAVE: page.left.emit,
        }
        self._connect()

    def begin(self, review_id: str, reviewer: str) -> None:
        self._page.show_waiting()
        self._background.run(
            self,
            lambda: self._open(review_id, reviewer),
            partial(self._on_opened, reviewer),
            self._on_not_opened,
        )

    def rest(self) -> None:
        """Somebody turns to something else: all that was said is kept."""
        self._put_down()
        self._keeper.flush()
        self._watch.pause()
        self._show_full_screen(False)
        report(self._around.actions, judging=False)

    def _connect(self) -> None:
        page = self._page
        page.begun.connect(self.begin)
        page.rested.connect(self.rest)
        page.wished.connect(self._on_wish)
        page.skipped.connect(self._on_skipped)
        page.changed.connect(self._on_changed)
        page.again_requested.connect(self._on_again)
        page.attended.connect(self._on_attended)
        page.desk.correction.diff_requested.connect(self._compare)
        for number in range(2):
            page.desk.halves[number].pane.said.connect(page.footer.say)
        for wish in Wish:
            if wish not in (Wish.WINDOW, Wish.LEAVE, Wish.FORWARD):
                command = f"answer.{wish.name.casefold()}"
                self._around.actions.on(command, partial(self._on_wish, wish))

    def _open(self, review_id: str, reviewer: str) -> Opened:
        reviews = self._services.reviews
        judgments = reviews.judgments(review_id)
        return Opened(
            reviews.review(review_id),
            tuple(reviews.queue(review_id, reviewer)),
            tuple(each for each in judgments if each.reviewer == reviewer),
            self._services.review_drafts.drafts(review_id, reviewer),
        )

    def _on_opened(self, reviewer: str, opened: Opened) -> None:
        sitting = self.sitting = Sitting(opened, reviewer)
        if self._shelf is not None:
            self._shelf.deleteLater()
        reviews, review_id = self._services.reviews, opened.review.id
        self._shelf = Shelf(reviews, self._aside, review_id, reviewer, self)
        self._shown = None
        self._page.show_review(opened.review)
        if opened.review.closed:
            self._page.show_closed()
            return
        self._page.show_instructions(not (sitting.answered or sitting.skipped))
        self._go_to(sitting.next_open())

    def _on_not_opened(self, error: WorkbenchError) -> None:
        self._around.ask.show_error(error)
        self._page.left.emit()

    def _go_to(self, position: int | None) -> None:
        """Show that item; None: nothing is left to answer."""
        sitting, shelf = self.sitting, self._shelf
        if sitting is None or shelf is None:
            return
        self._put_down()
        self._shown = None
        if position is None:
            self._watch.begin()
            report(self._around.actions, judging=False)
            self._page.show_end(sitting)
            return
        sitting.go_to(position)
        shelf.take(sitting.item, self._on_ready, self._around.ask.show_error)
        if self._shown is None:
            self._page.show_waiting()
        shelf.keep_only(self._near(position))

    def _near(self, position: int) -> list[ReviewItem]:
        """The current item, and those that may be asked for next."""
        sitting = self.sitting
        assert sitting is not None
        places = {position - 1, position, position + 1, sitting.next_open(after=position)}
        return [sitting.queue[p] for p in places if p is not None and 0 <= p < sitting.count]

    def _on_ready(self, prepared: PreparedItem) -> None:
        sitting = self.sitting
        assert sitting is not None
        self._shown = prepared
        key = prepared.item.key
        said = turned(sitting.known(key).said, swapped=prepared.item.swapped)
        self._page.show_item(prepared, said)
        self._steps.begin(self._page.given())
        self._watch.begin(sitting.seconds(key))
        report(self._around.actions, judging=True)
        self._show_state()

    def _show_state(self) -> None:
        sitting, page = self.sitting, self._page
        assert sitting is not None
        place = sitting.position + 1
        page.header.show_progress(place, sitting.count, sitting.answered, sitting.skipped)
        page.footer.back.setEnabled(sitting.position > 0)
        page.footer.undo.setEnabled(bool(self._steps) or sitting.can_undo)
        page.footer.open.setVisible(self._elsewhere() is not None)

    def _elsewhere(self) -> int | None:
        """The first item that waits for an answer, and is not the next one anyway."""
        sitting = self.sitting
        assert sitting is not None
        first = sitting.next_open()
        return None if first in (sitting.position, sitting.position + 1) else first

    def _given(self) -> Said:
        """By the order of the item."""
        assert self._shown is not None
        return turned(self._page.given(), swapped=self._shown.item.swapped)

    def _put_down(self) -> None:
        """The item that is shown is turned away from: what was said of it is kept."""
        if self._shown is not None and self.sitting is not None:
            self.sitting.spend(self._shown.item.key, self._watch.seconds)
            if self._steps:
                self._keep_half()

    def _keep_half(self) -> None:
        sitting, shown = self.sitting, self._shown
        assert sitting is not None
        assert shown is not None
        said, key, seconds = self._given(), shown.item.key, self._watch.seconds
        sitting.keep_half(key, said, seconds)
        half = said if said != sitting.counting(key).said else Said()
        self._keep_draft(sitting, key, half, seconds)

    def _keep_draft(self, sitting: Sitting, key: str, half: Said, seconds: float) -> None:
        answers = tuple(half.answers.items())
        draft = ReviewDraft(
            sitting.review.id, sitting.reviewer, key, answers, half.comments, round(seconds, 1)
        )
        self._keeper.put(key, partial(self._services.review_drafts.keep, draft))

    def _on_changed(self, question_id: str) -> None:
        if self._shown is not None and self._steps.changed(question_id, self._page.given()):
            self._keep_half()
            self._show_state()

    def _on_wish(self, wish: Wish) -> None:
        if self.sitting is not None:
            self._wishes[wish]()

    def _on_next(self) -> None:
        sitting, shown = self.sitting, self._shown
        if sitting is None or shown is None:
            return
        given, key = self._given(), shown.item.key
        counting = sitting.counting(key)
        stays_skipped = counting.said.skipped and not given.answers and not given.comments
        if not (stays_skipped or (counting.judged and given == counting.said)):
            missing = unanswered(sitting.review.plan.questions, given.answers)
            if missing:
                self._page.show_missing(missing)
                return
            self._judge(given)
        self._page.show_instructions(False)
        self._go_to(sitting.next_open(after=sitting.position))

    def _on_skipped(self, reason: str) -> None:
        if self.sitting is not None and self._shown is not None:
            self._judge(Said(comments=self._given().comments, skipped=reason))
            self._go_to(self.sitting.next_open(after=self.sitting.position))

    def _judge(self, said: Said) -> None:
        sitting, shown = self.sitting, self._shown
        assert sitting is not None
        assert shown is not None
        key, seconds = shown.item.key, self._watch.seconds
        before = sitting.counting(key)
        sitting.judged(key, said, seconds)
        sitting.spend(key, seconds)
        self._steps.begin(self._page.given())
        self._shown = None
        self._keeper.forget(key)
        self._record(sitting.item, said, seconds, before)

    def _record(self, item: ReviewItem, said: Said, seconds: float, before: Known) -> None:
        sitting, services = self.sitting, self._services
        assert sitting is not None
        review_id, reviewer = sitting.review.id, sitting.reviewer

        def work() -> None:
            services.reviews.judge(
                review_id,
                item,
                reviewer,
                said.answers,
                comments=said.comments,
                skipped=said.skipped,
                seconds=seconds,
            )
            services.review_drafts.drop(review_id, reviewer, item.key)

        failed = partial(self._on_not_recorded, sitting, item, Known(said, seconds), before)
        self._background.run(self, work, None, failed)

    def _on_not_recorded(
        self, sitting: Sitting, item: ReviewItem, lost: Known, before: Known, error: WorkbenchError
    ) -> None:
        """Nothing is lost: it stands on screen again, as if it were half said."""
        self._around.ask.show_error(error)
        if sitting is self.sitting:
            sitting.failed(item.key, before, lost.said, lost.seconds)
            self._go_to(sitting.place_of(item.key))

    def _on_back(self) -> None:
        sitting = self.sitting
        assert sitting is not None
        if self._shown is None:
            self._go_to(sitting.position)
        elif sitting.position > 0:
            self._go_to(sitting.position - 1)

    def _on_forward(self) -> None:
        sitting = self.sitting
        assert sitting is not None
        if sitting.position + 1 < sitting.count:
            self._go_to(sitting.position + 1)

    def _on_undo(self) -> None:
        sitting = self.sitting
        assert sitting is not None
        if self._shown is not None and self._steps:
            self._page.show_said(self._steps.back())
            self._keep_half()
            self._page.focus_answers()
            self._show_state()
        else:
            self._undo_judgment(sitting)

    def _undo_judgment(self, sitting: Sitting) -> None:
        """What counted before counts again; what was said is on screen, and half said."""
        self._put_down()
        self._shown = None
        step = sitting.undo()
        if step is None:
            return
        item = sitting.item
        taken = sitting.known(item.key)
        self._record(item, step.before.said, step.before.seconds, sitting.counting(item.key))
        if not taken.judged:
            self._keep_draft(sitting, item.key, taken.said, taken.seconds)
        self._go_to(sitting.position)

    def _on_skip(self) -> None:
        if self._shown is not None:
            self._page.show_skipping()

    def _on_again(self) -> None:
        if self.sitting is not None:
            self._go_to(self.sitting.look_again())

    def _on_unanswered(self) -> None:
        if self.sitting is not None and (place := self._elsewhere()) is not None:
            self._go_to(place)

    def _on_attended(self, attended: bool) -> None:
        if attended:
            self._attention.watch(self._page)
            self._watch.go_on()
            report(self._around.actions, judging=self._shown is not None)
        else:
            self._watch.pause()

    def _show_full_screen(self, full: bool) -> None:
        if full != self._page.full_screen:
            self._page.show_full_screen(full)
            self._page.full_screen_wanted.emit(full)

    def _compare(self, original: str, edited: str) -> None:
        from workbench.gui.kit.differences.texts import marked_words

        correction = self._page.desk.correction
        self._aside.run(
            correction,
            lambda: marked_words(original, edited),
            lambda spans: correction.show_changes(edited, spans),
        )
