"""What is still to be filled in, or cannot be: said before a plan is asked for, and no mistake."""

from __future__ import annotations

from workbench.domain.environments import CanaryStep, Change, ChangeRequest
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.release.changing.subject import Subject
from workbench.gui.release.changing.wording import said

NONE_WITHDRAWN = QT_TRANSLATE_NOOP("changing", "No version of {0} is withdrawn.")
NONE_BEFORE = QT_TRANSLATE_NOOP("changing", "{1} used no other version of {0} before.")
NOT_USED = QT_TRANSLATE_NOOP(
    "changing", "{1} uses no version of {0} yet: there is nothing to share with."
)
NONE_OTHER = QT_TRANSLATE_NOOP(
    "changing", "{0} has no other released version: export one first, to an environment before {1}."
)
WHY_WITHDRAW = QT_TRANSLATE_NOOP("changing", "Say why in the note: applications show it.")
WHY_REINSTATE = QT_TRANSLATE_NOOP("changing", "Say in the note why it may be used again.")


def lacking(request: ChangeRequest, subject: Subject) -> str:
    """Nothing where a plan can be asked for."""
    words = _words(request, subject)
    return said(words).format(safe(request.prompt), safe(request.environment)) if words else ""


def _words(request: ChangeRequest, subject: Subject) -> str:
    change, why = request.change, request.note.strip()
    pin = subject.cell.row.pin(request.environment)
    if change is Change.REINSTATE:
        if not request.version:
            return NONE_WITHDRAWN
        return "" if why else WHY_REINSTATE
    if change is Change.WITHDRAW:
        return "" if why else WHY_WITHDRAW
    if change is Change.ROLLBACK and pin and not pin.canary:
        return "" if len(subject.versions(request.environment)) > 1 else NONE_BEFORE
    if change is Change.CANARY and request.step is CanaryStep.SHARE:
        if pin is None:
            return NOT_USED
        return "" if request.version else NONE_OTHER
    return ""
