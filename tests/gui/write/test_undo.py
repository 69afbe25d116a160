"""Steps of undo hold what changed, and the oldest give way when there is too much of it."""

from __future__ import annotations

from tests.builders import a_content
from workbench.gui.write.undo import Step, UndoSteps, sharing

LONG = "x" * 10_000


def typed(steps, count):
    """Each step puts a number before a long text."""
    content = a_content(LONG)
    for number in range(count):
        changed = sharing(content, a_content(f"{number} {LONG}"))
        steps.add(Step(content, changed, "Typing"))
        content = changed


def test_the_oldest_steps_give_way_to_the_newest():
    shown = []
    steps = UndoSteps(shown.append, most_bytes=100_000)
    typed(steps, 40)

    undone = 0
    while steps.can_undo:
        steps.undo()
        undone += 1

    assert 5 <= undone <= 12
    assert shown[-1] == a_content(f"{39 - undone} {LONG}")


def test_what_was_undone_comes_back_after_old_steps_were_forgotten():
    shown = []
    steps = UndoSteps(shown.append, most_bytes=100_000)
    typed(steps, 40)

    for _time in range(3):
        steps.undo()
    for _time in range(3):
        steps.redo()

    assert shown[-1] == a_content(f"39 {LONG}")
    assert not steps.can_redo


def test_a_step_counts_only_the_message_that_changed():
    old = a_content(LONG, "short")

    new = sharing(old, a_content("".join(["x"] * 10_000), "shorter"))

    assert new == a_content(LONG, "shorter")
    assert new.messages[0] is old.messages[0]
    assert Step(old, new, "Typing").size < 2_000


def test_a_new_step_takes_the_place_of_what_was_undone():
    shown = []
    steps = UndoSteps(shown.append)
    typed(steps, 3)
    steps.undo()

    steps.add(Step(shown[-1], a_content("other"), "Typing", "key"))

    assert not steps.can_redo
    steps.undo()
    assert shown[-1] == a_content(f"1 {LONG}")


def test_steps_are_joined_only_while_nothing_was_undone():
    shown = []
    steps = UndoSteps(shown.append)
    a, ab, abc = (a_content(text) for text in ("a", "ab", "abc"))
    steps.add(Step(a, ab, "Typing", "key"))
    steps.add(Step(ab, abc, "Typing", "key"))

    steps.undo()

    assert (shown[-1], steps.can_undo, steps.can_redo) == (a, False, True)
