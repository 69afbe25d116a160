"""What stands in a cell of the matrix: what an environment uses of a prompt, in few words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workbench.domain.environments import PinnedVersion, PromptPins
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.kit.when import exactly
from workbench.gui.release.matrix.wording import translate

SHARE = QT_TRANSLATE_NOOP("matrix", "{0} % v{1}")
SHARE_WORDS = QT_TRANSLATE_NOOP("matrix", "{0} % of callers get v{1} (canary)")
DIFFERS = QT_TRANSLATE_NOOP("matrix", "Differs from {0}: {1}")
DECIDED = QT_TRANSLATE_NOOP("matrix", "Since {0}, by {1}")
SINCE = QT_TRANSLATE_NOOP("matrix", "Since {0}")
USES = QT_TRANSLATE_NOOP("matrix", "{0} uses version {1}")
BLOCKED = QT_TRANSLATE_NOOP("matrix", "Withdrawn: applications refuse it")
ADVISED = QT_TRANSLATE_NOOP("matrix", "Withdrawn: applications warn of it")


@dataclass(frozen=True, slots=True)
class Cell:
    pin: PinnedVersion
    title: str
    """`v7`"""
    canary: str
    """`10 % v8`, of the first canary; empty for none."""
    person: str
    since: datetime | None
    before: str
    """The environment before it that uses the prompt; empty for none."""
    differs: str
    """What differs from that one, in words; empty where nothing does."""

    @property
    def words(self) -> str:
        """All of it, for a tool tip and for who does not see it."""
        return "\n".join(_words(self.pin, self.before, self.differs))


def cells_of(row: PromptPins, environments: Sequence[str]) -> list[Cell | None]:
    """In the order of the environments; None where one does not use the prompt."""
    changes = {each.after: each for each in row.differences}
    made: list[Cell | None] = []
    for environment in environments:
        pin = row.pin(environment)
        change = changes.get(environment)
        before, differs = (change.before, change.words) if change else ("", "")
        made.append(_cell(pin, before, differs) if pin else None)
    return made


def person_in_short(actor: str) -> str:
    """`dana@acme.example` is `dana` where there is little room."""
    return safe(actor.partition("@")[0] or actor)


def moment(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at) if at else None
    except ValueError:
        return None


def _cell(pin: PinnedVersion, before: str, differs: str) -> Cell:
    first = pin.canary[0] if pin.canary else None
    return Cell(
        pin=pin,
        title=f"v{pin.version}",
        canary=translate(SHARE, first.weight, first.version) if first else "",
        person=person_in_short(pin.actor),
        since=moment(pin.at),
        before=before,
        differs=differs,
    )


def _words(pin: PinnedVersion, before: str, differs: str) -> list[str]:
    lines = [translate(USES, safe(pin.environment), pin.version)]
    lines += [translate(SHARE_WORDS, share.weight, share.version) for share in pin.canary]
    if since := moment(pin.at):
        when = exactly(since)
        lines.append(
            translate(DECIDED, when, safe(pin.actor)) if pin.actor else translate(SINCE, when)
        )
    if pin.withdrawn:
        lines.append(translate(BLOCKED if pin.withdrawn == "block" else ADVISED))
    if differs:
        lines.append(translate(DIFFERS, safe(before), safe(differs)))
    return lines
