from __future__ import annotations

from tests.builders import a_prompt
from workbench.gui.shell.importing import summary
from workbench.gui.shell.suite_dialog import SuiteDialog
from workbench.services.transfers import Imported


def test_what_came_is_said_prompt_by_prompt():
    hello = Imported(a_prompt("greetings/hello"), (), known=2, notes=("Its owner was left out.",))

    assert summary([hello]) == (
        "greetings/hello: nothing new, 2 known already. Its owner was left out."
    )


def test_nothing_to_import_is_said():
    assert summary([]) == "There was nothing to import."


CONFIG = """\
prompts: ['Greet {{ name }}']
providers: [openai:gpt-4o-mini, echo]
tests: [{vars: {name: Ada}}]
"""


def test_a_configuration_of_promptfoo_is_asked_about_before_it_is_kept(
    qtbot, open_frame, workspace, tmp_path
):
    folder = tmp_path / "greetings"
    folder.mkdir()
    file = folder / "promptfooconfig.yaml"
    file.write_text(CONFIG, encoding="utf-8")
    frame = open_frame(workspace)
    qtbot.waitUntil(lambda: frame.assembly.opened is not None, timeout=30_000)
    services = frame.assembly.opened.services

    def paths():
        return [summary.prompt.path for summary in services.prompts.library()]

    frame.assembly.opened.places.importing.take_in(file)
    qtbot.waitUntil(lambda: frame.window.findChild(SuiteDialog) is not None, timeout=10_000)
    before = paths()
    frame.window.findChild(SuiteDialog).take.click()

    qtbot.waitUntil(lambda: "greetings/prompt-1" in paths(), timeout=10_000)
    assert "greetings/prompt-1" not in before
