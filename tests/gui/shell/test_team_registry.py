"""The way into the window for a team's registry: real git, a real workspace, real clicks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.registry.workshop import Workshop, a_workshop, git, know_a_person
from workbench.gui.shell.team_registry.dialog import RegistryDialog, Step
from workbench.gui.shell.team_registry.form import PlaceForm


@pytest.fixture
def theirs(tmp_path, monkeypatch) -> Workshop:
    know_a_person(tmp_path, monkeypatch)
    workshop = a_workshop(tmp_path / "registry")
    workshop.release(path="team/triage")
    workshop.release("Second: {{ ticket }}", path="team/triage")
    return workshop


@pytest.fixture
def frame(qtbot, open_frame, workspace):
    frame = open_frame(workspace)
    qtbot.waitUntil(lambda: frame.assembly.opened is not None)
    qtbot.waitUntil(lambda: frame.window.actions_["registry.open"].isEnabled())
    return frame


@pytest.fixture
def dialog(frame) -> RegistryDialog:
    frame.window.actions_["registry.open"].trigger()
    return frame.window.findChild(RegistryDialog)


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_folder_is_looked_at_then_brought_in_and_the_settings_name_it(
    qtbot, frame, dialog, theirs
):
    services = frame.assembly.opened.services
    qtbot.keyClicks(dialog.form.place, str(theirs.folder))
    click(qtbot, dialog.go)
    qtbot.waitUntil(lambda: dialog.step is Step.PLANNED)
    rows = dialog.table.numbers.rows
    assert [row[:2] for row in rows] == [("team/triage", "2 versions, v1 to v2 · 2 approvals")]
    before = [each.prompt.path for each in services.prompts.library()]

    said = []
    frame.assembly.opened.places.opening_registry.said.connect(said.append)
    click(qtbot, dialog.go)
    qtbot.waitUntil(lambda: bool(said))

    assert "acme-prompts is open: 2 versions came." in said[0]
    assert "team/triage" not in before
    assert "team/triage" in [each.prompt.path for each in services.prompts.library()]
    assert services.settings.load().registry == str(theirs.folder)
    qtbot.waitUntil(lambda: frame.window.findChild(RegistryDialog) is None)


def test_an_address_is_cloned_into_a_folder_of_its_name(qtbot, frame, dialog, theirs, tmp_path):
    bare = tmp_path / "acme-prompts.git"
    git(tmp_path, "clone", "-q", "--bare", str(theirs.folder), str(bare))
    dialog.form.put_beside(tmp_path / "clones")
    (tmp_path / "clones").mkdir()
    qtbot.keyClicks(dialog.form.place, bare.as_uri())
    assert dialog.form.target.text() == str(tmp_path / "clones/acme-prompts")
    assert dialog.form.target.isVisible()

    click(qtbot, dialog.go)
    qtbot.waitUntil(lambda: dialog.step is Step.PLANNED)

    assert (tmp_path / "clones/acme-prompts/registry.yaml").is_file()
    assert dialog.form.place.text() == str(tmp_path / "clones/acme-prompts")
    dialog.reject()


def test_what_is_no_registry_is_said_in_the_dialog(qtbot, frame, dialog, tmp_path):
    qtbot.keyClicks(dialog.form.place, str(tmp_path))
    click(qtbot, dialog.go)
    qtbot.waitUntil(dialog.problem.isVisible)

    assert "holds no registry.yaml" in dialog.problem.text()
    assert dialog.go.isEnabled()
    dialog.reject()


def test_what_is_left_out_stands_first_and_is_said(qtbot, frame, dialog, theirs):
    theirs.tamper("prompts/team/triage/versions/0001*", "Triage this", "Triage that")
    qtbot.keyClicks(dialog.form.place, str(theirs.folder))
    click(qtbot, dialog.go)
    qtbot.waitUntil(lambda: dialog.step is Step.PLANNED)

    assert dialog.warning.text().startswith("2 files are left out")
    assert dialog.table.numbers.rows[0][1] == "left out"
    dialog.reject()


def test_another_place_makes_the_plan_one_of_nothing(qtbot, frame, dialog, theirs):
    qtbot.keyClicks(dialog.form.place, str(theirs.folder))
    click(qtbot, dialog.go)
    qtbot.waitUntil(lambda: dialog.step is Step.PLANNED)

    qtbot.keyClicks(dialog.form.place, "x")

    assert (dialog.step, dialog.plan) == (Step.ASKING, None)
    dialog.reject()


def test_the_empty_library_offers_it(qtbot, frame):
    button = frame.window.findChild(QPushButton, "library.registry")
    assert button.isEnabled()

    button.click()

    dialog = frame.window.findChild(RegistryDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_stopping_stays_in_the_dialog_with_what_was_typed(qtbot, frame, dialog, theirs):
    opening = frame.assembly.opened.places.opening_registry
    qtbot.keyClicks(dialog.form.place, str(theirs.folder))
    opening.look("", theirs.folder)
    assert dialog.step is Step.WORKING
    click(qtbot, dialog.cancel)
    qtbot.waitUntil(lambda: dialog.step is not Step.WORKING)

    assert dialog.isVisible()
    assert dialog.form.place.text() == str(theirs.folder)
    dialog.reject()


def test_an_address_that_would_run_a_program_is_refused(qtbot, frame, dialog):
    qtbot.keyClicks(dialog.form.place, "ext::sh -c evil")
    click(qtbot, dialog.go)
    qtbot.waitUntil(dialog.problem.isVisible)

    assert "run a program" in dialog.problem.text()
    dialog.reject()


def test_closing_the_window_while_it_works_ends_the_work(qtbot, frame, dialog, theirs):
    opening = frame.assembly.opened.places.opening_registry
    opening.look("", theirs.folder)
    with qtbot.waitSignal(frame.assembly.left):
        frame.window.close()


@pytest.mark.parametrize(
    ("text", "cloned"),
    [
        ("/home/ada/prompts", False),
        ("prompts", False),
        ("C:\\prompts", False),
        ("https://example.com/team/prompts.git", True),
        ("git@example.com:team/prompts.git", True),
        ("file:///srv/prompts.git", True),
        ("ext::sh -c evil", True),
    ],
)
def test_an_address_is_told_from_a_folder(qtbot, theme, text, cloned):
    form = PlaceForm(theme)
    qtbot.addWidget(form)
    form.put_beside(Path("/clones"))
    form.show_place(text)

    assert bool(form.address) is cloned
