"""R16: paths that every system can hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from workbench.domain.releases import Finding, FindingSeverity
from workbench.registry.contents import Contents

LONGEST = 180
RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?")
REFUSED = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .]$')
ERROR = FindingSeverity.ERROR


def paths_are_portable(contents: Contents) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    good: set[str] = {""}
    """Folders whose names were looked at, with nothing to say of them."""
    for path in sorted((*contents.tree.files, *contents.tree.attached, *contents.tree.links)):
        if len(path) > LONGEST:
            yield Finding("R16", ERROR, path, f"the path is longer than {LONGEST} characters")
        folder, _, name = path.rpartition("/")
        if folder in good:
            found = [*_collision(path, path, seen), *_refused(path, name)]
        else:
            names = path.split("/")
            collisions = (
                finding
                for length in range(1, len(names) + 1)
                for finding in _collision(path, "/".join(names[:length]), seen)
            )
            found = [*islice(collisions, 1), *(each for n in names for each in _refused(path, n))]
            if not found:
                good.add(folder)
        yield from found


def _collision(path: str, name: str, seen: dict[str, str]) -> Iterator[Finding]:
    """Files and folders whose names differ only in case or in how accents are written."""
    other = seen.setdefault(_folded(name), name)
    if other != name:
        yield Finding("R16", ERROR, path, f"{name} and {other} differ only in their case")


def _folded(name: str) -> str:
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _refused(path: str, part: str) -> Iterator[Finding]:
    if RESERVED.fullmatch(part):
        yield Finding("R16", ERROR, path, f"{part} is a name that Windows reserves")
    elif REFUSED.search(part):
        yield Finding("R16", ERROR, path, f"{part!r} cannot be a name on Windows")
