"""Components that include themselves are told where they are typed, and stop nothing."""

from __future__ import annotations

import pytest

from tests.gui.write.open_write import open_prompt, type_at_the_end
from workbench.engine.questions import components_found
from workbench.gui.write.commit.dialog import CommitDialog
from workbench.store.opening import open_workspace
from workbench.store.prompts import SqlitePrompts
from workbench.templating.analysis import analyse


@pytest.fixture
def analysing(write):
    """Write, with the engine's own way of reading what is typed."""
    workspace = open_workspace(write.services.workspace)
    store = SqlitePrompts(workspace)
    write.engine.analysis = lambda content: analyse(content, components_found(store, content))
    yield write
    workspace.close()


def include(qtbot, write, path):
    with qtbot.waitSignal(write.session.saved):
        type_at_the_end(qtbot, write, f'{{% include "{path}" %}}')


def problems(write):
    model = write.place.editor.problems.model()
    return " ".join(str(model.index(row, 0).data()) for row in range(model.rowCount()))


def test_a_component_that_includes_itself_is_told_in_place(qtbot, analysing):
    open_prompt(qtbot, analysing, "tone/warm")

    include(qtbot, analysing, "tone/warm")

    qtbot.waitUntil(lambda: "circle: tone/warm → tone/warm" in problems(analysing))
    assert "mistake" in analysing.actions.reason("run.start")


def test_a_circle_through_another_component_is_told_in_place(qtbot, analysing):
    analysing.ask.texts = ["tone/brief"]
    analysing.actions.run("component.new")
    qtbot.waitUntil(lambda: analysing.path() == "tone/brief")
    include(qtbot, analysing, "tone/warm")
    open_prompt(qtbot, analysing, "tone/warm")

    include(qtbot, analysing, "tone/brief")

    qtbot.waitUntil(lambda: "tone/brief → tone/warm → tone/brief" in problems(analysing))
    open_prompt(qtbot, analysing, "support/refund")
    include(qtbot, analysing, "tone/warm")
    qtbot.waitUntil(lambda: "circle" in problems(analysing))


def test_a_circle_is_not_named_as_a_version_and_the_typing_is_kept(qtbot, analysing):
    open_prompt(qtbot, analysing, "tone/warm")
    include(qtbot, analysing, "tone/warm")
    analysing.actions.run("version.commit")
    dialog = analysing.place.findChild(CommitDialog, "commit")

    dialog.commit.click()

    qtbot.waitUntil(lambda: "circle" in dialog.problem.text())
    assert dialog.commit.isEnabled()
    assert analysing.stored("tone/warm").newest is None
    assert "include" in analysing.stored("tone/warm").draft.content.text
    dialog.reject()
