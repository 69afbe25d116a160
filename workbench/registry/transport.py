"""The git command with the network on: for one address, with the user's own configuration.

No hooks, no prompt of any kind, only the protocols that are meant. A remote that says nothing
for long, or work that is cancelled, ends git and every program that it started.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO

from workbench.domain.errors import RegistryError, RemoteFailed
from workbench.domain.remote_addresses import RemoteAddress
from workbench.domain.syncing import RemoteFault, SyncPhase, SyncProgress, SyncWork
from workbench.registry.login import login
from workbench.registry.ssh_command import ssh_command
from workbench.registry.transport_faults import NOTHING, fault_in
from workbench.registry.transport_progress import SaidLines

SILENCE = 90.0
"""Seconds without a word after which a remote is given up."""
TICK = 0.1
GRACE = 3.0
MOST_OUTPUT = 4_000_000
LOCAL = "git -c core.hooksPath={null} -c core.alternateRefsCommand=true -c receive.autogc=false {0}"
"""The other side where it is a folder of this machine: its hooks are not run, either."""
SAFE = (
    "core.hooksPath=" + os.devnull,
    "core.fsmonitor=false",
    "core.quotePath=false",
    "core.pager=cat",
    "core.editor=false",
    "core.askPass=",
    "core.alternateRefsCommand=true",
    "core.protectHFS=true",
    "core.protectNTFS=true",
    "credential.interactive=false",
    "submodule.recurse=false",
    "fetch.recurseSubmodules=false",
    "fetch.fsckObjects=true",
    "fetch.fsck.zeroPaddedFilemode=ignore",
    "fetch.fsck.missingSpaceBeforeDate=ignore",
    "fetch.fsck.badTimezone=ignore",
    "fetch.fsck.nullSha1=ignore",
    "fetch.unpackLimit=1",
    "fetch.writeCommitGraph=false",
    "push.gpgSign=false",
    "push.recurseSubmodules=no",
    "gc.auto=0",
    "maintenance.auto=false",
)
KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH")
KEPT_BEGINNINGS = ("GIT_SSH", "GIT_SSL_", "GIT_PROXY_SSL_")
"""What the person has set for git on this machine, of how it connects."""


class Transport:
    def __init__(self, silence: float = SILENCE) -> None:
        self._silence = silence

    def run(
        self,
        address: RemoteAddress,
        arguments: tuple[str, ...],
        work: SyncWork,
        *,
        folder: Path,
        git_dir: Path | None = None,
    ) -> str:
        """Standard output. Raises `RemoteFailed`."""
        environment = self._environment(address, folder, git_dir)
        work.tell(SyncProgress(SyncPhase.CONNECTING))
        try:
            process = subprocess.Popen(
                ["git", *_options(), *arguments],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=os.name != "nt",
                creationflags=_creation_flags(),
            )
        except FileNotFoundError as error:
            raise RegistryError("Git is not installed.", hint="Install git.") from error
        except OSError as error:
            raise RegistryError(f"Git cannot be run: {error.strerror or error}.") from error
        conversation = _Conversation(process, address, work, self._silence)
        return conversation.held()

    def _environment(
        self, address: RemoteAddress, folder: Path, git_dir: Path | None
    ) -> dict[str, str]:
        fixed = {
            "LC_ALL": "C",
            "GIT_ALLOW_PROTOCOL": _protocols(address),
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "",
            "SSH_ASKPASS": "",
            "SSH_ASKPASS_REQUIRE": "never",
            "GCM_INTERACTIVE": "never",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_CEILING_DIRECTORIES": str(folder.parent),
        }
        if git_dir:
            fixed["GIT_DIR"] = str(git_dir)
        environment = _inherited(os.environ) | fixed | login(address)
        command, variant = ssh_command(environment, folder)
        return environment | {"GIT_SSH_COMMAND": command, "GIT_SSH_VARIANT": variant}


def other_side(address: RemoteAddress, service: str) -> tuple[str, ...]:
    """How the program at the other end is called where it runs on this machine."""
    if address.scheme != "file":
        return ()
    return (f"--{service}={LOCAL.format(service, null=os.devnull)}",)


class _Conversation:
    """One git process, from its start until everything of it has ended."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        address: RemoteAddress,
        work: SyncWork,
        silence: float,
    ) -> None:
        self._process, self._address, self._work = process, address, work
        self._silence = silence
        self._arrived: Queue[tuple[str, bytes]] = Queue()
        self._output = bytearray()
        self._said = SaidLines()
        self._open = 2
        for name, stream in (("out", process.stdout), ("said", process.stderr)):
            Thread(target=self._read, args=(name, stream), daemon=True).start()

    def held(self) -> str:
        try:
            self._follow()
        except BaseException:
            _end(self._process)
            raise
        if self._process.wait():
            raise fault_in([*self._said.end(), *self._rejections()], self._address)
        return self._output.decode("utf-8", "replace")

    def _follow(self) -> None:
        heard = time.monotonic()
        while self._open:
            try:
                name, data = self._arrived.get(timeout=TICK)
                heard = time.monotonic()
                self._take(name, data)
            except Empty:
                if self._process.poll() is not None and time.monotonic() - heard > 1:
                    # A connection that is kept for later holds on to our end
                    return
            if self._work.cancelled:
                raise RemoteFailed("Cancelled.", kind=RemoteFault.CANCELLED, hint=NOTHING)
            if time.monotonic() - heard > self._silence:
                raise self._too_silent()

    def _take(self, name: str, data: bytes) -> None:
        if not data:
            self._open -= 1
        elif name == "out":
            self._output += data[: MOST_OUTPUT - len(self._output)]
        else:
            for progress in self._said.take(data.decode("utf-8", "replace")):
                self._work.tell(progress)

    def _read(self, name: str, stream: IO[bytes] | None) -> None:
        if stream is None:
            return
        with stream:
            while data := os.read(stream.fileno(), 65536):
                self._arrived.put((name, data))
        self._arrived.put((name, b""))

    def _rejections(self) -> list[str]:
        """A push tells on standard output what became of each branch."""
        told = self._output.decode("utf-8", "replace").splitlines()
        return [line for line in told if line.startswith("!")]

    def _too_silent(self) -> RemoteFailed:
        place = self._address.host or self._address.shown
        return RemoteFailed(
            f"{place} has said nothing for {self._silence:.0f} seconds.",
            kind=RemoteFault.SILENT,
            hint=f"Look at the network, then try again. {NOTHING}",
        )


def _options() -> list[str]:
    return ["--no-pager", *(part for option in SAFE for part in ("-c", option))]


def _protocols(address: RemoteAddress) -> str:
    """The user's own configuration may lead from one to the other; nothing leads to a folder,
    nor to what everybody can read on the way."""
    return ":".join(dict.fromkeys(("ssh", "https", address.scheme)))


def _inherited(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith("GIT_") or name in KEPT or name.startswith(KEPT_BEGINNINGS)
    }


def _creation_flags() -> int:
    names = ("CREATE_NO_WINDOW", "CREATE_NEW_PROCESS_GROUP")
    return sum(getattr(subprocess, name, 0) for name in names)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Git, and what it has started. It is given a moment to clear away what it began."""
    _signal(process, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(GRACE)
    # What it has started may be deaf to the first
    _signal(process, getattr(signal, "SIGKILL", signal.SIGTERM))
    process.wait()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    if sys.platform == "win32":
        command = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(command, capture_output=True, check=False, timeout=GRACE)
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
