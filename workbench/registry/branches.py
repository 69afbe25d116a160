"""Names of branches: which git takes, and which are free."""

from __future__ import annotations

from itertools import count

from workbench.domain.errors import InvalidInput
from workbench.registry.git import Git, GitFailed

LONGEST = 200
ROOM_FOR_A_NUMBER = 6


def check_new_branch(git: Git, name: str) -> str:
    """The full name. Raises `InvalidInput` where git would not take it, or it is taken."""
    try:
        if not name.isprintable() or len(name) > LONGEST or name.startswith("-"):
            raise InvalidInput(_refused(name), hint=HINT)
        git.run("check-ref-format", f"refs/heads/{name}")
        git.run("check-ref-format", "--branch", name)
    except GitFailed as error:
        raise InvalidInput(_refused(name), hint=HINT) from error
    if taken := [*_found(git, name), *_in_the_way(git, name)]:
        raise InvalidInput(f"There is a branch {taken[0]} already.", hint="Choose another name.")
    return f"refs/heads/{name}"


def free_branch(git: Git, name: str) -> str:
    """One that git takes and that is not there yet, as near to the name as that allows."""
    name = name[: LONGEST - ROOM_FOR_A_NUMBER].rstrip("-./")
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(name for name in names if not _found(git, name))


HINT = "Use letters, digits, hyphens and slashes: release/support-triage-v3"


def _refused(name: str) -> str:
    return f"{name!r} cannot be the name of a branch."


def _found(git: Git, name: str) -> list[str]:
    """Here, at a remote as far as was fetched, or as the folder of other names."""
    patterns = [f"refs/heads/{name}", f"refs/remotes/*/{name}"]
    return git.maybe("for-each-ref", "--format=%(refname:short)", *patterns).splitlines()


def _in_the_way(git: Git, name: str) -> list[str]:
    """A branch of the name that would have to be a folder."""
    parts = name.split("/")
    folders = ["/".join(parts[:end]) for end in range(1, len(parts))]
    return [f for f in folders if git.maybe("rev-parse", "-q", "--verify", f"refs/heads/{f}")]
