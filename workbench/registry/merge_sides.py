"""The two sides of a merge: the branch that is checked out, and what is to come into it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import InvalidInput, RegistryDirty, RegistryError
from workbench.domain.merging import Arrival
from workbench.registry.committed import Entry, entries_of
from workbench.registry.git import Git
from workbench.registry.repository import Repository, listed
from workbench.registry.writing import recovered

MOST_ARRIVALS = 200
MERGE_HEAD = "MERGE_HEAD"
ABORT = "Take git's merge back with `git merge --abort`, then merge here. Nothing was written."


@dataclass(frozen=True, slots=True)
class Sides:
    repository: Repository
    git: Git
    """In the root of the work tree."""
    other: str
    other_name: str
    bases: tuple[str, ...]
    """Commits where the two parted; several where they were merged crosswise before."""
    under_way: bool

    @property
    def prefix(self) -> str:
        return self.repository.prefix

    @property
    def follows(self) -> bool:
        """Nothing was done here that the other side lacks."""
        return self.repository.commit in self.bases

    @property
    def held(self) -> bool:
        """There is nothing to bring in."""
        return self.other in ("", *self.bases)

    def entries(self) -> tuple[tuple[dict[str, Entry], ...], dict[str, Entry], dict[str, Entry]]:
        """Of the bases, here and there."""
        return (
            tuple(entries_of(self.git, base) for base in self.bases),
            entries_of(self.git, self.repository.commit),
            entries_of(self.git, self.other),
        )

    def arrivals(self) -> tuple[Arrival, ...]:
        """What comes in, the newest first."""
        listed_commits = self.git.text(
            "log", "-z", f"-n{MOST_ARRIVALS}", "--no-merges", "--format=%H%x01%s%x01%an%x01%aI",
            f"{self.repository.commit}..{self.other}", "--",
        )  # fmt: skip
        parts = (line.split("\x01") for line in listed_commits.split("\0") if line)
        return tuple(Arrival(*part) for part in parts if len(part) == len(Arrival.__slots__))


def read_sides(folder: Path, other: str = "") -> Sides:
    """`other`: a branch or commit; empty for the upstream, or for what git is merging.

    Raises `RegistryError` where nothing can be merged, saying what to do first.
    """
    repository, _put = recovered(folder)
    git = Git(repository.root)
    under_way = repository.under_way == "a merge"
    _check(repository, under_way=under_way)
    commit, name = _other(repository, git, other, under_way=under_way)
    found = git.maybe("merge-base", "--all", repository.commit, commit) if commit else ""
    bases = tuple(found.split())
    if commit and not bases:
        raise RegistryError(
            f"{name} and this branch have nothing in common.",
            hint="Is it the same registry? Nothing was written.",
        )
    return Sides(repository, git, commit, name, bases, under_way)


def _check(repository: Repository, *, under_way: bool) -> None:
    problem, hint = "", "Nothing was written."
    if repository.under_way and not under_way:
        problem = f"{repository.under_way} is under way"
        hint = "Finish or abort it with git first. Nothing was written."
    elif not repository.branch:
        problem = "no branch is checked out (detached head)"
    elif not repository.commit:
        problem = "there is no commit yet"
    elif repository.shallow:
        problem = "the repository is a shallow clone"
        hint = "Fetch the whole history with `git fetch --unshallow`. Nothing was written."
    elif not under_way and (changed := _uncommitted(repository)):
        problem = f"uncommitted changes in {listed(changed)}"
        hint = "Commit them, or put them aside with git. Nothing was written."
    if problem:
        raise RegistryDirty(f"{problem[:1].upper()}{problem[1:]}.", hint=hint)


def _uncommitted(repository: Repository) -> tuple[str, ...]:
    """In the registry, and of what git knows in the rest of the work tree."""
    around = Git(repository.root).run(
        "status", "--porcelain=v1", "-z", "--untracked-files=no", "--no-renames",
        "--ignore-submodules=all",
    )  # fmt: skip
    names = around.decode("utf-8", "surrogateescape").split("\0")
    known = (name[3:] for name in names if name)
    outside = tuple(name for name in known if not name.startswith(repository.prefix))
    return (*repository.changed, *(outside if repository.prefix else ()))


def _other(repository: Repository, git: Git, named: str, *, under_way: bool) -> tuple[str, str]:
    """The commit that is to come in, and how people call it."""
    if under_way:
        heads = (repository.git_folder / MERGE_HEAD).read_text("utf-8").split()
        if len(heads) != 1 or (named and _commit(git, named) != heads[0]):
            raise RegistryDirty("Git is merging something else.", hint=ABORT)
        name = git.maybe("name-rev", "--name-only", "--no-undefined", heads[0])
        return heads[0], name.removeprefix("remotes/") or heads[0][:12]
    if named:
        commit = _commit(git, named)
        if not commit:
            raise InvalidInput(f"{named!r} names no commit of the registry.")
        return commit, named
    if not repository.upstream:
        raise RegistryError(
            "The branch follows no other, so there is nothing to merge with it.",
            hint="Name a branch or commit: --with origin/main",
        )
    name = repository.upstream.removeprefix("refs/remotes/").removeprefix("refs/heads/")
    return _commit(git, repository.upstream), name


def _commit(git: Git, name: str) -> str:
    return "" if name.startswith("-") else git.maybe("rev-parse", "-q", "--verify", f"{name}^0")
