from __future__ import annotations

import pytest

from workbench.gui.commands import COMMANDS


def test_a_command_without_a_handler_is_not_seen(actions):
    assert not any(actions[each.id].isVisible() for each in COMMANDS)


def test_a_command_is_seen_as_soon_as_somebody_handles_it(actions, qtbot):
    with qtbot.waitSignal(actions.handled):
        actions.on("app.quit", lambda: None)

    assert actions["app.quit"].isVisible()


def test_giving_a_command_calls_its_handler(actions):
    given = []
    actions.on("app.settings", lambda: given.append("settings"))

    actions.run("app.settings")

    assert given == ["settings"]


def test_two_handlers_for_one_command_are_a_mistake(actions):
    actions.on("app.quit", lambda: None)

    with pytest.raises(ValueError, match=r"app\.quit"):
        actions.on("app.quit", lambda: None)


def test_a_command_that_cannot_run_says_why_in_its_tool_tip(actions):
    actions.on("run.start", lambda: None)

    actions.report(workspace_open=True, prompt_open=True)

    assert not actions["run.start"].isEnabled()
    assert "Tick a model to run on." in actions["run.start"].toolTip()


def test_facts_enable_commands(actions):
    started = []
    actions.on("run.start", lambda: started.append(1))
    actions.run("run.start")

    actions.report(workspace_open=True, prompt_open=True, models_chosen=1)
    actions.run("run.start")

    assert started == [1]
    assert "Ctrl+Return" in actions["run.start"].toolTip()


def test_the_same_facts_again_are_no_news(actions, qtbot):
    actions.report(prompt_open=True)

    with qtbot.assertNotEmitted(actions.context_changed):
        actions.report(prompt_open=True)


def test_a_ticked_command_tells_its_handler_the_tick(actions):
    ticks = []
    actions.on_toggle("view.wrap", ticks.append)

    actions["view.wrap"].setChecked(True)
    actions["view.wrap"].setChecked(False)

    assert ticks == [True, False]


def test_choices_exclude_each_other(actions):
    for name in ("system", "light", "dark"):
        actions.on(f"view.theme_{name}", lambda: None)
    actions["view.theme_light"].setChecked(True)

    actions["view.theme_dark"].trigger()

    assert not actions["view.theme_light"].isChecked()
