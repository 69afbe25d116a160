"""A page of what was learned, over a workspace with one prompt and its dataset."""

from __future__ import annotations

import pytest

from tests.builders import a_content
from tests.gui.review.learned.open_learned import OpenLearned, dataset
from workbench.bootstrap import close_services, open_services


@pytest.fixture
def learned(qtbot, tmp_path, theme, icons, actions):
    services = open_services(tmp_path / "workspace.db", empty=True)
    prompt = services.prompts.create("support/refund", content=a_content("Answer {{ ticket }}"))
    services.datasets.save(dataset(prompt.prompt.id))
    opened = OpenLearned(services, theme, icons, actions, prompt)
    qtbot.addWidget(opened.page)
    opened.page.resize(1000, 700)
    opened.page.show()
    yield opened
    opened.background.close()
    close_services(services)
