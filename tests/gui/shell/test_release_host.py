"""Release in the window: made when it is first shown, and the ways to Write."""

from __future__ import annotations

import pytest

from tests.gui.release.open_place import use_registry
from tests.registry.workshop import TRIAGE, Workshop, a_release_content, know_a_person
from workbench.gui.release.export_dialog import ExportDialog
from workbench.gui.release.seams import Part


@pytest.fixture
def registry(tmp_path, monkeypatch):
    know_a_person(tmp_path, monkeypatch)
    workshop = Workshop(tmp_path / "registry")
    workshop.releases.init(workshop.folder, "acme")
    workshop.release()
    workshop.export(workshop.commit(a_release_content(), "elsewhere/only"))
    return workshop.folder


@pytest.fixture
def assembled(qtbot, open_frame, workspace, registry):
    frame = open_frame(workspace)
    qtbot.waitUntil(lambda: frame.assembly.opened is not None)
    use_registry(frame.assembly.opened.services, registry)
    qtbot.waitUntil(lambda: frame.window.actions_.context.registry_known)
    frame.window.actions_.run("go.release")
    matrix = frame.window.stack.currentWidget().page(Part.MATRIX)
    qtbot.waitUntil(lambda: len(matrix.model.prompts) == 2)
    return frame


def matrix_of(assembled):
    return assembled.window.stack.currentWidget().page(Part.MATRIX)


def test_a_prompt_of_the_registry_is_opened_in_write(qtbot, assembled):
    window = assembled.window
    matrix_of(assembled).choose(TRIAGE, "dev")

    qtbot.waitUntil(lambda: window.actions_["release.write"].isEnabled())
    window.actions_.run("release.write")

    session = assembled.assembly.opened.places.write.session
    qtbot.waitUntil(lambda: window.place == "go.write")
    qtbot.waitUntil(lambda: session.open is not None and session.open.prompt.path == TRIAGE)


def test_what_is_chosen_is_exported_and_not_what_is_open_in_write(qtbot, assembled):
    window = assembled.window
    matrix_of(assembled).choose(TRIAGE, "dev")

    qtbot.waitUntil(lambda: window.actions_["release.export"].isEnabled())
    window.actions_.run("release.export")

    qtbot.waitUntil(lambda: window.findChild(ExportDialog) is not None)
    dialog = window.findChild(ExportDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert TRIAGE in dialog.windowTitle()
    dialog.reject()


def test_a_prompt_that_only_the_registry_has_says_why_it_is_not_opened(qtbot, assembled):
    matrix_of(assembled).choose("elsewhere/only", "dev")
    actions = assembled.window.actions_

    qtbot.waitUntil(lambda: actions.context.release.prompt == "elsewhere/only")
    qtbot.waitUntil(lambda: "does not have the chosen prompt" in actions.reason("release.write"))
    assert "does not have the chosen prompt" in actions.reason("release.export")
