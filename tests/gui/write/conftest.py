"""Write as a whole: with three prompts, and without any."""

from __future__ import annotations

import pytest

from tests.builders import a_content
from tests.gui.write.open_write import OpenWrite
from workbench.bootstrap import close_services, open_services
from workbench.domain.datasets import Case
from workbench.domain.problems import Analysis
from workbench.domain.prompts import Input, PromptKind


@pytest.fixture
def services(tmp_path):
    services = open_services(tmp_path / "workspace.db", empty=True)
    services.prompts.create("tone/warm", PromptKind.COMPONENT, a_content("Be warm."))
    opened = services.prompts.create("support/triage", content=a_content("Sort {{ ticket }}"))
    services.prompts.create("support/refund", content=a_content("Refund {{ ticket }}"))
    case = Case(name="angry", values=(("ticket", "It broke!"),))
    services.datasets.keep_case(opened.prompt.id, case)
    yield services
    close_services(services)


@pytest.fixture
def write(qtbot, services, theme, actions):
    write = OpenWrite(services, theme, actions)
    write.engine.analysis = Analysis(inputs=(Input("ticket"),), tokens=3)
    qtbot.addWidget(write.place)
    write.place.resize(1200, 800)
    write.place.show()
    qtbot.waitUntil(lambda: bool(write.path()))
    yield write
    write.background.close()


@pytest.fixture
def empty(qtbot, tmp_path, theme, actions):
    services = open_services(tmp_path / "empty.db", empty=True)
    write = OpenWrite(services, theme, actions)
    qtbot.addWidget(write.place)
    write.place.resize(1200, 800)
    write.place.show()
    yield write
    write.background.close()
    close_services(services)
