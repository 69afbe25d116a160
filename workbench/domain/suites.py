"""A suite: prompts, models, cases and checks that another tool's file holds together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from workbench.domain.datasets import Dataset
from workbench.domain.prompts import PromptContent
from workbench.domain.runs import Params


class Remark(NamedTuple):
    """What of a file is not here as it was there."""

    what: str
    """As the file has it, shortened."""
    why: str
    line: int | None = None
    file: str = ""
    """Relative to the folder of the suite."""
    lost: bool = True
    """Something is missing here; else it means the same, said in another way."""

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class SuitePrompt:
    """A prompt as it would stand in the library, at `path` if that is free."""

    path: str
    content: PromptContent
    title: str = ""
    judges: bool = False
    """It is asked about outputs: no column of an evaluation is made of it."""
    usable: bool = True
    """Its template can be read. Else it is kept as a draft only, for a person to mend."""


@dataclass(frozen=True, slots=True)
class SuiteColumn:
    """What an evaluation puts side by side: a prompt (by its path in the suite) on a model."""

    prompt: str
    model: str
    """As litellm names it."""
    params: Params = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class ImportedSuite:
    """All that was taken of a file, before anything of it is kept."""

    name: str
    file: str
    prompts: tuple[SuitePrompt, ...]
    columns: tuple[SuiteColumn, ...]
    dataset: Dataset
    samples: int = 1
    use_cache: bool = True
    remarks: tuple[Remark, ...] = ()

    @property
    def whole(self) -> bool:
        """Nothing of the file is lost."""
        return not any(remark.lost for remark in self.remarks)
