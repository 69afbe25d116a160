"""Characters that a reader cannot see, or that change the order of what is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from workbench.domain.fixes import Fix, TextEdit
from workbench.domain.problems import Problem, Severity

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+"  # controls, but not tab, line feed and return
    "|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+"  # order of reading
    "|[\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]+"  # no width
    # Joiners are at home in emoji and in many scripts, not between plain letters
    "|(?<=[ -~])[\u200c\u200d]+(?=[ -~])"
    # Tags are at home in flags
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001-\U000e007f]+"
)
SUSPICIOUS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0001-\U000e007f]"
)
"""One of these is in all that is hidden: quickly seen not to be there."""
ORDERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def hidden_in(text: str) -> Iterator[Problem]:
    if not SUSPICIOUS.search(text):
        return
    for match in HIDDEN.finditer(text):
        found = match.group()
        what = "changes the order of reading" if ORDERING.match(found) else "cannot be seen"
        more = f" ({len(found)} such characters)" if len(found) > 1 else ""
        yield Problem(
            "hidden-character",
            Severity.WARNING,
            f"{_named(found[0])} {what}{more}.",
            start=match.start(),
            end=match.end(),
            fixes=(Fix("Remove it", (TextEdit(match.start(), found),)),),
        )


def _named(character: str) -> str:
    name = unicodedata.name(character, "control character").capitalize()
    return f"{name} (U+{ord(character):04X})"
