"""Signing as the person at this machine: with the key that git is told to sign with.

What a repository's own configuration names is never run, nor signed with: the key, the program
and the command that finds the key come from the person's and the system's configuration only.
"""

from __future__ import annotations

import shlex
import tempfile
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import RegistryError
from workbench.domain.standing import Signing
from workbench.formats.registry_policy import NAMESPACE
from workbench.registry.git import Git
from workbench.registry.signatures import run

KEY_SETUP = (
    "Set gpg.format to ssh and user.signingkey to your key with `git config --global`, and load "
    "the key into ssh-agent if it has a passphrase."
)
SETUP = f"{KEY_SETUP} Nothing was written."
NO_AGENT = 2
"""What ssh-add ends with where it reaches no agent."""
KEY_WORDS = ("ssh-", "ecdsa-", "sk-ssh-", "sk-ecdsa-", "key::")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """`key` is a path, a public key whose private half the agent holds, or an OpenPGP id."""

    openpgp: bool
    key: str
    program: str


def signing_key(git: Git) -> SigningKey | None:
    """Of the person, as they have configured git; else the one key of an ssh-agent, if any."""
    openpgp = (_own(git, "gpg.format") or "openpgp") == "openpgp"
    key = _own(git, "user.signingkey")
    if openpgp and key and not key.startswith(KEY_WORDS):
        program = _own(git, "gpg.openpgp.program") or _own(git, "gpg.program") or "gpg"
        return SigningKey(True, key, program)
    program = _own(git, "gpg.ssh.program") or "ssh-keygen"
    key = key if not openpgp or key.startswith(KEY_WORDS) else ""
    key = key or _first_key(shlex.split(_own(git, "gpg.ssh.defaultKeyCommand")))
    key = key or _first_key(["ssh-add", "-L"])
    return SigningKey(False, key.removeprefix("key::"), program) if key else None


def sign(key: SigningKey, data: bytes) -> str:
    """The signature over these bytes. Raises `RegistryError`, with nothing of the key in it."""
    if key.openpgp:
        command = [key.program, "--batch", "--no-tty", "--status-fd=2", "-bsau", key.key]
        return _signature(run(command, data).stdout, "-----BEGIN PGP SIGNATURE-----")
    with tempfile.TemporaryDirectory(prefix="workbench-sign-") as folder:
        file, agent = Path(key.key).expanduser(), []
        if key.key.startswith(KEY_WORDS):
            file, agent = Path(folder) / "key.pub", ["-U"]
            file.write_text(key.key + "\n", encoding="utf-8")
        done = run([key.program, "-Y", "sign", "-n", NAMESPACE, "-f", str(file), *agent], data)
    return _signature(done.stdout, "-----BEGIN SSH SIGNATURE-----")


def _signature(output: bytes, begin: str) -> str:
    text = output.decode("ascii", "replace").replace("\r\n", "\n")
    if not text.startswith(begin):
        raise RegistryError("Your key could not sign the approval.", hint=SETUP)
    return text


def _own(git: Git, name: str) -> str:
    """Of the person's or the system's configuration, never of the repository's."""
    for scope in ("--global", "--system"):
        if found := git.maybe("config", scope, "--includes", "--get", name):
            return found
    return ""


def _first_key(command: list[str]) -> str:
    """The first public key that a command names; nothing where it fails."""
    if not command:
        return ""
    try:
        lines = run(command, b"").stdout.decode("utf-8", "replace").splitlines()
    except RegistryError:
        return ""
    return next((line.strip() for line in lines if line.startswith(KEY_WORDS)), "")


def signing_as(git: Git, person: str, *, trusted: bool) -> Signing:
    """With which key this person would sign here, and what stands in the way. Signs nothing."""
    try:
        key = signing_key(git)
    except RegistryError as error:
        return Signing(problem=error.message, hint=error.hint)
    if key is None:
        return Signing(problem="There is no key to sign with.", hint=KEY_SETUP)
    words = _named(key)
    if problem := "" if key.openpgp else _unusable(key):
        return Signing(words, problem, KEY_SETUP)
    if not trusted:
        return Signing(
            words,
            f"The registry knows no key of {person}: the signature would not count.",
            "Whoever looks after trust/allowed_signers adds it, in a change of its own.",
        )
    return Signing(words)


def _named(key: SigningKey) -> str:
    if key.openpgp:
        return f"OpenPGP key {key.key}"
    if not key.key.startswith(KEY_WORDS):
        return f"SSH key {Path(key.key).name}"
    kind, _, rest = key.key.partition(" ")
    return f"SSH key {rest.partition(' ')[2].strip() or kind}, in ssh-agent"


def _unusable(key: SigningKey) -> str:
    """Why an SSH key would not sign, as far as it can be told without signing."""
    if not key.key.startswith(KEY_WORDS):
        file = Path(key.key).expanduser()
        if not file.exists():
            return "Git names a key that is not there."
        if not run(["ssh-keygen", "-y", "-P", "", "-f", str(file)], b"").returncode:
            return ""
        public = file if file.suffix == ".pub" else file.with_name(f"{file.name}.pub")
        known = public.read_text("utf-8", "replace") if public.is_file() else ""
    else:
        known = key.key
    held = run(["ssh-add", "-L"], b"")
    if held.returncode == NO_AGENT:
        return "The key is to come from ssh-agent, and none is running."
    parts = known.split()
    if len(parts) < 2 or parts[1] not in held.stdout.decode("utf-8", "replace").split():
        return "The key needs ssh-agent, which does not hold it: ssh-add it first."
    return ""
