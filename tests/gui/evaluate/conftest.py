"""Evaluate as a whole, over a workspace with one prompt and its dataset of four cases."""

from __future__ import annotations

import pytest

from tests.builders import a_case, a_content
from tests.gui.evaluate.open_evaluate import OpenEvaluate
from workbench.bootstrap import close_services, open_services
from workbench.domain.checks import Check
from workbench.domain.datasets import CRITICAL, Dataset


@pytest.fixture
def services(tmp_path):
    services = open_services(tmp_path / "workspace.db", empty=True)
    opened = services.prompts.create("support/triage", content=a_content("Sort {{ name }}"))
    services.prompts.create("support/refund", content=a_content("Refund {{ name }}"))
    cases = (
        a_case("Ada", labels=("north", CRITICAL)),
        a_case("Bo", labels=("south",)),
        a_case("Cy", labels=("south",)),
        a_case("Di"),
    )
    checks = (Check("icontains", value="output", metric="says so"),)
    services.datasets.save(Dataset("", "Names", opened.prompt.id, cases, checks))
    yield services
    close_services(services)


@pytest.fixture
def evaluate(qtbot, services, theme, icons, actions):
    evaluate = OpenEvaluate(services, theme, icons, actions)
    qtbot.addWidget(evaluate.place)
    evaluate.place.resize(1200, 800)
    evaluate.place.show()
    qtbot.waitUntil(lambda: evaluate.lists.datasets.rowCount() == 1)
    yield evaluate
    evaluate.background.close()
