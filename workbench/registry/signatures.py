"""Signatures over approvals: made with a person's own key, checked against `trust/`.

SSH signatures are checked by `ssh-keygen -Y verify` against `trust/allowed_signers`, as of the
time the approval states; OpenPGP ones by gpg against the public keys in
`trust/openpgp/<principal>.asc`, as of the time the signature itself bears. What was signed while
a key was valid counts for ever, what was signed after that never does, and in a change that is
still to be merged the key must be valid today, too. A revoked OpenPGP key counts for nothing,
whenever it signed.

Nothing asks, nothing waits longer than a limit, and what the programs say is never shown: it may
hold parts of keys or of paths to them.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from workbench.domain.errors import RegistryError
from workbench.domain.release_policy import principal
from workbench.formats.registry_policy import NAMESPACE
from workbench.formats.registry_statements import ApprovalStatement
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder

LIMIT = 30.0
AT_ONCE = 4
MOST_REMEMBERED = 50_000
OPENPGP = "-----BEGIN PGP SIGNATURE-----"
VALID = re.compile(r"^\[GNUPG:\] VALIDSIG (?:\S+ ){2}(?P<made>\d+) ", re.MULTILINE)
BAD_KEY = re.compile(r"^\[GNUPG:\] (?:REVKEYSIG|EXPSIG) ", re.MULTILINE)
USUAL_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
"""Which `fromisoformat` reads, quicker than `strptime` and to the same time."""
EXPIRED = re.compile(r"^\[GNUPG:\] EXPKEYSIG ", re.MULTILINE)


_GOOD: set[bytes] = set()
"""SSH signatures that were found good in this process."""


def check_signatures(contents: Contents, folders: Iterable[PromptFolder]) -> None:
    """Look at each signature there once; what is wrong is kept in the contents."""
    waiting = [
        (path, folder.approvals[path], data)
        for folder in folders
        for path, data in folder.signatures.items()
        if path in folder.approvals and path not in contents.signature_problems
    ]
    if not waiting:
        return
    with tempfile.TemporaryDirectory(prefix="workbench-trust-") as trust:
        place = Path(trust)
        (place / "allowed_signers").write_bytes(contents.tree.files.get(layout.SIGNERS, b""))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            problems = pool.map(lambda each: _problem(contents, place, *each), waiting)
            for (path, _approval, _data), problem in zip(waiting, problems, strict=True):
                contents.signature_problems[path] = problem


def is_trusted(contents: Contents, person: str) -> bool:
    """Whether a key of this person is among those that count."""
    who = principal(person)
    if f"{layout.OPENPGP_KEYS}{who}.asc" in contents.tree.files:
        return True
    return any(fnmatchcase(who, each) for signer in contents.signers for each in signer.principals)


def signed_well(contents: Contents, folder: PromptFolder, path: str) -> bool:
    return path in folder.signatures and contents.signature_problems.get(path) == ""


def _problem(
    contents: Contents, trust: Path, path: str, approval: ApprovalStatement, signature: bytes
) -> str:
    data = contents.tree.files[path]
    at = moment(approval.at)
    if at is None:
        return "does not say when it was given, so its signature cannot be checked"
    if signature.startswith(OPENPGP.encode()):
        return _openpgp_problem(contents, path, approval, signature)
    who = principal(approval.approver)
    times = [at]
    if _is_new(contents, path):
        times.append(datetime.now(UTC))
    for time in times:
        if not _ssh_verifies(trust, who, data, signature, time):
            when = "at the time it states" if time == at else "any more"
            return f"is not signed by a key that {layout.SIGNERS} accepts of {who} {when}"
    return ""


def _is_new(contents: Contents, path: str) -> bool:
    return contents.changed is not None and path in contents.changed


def moment(text: str) -> datetime | None:
    """As the registry writes times."""
    try:
        if USUAL_TIME.fullmatch(text):
            return datetime.fromisoformat(text)
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _ssh_verifies(trust: Path, who: str, data: bytes, signature: bytes, at: datetime) -> bool:
    """Good ones are remembered: the same bytes, keys and time give the same answer for ever."""
    stated = _stated(
        (trust / "allowed_signers").read_bytes(), who.encode(), data, signature,
        at.isoformat().encode(),
    )  # fmt: skip
    if stated in _GOOD:
        return True
    with tempfile.NamedTemporaryFile(dir=trust, suffix=".sig", delete=False) as file:
        file.write(signature)
    done = run(
        [
            "ssh-keygen", "-Y", "verify", "-f", str(trust / "allowed_signers"), "-I", who,
            "-n", NAMESPACE, "-s", file.name, "-O", f"verify-time={at:%Y%m%d%H%M%S}",
        ],
        data,
    )  # fmt: skip
    if done.returncode:
        return False
    if len(_GOOD) >= MOST_REMEMBERED:
        _GOOD.clear()
    _GOOD.add(stated)
    return True


def _stated(*parts: bytes) -> bytes:
    """Of parts whose lengths are told, so that no two lists of them look the same."""
    return hashlib.sha256(b"".join(b"%d:%b" % (len(part), part) for part in parts)).digest()


def _openpgp_problem(
    contents: Contents, path: str, approval: ApprovalStatement, signature: bytes
) -> str:
    data, place = contents.tree.files[path], layout.OPENPGP_KEYS
    who = principal(approval.approver)
    key = contents.tree.files.get(f"{place}{who}.asc")
    if key is None:
        return f"is signed with OpenPGP, and {place}{who}.asc is not here"
    with tempfile.TemporaryDirectory(prefix="wb-gpg-", dir=_short_folder()) as folder:
        (Path(folder) / "signature").write_bytes(signature)
        run([*_gpg(folder), "--import"], key)
        told = _openpgp_told(folder, data)
        found = VALID.search(told)
        if not found or BAD_KEY.search(told):
            return f"is not signed by the key in {place}{who}.asc"
        if not EXPIRED.search(told):
            return ""
        if _is_new(contents, path):
            return f"is not signed by a key in {place}{who}.asc that is valid any more"
        then = _openpgp_told(folder, data, "--faked-system-time", f"{found['made']}!")
    if not VALID.search(then) or BAD_KEY.search(then) or EXPIRED.search(then):
        return f"is not signed by a key in {place}{who}.asc that was valid when it signed"
    return ""


def _gpg(folder: str) -> list[str]:
    return ["gpg", "--homedir", folder, "--batch", "--no-tty", "--no-autostart"]


def _openpgp_told(folder: str, data: bytes, *options: str) -> str:
    """What gpg says of the signature there, for programs; nothing where it is no good one."""
    arguments = ["--trust-model", "always", "--status-fd", "1", *options]
    done = run([*_gpg(folder), *arguments, "--verify", str(Path(folder) / "signature"), "-"], data)
    return "" if done.returncode else done.stdout.decode("utf-8", "replace")


def run(command: Sequence[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
    """Without a terminal to ask at, nor a window to ask with."""
    quiet = {"TZ": "UTC", "LC_ALL": "C", "SSH_ASKPASS_REQUIRE": "never", "SSH_ASKPASS": ""}
    try:
        return subprocess.run(
            list(command),
            input=data,
            env=os.environ | quiet,
            capture_output=True,
            timeout=LIMIT,
            check=False,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except FileNotFoundError as error:
        hint = "Install OpenSSH 8.1 or later, or GnuPG for OpenPGP keys, then try again."
        raise RegistryError(f"{command[0]} is not installed.", hint=hint) from error
    except subprocess.TimeoutExpired as error:
        raise RegistryError(
            f"{Path(command[0]).name} took longer than {LIMIT:.0f} seconds.",
            hint="Was a key waiting to be touched, or a passphrase to be typed? Try again.",
        ) from error
    except OSError as error:
        raise RegistryError(f"{command[0]} cannot be run: {error.strerror or error}.") from error


def _short_folder() -> str | None:
    """GnuPG's sockets lie in its folder, and their paths may not be long."""
    return "/tmp" if os.name == "posix" and os.path.isdir("/tmp") else None
