"""Commands of the menu Run."""

from __future__ import annotations

from workbench.gui.commands import context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

RUN = (
    Command(
        "run.start",
        Menu.RUN,
        QT_TRANSLATE_NOOP("commands", "&Run on all ticked models"),
        QT_TRANSLATE_NOOP("commands", "Run the draft on every ticked model"),
        "play",
        "Ctrl+Return",
        when=context.can_run,
    ),
    Command(
        "run.stop",
        Menu.RUN,
        QT_TRANSLATE_NOOP("commands", "&Stop all"),
        QT_TRANSLATE_NOOP("commands", "Stop what is running; the text so far is kept"),
        "stop",
        "Ctrl+.",
        when=context.running,
    ),
    Command(
        "run.retry",
        Menu.RUN,
        QT_TRANSLATE_NOOP("commands", "Re&try what failed"),
        QT_TRANSLATE_NOOP("commands", "Run again what failed, broke off or was stopped"),
        "retry",
        "Ctrl+Shift+Return",
        when=context.can_retry,
    ),
    Command(
        "case.keep",
        Menu.RUN,
        QT_TRANSLATE_NOOP("commands", "&Keep inputs as a case…"),
        QT_TRANSLATE_NOOP("commands", "Add the inputs as they are to this prompt's cases"),
        "bookmark",
        "Ctrl+K",
        when=context.editable,
        section=True,
    ),
    Command(
        "engine.restart",
        Menu.RUN,
        QT_TRANSLATE_NOOP("commands", "Start the &engine again"),
        QT_TRANSLATE_NOOP("commands", "Start the process that runs models again"),
        "power",
        when=context.engine_stopped,
        section=True,
    ),
)
