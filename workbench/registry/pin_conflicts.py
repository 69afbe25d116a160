"""Two people moved one pin: what git cannot merge, told with both sides."""

from __future__ import annotations

from workbench.domain.audit_words import kind_words
from workbench.domain.environments import PinConflict
from workbench.domain.errors import FileProblem
from workbench.domain.prompts import PromptKind
from workbench.formats import registry_files, registry_statements
from workbench.formats.registry_statements import Event
from workbench.registry import layout
from workbench.registry.git import Git
from workbench.registry.repository import Repository
from workbench.registry.signatures import moment

OURS, THEIRS = 2, 3
"""Git's numbers for the two sides of a conflict in its index."""


def conflicts_in(repository: Repository) -> tuple[PinConflict, ...]:
    git = Git(repository.root)
    found = []
    for file in repository.conflicts:
        place = layout.pin_of(file.removeprefix(repository.prefix))
        if place and file.startswith(repository.prefix):
            ours, theirs = (_side(git, repository, file, side) for side in (OURS, THEIRS))
            found.append(PinConflict(file, place[1], place[0], ours, theirs))
    return tuple(found)


def _side(git: Git, repository: Repository, file: str, side: int) -> str:
    text = git.maybe("cat-file", "blob", f":{side}:{file}")
    if not text:
        return "the pin was removed"
    try:
        pin, _document = registry_files.read_pin(f"{text}\n".encode(), file)
    except FileProblem as problem:
        return f"cannot be read: {problem.reason}"
    words = f"v{pin.version}"
    folder = layout.folder_of(PromptKind.PROMPT, pin.prompt)
    for path in sorted((repository.folder / folder / "log").glob("*.json")):
        if path.name.endswith(f"-{layout.short(pin.event)}.json"):
            event = registry_statements.read_event(path.read_bytes(), path.name).event
            words += f" ({decision_words(event)})"
    return words


def decision_words(event: Event) -> str:
    """Who decided it and when: `promoted by dana@acme.example, 2026-11-22 09:00 UTC`."""
    at = moment(event.at)
    when = f"{at:%Y-%m-%d %H:%M} UTC" if at else event.at
    return f"{kind_words(event.type).lower()} by {event.actor}, {when}"
