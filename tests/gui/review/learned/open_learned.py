"""What was learned, over a real workspace with a review that people have judged in."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import a_content, a_job, a_run
from tests.gui.write.open_write import ScriptedAsk
from workbench.domain.datasets import Case, Dataset
from workbench.domain.review_choosing import Candidate
from workbench.domain.reviews import ReviewKind, ReviewPlan
from workbench.domain.rubrics import Question, QuestionKind, Rubric
from workbench.gui.kit.background import Background
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.review.around import Around
from workbench.gui.review.learned.building import build_learned_page
from workbench.gui.review.seams import About
from workbench.store.opening import open_workspace
from workbench.store.runs import SqliteRuns

QUESTIONS = (
    Question("tone", "Is the tone right?", least_means="no", most_means="yes"),
    Question("true", "Is it true?", QuestionKind.YES_NO),
    Question("worst", "What is worst?", QuestionKind.CHOICE, choices=("nothing", "tone", "length")),
    Question("why", "Why?", QuestionKind.TEXT, required=False),
)
MODELS = ("demo/brief", "demo/detailed")
TEXT = "Dear customer, you get **a full refund** 😀 tomorrow."


class OpenLearned:
    def __init__(self, services, theme, icons, actions, prompt, *, with_page=True):
        self.services, self.actions = services, actions
        self.ask, self.background = ScriptedAsk(), Background()
        self.relay = EventRelay(services.events)
        self.prompt = prompt
        self.digest = services.prompts.freeze(a_content("Answer {{ ticket }}")).digest
        actions.report(workspace_open=True)
        self.around = Around(services, self.background, actions, theme, icons, self.ask, self.relay)
        self.page = build_learned_page(self.around) if with_page else None

    def reviewed(self, *, items=6, models=MODELS, version=None, **fields):
        """A review of an output for each of the cases, by models in turn."""
        plan = ReviewPlan(
            **{
                "name": "Refund answers",
                "rubric": Rubric("quality", "Quality", 1, QUESTIONS),
                "reviewers": ("ada", "bo"),
                "needed": 2,
                "seed": 7,
                "prompt_id": self.prompt.prompt.id,
                **fields,
            }
        )
        outputs = 2 if plan.kind is ReviewKind.PREFER else 1
        runs = [
            [self._run(n, models[(n + side) % len(models)], version) for side in range(outputs)]
            for n in range(items)
        ]
        workspace = open_workspace(self.services.workspace)
        SqliteRuns(workspace).record_all([run for pair in runs for run in pair])
        workspace.close()
        candidates = [Candidate(tuple(run.id for run in pair)) for pair in runs]
        return self.services.reviews.create(plan, candidates, author="ada")

    def commit(self):
        return self.services.prompts.commit(self.prompt.prompt.id, note="first", author="ada")

    def say(self, review, number, reviewer, answers=None, **said):
        item = self.services.reviews.items(review.id)[number]
        usual = {"tone": 4, "true": True, "worst": "nothing"}
        chosen = usual if answers is None else answers
        return self.services.reviews.judge(review.id, item, reviewer, chosen, **said)

    def show(self, review):
        self.page.begin(About(review_id=review.id))

    def shown(self, qtbot, review):
        self.show(review)
        qtbot.waitUntil(lambda: self.page.pages.currentIndex() != 0)
        return self.page

    def settled(self, qtbot):
        qtbot.waitUntil(lambda: self.background.idle)

    def _run(self, number, model, version):
        job = a_job(
            f"run-{number}-{model}",
            prompt_id=self.prompt.prompt.id,
            digest=self.digest,
            model=model,
            version=version,
        )
        job = replace(job, case=Case(values=(("ticket", f"Parcel {number}"),), id=f"case-{number}"))
        return a_run(job=job, text=TEXT)


def dataset(prompt_id, cases=6):
    made = tuple(
        Case(id=f"case-{n}", name=f"Case {n}", values=(("ticket", f"Parcel {n}"),))
        for n in range(cases)
    )
    return Dataset("", "Tickets", prompt_id, made)
