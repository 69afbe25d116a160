"""Who hears what from whom in Review, and which page is shown.

How a part plugs in (setup, rubrics, reviewing, learned, as the overview does):

- Its page is a `seams.ReviewPage`. `begin(about)` is called each time it is turned to, with what it
  is to show (`About`: review, reviewer, source or rubric); `rest()` when it is turned away from.
- A function `build_…_page(around) -> ReviewPage` makes page and presenter; `parts.PARTS` names it.
  From then on the commands that lead there are live: `review.new`, `review.of_evaluation` and
  `review.of_board` with `Part.SETUP`; `review.begin` with `Part.REVIEWING`; `review.learned` with
  `Part.LEARNED`. A part registers further commands of its own when it is made.
- It says where to go by the signals of `ReviewPage`, all of which are connected here:
  `left` (back), `review_made(review_id)` and `begin_wanted(review_id, reviewer)`,
  `learned_wanted(review_id)`, `setup_wanted(source)`, `rubrics_wanted(rubric_id)`,
  `rubric_chosen(rubric_id)` (back to the setup, which gets `About(rubric_id=…)`),
  `evaluation_wanted(id, cell)`, `prompt_wanted(id)`, `file_written(path)`,
  `full_screen_wanted(full)`, `said(words)`.
- Parts do not import each other. Facts for commands: `facts.report(actions, …)`, fields of
  `commands.review_facts.ReviewFacts`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.domain.reviews import ReviewSummary
from workbench.gui.kit.pages_made import PagesMade
from workbench.gui.review.around import Around
from workbench.gui.review.facts import report
from workbench.gui.review.intake.presenter import IntakePresenter
from workbench.gui.review.overview.page import OverviewPage
from workbench.gui.review.page import ReviewPlace
from workbench.gui.review.parts import PARTS
from workbench.gui.review.reviews.presenter import ReviewsPresenter
from workbench.gui.review.seams import About, Part, ReviewPage, Source

LAST = "review"
"""Under which the review that was shown last is remembered."""


class Conductor(QObject):
    def __init__(self, place: ReviewPlace, around: Around) -> None:
        super().__init__(place)
        self._place, self._around = place, around
        self._pages = PagesMade(PARTS, self._make, self)
        self._shown = ""
        """Id of the review that is seen, or was before something else was turned to."""
        self._started = False
        self._setting_up = False
        """Rubrics were turned to from the setup, which is gone on with."""
        self.lists = ReviewsPresenter(place.lists, around)
        self.intake = IntakePresenter(place.intake, around, around.background)
        self._connect()
        self._offer()

    def start(self) -> None:
        """Read the list; the review shown last, or the newest, is opened."""
        self.lists.load()
        self._pages.make_the_rest()

    def show_review(self, review_id: str) -> None:
        self._shown = review_id
        self.lists.show_chosen(review_id)
        if self._around.memory:
            self._around.memory.keep(LAST, review_id)
        self._turn_to(Part.OVERVIEW, About(review_id=review_id))

    def set_up(self, source: Source | None = None) -> None:
        if Part.SETUP in PARTS:
            self._turn_to(Part.SETUP, About(source=source))
            self.lists.show_chosen("")

    def judge(self, review_id: str, reviewer: str) -> None:
        self._turn_to(Part.REVIEWING, About(review_id=review_id, reviewer=reviewer))

    def show_learned(self, review_id: str) -> None:
        self._turn_to(Part.LEARNED, About(review_id=review_id))

    def leave(self) -> None:
        """Back to the setup that rubrics were turned to from, to the review that was seen before,
        or to nothing."""
        if self._place.part is Part.RUBRICS and self._setting_up:
            self._turn_to(Part.SETUP, About())
        elif self._shown:
            self._show_and_enter(self._shown)
        else:
            self._show_nothing()

    def _show_and_enter(self, review_id: str) -> None:
        """The keyboard goes along: the page that had it is not seen any more."""
        self.show_review(review_id)
        self._enter()

    def _turn_to(self, part: Part, about: About) -> None:
        seen = self._pages.made(self._place.part)
        if seen is not None and self._place.part is not part:
            seen.rest()
        page = self._pages.page(part)
        self._place.turn_to(part)
        report(self._around.actions, shown=part in (Part.OVERVIEW, Part.LEARNED))
        page.begin(about)

    def _make(self, part: Part) -> ReviewPage:
        page = PARTS[part](self._around)
        self._place.put(part, page)
        self._connect_page(page)
        return page

    def _connect(self) -> None:
        place = self._place
        place.lists.chosen.connect(self.show_review)
        place.lists.entered.connect(self._enter)
        place.setup_requested.connect(self.set_up)
        place.review_requested.connect(self.show_review)
        place.rubrics_requested.connect(lambda: self._edit_rubric(""))
        place.leaving.connect(self._rest)
        place.results_requested.connect(self.intake.choose)
        place.results_dropped.connect(self.intake.drop)
        place.paste_requested.connect(lambda: self._around.actions.run("review.paste"))
        self.intake.said.connect(place.said)
        self.intake.taken.connect(self._on_taken)
        self.lists.listed.connect(self._on_listed)

    def _connect_page(self, page: ReviewPage) -> None:
        place = self._place
        page.said.connect(place.said)
        page.evaluation_wanted.connect(place.evaluation_wanted)
        page.prompt_wanted.connect(place.prompt_wanted)
        page.approval_wanted.connect(place.approval_wanted)
        page.file_written.connect(place.file_written)
        page.full_screen_wanted.connect(place.full_screen_wanted)
        page.left.connect(self.leave)
        page.review_made.connect(self._show_and_enter)
        page.setup_wanted.connect(self.set_up)
        page.rubrics_wanted.connect(self._edit_rubric)
        page.rubric_chosen.connect(self._go_on_with_rubric)
        page.begin_wanted.connect(self.judge)
        page.learned_wanted.connect(self.show_learned)

    def _offer(self) -> None:
        """Ways to what is there."""
        actions, lists = self._around.actions, self._place.lists
        if Part.SETUP in PARTS:
            lists.use_action(lists.new, actions["review.new"], "plus")
            self._place.empty.offer(actions["review.new"])
        lists.use_action(lists.bring, actions["review.import"], "import")
        if Part.REVIEWING in PARTS:
            actions.on("review.begin", self._judge_as_chosen)
        if Part.LEARNED in PARTS:
            actions.on("review.learned", lambda: self.show_learned(self._shown))

    def _judge_as_chosen(self) -> None:
        overview = self._pages.made(Part.OVERVIEW)
        if isinstance(overview, OverviewPage) and overview.table.line:
            self.judge(self._shown, overview.table.line.progress.name)

    def _on_taken(self, review_id: str) -> None:
        """Seen, unless somebody is in the middle of something."""
        if self._place.part in (Part.EMPTY, Part.OVERVIEW):
            self.show_review(review_id)

    def _edit_rubric(self, rubric_id: str) -> None:
        self._setting_up = self._place.part is Part.SETUP
        self._turn_to(Part.RUBRICS, About(rubric_id=rubric_id))

    def _go_on_with_rubric(self, rubric_id: str) -> None:
        self._turn_to(Part.SETUP, About(rubric_id=rubric_id))

    def _enter(self) -> None:
        if page := self._place.stack.currentWidget():
            page.setFocus()

    def _rest(self) -> None:
        if seen := self._pages.made(self._place.part):
            seen.rest()

    def _on_listed(self, summaries: list[ReviewSummary]) -> None:
        ids = [summary.review.id for summary in summaries]
        if self._shown and self._shown not in ids:
            self._shown = ""
            self._started = self._place.part in (Part.SETUP, Part.RUBRICS)
        if self._started or self._place.part not in (Part.EMPTY, Part.OVERVIEW, Part.LEARNED):
            return
        memory = self._around.memory
        last = memory.text(LAST) if memory else ""
        if ids:
            self._started = True
            self.show_review(last if last in ids else ids[0])
        else:
            self._show_nothing()

    def _show_nothing(self) -> None:
        self._place.turn_to(Part.EMPTY)
        report(self._around.actions, shown=False)
        if self._place.isVisible():
            self._place.empty.setFocus()
