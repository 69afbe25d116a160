"""Which paths may be written: what a repository names may be meant to reach outside of it."""

from __future__ import annotations

from pathlib import Path

from workbench.domain.errors import RegistryError

GIT_FOLDERS = (".git", "git~1")
"""As git calls it, and as older Windows systems shorten that."""
OURS = "workbench-*"


def stays_inside(path: str) -> bool:
    """Whether a file there lies in the work tree, on every system, and not in git's own folder."""
    parts = path.replace("\\", "/").split("/")
    odd = any(part in ("", ".", "..") or _is_git(part) for part in parts)
    return not odd and ":" not in parts[0] and path.isprintable()


def check_own_files(git_folder: Path) -> None:
    """What the workbench keeps in git's folder is its own. Whoever handed the folder over may
    have laid links there, through which other files would be written or cleared away."""
    for place in git_folder.glob(OURS):
        if place.is_symlink():
            raise RegistryError(
                f"{place} is a link, which the workbench never makes.",
                hint="Somebody may want to harm you: ask who made the folder. Nothing was changed.",
            )


def _is_git(part: str) -> bool:
    # What follows a colon is a part of the same file on Windows
    return part.partition(":")[0].lower().rstrip(". ") in GIT_FOLDERS
