"""What the conditions of the menu Release go by: a part of `Context`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
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
    problems: bool = False
    """A merge waits for somebody to choose: nothing can be written before."""
