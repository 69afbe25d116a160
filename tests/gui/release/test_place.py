"""The place Release: its registry, its pages, its keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from tests.gui.release.open_place import copied, use_registry
from tests.gui.release.place_fixtures import made_registry, open_place, registry, services
from tests.registry.workshop import TRIAGE
from workbench.gui.release.parts import PARTS
from workbench.gui.release.seams import Part
from workbench.services.events import RegistryChanged

__all__ = ["made_registry", "open_place", "registry", "services"]


def empty_title(opened):
    return opened.matrix.empty.title.text()


def test_without_a_registry_one_is_made_from_here(qtbot, services, open_place, tmp_path):
    opened = open_place()
    assert empty_title(opened) == "No registry yet"
    opened.ask.files, opened.ask.texts = [tmp_path], ["acme-prompts"]

    opened.matrix.empty.make.click()

    qtbot.waitUntil(lambda: empty_title(opened) == "Nothing is released yet")
    assert services.settings.load().registry == str(tmp_path / "acme-prompts")
    assert opened.place.where.text() == str(tmp_path / "acme-prompts")
    empty = opened.matrix.empty
    assert [empty.approve.text(), empty.export.text()] == ["Approve…", "Export to registry…"]
    assert empty.approve.isVisible()
    assert empty.export.isVisible()
    assert not empty.make.isVisible()


def test_a_name_no_registry_can_have_makes_nothing(qtbot, services, open_place, tmp_path):
    opened = open_place()
    before = sorted(tmp_path.iterdir())
    opened.ask.files, opened.ask.texts = [tmp_path], ["../Acme prompts"]

    opened.matrix.empty.make.click()

    qtbot.waitUntil(lambda: bool(opened.ask.errors))
    assert "cannot be the name of a registry" in opened.ask.errors[0].message
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_that_is_chosen_is_kept_in_the_settings(
    qtbot, services, made_registry, open_place, tmp_path
):
    folder = copied(made_registry, tmp_path / "registry")
    opened = open_place()
    opened.ask.files = [folder]

    opened.matrix.empty.choose.click()

    qtbot.waitUntil(lambda: TRIAGE in opened.prompts)
    assert services.settings.load().registry == str(folder)


def test_a_folder_that_is_no_registry_is_said_to_be_none(qtbot, services, open_place, tmp_path):
    (tmp_path / "other").mkdir()
    use_registry(services, tmp_path / "other")

    opened = open_place()

    assert "cannot be shown as a registry" in empty_title(opened)
    assert opened.matrix.empty.text.text()
    assert opened.matrix.empty.make.isVisible()


def test_a_registry_that_went_away_is_told(qtbot, registry, open_place):
    opened = open_place()
    registry.rename(registry.with_name("elsewhere"))

    opened.press(qtbot, "registry.read")

    qtbot.waitUntil(lambda: "cannot be shown" in empty_title(opened))
    assert opened.actions.context.release.prompt == ""


def test_the_keyboard_stays_where_the_registry_is_read_and_shown(qtbot, registry, open_place):
    opened = open_place()
    empty = opened.matrix.empty
    opened.table.setFocus()
    registry.rename(registry.with_name("elsewhere"))
    opened.press(qtbot, "registry.read")
    qtbot.waitUntil(lambda: "cannot be shown" in empty_title(opened))
    assert empty.choose.hasFocus()

    empty.show_reading()
    assert empty.hasFocus()
    registry.with_name("elsewhere").rename(registry)
    opened.press(qtbot, "registry.read")

    qtbot.waitUntil(lambda: TRIAGE in opened.prompts)
    assert opened.table.hasFocus()


def test_another_registry_takes_the_place_of_the_one_before(
    qtbot, registry, services, made_registry, open_place, tmp_path
):
    opened = open_place()
    folder = copied(made_registry, tmp_path / "second")
    (folder / "pins" / "dev" / "billing" / "dunning.yaml").unlink()

    settings = services.settings.load()
    services.settings.save(replace(settings, registry=str(folder)))

    qtbot.waitUntil(lambda: opened.registry.folder == folder)
    opened.settle(qtbot)
    row = opened.matrix.model.row(opened.matrix.model.row_of("billing/dunning"))
    assert row.pins == ()


def test_what_was_written_into_the_registry_is_seen(qtbot, registry, services, open_place):
    opened = open_place()
    (registry / "pins" / "dev" / "support" / "short.yaml").unlink()

    services.events.publish(RegistryChanged(str(registry)))

    model = opened.matrix.model
    qtbot.waitUntil(lambda: model.row(model.row_of("support/short")).pins == ())


def test_only_pages_that_there_are_stand_in_the_switch(registry, open_place):
    opened = open_place()

    assert opened.place.switch.count() == len(PARTS)
    assert opened.place.part is Part.MATRIX


def test_the_keyboard_goes_round_the_parts_of_the_page(qtbot, registry, open_place):
    opened = open_place()
    opened.table.setFocus()

    QTest.keyClick(opened.table, Qt.Key.Key_F6)
    assert opened.matrix.detail.area.hasFocus()
    QTest.keyClick(opened.matrix.detail.area, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert opened.table.hasFocus()
    QTest.keyClick(opened.table, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert opened.matrix.bar.words.hasFocus()


def test_the_keys_for_differences_compare_environments_here(qtbot, registry, open_place):
    opened = open_place()
    opened.choose(qtbot, TRIAGE, "staging")
    ran = []
    opened.actions["release.compare"].triggered.connect(lambda: ran.append(True))

    QTest.keyClick(opened.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)

    opened.settle(qtbot)
    assert ran == [True]


@pytest.mark.parametrize("command_id", ["release.approve", "release.export", "registry.verify"])
def test_what_can_be_done_about_a_release_has_its_button(open_place, registry, command_id):
    opened = open_place()

    button = opened.place.findChild(QToolButton, f"release.button.{command_id}")

    assert button.defaultAction() is opened.actions[command_id]


def test_export_is_about_the_chosen_prompt_while_release_is_seen(qtbot, registry, open_place):
    opened = open_place()
    opened.choose(qtbot, TRIAGE, "staging")

    assert "does not have the chosen prompt" in opened.actions.reason("release.export")
    opened.place.hide()
    assert "does not have" not in opened.actions.reason("release.export")
