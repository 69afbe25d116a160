"""An event of a prompt's log in words."""

from __future__ import annotations

from collections.abc import Callable

from workbench.domain.prompt_records import RecordedEvent
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.release.matrix.wording import translate

RELEASED = QT_TRANSLATE_NOOP("matrix", "v{0} was released")
IMPORTED = QT_TRANSLATE_NOOP("matrix", "v{0} was taken in")
APPROVED = QT_TRANSLATE_NOOP("matrix", "v{0} was approved for {1}")
PINNED = QT_TRANSLATE_NOOP("matrix", "{1} uses v{0}")
PINNED_FROM = QT_TRANSLATE_NOOP("matrix", "{1} uses v{0}, before v{2}")
BACK = QT_TRANSLATE_NOOP("matrix", "{1} went back to v{0}")
BACK_FROM = QT_TRANSLATE_NOOP("matrix", "{1} went back to v{0}, from v{2}")
CANARY = QT_TRANSLATE_NOOP("matrix", "{0} % of callers in {1} get v{2}")
FINISHED = QT_TRANSLATE_NOOP("matrix", "All callers in {1} get v{0}: the canary is finished")
STOPPED = QT_TRANSLATE_NOOP("matrix", "The canary of v{0} in {1} was stopped")
REFUSED = QT_TRANSLATE_NOOP("matrix", "v{0} was withdrawn: applications refuse it")
WARNED = QT_TRANSLATE_NOOP("matrix", "v{0} was withdrawn: applications warn of it")
REINSTATED = QT_TRANSLATE_NOOP("matrix", "v{0} may be used again")
DEPRECATED = QT_TRANSLATE_NOOP("matrix", "Deprecated")
REPLACED = QT_TRANSLATE_NOOP("matrix", "Deprecated: use {0}")
ARCHIVED = QT_TRANSLATE_NOOP("matrix", "Archived")
ACTIVE = QT_TRANSLATE_NOOP("matrix", "Brought back")
UNUSED = QT_TRANSLATE_NOOP("matrix", "No longer used in {0}")
RENUMBERED = QT_TRANSLATE_NOOP("matrix", "Renumbered: it is v{0} now")
PLAIN = {
    "publish": RELEASED,
    "import": IMPORTED,
    "reinstate": REINSTATED,
    "archive": ARCHIVED,
    "activate": ACTIVE,
    "renumber": RENUMBERED,
}


def event_words(event: RecordedEvent) -> str:
    """Kinds that nothing is known of are told by their names."""
    if event.kind in PLAIN:
        return translate(PLAIN[event.kind], event.version)
    told: dict[str, Callable[[RecordedEvent], str]] = {
        "approve-recorded": lambda e: translate(APPROVED, e.version, safe(e.environment)),
        "promote": _pinned,
        "rollback": _pinned,
        "withdraw": lambda e: translate(REFUSED if e.severity == "block" else WARNED, e.version),
        "deprecate": _deprecated,
    }
    return told[event.kind](event) if event.kind in told else safe(event.kind.replace("-", " "))


def _pinned(event: RecordedEvent) -> str:
    place = safe(event.environment)
    if event.kind == "rollback" and not event.version:
        return translate(UNUSED, place)
    if event.canary:
        begun = event.canary[0]
        return translate(CANARY, begun.weight, place, begun.version)
    if event.ended:
        ended = event.ended[0]
        finished = ended.version == event.version
        return translate(FINISHED if finished else STOPPED, ended.version, place)
    back = event.kind == "rollback"
    if event.before:
        return translate(BACK_FROM if back else PINNED_FROM, event.version, place, event.before)
    return translate(BACK if back else PINNED, event.version, place)


def _deprecated(event: RecordedEvent) -> str:
    return translate(REPLACED, safe(event.replaced_by)) if event.replaced_by else translate(
        DEPRECATED
    )  # fmt: skip
