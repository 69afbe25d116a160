"""Sets up reviews: what there is to choose from, how many outputs fit, and the review made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject

from workbench.domain.errors import WorkbenchError
from workbench.domain.review_choosing import Found
from workbench.domain.reviews import Review
from workbench.domain.rubrics import Rubric
from workbench.domain.unfinished import Unfinished
from workbench.gui.review.around import Around
from workbench.gui.review.questions.asking import tidied
from workbench.gui.review.seams import About
from workbench.gui.review.setup.draft import Origin, SetupDraft
from workbench.gui.review.setup.more_section import drawn_seed
from workbench.gui.review.setup.offered import Answered, Offered, read_offered
from workbench.gui.review.setup.page import SetupPage
from workbench.gui.review.setup.searching import Counted, Search
from workbench.gui.review.setup.words import NO_SOURCE, problems, source_words
from workbench.gui.review.unfinished_work import UnfinishedWork
from workbench.gui.review.wording import translate
from workbench.services.events import EvaluationsChanged, ReviewsChanged

ONLY = "setup"
"""What is set up goes by that name: there is one at a time."""


@dataclass(frozen=True, slots=True)
class _Made:
    draft: SetupDraft
    name: str
    source: str
    prompt_id: str


class SetupPresenter(QObject):
    def __init__(self, page: SetupPage, around: Around) -> None:
        super().__init__(page)
        self._page, self._around = page, around
        self._search = Search(around, self)
        self._offered = Offered()
        self._answered = Answered()
        self._asked: SetupDraft | None = None
        """What is to be shown once it is read what there is to choose from."""
        self._counted: Counted | None = None
        self._told = False
        """Problems stand beside the fields: somebody tried to create it as it was."""
        self._making = False
        self._begun = False
        self._unfinished = UnfinishedWork(Unfinished.REVIEW, around, self)
        self._recount = False
        """There may be more outputs now, though nothing else was chosen."""
        page.begun.connect(self._on_begun)
        page.rested.connect(self._unfinished.flush)
        page.changed.connect(self._on_changed)
        page.changed.connect(self._keep_unfinished)
        page.create_requested.connect(self._create)
        page.fresh_requested.connect(self._start_over)
        page.source.prompt_chosen.connect(self._read_answered)
        page.questions.rubric_wanted.connect(page.rubrics_wanted)
        page.questions.keep_wanted.connect(self._keep_rubric)
        self._search.counted.connect(self._take_counted)
        around.relay.published.connect(self._on_published)

    def _on_begun(self, about: About) -> None:
        if self._begun:
            self._go_on(about, self._asked or self._page.chosen)
        else:
            self._unfinished.read(SetupDraft, partial(self._begin, about))

    def _begin(self, about: About, unfinished: dict[str, SetupDraft]) -> None:
        """With what was chosen before the window was closed."""
        self._go_on(about, self._asked or unfinished.get(ONLY) or _fresh())

    def _go_on(self, about: About, draft: SetupDraft) -> None:
        """What was chosen before stays, but for what it is asked about now."""
        if about.source is not None:
            draft = draft.of(about.source)
            self._told = False
        if about.rubric_id:
            draft = replace(draft, rubric=Rubric(id=about.rubric_id))
        if about.source is not None or about.rubric_id or not self._begun:
            self._asked = draft
        if about.source is not None or about.rubric_id:
            self._keep(draft)
        self._begun = True
        self._recount = True
        self._read()

    def _read(self) -> None:
        self._around.background.run(
            self,
            partial(read_offered, self._around.services),
            self._take_offered,
            self._around.ask.show_error,
        )

    def _take_offered(self, offered: Offered) -> None:
        draft = self._asked or self._page.chosen
        self._asked = None
        self._offered = offered
        self._page.offer(offered)
        self._page.show_draft(_settled(draft, offered))
        if self._told:
            self._show_problems()
        self._read_answered(self._page.chosen.prompt_id)
        again, self._recount = self._recount, False
        self._show_changes(again=again)

    def _read_answered(self, prompt_id: str) -> None:
        """Versions and models of the chosen prompt, where outputs are filtered by them."""
        filtered = self._page.chosen.origin is Origin.PROMPT
        if not filtered or not prompt_id or prompt_id == self._answered.prompt_id:
            return
        choosing = self._around.services.review_choosing

        def read() -> Answered:
            return Answered(prompt_id, tuple(choosing.answered(prompt_id)))

        self._around.background.run(self, read, self._take_answered, self._around.ask.show_error)

    def _take_answered(self, answered: Answered) -> None:
        if answered.prompt_id == self._page.chosen.prompt_id:
            self._answered = answered
            self._page.offer_answered(answered)
            self._on_changed()

    def _on_changed(self) -> None:
        self._show_changes(again=False)

    def _keep_unfinished(self) -> None:
        self._keep(self._page.chosen)

    def _keep(self, draft: SetupDraft | None) -> None:
        """None: there is nothing to go on with."""
        self._unfinished.keep(ONLY, draft)

    def _show_changes(self, *, again: bool) -> None:
        draft = self._page.chosen
        self._page.show_chosen(draft)
        self._page.show_default_name(self._title(draft))
        self._search.look(draft, again=again)
        self._show()

    def _take_counted(self, counted: Counted) -> None:
        self._counted = counted
        self._show()

    def _show(self) -> None:
        """What it comes to, as far as it is known."""
        draft, found = self._page.chosen, self._found()
        nothing = self._nothing(draft)
        self._page.show_found(draft, found, nothing if found is not None else "")
        missing = problems(draft, found, nothing)
        if self._told:
            self._page.show_problems(missing)
        words = next(iter(missing.values()), "")
        able = not self._making
        if self._offered.read_only:
            words, able = translate("This workspace can only be read."), False
        self._page.show_missing(words, able=able)

    def _show_problems(self) -> None:
        draft = self._page.chosen
        self._page.show_problems(problems(draft, self._found(), self._nothing(draft)))

    def _found(self) -> Found | None:
        """Of what is chosen now; None while that is being counted."""
        draft = self._page.chosen
        return self._counted.found if self._counted and self._counted.fits(draft) else None

    def _nothing(self, draft: SetupDraft) -> str:
        if not self._counted or not self._counted.fits(draft):
            return ""
        if self._counted.found.candidates:
            return ""
        return self._counted.nothing or translate(NO_SOURCE[draft.origin])

    def _create(self) -> None:
        if self._making or self._offered.read_only or self._found() is None:
            return
        draft, found = self._page.chosen, self._found()
        missing = problems(draft, found, self._nothing(draft))
        self._told = bool(missing)
        self._page.show_problems(missing)
        if missing:
            self._page.lead_to(next(iter(missing)))
            return
        self._making = True
        self._show()
        made = _Made(draft, self._title(draft), self._source(draft), self._prompt(draft))
        self._around.background.run(
            self, partial(self._made, made, found), self._after, self._on_failed
        )

    def _made(self, made: _Made, found: Found | None) -> Review:
        """In the background: it reads what everybody will judge."""
        services = self._around.services
        candidates = made.draft.drawn(found.candidates if found else ())
        plan = made.draft.plan(made.name, made.source, made.prompt_id)
        return services.reviews.create(plan, candidates, author=services.settings.author())

    def _after(self, review: Review) -> None:
        """The next one begins anew, with the same people."""
        self._making = False
        draft = self._page.chosen
        self._told = False
        self._keep(None)
        fresh = replace(_fresh(), reviewers=draft.reviewers)
        self._page.show_draft(_settled(fresh, self._offered))
        self._on_changed()
        self._page.said.emit(translate("The review {0} is set up.").format(review.plan.name))
        self._page.review_made.emit(review.id)

    def _on_failed(self, error: WorkbenchError) -> None:
        self._making = False
        self._show()
        self._around.ask.show_error(error)

    def _start_over(self) -> None:
        self._told = False
        self._keep(None)
        self._page.show_draft(_settled(_fresh(), self._offered))
        self._on_changed()
        self._page.setFocus()

    def _keep_rubric(self) -> None:
        """The questions written here, under the name that somebody gives them."""
        draft = self._page.chosen
        if draft.unwritten():
            self._page.questions.show_questions_missing()
            return
        name = self._around.ask.text(
            translate("Keep as a rubric"), translate("Name"), draft.rubric.name
        )
        if not name or not name.strip():
            return
        rubric = Rubric(name=name.strip(), questions=tidied(draft.rubric.questions))
        self._around.background.run(
            self,
            partial(self._around.services.rubrics.save, rubric),
            self._take_kept,
            self._around.ask.show_error,
        )

    def _take_kept(self, rubric: Rubric) -> None:
        self._page.said.emit(translate("The rubric {0} is kept.").format(rubric.name))
        self._asked = replace(self._page.chosen, rubric=rubric)
        self._keep(self._asked)
        self._read()

    def _on_published(self, event: object) -> None:
        """What there is to choose from may be more now."""
        if isinstance(event, EvaluationsChanged | ReviewsChanged) and self._page.isVisible():
            self._recount = isinstance(event, EvaluationsChanged)
            self._read()

    def _title(self, draft: SetupDraft) -> str:
        """What the review is called unless somebody names it. Reviewers read it."""
        chosen = self._offered.evaluation(draft.evaluation_id)
        if draft.origin is Origin.EVALUATION and draft.blind and chosen:
            return chosen.blind_title
        return self._name(draft)

    def _name(self, draft: SetupDraft) -> str:
        """Of what the outputs are from."""
        if draft.origin is Origin.EVALUATION:
            chosen = self._offered.evaluation(draft.evaluation_id)
            return chosen.name if chosen else translate("Review")
        return self._offered.path(draft.prompt_id) or translate("Review")

    def _source(self, draft: SetupDraft) -> str:
        return source_words(draft, self._name(draft))

    def _prompt(self, draft: SetupDraft) -> str:
        chosen = self._offered.evaluation(draft.evaluation_id)
        if draft.origin is Origin.EVALUATION:
            return chosen.prompt_id if chosen else ""
        return draft.prompt_id


def _fresh() -> SetupDraft:
    return SetupDraft(seed=drawn_seed())


def _settled(draft: SetupDraft, offered: Offered) -> SetupDraft:
    """With a first choice where there is none, and the rubric as it is now."""
    if not draft.evaluation_id and not draft.prompt_id and not draft.run_ids:
        if offered.evaluations:
            draft = replace(draft, evaluation_id=offered.evaluations[0].id)
        elif offered.prompts:
            draft = replace(draft, origin=Origin.PROMPT)
    if not draft.prompt_id and offered.prompts:
        draft = replace(draft, prompt_id=offered.prompts[0][0])
    if not draft.rubric.id:
        return draft
    known = next((each for each in offered.rubrics if each.id == draft.rubric.id), None)
    return replace(draft, rubric=known or Rubric(questions=draft.rubric.questions))
