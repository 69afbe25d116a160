"""Every command a person can give, declared once.

Menus, shortcuts, tool tips, the palette and `docs/commands.md` are all made from
`COMMANDS`; `kit.actions` alone makes a QAction of each.
"""

from __future__ import annotations

from workbench.gui.command import Command, Menu
from workbench.gui.context import Context
from workbench.gui.view_commands import HELP, VIEW
from workbench.gui.work_commands import EDIT, FILE, PROMPT, RUN

__all__ = ["COMMANDS", "Command", "Context", "Menu", "command"]

COMMANDS: tuple[Command, ...] = (*FILE, *EDIT, *PROMPT, *RUN, *VIEW, *HELP)

_BY_ID = {each.id: each for each in COMMANDS}


def command(command_id: str) -> Command:
    return _BY_ID[command_id]
