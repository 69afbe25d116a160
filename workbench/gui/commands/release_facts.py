"""What the conditions of the menu Release go by: a part of `Context`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    seen: bool = False
    """Release is before somebody: what is exported and approved is what is chosen there."""
    here: bool = False
    """The chosen prompt is in this workspace, too."""
    shown: bool = False
    """What runs where is read and seen; the facts below are of what is chosen there."""
    prompt: str = ""
    """Path of the chosen prompt in the registry; empty for none."""
    status: str = ""
    """Its card's: `active`, `deprecated`, `archived`."""
    environment: str = ""
    """Of the chosen cell; empty for none, as where the prompt's own column is chosen."""
    first: bool = False
    """It is the first of the environments: nothing is promoted to it."""
    version: int = 0
    """What that environment uses; 0 for nothing."""
    canary: bool = False
    """Some callers there get a second version."""
    withdrawn: bool = False
    """The version that it uses was withdrawn."""
    compared: bool = False
    """It and another environment use different versions, so that there is a difference to see."""
    drift_looked: bool = False
    """There is a report about drift, which can be copied and saved."""
    remote: bool = False
    """The registry has a remote that can be asked."""
    ahead: int = 0
    """Commits that the remote does not have, as far as was fetched."""
    behind: int = 0
    """Commits of the remote that were fetched and are not in the branch."""
    followed: bool = False
    """The branch follows one of the remote."""
    syncing: bool = False
    """The remote is being talked to."""
    pull_request: bool = False
    """There is a page where a pull request for what was pushed is begun."""
    problems: bool = False
    """A merge waits for somebody to choose: nothing can be written before."""
