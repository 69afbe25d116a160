"""R16 looks at each folder once; that finds what a look at every part of every path finds."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from workbench.registry.contents import Contents
from workbench.registry.rules_paths import LONGEST, REFUSED, RESERVED, paths_are_portable
from workbench.registry.tree import RegistryTree

NAMES = st.sampled_from(
    ("a", "A", "b", "é", "e\u0301", "É", "ß", "SS", "ss", "con", "Con.txt", "aux", "a.", "a ", "x?",
     "n" * 60)
)  # fmt: skip
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)


def folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def plain_look(paths: list[str]) -> set[tuple[str, str]]:
    """Every path by itself: the first of its parts that was written otherwise before it, and
    every name that cannot be one."""
    found, seen = set(), {}
    for path in sorted(paths):
        names = path.split("/")
        if len(path) > LONGEST:
            found.add((path, f"the path is longer than {LONGEST} characters"))
        told = False
        for length in range(1, len(names) + 1):
            part = "/".join(names[:length])
            if told:
                break
            other = seen.setdefault(folded(part), part)
            if other != part:
                found.add((path, f"{part} and {other} differ only in their case"))
                told = True
        for name in names:
            if RESERVED.fullmatch(name):
                found.add((path, f"{name} is a name that Windows reserves"))
            elif REFUSED.search(name):
                found.add((path, f"{name!r} cannot be a name on Windows"))
    return found


@given(st.lists(PATHS, max_size=12, unique=True))
def test_a_quick_look_at_paths_finds_what_a_plain_one_finds(paths):
    tree = RegistryTree(dict.fromkeys(paths, b""))

    found = list(paths_are_portable(Contents(tree)))

    assert {(each.file, each.message) for each in found} == plain_look(paths)


@given(st.lists(PATHS, max_size=12, unique=True), st.data())
def test_it_does_not_matter_what_stands_at_a_path(paths, data):
    kinds = [data.draw(st.sampled_from(("file", "link", "attached"))) for _path in paths]
    files, links, attached = (
        [path for path, kind in zip(paths, kinds, strict=True) if kind == due]
        for due in ("file", "link", "attached")
    )
    tree = RegistryTree(dict.fromkeys(files, b""), tuple(links), dict.fromkeys(attached, 1))

    found = list(paths_are_portable(Contents(tree)))

    assert {(each.file, each.message) for each in found} == plain_look(paths)
