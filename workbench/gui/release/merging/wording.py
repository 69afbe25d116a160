"""A merge in words: what comes in, what is renumbered, what is to be known."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from workbench.domain.merging import MergePlan, Renumbered
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

SHOWN = 4
NOTHING = QT_TRANSLATE_NOOP("registry_merging", "Nothing has come in")
COMES = QT_TRANSLATE_NOOP("registry_merging", "{0} commits come in from {1}")
ONE_COMES = QT_TRANSLATE_NOOP("registry_merging", "One commit comes in from {1}")
MORE = QT_TRANSLATE_NOOP("registry_merging", "and {0} more")
FILES = QT_TRANSLATE_NOOP("registry_merging", "{0} files of the registry come in as they are.")
ONE_FILE = QT_TRANSLATE_NOOP("registry_merging", "One file of the registry comes in as it is.")
NUMBER = QT_TRANSLATE_NOOP(
    "registry_merging",
    "{0}: your v{1} becomes v{2}, since v{1} was taken meanwhile. Its digest and approvals stay.",
)
INTERFACE = QT_TRANSLATE_NOOP("registry_merging", " Its interface {0} becomes {1}.")
DIVIDED = QT_TRANSLATE_NOOP(
    "registry_merging",
    "{0}: v{1} is the newest, and lacks what v{2} changed. If both are wanted, make a version of "
    "both afterwards.",
)
UNDER_WAY = QT_TRANSLATE_NOOP(
    "registry_merging", "A merge that was begun with git is finished here."
)


def headline(plan: MergePlan) -> str:
    if not plan.needed:
        return _said(NOTHING)
    count = len(plan.arrivals)
    return _said(ONE_COMES if count == 1 else COMES).format(count, plan.other_name)


def arrivals_in_words(plan: MergePlan) -> str:
    lines = [f"{each.subject}  ({each.author})" for each in plan.arrivals[:SHOWN]]
    if len(plan.arrivals) > SHOWN:
        lines.append(_said(MORE).format(len(plan.arrivals) - SHOWN))
    return "\n".join(lines)


def told(plan: MergePlan) -> Iterator[str]:
    if plan.under_way:
        yield _said(UNDER_WAY)
    if plan.incoming:
        count = len(plan.incoming)
        yield _said(ONE_FILE if count == 1 else FILES).format(count)
    for each in plan.renumbered:
        yield _renumbered(each)
    for divided in plan.divided:
        older = min(divided.ours, divided.theirs)
        yield _said(DIVIDED).format(divided.prompt, divided.newest, older)
    yield from plan.notes


def _renumbered(each: Renumbered) -> str:
    words = _said(NUMBER).format(each.prompt, each.before, each.number)
    if each.interface != each.interface_before:
        words += _said(INTERFACE).format(each.interface_before, each.interface)
    return words


def _said(words: str) -> str:
    return QCoreApplication.translate("registry_merging", words)
