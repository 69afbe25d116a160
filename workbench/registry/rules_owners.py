"""R15: CODEOWNERS names somebody for what decides who may do what.

Only a warning: what the forge does with the file, and whether the branch is protected, cannot
be seen from here. Nothing is said at the level *recorded*, which trusts everybody who may push.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from workbench.domain.releases import Finding, FindingSeverity
from workbench.registry import layout
from workbench.registry.contents import Contents
from workbench.registry.tree import RegistryTree

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
GUARDED = (layout.POLICY, layout.ROLES, layout.SIGNERS)
LARGEST = 3 * 2**20


def owners_are_named(contents: Contents, root: Path, prefix: str) -> Iterator[Finding]:
    """`root`: of the repository, which the registry may be a folder of (`prefix`)."""
    if contents.policy is None or contents.policy.level == "recorded":
        return
    place, text = _code_owners(contents.tree, root, prefix)
    if not place:
        message = f"there is no {PLACES[0]}: nobody has to look at changes of policy and trust"
        yield Finding("R15", FindingSeverity.WARNING, layout.POLICY, message)
        return
    guarded = [prefix + path for path in GUARDED if path in contents.tree.files]
    for path in (*guarded, place):
        if not owned(text, path):
            message = f"{place} names no owner of {path}"
            yield Finding("R15", FindingSeverity.WARNING, layout.POLICY, message)


def owned(text: str, path: str) -> bool:
    """Whether the last pattern that fits has owners: so the forges read it."""
    found = False
    for line in text.splitlines():
        words = line.split("#", 1)[0].split()
        if words and not words[0].startswith("[") and _fits(words[0], path):
            found = len(words) > 1
    return found


def _code_owners(tree: RegistryTree, root: Path, prefix: str) -> tuple[str, str]:
    """Where it is in the repository, and what it says."""
    for place in PLACES:
        if not prefix:
            text = tree.text(place)
        else:
            file = root / place
            whole = file.is_file() and not file.is_symlink()
            text = file.read_bytes()[:LARGEST].decode("utf-8", "replace") if whole else None
        if text is not None:
            return place, text
    return "", ""


def _fits(pattern: str, path: str) -> bool:
    anchored = "/" in pattern.rstrip("/")
    inside = pattern.endswith("/")
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern.strip("/"))
    wild = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    body = "".join(wild.get(part) or re.escape(part) for part in parts)
    start = "" if anchored else "(?:.*/)?"
    # A last part that is a lone `*` takes files of that folder, not what lies deeper.
    end = "/.+" if inside else "" if pattern.endswith("/*") else "(?:/.+)?"
    return bool(re.fullmatch(f"{start}{body}{end}", path))
