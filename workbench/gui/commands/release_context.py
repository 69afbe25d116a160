"""When the commands of releases can run, and the reasons when they cannot."""

from __future__ import annotations

from workbench.gui.commands.context import Context, has_versions, workspace_open, writable
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

NO_REGISTRY = QT_TRANSLATE_NOOP("commands", "Choose the team's registry in Release first.")
NO_RELEASED = QT_TRANSLATE_NOOP("commands", "Choose a prompt in Release first.")
NOT_HERE = QT_TRANSLATE_NOOP("commands", "This workspace does not have the chosen prompt.")
NOT_LOOKED = QT_TRANSLATE_NOOP("commands", "Look for drift in Release first.")
NOTHING_COMPARED = QT_TRANSLATE_NOOP("commands", "Every environment that uses it has the same.")

NOT_IN_USE = QT_TRANSLATE_NOOP("commands", "Choose an environment that uses the prompt.")
DEPRECATED = QT_TRANSLATE_NOOP("commands", "The prompt is deprecated already.")
ARCHIVED = QT_TRANSLATE_NOOP("commands", "The prompt is archived already.")
ACTIVE = QT_TRANSLATE_NOOP("commands", "The prompt is neither deprecated nor archived.")
WAITING = QT_TRANSLATE_NOOP("commands", "The registry waits for a merge: finish that first.")


def can_release(context: Context) -> str:
    """In Release it is about what is chosen there; elsewhere about what is open in Write."""
    release = context.release
    if release.seen and release.prompt:
        return writable(context) or ("" if release.here else NOT_HERE)
    return has_versions(context) or writable(context)


def registry_known(context: Context) -> str:
    return workspace_open(context) or ("" if context.registry_known else NO_REGISTRY)


def drift_looked(context: Context) -> str:
    return registry_known(context) or ("" if context.release.drift_looked else NOT_LOOKED)


def released_chosen(context: Context) -> str:
    """A prompt of the registry is chosen in what runs where."""
    return registry_known(context) or ("" if context.release.prompt else NO_RELEASED)


def in_workspace(context: Context) -> str:
    return released_chosen(context) or ("" if context.release.here else NOT_HERE)


def can_compare(context: Context) -> str:
    return released_chosen(context) or ("" if context.release.compared else NOTHING_COMPARED)


def can_change(context: Context) -> str:
    """Something of the chosen prompt can be written; what the policy lacks is told when asked."""
    waiting = WAITING if context.release.problems else ""
    return released_chosen(context) or writable(context) or waiting


def can_change_pin(context: Context) -> str:
    return can_change(context) or ("" if context.release.version else NOT_IN_USE)


def can_deprecate(context: Context) -> str:
    status = context.release.status
    known = {"deprecated": DEPRECATED, "archived": ARCHIVED}
    return can_change(context) or known.get(status, "")


def can_archive(context: Context) -> str:
    return can_change(context) or (ARCHIVED if context.release.status == "archived" else "")


def can_activate(context: Context) -> str:
    back = context.release.status in ("deprecated", "archived")
    return can_change(context) or ("" if back else ACTIVE)
