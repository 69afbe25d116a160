"""When the commands of releases can run, and the reasons when they cannot."""

from __future__ import annotations

from workbench.gui.commands.context import Context, has_versions, workspace_open, writable
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

NO_REGISTRY = QT_TRANSLATE_NOOP("commands", "Choose the team's registry in Release first.")
NO_RELEASED = QT_TRANSLATE_NOOP("commands", "Choose a prompt in Release first.")
NOTHING_COMPARED = QT_TRANSLATE_NOOP("commands", "Every environment that uses it has the same.")


def can_release(context: Context) -> str:
    return has_versions(context) or writable(context)


def registry_known(context: Context) -> str:
    return workspace_open(context) or ("" if context.registry_known else NO_REGISTRY)


def released_chosen(context: Context) -> str:
    """A prompt of the registry is chosen in what runs where."""
    return registry_known(context) or ("" if context.release.prompt else NO_RELEASED)


def can_compare(context: Context) -> str:
    return released_chosen(context) or ("" if context.release.compared else NOTHING_COMPARED)
