"""What a page of Release is, and what it is told: all that the place and its parts share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.environments import PinnedVersion, PromptPins
from workbench.gui.kit.entered import Entered


class Part(StrEnum):
    """The pages of Release, one of which is seen; in the order of the switch."""

    MATRIX = "matrix"
    DRIFT = "drift"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class ChosenCell:
    """What a change in Release is about: a prompt of the registry, and an environment."""

    row: PromptPins
    environment: str = ""
    """Empty where the prompt itself is chosen, and not what one environment uses of it."""
    environments: tuple[str, ...] = ()
    """All of the registry's, in their order."""

    @property
    def prompt(self) -> str:
        return self.row.prompt

    @property
    def pin(self) -> PinnedVersion | None:
        return self.row.pin(self.environment) if self.environment else None


@dataclass(frozen=True, slots=True)
class About:
    """What a page is turned to for; each page reads what concerns it."""

    prompt: str = ""
    """Path of a prompt in the registry."""
    environment: str = ""


class ReleasePage(Entered):
    """A page of the place. The conductor connects every signal; a page emits those it needs."""

    said = Signal(str)
    """What was done, for the status line."""
    part_wanted = Signal(object, object)
    """A `Part` to turn to, and `About` for what."""
    prompt_wanted = Signal(str, str)
    """Path of a prompt to be seen in Write, and the digest of the version of it; or empty."""
    evaluation_wanted = Signal(str)
    """Id of an evaluation to be seen in Evaluate."""
    review_wanted = Signal(str)
    """Id of a review to be seen in Review."""
    file_written = Signal(object)
    """`Path` of a file that somebody may want to see."""
    cell_chosen = Signal(object)
    """The `ChosenCell` that commands are about; None for nothing."""

    def begin(self, about: About) -> None:
        """It is shown, for this: read what is needed."""
        raise NotImplementedError

    def rest(self) -> None:
        """Another page is turned to, or the window goes: keep what was typed."""

    def stops(self) -> Sequence[QWidget]:
        """Where F6 takes the keyboard, in turn."""
        return (self,)


class ReleaseBar(QWidget):
    """A bar over all pages, about the registry as a whole. It hides itself when it has nothing to
    say."""

    said = Signal(str)
    """What was done, for the status line."""
    part_wanted = Signal(object, object)
    """A `Part` to turn to, and `About` for what."""


class Doing(QObject):
    """Commands about what is chosen in the matrix, with their dialogs."""

    said = Signal(str)
    """What was done, for the status line."""
    prompt_wanted = Signal(str, str)
    """As of `ReleasePage`."""

    def choose(self, cell: ChosenCell | None) -> None:
        """What the commands are about from now on."""
        raise NotImplementedError
