from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from workbench.gui.commands import COMMANDS, Context, command
from workbench.gui.kit.paths import icon_file

OPEN = Context(workspace_open=True, prompt_open=True)


def each_command(test):
    return pytest.mark.parametrize("each", COMMANDS, ids=lambda each: each.id)(test)


def test_no_two_commands_have_the_same_id():
    assert [id_ for id_, count in Counter(c.id for c in COMMANDS).items() if count > 1] == []


def test_no_two_commands_have_the_same_shortcut():
    keys = Counter(
        sequence.toString()
        for each in COMMANDS
        if each.shortcut
        for sequence in QKeySequence.listFromString(each.shortcut)
    )

    assert [text for text, count in keys.items() if count > 1] == []


def test_shortcuts_are_keys_that_qt_knows():
    unknown = [
        each.id
        for each in COMMANDS
        if each.shortcut and any(s.isEmpty() for s in QKeySequence.listFromString(each.shortcut))
    ]

    assert unknown == []


@each_command
def test_a_command_has_a_tip_and_an_icon(each):
    assert each.tip
    assert icon_file(each.icon).is_file()


@each_command
def test_a_command_knows_whether_it_can_run(each):
    assert isinstance(each.when(Context()), str)


def test_mnemonics_differ_within_a_menu():
    menus = {(each.menu, each.submenu): set() for each in COMMANDS}
    for each in COMMANDS:
        menus[each.menu, each.submenu].add(each.text)
        if each.submenu:
            menus.setdefault((each.menu, ""), set()).add(each.submenu)
    for menu, texts in menus.items():
        letters = Counter(t[t.index("&") + 1].casefold() for t in texts if "&" in t)
        assert [letter for letter, count in letters.items() if count > 1] == [], menu


def test_running_says_what_is_missing():
    when = command("run.start").when

    assert "Open a prompt" in when(Context(workspace_open=True))
    assert "Tick a model" in when(OPEN)
    assert "mistake" in when(Context(True, prompt_open=True, template_broken=True))
    assert when(Context(True, prompt_open=True, models_chosen=1)) == ""


def test_a_workspace_that_is_read_only_takes_no_edits():
    context = Context(
        workspace_open=True, read_only=True, prompt_open=True, unnamed_changes=True, message=0
    )
    for id_ in ("prompt.new", "version.commit", "message.remove", "prompt.archive", "draft.undo"):
        assert "reading only" in command(id_).when(context)


def test_a_message_moves_only_where_there_is_room():
    first = Context(workspace_open=True, prompt_open=True, messages=2, message=0)

    assert command("message.move_up").when(first)
    assert not command("message.move_down").when(first)
