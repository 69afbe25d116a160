"""Files into datasets and out of them. What an import changes is told before it is done.

Readers and writers are loaded when a file is read or written: a start needs none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from workbench.domain.datasets import Case, Dataset
from workbench.domain.errors import FileProblem, InvalidInput, TemplateError
from workbench.domain.prompts import Input, PromptContent
from workbench.formats.cases import case_key
from workbench.formats.datasets.mapped import mapped
from workbench.formats.datasets.mapping import Mapping, guessed
from workbench.formats.datasets.table import FileRead, Imported, Problem, Table
from workbench.services.datasets import DatasetService


class ImportMode(StrEnum):
    APPEND = "append"
    """Behind the cases there are; those with the values of one there are left out."""
    REPLACE = "replace"
    """In the place of the cases there are; those with the same values keep their id."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import makes of a dataset. Nothing is kept before it is applied."""

    dataset: Dataset
    """As it will be."""
    added: int
    changed: int = 0
    """Cases that stay, with another expected answer, name, label and so on."""
    unchanged: int = 0
    removed: int = 0
    duplicates: tuple[Problem, ...] = ()
    """Rows with the values of a case there is, or of an earlier row: they are left out."""


class DatasetImports:
    def __init__(self, datasets: DatasetService) -> None:
        self._datasets = datasets

    def read(self, path: Path, sheet: str = "") -> FileRead:
        """Raises `FileProblem`."""
        from workbench.formats.datasets.reading import read_cases_file, refuse_large

        try:
            refuse_large(path.stat().st_size, path.name)
            data = path.read_bytes()
        except OSError as error:
            raise FileProblem(f"{error.strerror}.", file=str(path)) from error
        return read_cases_file(data, path.name, sheet)

    def read_text(self, text: str, file: str) -> FileRead:
        """What was pasted, as if it stood in a file of that name. Raises `FileProblem`."""
        from workbench.formats.datasets.reading import read_cases_file

        return read_cases_file(text.encode("utf-8", "replace"), file)

    def cases(
        self, read: FileRead, mapping: Mapping | None = None, inputs: Sequence[Input] = ()
    ) -> Imported:
        """Those of a table as the mapping says, or else as it is guessed."""
        if isinstance(read, Imported):
            return read
        return mapped(read, guessed(read, inputs) if mapping is None else mapping)

    def guess(self, read: FileRead, inputs: Sequence[Input] = ()) -> Mapping:
        """Empty for a file whose cases are ready."""
        return guessed(read, inputs) if isinstance(read, Table) else ()

    def plan(
        self, imported: Imported, dataset: Dataset, mode: ImportMode = ImportMode.APPEND
    ) -> ImportPlan:
        """`dataset`: the one there is, or a new one with a name and no id."""
        if mode is ImportMode.APPEND:
            return _appended(imported, dataset)
        return _replaced(imported, dataset)

    def apply(self, plan: ImportPlan) -> Dataset:
        return self._datasets.save(plan.dataset)

    def export(self, dataset_id: str, path: Path) -> tuple[str, ...]:
        """By the ending of the name; what the format does not hold is told. Replaces a file."""
        from workbench.formats.datasets.writing import FORMATS, write_cases

        suffix = ".yaml" if path.suffix.lower() == ".yml" else path.suffix.lower()
        if suffix not in FORMATS:
            raise InvalidInput(
                f"{path.name} has none of the known endings.",
                hint=f"Known are {', '.join(FORMATS)}.",
            )
        written = write_cases(self._datasets.dataset(dataset_id).cases, suffix)
        try:
            path.write_bytes(written.text.encode("utf-8", "replace"))
        except OSError as error:
            raise FileProblem(f"{error.strerror}.", file=str(path)) from error
        return written.notes


def inputs_of(content: PromptContent) -> tuple[Input, ...]:
    """Those that are declared, then those that the templates only name."""
    from workbench.templating.variables import variables_in

    inputs = {each.name: each for each in content.inputs}
    for message in content.messages:
        # A draft that is being written may be broken just now
        with suppress(TemplateError):
            inputs |= {n: Input(n) for n in variables_in(message.text) if n not in inputs}
    return tuple(inputs.values())


def _appended(imported: Imported, dataset: Dataset) -> ImportPlan:
    names = {case_key(case): case.name for case in dataset.cases}
    lines: dict[str, int] = {}
    added: list[Case] = []
    duplicates: list[Problem] = []
    for line, case in imported.cases:
        key = case_key(case)
        if key in names or key in lines:
            duplicates.append(_duplicate(line, names.get(key), lines.get(key, 0)))
        else:
            added.append(case)
            lines[key] = line
    cases = (*dataset.cases, *added)
    return ImportPlan(
        replace(dataset, cases=cases),
        len(added),
        unchanged=len(dataset.cases),
        duplicates=tuple(duplicates),
    )


def _replaced(imported: Imported, dataset: Dataset) -> ImportPlan:
    known: dict[str, Case] = {}
    for case in dataset.cases:
        known.setdefault(case_key(case), case)
    lines: dict[str, int] = {}
    cases: list[Case] = []
    duplicates: list[Problem] = []
    changed = unchanged = 0
    for line, case in imported.cases:
        key = case_key(case)
        if key in lines:
            duplicates.append(_duplicate(line, None, lines[key]))
            continue
        lines[key] = line
        old = known.get(key)
        kept = replace(case, id=old.id) if old else case
        cases.append(kept)
        changed += old is not None and kept != old
        unchanged += kept == old
    stayed = changed + unchanged
    return ImportPlan(
        replace(dataset, cases=tuple(cases)),
        added=len(cases) - stayed,
        changed=changed,
        unchanged=unchanged,
        removed=len(dataset.cases) - stayed,
        duplicates=tuple(duplicates),
    )


def _duplicate(line: int, name: str | None, earlier: int) -> Problem:
    if earlier:
        return Problem(line, f"has the same values as line {earlier}")
    told = f"the case {name!r} that is there" if name else "a case that is there"
    return Problem(line, f"has the same values as {told}")
