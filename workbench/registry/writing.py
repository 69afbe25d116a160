"""What has to hold before a registry is written to, whatever is to be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import Timeout

from workbench.domain.environments import ChangePlan
from workbench.domain.errors import RegistryDirty, RegistryError
from workbench.domain.merging import RenumberPlan
from workbench.domain.releases import ExportDone, ExportPlan
from workbench.registry import layout
from workbench.registry.commits import Data, busy, commit_files, exclusive
from workbench.registry.contents import Contents
from workbench.registry.interrupted import recover
from workbench.registry.pin_conflicts import conflicts_in
from workbench.registry.repository import Repository, read_repository


@contextmanager
def alone(repository: Repository) -> Iterator[None]:
    try:
        with exclusive(repository):
            yield
    except Timeout as error:
        raise busy(error) from error
    except OSError as error:
        raise RegistryError(f"The repository cannot be written: {error.strerror}.") from error


def recovered(folder: Path) -> tuple[Repository, tuple[str, ...]]:
    """The repository, after finishing what an export that was cut off has left to do."""
    repository = read_repository(folder)
    if not (repository.git_folder / "workbench-export").exists():
        return repository, ()
    with alone(repository):
        files = recover(repository)
    return read_repository(folder), files


def writable(folder: Path) -> Repository:
    """Raises `RegistryDirty`; where two people moved one pin it tells both sides."""
    repository, _files = recovered(folder)
    if conflicts := conflicts_in(repository):
        raise RegistryDirty(
            "; ".join(conflict.words for conflict in conflicts) + ".",
            hint="Choose with `workbench registry merge`, or take the merge back with "
            "`git merge --abort`. Nothing was written.",
        )
    repository.check_writable()
    return repository


@contextmanager
def held(folder: Path) -> Iterator[Repository]:
    """As `writable`, and nobody else writes to it meanwhile."""
    repository = writable(folder)
    with alone(repository):
        repository = read_repository(repository.folder)
        repository.check_writable()
        yield repository


def commit_planned(
    plan: ExportPlan | ChangePlan | RenumberPlan,
    files: Mapping[str, Data],
    author: str,
    onto: str = "",
) -> ExportDone:
    """In one commit, or not at all. Raises `RegistryDirty` where the branch has moved since."""
    with held(Path(plan.directory)) as repository:
        check_unmoved(repository, plan.branch, plan.base)
        commit = commit_files(repository, files, plan.message, author, onto=onto)
    return ExportDone(commit, tuple(files))


def check_registry(folder: Path, contents: Contents) -> None:
    if contents.registry is None:
        raise no_registry(folder)
    if not contents.registry.readable:
        raise RegistryError(
            f"The registry asks for version {contents.registry.min_reader} of its format.",
            hint="Update the workbench. Nothing was written.",
        )


def no_registry(folder: Path) -> RegistryError:
    return RegistryError(
        f"{folder} holds no {layout.REGISTRY}.",
        hint="Make a registry with `workbench registry init DIR`.",
    )


def check_unmoved(repository: Repository, branch: str, base: str) -> None:
    """Raises `RegistryDirty` where the branch is no longer where a plan was made."""
    if (repository.commit, repository.branch) != (base, branch):
        raise RegistryDirty(
            "The registry has moved since this was planned.",
            hint="Look at the files again, then go on. Nothing was written.",
        )
