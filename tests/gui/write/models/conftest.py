from __future__ import annotations

import pytest

from tests.gui.write.models.open_models import OpenModels, Remembered


@pytest.fixture
def memory():
    return Remembered()


@pytest.fixture
def models(qtbot, theme, icons, actions, memory):
    models = OpenModels(theme, icons, actions, memory)
    qtbot.addWidget(models.panel)
    models.panel.resize(320, 600)
    models.panel.show()
    return models
