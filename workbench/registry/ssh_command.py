"""Which SSH program git uses, as the user has set it, told never to ask anybody anything."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePath

BATCH = {"ssh": "-o BatchMode=yes", "plink": "-batch", "putty": "-batch", "tortoiseplink": "-batch"}
LIMIT = 20.0


def ssh_command(environment: Mapping[str, str], folder: Path) -> tuple[str, str]:
    """The command, and which kind of program it is; `folder` is outside of any repository."""
    command = environment.get("GIT_SSH_COMMAND") or _configured(
        "core.sshCommand", environment, folder
    )
    if not command:
        command = shlex.quote(environment.get("GIT_SSH") or "ssh")
    variant = environment.get("GIT_SSH_VARIANT") or _configured("ssh.variant", environment, folder)
    kind = variant if variant not in ("", "auto") else _kind(command)
    option = BATCH.get(kind, "")
    return f"{command} {option}".rstrip(), kind


def _configured(name: str, environment: Mapping[str, str], folder: Path) -> str:
    """By the user or for this machine."""
    done = subprocess.run(
        ["git", "config", "--get", name],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=LIMIT,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def _kind(command: str) -> str:
    """By its name; what is not known takes OpenSSH's options, as most stand-ins do."""
    try:
        program = shlex.split(command)[0]
    except (ValueError, IndexError):
        return "ssh"
    name = PurePath(program.replace("\\", "/")).name.lower().removesuffix(".exe")
    return name if name in BATCH else "ssh"
