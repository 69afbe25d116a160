"""R16: paths that every system can hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from workbench.domain.releases import Finding, FindingSeverity
from workbench.registry.contents import Contents

LONGEST = 180
RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?")
REFUSED = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .]$')
ERROR = FindingSeverity.ERROR


def paths_are_portable(contents: Contents) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for path in sorted((*contents.tree.files, *contents.tree.attached, *contents.tree.links)):
        if len(path) > LONGEST:
            yield Finding("R16", ERROR, path, f"the path is longer than {LONGEST} characters")
        yield from _collisions(path, seen)
        for part in path.split("/"):
            if RESERVED.fullmatch(part):
                yield Finding("R16", ERROR, path, f"{part} is a name that Windows reserves")
            elif REFUSED.search(part):
                yield Finding("R16", ERROR, path, f"{part!r} cannot be a name on Windows")


def _collisions(path: str, seen: dict[str, str]) -> Iterator[Finding]:
    """Files and folders whose names differ only in case or in how accents are written."""
    parts = path.split("/")
    for length in range(1, len(parts) + 1):
        name = "/".join(parts[:length])
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        other = seen.setdefault(folded, name)
        if other != name:
            yield Finding("R16", ERROR, path, f"{name} and {other} differ only in their case")
            return
