"""Who acts in a registry: everything that is written there names one and the same person."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from workbench.domain.errors import RegistryError
from workbench.registry.git import Git, GitFailed

UNKNOWN = "Git does not know who you are."
HOW = "Set your name in Settings, or git's user.name and user.email."


@dataclass(frozen=True, slots=True)
class Acting:
    """`chosen` is the author that Settings name; `login` who is logged in to the machine, which
    says least: it is asked only where neither Settings nor git name anybody."""

    chosen: Callable[[], str] = str
    login: Callable[[], str] = str

    def committer(self) -> str:
        """Whom commits name where git is not configured to name anybody."""
        return self.chosen() or self.login()

    def person(self, git: Git) -> str:
        """Raises `RegistryError` where nobody is known."""
        if name := self.chosen() or address_in(git) or self.login():
            return name
        raise RegistryError(UNKNOWN, hint=f"{HOW} Nothing was written.")


def address_in(git: Git) -> str:
    """Whom git is configured to name there, by address; empty where it is nobody."""
    try:
        told = git.text("-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT")
    except GitFailed:
        return git.maybe("config", "--get", "user.email").strip()
    known = re.match(r"(?P<name>.*) <(?P<address>.*)> ", told)
    return (known["address"] or known["name"]) if known else ""


def check_identity(git: Git, author: str) -> None:
    """Commits name whom git is configured to name, or else the workbench's author.

    Raises `RegistryError` where neither is known.
    """
    for name in ("GIT_COMMITTER_IDENT", "GIT_AUTHOR_IDENT"):
        try:
            git.run("-c", "user.useConfigOnly=true", "var", name)
        except GitFailed as error:
            if person := address_in(git) or author:
                git.commit_as(person)
                return
            raise RegistryError(UNKNOWN, hint=f"{HOW} Nothing was written.") from error
