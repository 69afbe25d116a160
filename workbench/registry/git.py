"""The `git` command: no shell, no prompts, no pager, no hooks, no network, a limit on time.

A registry is somebody else's repository: nothing that its configuration names may run.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from workbench.domain.errors import RegistryError

LIMIT = 60.0
SAFE = (
    "--no-pager",
    "-c core.hooksPath=" + os.devnull,
    "-c core.fsmonitor=false",
    "-c core.quotePath=false",
    "-c core.pager=cat",
    "-c core.editor=false",
    "-c core.sshCommand=false",
    "-c core.askPass=",
    "-c credential.helper=",
    "-c protocol.allow=never",
    "-c submodule.recurse=false",
    "-c diff.external=",
    "-c log.showSignature=false",
    "-c commit.gpgSign=false",
    "-c gc.auto=0",
    "-c maintenance.auto=false",
)
FILTERING = frozenset(
    {"add", "apply", "checkout", "diff", "diff-files", "diff-index", "merge", "read-tree", "reset"}
    | {"restore", "stash", "status", "update-index"}
)
"""Commands that may look into files of the work tree, if only to see whether they changed."""
NO_FILTER = (("clean", ""), ("smudge", ""), ("process", ""), ("required", "false"))
KEPT = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM")
KEPT_SWITCHES = ("GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES", "GIT_EXEC_PATH")


class GitFailed(RegistryError):
    """Git refused. `status` is its exit status."""

    title = "Git refused"

    def __init__(self, message: str, status: int, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.status = status


class Git:
    """Git, run in one folder."""

    def __init__(self, folder: Path, limit: float = LIMIT) -> None:
        self.folder, self._limit = folder, limit
        self._extra: dict[str, str] = {}

    def commit_as(self, person: str) -> None:
        """Whom commits name: an e-mail address, or a name that stands for one on this machine."""
        address = person if "@" in person else f"{person}@localhost"
        for role in ("AUTHOR", "COMMITTER"):
            self._extra[f"GIT_{role}_NAME"] = person
            self._extra[f"GIT_{role}_EMAIL"] = address

    def run(self, *arguments: str, send: bytes = b"", index: Path | None = None) -> bytes:
        """Standard output. Raises `GitFailed`, or `RegistryError` where git cannot be run."""
        if not FILTERING.isdisjoint(arguments):
            self._leave_filters_out()
        extra = self._extra | ({"GIT_INDEX_FILE": str(index)} if index else {})
        try:
            done = subprocess.run(
                ["git", *_options(), *arguments],
                cwd=self.folder,
                env=_environment(extra),
                input=send,
                capture_output=True,
                timeout=self._limit,
                check=False,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except FileNotFoundError as error:
            hint = "Install git, then try again. Nothing was written."
            raise RegistryError("Git is not installed.", hint=hint) from error
        except subprocess.TimeoutExpired as error:
            raise RegistryError(
                f"Git took longer than {self._limit:.0f} seconds.",
                hint="Another program may hold the repository. Look there, then try again.",
            ) from error
        except OSError as error:
            raise RegistryError(f"Git cannot be run: {error.strerror or error}.") from error
        if done.returncode:
            raise GitFailed(_reason(done.stderr, arguments), done.returncode)
        return done.stdout

    def text(self, *arguments: str) -> str:
        return self.run(*arguments).decode("utf-8", "surrogateescape").strip()

    def maybe(self, *arguments: str) -> str:
        """The output, or nothing where git says no."""
        try:
            return self.text(*arguments)
        except GitFailed:
            return ""

    def _leave_filters_out(self) -> None:
        """No program runs that turns files into others on their way in or out, whoever has
        configured it: a registry's attributes choose among them."""
        if "GIT_CONFIG_COUNT" in self._extra:
            return
        told = self.maybe("config", "--name-only", "-z", "--get-regexp", r"^filter\.")
        names = sorted({key.rpartition(".")[0] for key in told.split("\0") if key})
        settings = [(f"{name}.{key}", value) for name in names for key, value in NO_FILTER]
        self._extra["GIT_CONFIG_COUNT"] = str(len(settings))
        for number, (key, value) in enumerate(settings):
            self._extra[f"GIT_CONFIG_KEY_{number}"] = key
            self._extra[f"GIT_CONFIG_VALUE_{number}"] = value


def _options() -> list[str]:
    return [part for option in SAFE for part in option.split(" ", 1)]


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Ours, without what would point git at another repository or make it ask.

    A repository may say that it lacks objects, and how they are fetched when one is wanted: no
    protocol is allowed for that, whatever its configuration allows.
    """
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(KEPT) or name in KEPT_SWITCHES
    }
    fixed = {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS": "",
    }
    return inherited | fixed | dict(extra)


def _reason(stderr: bytes, arguments: tuple[str, ...]) -> str:
    lines = [line for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    first = lines[0].removeprefix("fatal: ").removeprefix("error: ") if lines else "no reason given"
    return f"Git could not {arguments[0]}: {first}"
