"""Labels of prompts: the facets everybody has, how a label is written, what an owner is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import Label, Prompt

FREE = "label"
"""The facet of labels that were given none."""
OWNER = "owner"
"""Stands in the card, and is seen as a facet like the others."""
FACETS = ("purpose", "tone", "audience", "status", OWNER)
"""In this order; those people make up come after them, free labels last."""
LONGEST = 80
COLOURS = ("accent", "info", "syntax_filter", "passed", "warning", "failed", "role_system", "muted")
"""Tokens of the theme that a label can be shown in. All can be read on every surface."""


def labels_of(prompt: Prompt) -> tuple[Label, ...]:
    """With the owner as a label."""
    return (*prompt.labels, Label(OWNER, prompt.owner)) if prompt.owner else prompt.labels


def relabelled(prompt: Prompt, add: Iterable[Label], remove: Iterable[Label]) -> Prompt:
    """The card with labels added and taken away. There is one owner: the last one added."""
    gone = frozenset(remove)
    owner = "" if Label(OWNER, prompt.owner) in gone else prompt.owner
    labels = {label: None for label in prompt.labels if label not in gone}
    for label in add:
        if label.facet == OWNER:
            owner = label.value
        else:
            labels[label] = None
    return replace(prompt, labels=tuple(labels), owner=owner)


def read_label(text: str) -> Label:
    """`tone: friendly` or `tone=friendly`; without a facet it is a free label.

    Raises `InvalidInput` for what cannot be a label.
    """
    separators = [at for at in (text.find(":"), text.find("=")) if at >= 0]
    at = min(separators, default=-1)
    facet = " ".join(text[:at].split()).casefold() if at >= 0 else FREE
    value = " ".join(text[at + 1 :].split())
    if not facet or not value or not (facet + value).isprintable():
        raise InvalidInput(
            f"{text.strip()!r} cannot be a label.", hint="Write a facet and a value: tone: friendly"
        )
    if len(facet) + len(value) > LONGEST:
        raise InvalidInput(f"A label has at most {LONGEST} letters.", hint="Choose a shorter one.")
    return Label(facet, value)


def label_order(label: Label) -> tuple[int, str, str]:
    """Facets everybody has first, then others by name, free labels last."""
    known = FACETS.index(label.facet) if label.facet in FACETS else len(FACETS)
    return known + (label.facet == FREE), label.facet, label.value.casefold()
