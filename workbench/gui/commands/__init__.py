"""Every command a person can give, declared once.

Menus, shortcuts, tool tips, the palette and `docs/commands.md` are all made from
`COMMANDS`; `kit.actions` alone makes a QAction of each.
"""

from __future__ import annotations

from workbench.gui.commands.answering import ANSWERING
from workbench.gui.commands.board import BOARD
from workbench.gui.commands.browsing import LIBRARY
from workbench.gui.commands.checking import CHECK_COMMANDS, TRUST
from workbench.gui.commands.columns import COLUMNS
from workbench.gui.commands.context import Context
from workbench.gui.commands.conversing import CONVERSATIONS, LIVE
from workbench.gui.commands.datasets import DATASET_COMMANDS
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.commands.drifting import DRIFT
from workbench.gui.commands.editing import EDIT
from workbench.gui.commands.evaluating import EVALUATE
from workbench.gui.commands.filing import FILE
from workbench.gui.commands.history import HISTORY
from workbench.gui.commands.language import LANGUAGE
from workbench.gui.commands.looking import LOOKING
from workbench.gui.commands.mending import MENDING
from workbench.gui.commands.messages import MESSAGES
from workbench.gui.commands.prompting import PROMPT
from workbench.gui.commands.registry import REGISTRY
from workbench.gui.commands.releasing import CHANGES
from workbench.gui.commands.results import RESULTS
from workbench.gui.commands.reviewing import REVIEW, TO_REVIEW
from workbench.gui.commands.rubrics import RUBRICS
from workbench.gui.commands.running import RUN
from workbench.gui.commands.sharing import SHARING
from workbench.gui.commands.syncing import SYNCING
from workbench.gui.commands.tooling import PARAMETERS, TOOLING
from workbench.gui.commands.viewing import HELP, VIEW

__all__ = ["COMMANDS", "Command", "Context", "Menu", "command"]

COMMANDS: tuple[Command, ...] = (
    *FILE[:2],
    *TRUST,
    *FILE[2:],
    *EDIT,
    *LANGUAGE,
    *MENDING,
    *MESSAGES,
    *TOOLING,
    *PROMPT,
    *LIBRARY,
    *HISTORY,
    *RUN,
    *PARAMETERS,
    *LIVE,
    *BOARD,
    *COLUMNS,
    *LOOKING,
    *CONVERSATIONS,
    *SHARING,
    *EVALUATE,
    *RESULTS,
    *DATASET_COMMANDS,
    *CHECK_COMMANDS,
    *REVIEW,
    *RUBRICS,
    *ANSWERING,
    *TO_REVIEW,
    *CHANGES,
    *REGISTRY,
    *SYNCING,
    *DRIFT,
    *VIEW,
    *HELP,
)

_BY_ID = {each.id: each for each in COMMANDS}


def command(command_id: str) -> Command:
    return _BY_ID[command_id]
