"""Checks edited over the engine as it is: its own process, its own scoring."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.gui.evaluate import open_evaluate
from tests.gui.evaluate.checks.conftest import OpenChecks
from workbench.domain.checks import Check
from workbench.gui.kit.engine import EngineState
from workbench.gui.shell.engine_link import EngineLink
from workbench.gui.shell.engine_log import EngineLog
from workbench.gui.shell.redaction import Redaction

ROOT = Path(__file__).parents[4]
LONG_MS = 60_000


@pytest.fixture
def evaluate(qtbot, services, theme, icons, actions, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.fspath(ROOT))
    command = [sys.executable, "-m", "workbench.engine", "--workspace", str(services.workspace)]
    engine = EngineLink(command, EngineLog(tmp_path / "engine.log", Redaction()))
    monkeypatch.setattr(open_evaluate, "FakeEvaluationEngine", lambda _path: engine)
    evaluate = open_evaluate.OpenEvaluate(services, theme, icons, actions)
    engine.open()
    qtbot.addWidget(evaluate.place)
    evaluate.place.resize(1200, 800)
    evaluate.place.show()
    qtbot.waitUntil(lambda: engine.state is EngineState.READY, timeout=LONG_MS)
    yield evaluate
    evaluate.background.close()
    engine.close()


def test_outputs_are_scored_tried_and_kept_by_the_engine_itself(qtbot, evaluate):
    checking = OpenChecks(qtbot, evaluate)
    checking.set_checks(Check("contains", value="Ada"))
    evaluation = evaluate.planned(models=("demo/brief",))
    evaluate.show(qtbot, evaluation)
    evaluate.engine.start_evaluation(evaluation.id)
    qtbot.waitUntil(lambda: checking.results.left == 0, timeout=LONG_MS)
    qtbot.waitUntil(lambda: not checking.actions.context.evaluation_under_way, timeout=LONG_MS)
    evaluate.grid.view.make_current(0, 0)
    checking.actions["evaluation.checks"].setChecked(True)

    checking.type("no output holds this")
    qtbot.waitUntil(lambda: checking.actions.context.checks_scored, timeout=LONG_MS)
    assert "0 of 4 pass" in checking.strip.words.text()
    verdict = checking.panel.try_strip.verdict
    qtbot.waitUntil(lambda: verdict.text() == "failed · 0.00", timeout=LONG_MS)
    checking.editor.negated.click()
    qtbot.waitUntil(lambda: "4 of 4 pass" in checking.strip.words.text(), timeout=LONG_MS)
    qtbot.waitUntil(lambda: checking.actions["checks.keep"].isEnabled(), timeout=LONG_MS)
    checking.actions.run("checks.keep")
    qtbot.waitUntil(lambda: not checking.strip.isVisible(), timeout=LONG_MS)

    cells = checking.services.evaluations.cells(evaluation.id)
    assert [cell.score.verdict.value for cell in cells] == ["passed"] * 4
    checking.type("is in none of them either")
    qtbot.waitUntil(lambda: "4 of 4 pass (before 4)" in checking.strip.words.text())
