"""An evaluation that is over, with its checks open beside its grid."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QDialog

from workbench.domain.checks import Verdict
from workbench.gui.evaluate.checks.panel import ChecksPanel
from workbench.gui.evaluate.checks.preview_strip import PreviewStrip
from workbench.gui.evaluate.conducting import Conductor

PASSED = Verdict.PASSED


class OpenChecks:
    def __init__(self, qtbot, evaluate):
        self.qtbot, self.evaluate = qtbot, evaluate
        self.engine, self.actions = evaluate.engine, evaluate.actions
        self.place, self.services = evaluate.place, evaluate.services
        self.part = evaluate.place.findChild(Conductor).checks

    @property
    def panel(self) -> ChecksPanel:
        return self.part.evaluation.panel

    @property
    def editor(self):
        return self.panel.editor

    @property
    def strip(self) -> PreviewStrip:
        return self.part.evaluation.strip

    @property
    def checks(self):
        return self.part.evaluation.editing.checklist.checks

    @property
    def results(self):
        return self.evaluate.grid.model.results

    def set_checks(self, *checks, **fields):
        (dataset,) = self.services.datasets.all()
        self.services.datasets.save(replace(dataset, checks=checks, **fields))

    def open(self, verdicts=(PASSED,) * 8):
        evaluation = self.evaluate.planned()
        self.evaluate.show(self.qtbot, evaluation)
        self.engine.finish(evaluation, list(verdicts))
        self.qtbot.waitUntil(
            lambda: self.results.left == sum(each is Verdict.PENDING for each in verdicts)
        )
        self.evaluate.grid.view.make_current(0, 0)
        self.actions["evaluation.checks"].setChecked(True)
        self.qtbot.waitUntil(self.panel.isVisible)
        return evaluation

    def choose(self, row):
        self.panel.list.setCurrentIndex(self.panel.list.checks.index(row))

    def type(self, text):
        self.editor.value.text.set_exact_text(text)

    def until_scored(self):
        self.qtbot.waitUntil(lambda: self.actions.context.checks_scored)

    def dialog(self, name):
        found = []

        def there():
            found[:] = [d for d in self.place.window().findChildren(QDialog, name) if d.isVisible()]
            return bool(found)

        self.qtbot.waitUntil(there)
        return found[0]


@pytest.fixture
def checking(qtbot, evaluate):
    return OpenChecks(qtbot, evaluate)
