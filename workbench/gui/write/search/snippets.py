"""What was found, with the match marked, as stretches of text to draw."""

from __future__ import annotations

import re

from workbench.domain.history import Hit, HitKind
from workbench.gui.kit.safe_text import safe

MATCH = re.compile("\x02(.*?)\x03", re.DOTALL)


def stretches(snippet: str) -> list[tuple[str, bool]]:
    """Text, and whether it is part of the match; on one line and safe to show."""
    found: list[tuple[str, bool]] = []
    position = 0
    for match in MATCH.finditer(snippet):
        found.append((snippet[position : match.start()], False))
        found.append((match.group(1), True))
        position = match.end()
    found.append((snippet[position:], False))
    return [(_on_one_line(text), matched) for text, matched in found if text]


def plain(snippet: str) -> str:
    return "".join(text for text, _matched in stretches(snippet)).strip()


def where(hit: Hit) -> str:
    """The prompt, and which version or whose output it is."""
    version = f"v{hit.version}" if hit.version is not None else ""
    of_what = hit.model if hit.kind is HitKind.OUTPUT else ""
    return safe("  ".join(part for part in (hit.path, version, of_what) if part))


def _on_one_line(text: str) -> str:
    return safe(re.sub(r"\s+", " ", text.replace("\x02", "").replace("\x03", "")))
