"""What is new in a registry, and what it asked for before: as git knows it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.releases import Finding
from workbench.registry.contents import Contents
from workbench.registry.git import Git
from workbench.registry.repository import Repository
from workbench.registry.rules_history import fork_of, only_additions
from workbench.registry.rules_owners import owners_are_named
from workbench.registry.rules_policy import (
    TRUSTED,
    changes_meet_former_policy,
    pins_met_their_policy,
)

MOST_POLICIES = 50
"""Changes of policy and trust that are looked back on."""


def tell_what_is_new(contents: Contents, repository: Repository, base: str) -> None:
    """Against `base`: what this change brings. Without: what came after the policy in force, and
    what the branch brings to the one that others work on, if that is known."""
    if not repository.commit:
        return
    git = repository.git
    if base:
        contents.changed = contents.gated = _changed_since(git, fork_of(git, base))
        return
    if known := known_base(repository):
        contents.changed = _changed_since(git, fork_of(git, known))
    if policy := _before_policy(git):
        contents.gated = _changed_since(git, policy) | (contents.changed or frozenset())


def findings_against_history(
    contents: Contents, repository: Repository, base: str
) -> Iterator[Finding]:
    yield from only_additions(repository, contents.tree, base)
    yield from owners_are_named(contents, repository.root, repository.prefix)
    if repository.commit and (former := _former_trust(repository, base)) is not None:
        yield from changes_meet_former_policy(contents, former)


def pins_against_history(
    contents: Contents, repository: Repository, base: str
) -> Iterator[Finding]:
    """Of each pin by itself."""
    if repository.commit and not base:
        yield from pins_met_their_policy(contents, _Policies(repository.git).when_pinned)


def trust_is_as_it_was(contents: Contents, repository: Repository, base: str) -> bool:
    """Whether policy and trust say what they said before: what moved needs no second look."""
    former = _former_trust(repository, base) if repository.commit else None
    now = {path: data for path, data in contents.tree.files.items() if path.startswith(TRUSTED)}
    return former is None or former == now


def _former_trust(repository: Repository, base: str) -> dict[str, bytes] | None:
    """None where nothing is known to be merged into."""
    known = base or known_base(repository)
    return _trusted_files(repository.git, fork_of(repository.git, known)) if known else None


def known_base(repository: Repository) -> str:
    """The branch that this one is to be merged into, as it was fetched last: the main branch of
    the remote, or else what this branch follows. So a check here is as strict as that of CI."""
    git = repository.git
    remote = repository.upstream.removeprefix("refs/remotes/").partition("/")[0] or "origin"
    for name in (f"refs/remotes/{remote}/HEAD", repository.upstream):
        if name and git.maybe("rev-parse", "-q", "--verify", f"{name}^{{commit}}"):
            return name
    return ""


class _Policies:
    """What policy and trust have said, the newest first, and what was changed since each."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._known: list[tuple[str, frozenset[str]]] | None = None
        self._files: dict[str, dict[str, bytes]] = {}

    def when_pinned(self, path: str) -> dict[str, bytes]:
        """The files of `TRUSTED` in force when this pin was written; none if there were none."""
        for commit, since in self._states():
            if path in since:
                if commit not in self._files:
                    self._files[commit] = _trusted_files(self._git, commit)
                return self._files[commit]
        return {}

    def _states(self) -> list[tuple[str, frozenset[str]]]:
        if self._known is None:
            git = self._git
            commits = git.text(
                "log", f"-{MOST_POLICIES}", "--format=%H", "HEAD", "--", *TRUSTED
            ).split()
            self._known = [
                (commit, _changed_since(git, f"{commit}^"))
                for commit in commits
                if git.maybe("rev-parse", "-q", "--verify", f"{commit}^")
            ]
        return self._known


def _before_policy(git: Git) -> str:
    """The commit before the one that made policy and trust what they are; "" where all is since."""
    if git.maybe("status", "--porcelain=v1", "--no-renames", "--", *TRUSTED):
        return "HEAD"
    last = git.maybe("log", "-1", "--format=%H", "HEAD", "--", *TRUSTED)
    return git.maybe("rev-parse", "-q", "--verify", f"{last}^") if last else ""


def _changed_since(git: Git, commit: str) -> frozenset[str]:
    options = ("--name-only", "-z", "--no-renames", "--relative", "--no-ext-diff", "--no-textconv")
    found = git.run("diff", *options, "--ignore-submodules=all", commit, "--", ".")
    new = git.run("ls-files", "-z", "--others", "--exclude-standard", "--", ".")
    return frozenset(_names(found) + _names(new))


def _trusted_files(git: Git, commit: str) -> dict[str, bytes]:
    listed = git.run("ls-tree", "-r", "-z", commit, "--", *TRUSTED)
    found = {}
    for entry in _names(listed):
        facts, _, path = entry.partition("\t")
        if facts.split(" ")[1] == "blob":
            found[path] = git.run("cat-file", "blob", facts.split(" ")[2])
    return found


def _names(output: bytes) -> list[str]:
    return [name for name in output.decode("utf-8", "surrogateescape").split("\0") if name]
