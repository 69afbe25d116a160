"""A team's registry from its remote into a new folder: all of it, or no folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from workbench.domain.errors import InvalidInput, RegistryError
from workbench.domain.remote_addresses import RemoteAddress, read_address
from workbench.domain.syncing import CloneDone, SyncPhase, SyncProgress, SyncWork
from workbench.registry.git import Git
from workbench.registry.remote_of import checked, note_fetched
from workbench.registry.repository import listed
from workbench.registry.transport import Transport, other_side

OPTIONS = (
    "--progress",
    "--no-checkout",
    "--no-local",
    "--no-recurse-submodules",
    "--reject-shallow",
    "--template=",
    "--origin=origin",
    "--config=core.symlinks=false",
    "--config=core.autocrlf=false",
)
TRACKED = "refs/remotes/origin/"
AS_STORED = "* -text -eol -ident -filter -working-tree-encoding\n"
"""While files are put in place: as they are in the repository, and no program has a say."""
CHECKOUT_LIMIT = 600.0


def clone(text: str, folder: Path, work: SyncWork, transport: Transport) -> CloneDone:
    """Raises `RemoteFailed`, or `InvalidInput` for an address or a folder that will not do."""
    folder = Path(os.path.abspath(folder.expanduser()))
    address = checked(read_address(text), Path.cwd())
    if address.password:
        raise InvalidInput(
            "The address holds a password, which git would write into the clone.",
            hint=f"Leave it out: {address.shown}. Git's credential helper keeps passwords.",
        )
    _check_free(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix=f".{folder.name}.workbench-", dir=folder.parent))
    except OSError as error:
        raise RegistryError(f"{folder} cannot be made: {error.strerror}.") from error
    try:
        made = place / "clone"
        service = other_side(address, "upload-pack")
        arguments = ("clone", *OPTIONS, *service, "--", address.given, str(made))
        transport.run(address, arguments, work, folder=place)
        work.tell(SyncProgress(SyncPhase.FILES))
        _keep_address(made, address)
        branch, commit = _check_out(made)
        note_fetched(made / ".git")
        _put(made, folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return CloneDone(str(folder), address.shown, branch, commit)


def _keep_address(made: Path, address: RemoteAddress) -> None:
    """With its user, for the next time: no argument of a program tells it on the way."""
    if address.given == address.text:
        return
    config = made / ".git" / "config"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace(address.given, address.text, 1), encoding="utf-8")


def _check_free(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if os.path.lexists(folder):
        raise InvalidInput(f"{folder} is there already.", hint="Name a new or empty folder.")


def _check_out(made: Path) -> tuple[str, str]:
    """The branch, and its commit: none where the remote is empty."""
    git = Git(made, CHECKOUT_LIMIT)
    branch = git.text("symbolic-ref", "--short", "HEAD")
    commit = git.maybe("rev-parse", "-q", "--verify", "HEAD^{commit}")
    if not commit:
        branch = _only_branch(git, branch)
        commit = git.maybe("rev-parse", "-q", "--verify", "HEAD^{commit}")
    if not commit:
        return branch, ""
    attributes = made / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text(AS_STORED, encoding="utf-8")
    git.run("-c", "core.protectHFS=true", "-c", "core.protectNTFS=true", "reset", "-q", "--hard")
    attributes.unlink()
    return branch, commit


def _only_branch(git: Git, named: str) -> str:
    """The remote's one branch, where its HEAD names none that is there: HEAD is that, now."""
    told = git.text("for-each-ref", "--format=%(refname)", TRACKED)
    names = [ref.removeprefix(TRACKED) for ref in told.splitlines() if ref != f"{TRACKED}HEAD"]
    if not names:
        return named
    if len(names) > 1:
        raise RegistryError(
            f"The remote's HEAD names the branch {named}, which is not there. "
            f"It has {listed(tuple(names))}.",
            hint="Have the remote name its main branch as its default, then clone again. "
            "Nothing was kept.",
        )
    git.run("branch", "-q", "--track", "--", names[0], f"{TRACKED}{names[0]}")
    git.run("symbolic-ref", "HEAD", f"refs/heads/{names[0]}")
    return names[0]


def _put(made: Path, folder: Path) -> None:
    try:
        if folder.is_dir():
            folder.rmdir()
        os.rename(made, folder)
    except OSError as error:
        raise RegistryError(
            f"{folder} cannot be made: {error.strerror}.", hint="Nothing was kept."
        ) from error
