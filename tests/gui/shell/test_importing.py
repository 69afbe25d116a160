from __future__ import annotations

from tests.builders import a_prompt
from workbench.gui.shell.importing import summary
from workbench.services.transfers import Imported


def test_what_came_is_said_prompt_by_prompt():
    hello = Imported(a_prompt("greetings/hello"), (), known=2, notes=("Its owner was left out.",))

    assert summary([hello]) == (
        "greetings/hello: nothing new, 2 known already. Its owner was left out."
    )


def test_nothing_to_import_is_said():
    assert summary([]) == "There was nothing to import."
