"""R14: nobody is named so that they pass for somebody else.

One person who approves as alice and as a lookalike of hers would be two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from workbench.domain.release_policy import principal
from workbench.domain.releases import Finding, FindingSeverity
from workbench.registry.contents import Contents

ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})
"""Alphabets with letters that look the same."""
_WORD = re.compile(r"[^\W\d_]+")


def people_are_themselves(contents: Contents) -> Iterator[Finding]:
    for folder in contents.folders.values():
        named = {path: each.approver for path, each in folder.approvals.items()}
        named |= {path: each.event.actor for path, each in folder.events.items()}
        for path, person in named.items():
            if not person.isascii() and (problem := _problem(principal(person))):
                yield Finding("R14", FindingSeverity.ERROR, path, problem)


def _problem(name: str) -> str:
    if unicodedata.normalize("NFKC", name) != unicodedata.normalize("NFC", name):
        return "names somebody in letters that look like others"
    for word in _WORD.findall(name):
        found = {unicodedata.name(letter, "").partition(" ")[0] for letter in word} & ALIKE
        if len(found) > 1:
            both = " and ".join(each.capitalize() for each in sorted(found))
            return f"names somebody in one word of {both} letters, which look alike"
    return ""
