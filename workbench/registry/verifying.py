"""A registry as a whole, by all rules: at once in one process, or a large one in several.

What the rules say of a prompt rests on the files of that prompt, its pins, and what all share: so
a process looks at some of the prompts, and what goes across them stays here. Where a share is seen
to need another one, all is looked at together: no rule finds less than in one process.
"""

from __future__ import annotations

import os
import pickle
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain

from workbench.domain.errors import RegistryError
from workbench.domain.own_programs import own_program
from workbench.domain.prompts import PromptKind
from workbench.domain.releases import Finding
from workbench.registry import layout
from workbench.registry.attached import Named, attachments_hold, named_in
from workbench.registry.changes import (
    findings_against_history,
    pins_against_history,
    tell_what_is_new,
    trust_is_as_it_was,
)
from workbench.registry.collecting import uncollected
from workbench.registry.contents import Contents, read_contents
from workbench.registry.repository import Repository
from workbench.registry.rules_paths import paths_are_portable
from workbench.registry.tree import RegistryTree
from workbench.registry.tree_files import TreeFiles
from workbench.registry.verification import ALONE, findings_by, findings_in, in_order

COMMAND = own_program("workbench.registry.verifying_share")
FEWEST_PROMPTS = 400
"""Below, starting processes takes longer than they save."""
MOST_PROCESSES = 8


@dataclass(frozen=True, slots=True)
class Share:
    """What one process looks at."""

    repository: Repository
    paths: tuple[str, ...]
    """Of the prompts of this share, and of what all shares look at."""
    elsewhere: frozenset[str]
    """The folders of the other prompts."""
    changed: frozenset[str] | None
    gated: frozenset[str] | None
    base: str


@dataclass(frozen=True, slots=True)
class Seen:
    findings: tuple[Finding, ...] = ()
    named: tuple[tuple[str, tuple[Named, ...]], ...] = ()
    """What versions have attached, by the path where it should be."""
    complete: bool = True
    """False where something of this share refers to what another one holds."""
    error: tuple[str, str] | None = None
    """What could not be read, with its hint."""


def verified(
    repository: Repository, tree: RegistryTree, base: str = "", processes: int = 0
) -> list[Finding]:
    """`processes`: how many, whatever the size; 0 for what this machine and the registry call for.

    Raises `RegistryError` where a file cannot be read or a process did not come to its end.
    """
    with uncollected():
        found = _in_processes(repository, tree, base, processes)
        if found is not None:
            return found
        return verified_at_once(read_contents(tree), repository, base)


def verified_at_once(contents: Contents, repository: Repository, base: str) -> list[Finding]:
    tell_what_is_new(contents, repository, base)
    found = findings_in(contents)
    return in_order(
        (
            *found,
            *findings_against_history(contents, repository, base),
            *pins_against_history(contents, repository, base),
        )
    )


def seen_of(share: Share) -> Seen:
    """What the process of a share does."""
    repository = share.repository
    files = TreeFiles.under(str(repository.folder), share.paths)
    tree = RegistryTree(files, folder=repository.folder)
    contents = replace(
        read_contents(tree),
        elsewhere=share.elsewhere,
        changed=share.changed,
        gated=share.gated,
    )
    if not _stands_alone(contents):
        return Seen(complete=False)
    found = in_order(
        (
            *findings_by(ALONE, contents),
            *pins_against_history(contents, repository, share.base),
        )
    )
    named = tuple((path, tuple(places)) for path, places in named_in(contents).items())
    return Seen(tuple(found), named)


def _stands_alone(contents: Contents) -> bool:
    """Whether pins and logs speak of no prompt but the one whose name they bear."""
    for pin in contents.pins.values():
        if layout.folder_of(PromptKind.PROMPT, pin.prompt) in contents.elsewhere:
            return False
    for folder in contents.folders.values():
        for logged in folder.events.values():
            environment = str(logged.event.data.get("environment", ""))
            if "/" in environment:
                return False
    return True


def _in_processes(
    repository: Repository, tree: RegistryTree, base: str, processes: int
) -> list[Finding] | None:
    """None where one process does it as well, or is needed."""
    prompts, common = _by_prompt(tree)
    number = processes or (_processors() if len(prompts) >= FEWEST_PROMPTS else 1)
    number = min(number, len(prompts))
    if number < 2 or (not processes and 2 * len(common) > len(tree.files)):
        return None
    shared = read_contents(replace(tree.of(common), links=tree.links))
    tell_what_is_new(shared, repository, base)
    if not trust_is_as_it_was(shared, repository, base):
        return None
    shares = [
        _share(repository, prompts, common, shared, base, frozenset(list(prompts)[start::number]))
        for start in range(number)
    ]
    with ThreadPoolExecutor(number) as pool:
        running = pool.map(_looked_at, shares)
        whole = replace(shared, tree=tree)
        found = [
            *shared.problems,
            *paths_are_portable(whole),
            *findings_against_history(whole, repository, base),
        ]
        seen = list(running)
    if not all(each.complete for each in seen):
        return None
    named: dict[str, list[Named]] = {}
    for path, places in chain.from_iterable(each.named for each in seen):
        named.setdefault(path, []).extend(places)
    found += attachments_hold(whole, named)
    return in_order((*found, *chain.from_iterable(each.findings for each in seen)))


def _by_prompt(tree: RegistryTree) -> tuple[dict[str, list[str]], list[str]]:
    """The files of each prompt with its pins, by its folder; and all others."""
    prompts: dict[str, list[str]] = {}
    common = []
    top = f"{layout.FOLDERS[PromptKind.PROMPT]}/"
    for path in tree.files:
        if pin := layout.pin_of(path):
            prompts.setdefault(layout.folder_of(PromptKind.PROMPT, pin[1]), []).append(path)
        elif path.startswith(top) and (place := layout.prompt_file(path)):
            prompts.setdefault(place.folder, []).append(path)
        else:
            common.append(path)
    return prompts, common


def _share(
    repository: Repository,
    prompts: dict[str, list[str]],
    common: list[str],
    shared: Contents,
    base: str,
    own: frozenset[str],
) -> Share:
    paths = (*common, *chain.from_iterable(prompts[prompt] for prompt in prompts if prompt in own))
    elsewhere = frozenset(
        prompt
        for prompt, files in prompts.items()
        if prompt not in own and any(not layout.pin_of(path) for path in files)
    )
    known = frozenset(paths)
    return Share(
        repository,
        paths,
        elsewhere,
        None if shared.changed is None else shared.changed & known,
        None if shared.gated is None else shared.gated & known,
        base,
    )


def _looked_at(share: Share) -> Seen:
    """By a process of its own. Raises `RegistryError` where that did not come to its end."""
    answer = _answer(COMMAND, pickle.dumps(share))
    if answer.error is not None:
        message, hint = answer.error
        raise RegistryError(message, hint=hint)
    return answer


def _answer(command: Sequence[str], question: bytes) -> Seen:
    try:
        done = subprocess.run(
            list(command),
            input=question,
            capture_output=True,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        answer = pickle.loads(done.stdout) if not done.returncode else None
    except (OSError, EOFError, pickle.UnpicklingError) as error:
        raise _stopped() from error
    if not isinstance(answer, Seen):
        raise _stopped()
    return answer


def _stopped() -> RegistryError:
    return RegistryError(
        "A process that looked at a part of the registry ended before it was done.",
        hint="Nothing is known of the rest. Is there memory left? Try again.",
    )


def _processors() -> int:
    return min(os.cpu_count() or 1, MOST_PROCESSES)
