"""Steps of undo hold what changed, and the oldest give way when there is too much of it."""

from __future__ import annotations

from tests.builders import a_content
from workbench.gui.write.undo import ReplaceContent, UndoSteps, sharing

LONG = "x" * 10_000


def typed(steps, shown, count):
    """Each step puts a number before a long text."""
    content = a_content(LONG)
    for number in range(count):
        changed = sharing(content, a_content(f"{number} {LONG}"))
        steps.add(ReplaceContent(shown.append, content, changed, "Typing"))
        content = changed


def test_the_oldest_steps_give_way_to_the_newest(qapp):
    steps, shown = UndoSteps(most_bytes=100_000), []
    typed(steps, shown, 40)

    undone = 0
    while steps.canUndo():
        steps.undo()
        undone += 1

    assert 5 <= undone <= 12
    assert shown[-1] == a_content(f"{39 - undone} {LONG}")


def test_what_was_undone_comes_back_after_old_steps_were_forgotten(qapp):
    steps, shown = UndoSteps(most_bytes=100_000), []
    typed(steps, shown, 40)

    for _time in range(3):
        steps.undo()
    for _time in range(3):
        steps.redo()

    assert shown[-1] == a_content(f"39 {LONG}")
    assert not steps.canRedo()


def test_a_step_counts_only_the_message_that_changed(qapp):
    old = a_content(LONG, "short")

    new = sharing(old, a_content("".join(["x"] * 10_000), "shorter"))

    assert new == a_content(LONG, "shorter")
    assert new.messages[0] is old.messages[0]
    assert ReplaceContent(print, old, new, "Typing").size < 2_000
