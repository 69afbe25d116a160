"""What a page of Review is, and what it is told: all that the place and its parts share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Part(StrEnum):
    """The pages at the right, one of which is seen."""

    EMPTY = "empty"
    OVERVIEW = "overview"
    SETUP = "setup"
    RUBRICS = "rubrics"
    REVIEWING = "reviewing"
    LEARNED = "learned"


@dataclass(frozen=True, slots=True)
class Source:
    """Whose outputs are to be reviewed. The first that is not empty counts."""

    evaluation_id: str = ""
    run_ids: tuple[str, ...] = ()
    prompt_id: str = ""
    """The prompt that the runs are of, too, where it is known."""


@dataclass(frozen=True, slots=True)
class About:
    """What a page is turned to for; each page reads what concerns it."""

    review_id: str = ""
    reviewer: str = ""
    source: Source | None = None
    rubric_id: str = ""


class ReviewPage(QWidget):
    """A page of the stack. The conductor connects every signal; a page emits those it needs."""

    said = Signal(str)
    """What was done, for the status line."""
    left = Signal()
    """It is done with, or was called off: back to the overview."""
    review_made = Signal(str)
    """Id of a review that was set up and is to be seen."""
    setup_wanted = Signal(object)
    """A review is to be set up; a `Source` or None."""
    rubrics_wanted = Signal(str)
    """Id of the rubric to edit; empty for a new one."""
    rubric_chosen = Signal(str)
    """Id of the rubric to go on with in the setup."""
    begin_wanted = Signal(str, str)
    """Id of a review, and the reviewer who answers in this window."""
    learned_wanted = Signal(str)
    evaluation_wanted = Signal(str, int)
    """Id of an evaluation to be seen in Evaluate, and the number of a cell; -1 for none."""
    prompt_wanted = Signal(str)
    """Id of a prompt to be seen in Write."""
    approval_wanted = Signal(object, int)
    """A `Prompt` of which a version is to be approved, and the number of that version."""
    file_written = Signal(object)
    """`Path` of a file that somebody may want to see."""
    full_screen_wanted = Signal(bool)
    """Nothing but this page is to be seen; or the window as it was."""

    def begin(self, about: About) -> None:
        """It is shown, for this: read what is needed, put the keyboard where it belongs."""
        raise NotImplementedError

    def rest(self) -> None:
        """Another page is turned to, or the window goes: keep what was typed."""
