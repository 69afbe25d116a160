"""Names of files made from what people named things."""

from __future__ import annotations

import re

LONGEST_NAME = 80
NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def file_name(name: str, kind: str = "report") -> str:
    """What every system takes as a name of a file: without an ending, never empty.

    `kind` stands where the name gives nothing, or something that means a device.
    """
    words = " ".join(NOT_IN_NAMES.sub(" ", name).split())[:LONGEST_NAME].strip(". ")
    if RESERVED.fullmatch(words):
        words = f"{words} {kind}"
    return words or kind
