"""What a registry will bring, in words and rows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from workbench.domain.restoring import (
    Arrival,
    Restored,
    RestorePhase,
    RestorePlan,
    RestoreProgress,
    notes_of,
)
from workbench.domain.syncing import SyncPhase, SyncProgress
from workbench.gui.kit.safe_text import safe

LONGEST = 300
"""Characters of a cell; the terminal tells all."""


def translate(text: str) -> str:
    return QCoreApplication.translate("team_registry", text)


def heads() -> tuple[str, str, str]:
    return translate("Prompt"), translate("What comes"), translate("To know")


def rows(plan: RestorePlan) -> list[tuple[str, ...]]:
    """What is left out first, then what comes, then what needs nothing but has something to say."""
    left = [(each.place, translate("left out"), each.reason) for each in plan.refused]
    coming = [_row(each) for each in plan.coming]
    told = [_row(each) for each in plan.arrivals if not each.brings and any(notes_of(each))]
    return [tuple(safe(cell[:LONGEST]) for cell in row) for row in (*left, *coming, *told)]


def _row(arrival: Arrival) -> tuple[str, str, str]:
    return arrival.path, _coming(arrival), "; ".join(notes_of(arrival))


def _coming(arrival: Arrival) -> str:
    numbers = sorted(each.here for each in arrival.versions)
    versions = f"v{numbers[0]}" if numbers else translate("no new version")
    if len(numbers) > 1:
        versions = translate("{0} versions, v{1} to v{2}").format(
            len(numbers), numbers[0], numbers[-1]
        )
    approvals = len(arrival.approvals)
    if not approvals:
        return versions
    words = translate("1 approval") if approvals == 1 else translate("{0} approvals")
    return f"{versions} · {words.format(approvals)}"


def summary(plan: RestorePlan) -> str:
    """What it comes to, in a sentence or two."""
    if not plan.coming:
        words = translate("Everything of this registry is in the workspace already.")
    else:
        words = translate("{0}, with {1} and {2}. What is in the workspace stays as it is.").format(
            _prompts(plan),
            counted(plan.versions, translate("1 version"), translate("{0} versions")),
            counted(plan.approvals, translate("1 approval"), translate("{0} approvals")),
        )
    pins = [f"{name} {count}" for name, count in plan.registry.pins if count]
    if pins:
        words += " " + translate("In use: {0}.").format(safe(", ".join(pins)))
    return words


def _prompts(plan: RestorePlan) -> str:
    prompts = counted(plan.new_prompts, translate("1 new prompt"), translate("{0} new prompts"))
    if not plan.new_components:
        return prompts
    component, components = translate("1 new component"), translate("{0} new components")
    return f"{prompts}, {counted(plan.new_components, component, components)}"


def warning(plan: RestorePlan) -> str:
    """What is left out and what could not be checked; empty where all is well."""
    words = []
    if plan.refused:
        one, more = translate("1 file is left out"), translate("{0} files are left out")
        told = translate("{0}: it stands first in the list. Mended, it comes the next time.")
        words.append(told.format(counted(len(plan.refused), one, more)))
    words += [safe(doubt) for doubt in plan.registry.doubts]
    if not plan.registry.is_repository:
        words.append(translate("The folder is in no git repository: it can be read only once."))
    return "\n".join(words)


def progress_words(progress: RestoreProgress | SyncProgress) -> str:
    if isinstance(progress, SyncProgress):
        phases = {
            SyncPhase.CONNECTING: translate("Asking the server…"),
            SyncPhase.COUNTING: translate("The server counts what there is…"),
            SyncPhase.COMPRESSING: translate("The server packs it…"),
            SyncPhase.RECEIVING: translate("Receiving…"),
        }
        words = phases.get(progress.phase, translate("Putting it in place…"))
        return f"{words} {progress.rate}".strip()
    phases_here = {
        RestorePhase.READING: translate("Reading the registry: {0} of {1} prompts"),
        RestorePhase.CHECKING: translate("Looking at attached files: {0} of {1}"),
        RestorePhase.BRINGING: translate("Bringing it in: {0} of {1} prompts"),
    }
    return phases_here[progress.phase].format(f"{progress.done:,}", f"{progress.of:,}")


def share(progress: RestoreProgress | SyncProgress) -> int | None:
    """In percent; None where nobody knows."""
    if isinstance(progress, SyncProgress):
        return progress.percent
    return progress.done * 100 // progress.of if progress.of else None


def done_words(name: str, done: Restored) -> str:
    brought = counted(done.versions, translate("1 version"), translate("{0} versions"))
    name = safe(name)
    if done.stopped:
        words = translate("Stopped. {0} of {1} came; open the registry again for the rest.")
        return words.format(brought, name)
    if not done.versions and not done.approvals:
        return translate("{0} is open. Everything was here already.").format(name)
    return translate("{0} is open: {1} came. It is the registry of this window now.").format(
        name, brought
    )


def counted(count: int, one: str, more: str) -> str:
    return one if count == 1 else more.format(f"{count:,}")
