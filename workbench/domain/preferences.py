"""How one workspace is arranged for the people who work in it. Travels with the file."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.prompts import Label


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """What the library is filtered by: words as typed, and labels that must all be there."""

    name: str
    text: str = ""
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Preferences:
    favourites: tuple[str, ...] = ()
    """Ids of prompts, the first chosen first."""
    label_colours: tuple[tuple[Label, str], ...] = ()
    """The name of a colour of the theme for each label that was given one."""
    saved_filters: tuple[SavedFilter, ...] = ()
    rules_off: tuple[str, ...] = ()
    """Codes of the problems that are not looked for."""
