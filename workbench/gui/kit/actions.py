"""The QActions of `COMMANDS`. Features register handlers and report facts.

A command without a handler is not seen and its shortcut does nothing, so there is never
a dead menu item; one that cannot run now is greyed and its tool tip says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from workbench.gui.commands import COMMANDS, Command, Context, command


class Actions(QObject):
    context_changed = Signal(object)
    handled = Signal(str)
    """A command has a handler now, and is seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = Context()
        self._choices: dict[str, QActionGroup] = {}
        self._actions = {each.id: self._make(each) for each in COMMANDS}
        self._handled: set[str] = set()
        self._reasons: dict[str, str] = {}
        """Why commands cannot run, as it was shown last."""
        self._show_reasons()

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def on(self, command_id: str, handler: Callable[[], None]) -> None:
        """Let `handler` do the command. One handler for each."""
        self._take(command_id)
        self[command_id].triggered.connect(lambda _checked=False: handler())

    def on_toggle(self, command_id: str, handler: Callable[[bool], None]) -> None:
        """For a command with a tick: `handler` is told whether it is ticked now."""
        self._take(command_id)
        self[command_id].toggled.connect(lambda checked: handler(checked))

    def has_handler(self, command_id: str) -> bool:
        return command_id in self._handled

    def run(self, command_id: str) -> None:
        """As if it were chosen from its menu; nothing if it cannot run now."""
        self[command_id].trigger()

    def reason(self, command_id: str) -> str:
        """Why it cannot run now, translated; empty if it can."""
        return _translated(command(command_id).when(self.context))

    def report(self, **facts: Any) -> None:
        """Tell facts by their names in `Context`; commands are enabled by them."""
        changed = replace(self.context, **facts)
        if changed != self.context:
            self.context = changed
            self._show_reasons()
            self.context_changed.emit(changed)

    def _take(self, command_id: str) -> None:
        if command_id in self._handled:
            raise ValueError(f"{command_id} has a handler already")
        self._handled.add(command_id)
        self[command_id].setVisible(True)
        self.handled.emit(command_id)

    def _make(self, made: Command) -> QAction:
        action = QAction(_translated(made.text), self)
        action.setObjectName(made.id)
        if made.shortcut:
            action.setShortcuts(QKeySequence.listFromString(made.shortcut))
        action.setCheckable(made.ticked)
        action.setVisible(False)
        if made.choice:
            self._group(made.choice).addAction(action)
        return action

    def _group(self, choice: str) -> QActionGroup:
        if choice not in self._choices:
            self._choices[choice] = QActionGroup(self)
        return self._choices[choice]

    def _show_reasons(self) -> None:
        """Of those where it is another: facts change with every burst of typing."""
        for each in COMMANDS:
            reason = each.when(self.context)
            if self._reasons.get(each.id) != reason:
                self._reasons[each.id] = reason
                self._show_reason(each, _translated(reason))

    def _show_reason(self, shown: Command, reason: str) -> None:
        action, tip = self._actions[shown.id], _translated(shown.tip)
        action.setEnabled(not reason)
        action.setStatusTip(reason or tip)
        action.setToolTip(_tool_tip(tip, action.shortcut(), reason))


def _tool_tip(tip: str, shortcut: QKeySequence, reason: str) -> str:
    keys = shortcut.toString(QKeySequence.SequenceFormat.NativeText)
    first = f"{tip} ({keys})" if keys else tip
    return f"{first}\n{reason}" if reason else first


def _translated(text: str) -> str:
    return QCoreApplication.translate("commands", text) if text else ""
