"""How each change is told: its dialog's title, its button, what it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from workbench.domain.environments import CanaryStep, Change, ChangeRequest, Mend
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP


class Field(Enum):
    """What a change asks for, in the order in which it stands in the form."""

    VERSION = auto()
    SOURCE = auto()
    ENVIRONMENT = auto()
    STEP = auto()
    SHARE = auto()
    SEVERITY = auto()
    REPLACED_BY = auto()


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    """With a place for the prompt, and one for the environment where it asks for one."""
    deed: str
    note: str
    """What the note is for."""
    fields: tuple[Field, ...] = ()


PLACE = Field.ENVIRONMENT
WHY = QT_TRANSLATE_NOOP("changing", "Why; it is kept in the log and in the commit message")
REASON = QT_TRANSLATE_NOOP("changing", "The reason, which applications will show")
WORDS = {
    Change.PROMOTE: Words(
        QT_TRANSLATE_NOOP("changing", "Promote {0} to {1}"),
        QT_TRANSLATE_NOOP("changing", "&Promote"),
        WHY,
        (Field.SOURCE, PLACE),
    ),
    Change.PIN: Words(
        QT_TRANSLATE_NOOP("changing", "Pin a version of {0} in {1}"),
        QT_TRANSLATE_NOOP("changing", "&Pin"),
        WHY,
        (Field.VERSION, PLACE),
    ),
    Change.ROLLBACK: Words(
        QT_TRANSLATE_NOOP("changing", "Roll back {0} in {1}"),
        QT_TRANSLATE_NOOP("changing", "&Roll back"),
        WHY,
        (Field.VERSION, PLACE),
    ),
    Change.CANARY: Words(
        QT_TRANSLATE_NOOP("changing", "Canary of {0} in {1}"),
        QT_TRANSLATE_NOOP("changing", "&Set the share"),
        WHY,
        (PLACE, Field.STEP, Field.VERSION, Field.SHARE),
    ),
    Change.WITHDRAW: Words(
        QT_TRANSLATE_NOOP("changing", "Withdraw a version of {0}"),
        QT_TRANSLATE_NOOP("changing", "&Withdraw"),
        REASON,
        (Field.VERSION, Field.SEVERITY),
    ),
    Change.REINSTATE: Words(
        QT_TRANSLATE_NOOP("changing", "Take back the withdrawal of a version of {0}"),
        QT_TRANSLATE_NOOP("changing", "&Take it back"),
        QT_TRANSLATE_NOOP("changing", "Why it may be used again"),
        (Field.VERSION,),
    ),
    Change.DEPRECATE: Words(
        QT_TRANSLATE_NOOP("changing", "Deprecate {0}"),
        QT_TRANSLATE_NOOP("changing", "&Deprecate"),
        WHY,
        (Field.REPLACED_BY,),
    ),
    Change.ARCHIVE: Words(
        QT_TRANSLATE_NOOP("changing", "Archive {0}"),
        QT_TRANSLATE_NOOP("changing", "&Archive"),
        WHY,
    ),
    Change.ACTIVATE: Words(
        QT_TRANSLATE_NOOP("changing", "Bring {0} back"),
        QT_TRANSLATE_NOOP("changing", "&Bring it back"),
        WHY,
    ),
}
MENDS = {
    Mend.APPROVE: QT_TRANSLATE_NOOP("changing", "Approve for {0}…"),
    Mend.PROMOTE: QT_TRANSLATE_NOOP("changing", "Bring it to {0} first…"),
    Mend.EVALUATE: QT_TRANSLATE_NOOP("changing", "What {0} asks for…"),
    Mend.END_CANARY: QT_TRANSLATE_NOOP("changing", "End the canary in {0}…"),
    Mend.ACTIVATE: QT_TRANSLATE_NOOP("changing", "Bring it back…"),
}
"""What a button beside a reason offers; the other ways to mend one are boxes of the form."""


STEPS = {
    CanaryStep.SHARE: QT_TRANSLATE_NOOP("changing", "&Set the share"),
    CanaryStep.FINISH: QT_TRANSLATE_NOOP("changing", "&Finish it"),
    CanaryStep.STOP: QT_TRANSLATE_NOOP("changing", "&Stop it"),
}


def deed_of(request: ChangeRequest) -> str:
    """What the button says."""
    if request.change is Change.CANARY:
        return STEPS[request.step]
    return WORDS[request.change].deed


def said(words: str) -> str:
    return QCoreApplication.translate("changing", words)
