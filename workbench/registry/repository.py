"""What state the repository around a registry folder is in, and whether it may be written to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import RegistryDirty, RegistryError
from workbench.registry.git import Git, GitFailed
from workbench.registry.safe_paths import check_own_files

UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "BISECT_LOG": "a bisect",
}
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Repository:
    """`folder` is the registry, `prefix` its path in the work tree, "" or ending in a slash."""

    folder: Path
    root: Path
    git_folder: Path
    prefix: str
    branch: str
    """Full name, `refs/heads/main`; empty on a detached head."""
    commit: str
    shallow: bool
    upstream: str
    ahead: int
    behind: int
    conflicts: tuple[str, ...]
    changed: tuple[str, ...]
    under_way: str

    @property
    def git(self) -> Git:
        return Git(self.folder)

    @property
    def problems(self) -> tuple[str, ...]:
        """What stands in the way of an export."""
        return tuple(problem for problem in self._problems() if problem)

    @property
    def told(self) -> str:
        """Its problems, as a sentence."""
        return f"Nothing can be written there now: {'; '.join(self.problems)}."

    def check_writable(self) -> None:
        """Raises `RegistryDirty` or `RegistryError` naming what is in the way."""
        if self.conflicts or self.under_way or self.changed or self.behind:
            raise RegistryDirty(self.told, hint=self._dirty_hint())
        if self.problems:
            raise RegistryError(self.told, hint=self._hint())

    def _problems(self) -> tuple[str, ...]:
        return (
            f"conflicts in {listed(self.conflicts)}" if self.conflicts else "",
            f"{self.under_way} is under way" if self.under_way else "",
            f"uncommitted changes in {listed(self.changed)}" if self.changed else "",
            self._upstream_problem(),
            "" if self.branch else "no branch is checked out (detached head)",
            "the repository is a shallow clone" if self.shallow else "",
        )

    def _upstream_problem(self) -> str:
        if not self.behind:
            return ""
        name = self.upstream.removeprefix("refs/remotes/")
        if self.ahead:
            return f"the branch has diverged from {name}: {self.ahead} ahead, {self.behind} behind"
        return f"the branch is {self.behind} behind {name}"

    def _dirty_hint(self) -> str | None:
        if self.conflicts or self.under_way or self.changed:
            return None
        command = "merge" if self.ahead else "pull"
        return f"Take in what others did first: workbench registry {command}. Nothing was written."

    def _hint(self) -> str:
        if not self.branch:
            return "Check out a branch with git first. Nothing was written."
        return "Fetch the whole history with `git fetch --unshallow`. Nothing was written."


def read_repository(folder: Path) -> Repository:
    """Raises `RegistryError` where there is no repository with files to work in."""
    folder = existing_folder(folder)
    git = Git(folder)
    try:
        facts = git.text(
            "rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--is-shallow-repository",
            "--absolute-git-dir",
        ).splitlines()  # fmt: skip
    except GitFailed as error:
        raise _not_a_repository(folder, error) from error
    bare, inside, shallow, git_folder = facts
    check_own_files(Path(git_folder))
    if bare == "true" or inside != "true":
        raise RegistryError(
            f"{folder} is a bare repository, without files to work in.",
            hint="Clone it, and use the clone.",
        )
    root = Path(git.text("rev-parse", "--show-toplevel"))
    prefix = git.text("rev-parse", "--show-prefix")
    branch = git.maybe("symbolic-ref", "-q", "HEAD")
    commit = git.maybe("rev-parse", "-q", "--verify", "HEAD^{commit}")
    upstream, ahead, behind = _upstream(git, branch, commit)
    return Repository(
        folder=folder,
        root=root,
        git_folder=Path(git_folder),
        prefix=prefix,
        branch=branch,
        commit=commit,
        shallow=shallow == "true",
        upstream=upstream,
        ahead=ahead,
        behind=behind,
        conflicts=_conflicts(Git(root)),
        changed=_changed(git, prefix),
        under_way=_under_way(Path(git_folder)),
    )


def existing_folder(folder: Path) -> Path:
    folder = folder.expanduser()
    if not folder.is_dir():
        raise RegistryError(
            f"There is no folder {folder}.", hint="Make one with `workbench registry init DIR`."
        )
    folder = folder.resolve()
    if len(str(folder).splitlines()) > 1:
        # Git tells its folders line by line
        raise RegistryError(
            "The folder's path has a line break in it.", hint="Give it another name."
        )
    return folder


def listed(files: tuple[str, ...]) -> str:
    rest = len(files) - SHOWN
    return ", ".join(files[:SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def _not_a_repository(folder: Path, error: GitFailed) -> RegistryError:
    if "not a git repository" in error.message:
        return RegistryError(
            f"{folder} is not in a git repository.",
            hint="Make a registry there with `workbench registry init DIR`.",
        )
    if "dubious ownership" in error.message:
        return RegistryError(
            f"{folder} belongs to another user, so git does not use it.",
            hint=f"If you trust it: git config --global --add safe.directory {folder}",
        )
    return error


def _upstream(git: Git, branch: str, commit: str) -> tuple[str, int, int]:
    if not branch or not commit:
        return "", 0, 0
    upstream = git.maybe("for-each-ref", "--format=%(upstream)", branch)
    if not upstream or not git.maybe("rev-parse", "-q", "--verify", f"{upstream}^{{commit}}"):
        return upstream, 0, 0
    counts = git.text("rev-list", "--left-right", "--count", f"{branch}...{upstream}", "--")
    ahead, behind = counts.split()
    return upstream, int(ahead), int(behind)


def _conflicts(git: Git) -> tuple[str, ...]:
    entries = _records(git.run("ls-files", "-u", "-z"))
    return tuple(dict.fromkeys(entry.partition("\t")[2] for entry in entries))


def _changed(git: Git, prefix: str) -> tuple[str, ...]:
    entries = _records(
        git.run(
            "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames",
            "--ignore-submodules=all", "--", ".",
        )
    )  # fmt: skip
    return tuple(entry[3:].removeprefix(prefix) for entry in entries)


def _under_way(git_folder: Path) -> str:
    found = (what for name, what in UNDER_WAY.items() if (git_folder / name).exists())
    return next(found, "")


def _records(output: bytes) -> list[str]:
    return [entry for entry in output.decode("utf-8", "surrogateescape").split("\0") if entry]
