"""Review over a real workspace, and what a person does in it."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.builders import a_plan
from tests.gui.write.open_write import ScriptedAsk
from workbench.domain.review_choosing import Candidate
from workbench.domain.runs import Outcome, Run
from workbench.gui.kit.background import Background
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.review.around import Around
from workbench.gui.review.place import build_review_place
from workbench.gui.review.seams import Part
from workbench.store.opening import open_workspace
from workbench.store.runs import SqliteRuns


class OpenReview:
    def __init__(self, services, theme, icons, actions, memory=None):
        self.services, self.actions = services, actions
        self.ask, self.background = ScriptedAsk(), Background()
        self.relay = EventRelay(services.events)
        actions.report(workspace_open=True)
        around = Around(
            services, self.background, actions, theme, icons, self.ask, self.relay, memory
        )
        self.place = build_review_place(around)
        actions.on("review.import", self.place.results_requested.emit)
        actions.on("review.new", lambda: self.place.setup_requested.emit(None))

    @property
    def lists(self):
        return self.place.lists

    @property
    def overview(self):
        return self.place.page(Part.OVERVIEW)

    @property
    def intake(self):
        return self.place.intake

    @property
    def title(self):
        """Of the review whose overview is seen; empty while none is."""
        seen = self.place.part is Part.OVERVIEW
        return self.overview.head.title.text() if seen else ""

    def names(self):
        """As they are listed."""
        model = self.lists.reviews
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def choose(self, qtbot, review):
        row = self.lists.reviews.row_of
        qtbot.waitUntil(lambda: row(review.id) >= 0)
        self.lists.list.setCurrentIndex(self.lists.reviews.index(row(review.id), 0))
        qtbot.waitUntil(lambda: self.title == review.plan.name)

    def press(self, qtbot, command_id):
        """As from its menu, once it can be."""
        qtbot.waitUntil(lambda: self.actions[command_id].isEnabled())
        self.actions.run(command_id)


def made(services, count=3, **fields):
    """A review of outputs as the engine would have recorded them."""
    opened = services.prompts.open_path("support/triage")
    plan = services.runs.plan(opened.prompt.id, opened.draft.content, models=("demo/brief",))
    workspace = open_workspace(services.workspace)
    runs = []
    for number in range(count):
        job = plan.jobs[0] if not number else _again(services, opened).jobs[0]
        runs.append(Run(job, Outcome.FINISHED, datetime.now(UTC), text=f"Output {number}"))
        SqliteRuns(workspace).record(runs[-1])
    workspace.close()
    candidates = [Candidate((run.id,)) for run in runs]
    fields = {"prompt_id": opened.prompt.id, **fields}
    return services.reviews.create(a_plan(**fields), candidates, author="me")


def _again(services, opened):
    return services.runs.plan(opened.prompt.id, opened.draft.content, models=("demo/brief",))


def judged(services, review, reviewer, count=1):
    for item in services.reviews.queue(review.id, reviewer)[:count]:
        services.reviews.judge(review.id, item, reviewer, {"tone": 4, "true": True}, seconds=30)
