"""What the readme and the manual point at exists: files, pictures, headings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
FENCED = re.compile(r"^(```+).*?^\1", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`[^`\n]*`")
TARGET = re.compile(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
SOURCE = re.compile(r'(?:src|srcset|href)="([^"]+)"')
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//")


def prose(path: Path) -> str:
    return CODE.sub("", FENCED.sub("", path.read_text(encoding="utf-8")))


def targets(path: Path) -> list[str]:
    text = prose(path)
    found = [one or other for one, other in TARGET.findall(text)] + SOURCE.findall(text)
    return [each for each in found if not ELSEWHERE.match(each)]


def anchors(path: Path) -> set[str]:
    """Of its headings, as GitHub makes them."""
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    heads = re.findall(r"^#+ +(.+?) *$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_and_picture_exists(path):
    broken = []
    for target in targets(path):
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            broken.append(target)

    assert broken == []


def test_links_are_found_where_there_are_some():
    assert "docs/statistics.md" in targets(ROOT / "README.md")


def test_every_page_of_the_manual_is_reached_from_the_readme():
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in reached or path.suffix != ".md" or not path.exists():
            continue
        reached.add(path)
        names = [target.partition("#")[0] for target in targets(path)]
        waiting += [(path.parent / name).resolve() for name in names if name]

    assert set((ROOT / "docs").glob("*.md")) - reached == set()
