"""The page of the setup over a workspace with an evaluation, a board and other answers."""

from __future__ import annotations

import pytest

from tests.builders import a_case, a_content, a_job, a_rubric, a_run
from tests.gui.review.alone import Alone
from workbench.bootstrap import close_services, open_services
from workbench.domain.checks import CellScore, Score, Verdict
from workbench.domain.datasets import Dataset
from workbench.domain.evaluations import Cell
from workbench.domain.runs import Outcome
from workbench.gui.review.setup.building import build_setup_page
from workbench.services.evaluations import ColumnChoice

GOOD = CellScore(Verdict.PASSED, 1.0, (Score(Verdict.PASSED, 1.0, judgment="j"),))
BAD = CellScore(
    Verdict.FAILED,
    0.0,
    (Score(Verdict.FAILED, 0.0), Score(Verdict.PASSED, 1.0, judgment="j")),
)


@pytest.fixture
def empty(tmp_path):
    services = open_services(tmp_path / "workspace.db", empty=True)
    yield services
    close_services(services)


@pytest.fixture
def services(empty):
    """Ten cases on two models: the outputs of one are empty, two of the other failed."""
    opened = empty.prompts.create("support/triage", content=a_content("Sort {{ name }}"))
    cases = tuple(
        a_case(f"n{each}", labels=("odd",) if each % 2 else ("even",)) for each in range(10)
    )
    empty.datasets.save(Dataset("", "Names", opened.prompt.id, cases))
    dataset = empty.datasets.datasets_for(opened.prompt.id)[0]
    choices = [ColumnChoice(opened.prompt.id, model) for model in ("demo/brief", "demo/detailed")]
    evaluation = empty.evaluations.plan("Everyday tickets", dataset, choices)
    for number in range(evaluation.total):
        place = evaluation.place(number)
        text = "" if number == 0 else f"Answer {number}"
        column = evaluation.columns[place.column]
        job = a_job(
            f"run-{number}",
            prompt_id=opened.prompt.id,
            digest=column.digest,
            model=column.model,
            case=dataset.cases[place.case],
            evaluation=evaluation.id,
        )
        record(empty, a_run(job=job, text=text))
        score = BAD if number in (5, 7) else GOOD
        cell = Cell(number, f"run-{number}", Outcome.FINISHED, output_start=text, score=score)
        empty.evaluations._evaluations.record_cells(evaluation.id, [cell])
    board = a_job(
        "board-1", prompt_id=opened.prompt.id, digest=evaluation.columns[0].digest, batch_id="b"
    )
    record(empty, a_run(job=board, text="On the board"))
    empty.rubrics.save(a_rubric(id=""))
    return empty


def record(services, run):
    services.runs._runs.record(run)


@pytest.fixture
def alone(qtbot, services, theme, icons, actions):
    yield from shown(qtbot, Alone(services, theme, icons, actions, build_setup_page))


@pytest.fixture
def alone_in_nothing(qtbot, empty, theme, icons, actions):
    yield from shown(qtbot, Alone(empty, theme, icons, actions, build_setup_page))


def shown(qtbot, alone):
    qtbot.addWidget(alone.page)
    alone.page.resize(1000, 800)
    alone.page.show()
    alone.page.activateWindow()
    qtbot.waitUntil(alone.page.isActiveWindow)
    yield alone
    alone.background.close()
