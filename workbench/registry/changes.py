"""What is new in a registry, and what it asked for before: as git knows it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.releases import Finding
from workbench.registry.contents import Contents
from workbench.registry.git import Git
from workbench.registry.repository import Repository
from workbench.registry.rules_history import fork_of, only_additions
from workbench.registry.rules_owners import owners_are_named
from workbench.registry.rules_policy import TRUSTED, changes_meet_former_policy


def tell_what_is_new(contents: Contents, repository: Repository, base: str) -> None:
    """Against `base`: what this change brings. Without: what came after the policy in force."""
    if not repository.commit:
        return
    git = repository.git
    if base:
        contents.changed = contents.gated = _changed_since(git, fork_of(git, base))
    elif policy := _before_policy(git):
        contents.gated = _changed_since(git, policy)


def findings_against_history(
    contents: Contents, repository: Repository, base: str
) -> Iterator[Finding]:
    yield from only_additions(repository, contents.tree, base)
    yield from owners_are_named(contents, repository.root, repository.prefix)
    if base and repository.commit:
        former = _trusted_files(repository.git, fork_of(repository.git, base))
        yield from changes_meet_former_policy(contents, former)


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
