"""Whether a file is a configuration of promptfoo, told by its first words."""

from __future__ import annotations

import re

WORD = re.compile(r'^(?:"(\w+)"|\'(\w+)\'|(\w+))[ \t]*:|^[ {,]{1,4}"(\w+)"[ \t]*:', re.MULTILINE)
ASKED = frozenset({"prompts"})
BESIDE = frozenset({"providers", "targets", "tests", "scenarios", "defaultTest"})


def looks_like_text_of_config(data: bytes) -> bool:
    """Never raises. A registry's version file has none of these words where they stand here."""
    text = data.decode("utf-8", "replace")
    words = {next(filter(None, found.groups())) for found in WORD.finditer(text)}
    return bool(words & ASKED and words & BESIDE)
