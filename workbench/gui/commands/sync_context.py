"""When the registry's remote can be talked to, and the reasons when it cannot."""

from __future__ import annotations

from workbench.gui.commands.context import Context, writable
from workbench.gui.commands.release_context import registry_known
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

NO_REMOTE = QT_TRANSLATE_NOOP(
    "commands", "The registry has no remote: in its folder, git remote add origin ADDRESS."
)
BUSY = QT_TRANSLATE_NOOP("commands", "The remote is being talked to.")
NOTHING_CAME = QT_TRANSLATE_NOOP("commands", "Nothing was fetched that is not here yet.")
DIVERGED = QT_TRANSLATE_NOOP("commands", "Both sides have commits: merge them.")
NOTHING_TO_PUSH = QT_TRANSLATE_NOOP("commands", "The remote has all your commits.")
BEHIND = QT_TRANSLATE_NOOP("commands", "Bring the branch up to date first.")
NO_PAGE = QT_TRANSLATE_NOOP("commands", "Push a branch to a host that is known first.")


def can_fetch(context: Context) -> str:
    remote = "" if context.release.remote else NO_REMOTE
    return registry_known(context) or remote or (BUSY if context.release.syncing else "")


def can_update(context: Context) -> str:
    release = context.release
    if reason := can_fetch(context) or writable(context):
        return reason
    if not release.behind:
        return NOTHING_CAME
    return DIVERGED if release.ahead else ""


def can_push(context: Context) -> str:
    release = context.release
    if reason := can_fetch(context) or writable(context):
        return reason
    if release.behind:
        return DIVERGED if release.ahead else BEHIND
    return "" if release.ahead or not release.followed else NOTHING_TO_PUSH


def can_ask(context: Context) -> str:
    return registry_known(context) or ("" if context.release.pull_request else NO_PAGE)
