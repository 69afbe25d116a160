"""Tokenizers that lie in litellm's folder, read without a network and without importing litellm.

tiktoken's own way to one of them looks into a folder of the system first and then fetches it;
here the file is read, or there is none. Each is read once, which takes some tenths of a second.
"""

from __future__ import annotations

import threading
from base64 import b64decode
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

FOLDER = Path("litellm_core_utils", "tokenizers")
FILES = {
    "cl100k_base": "9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
    "o200k_base": "fb374d419588a4632f3f557e76b4b70aebbca790",
}
ENDING = "'s|'t|'re|'ve|'m|'ll|'d"
UPPER, LOWER = r"\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}", r"\p{Ll}\p{Lm}\p{Lo}\p{M}"
PATTERNS = {
    "cl100k_base": (
        r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+|"
        r" ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
    ),
    "o200k_base": "|".join(
        (
            rf"[^\r\n\p{{L}}\p{{N}}]?[{UPPER}]*[{LOWER}]+(?i:{ENDING})?",
            rf"[^\r\n\p{{L}}\p{{N}}]?[{UPPER}]+[{LOWER}]*(?i:{ENDING})?",
            r"\p{N}{1,3}",
            r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
            r"\s*[\r\n]+",
            r"\s+(?!\S)",
            r"\s+",
        )
    ),
}
_reading = threading.Lock()


def tokenizer(name: str) -> Encoding | None:
    """None where litellm came without it, or tiktoken is not there."""
    with _reading:
        return _read(name)


def at_hand(name: str) -> bool:
    """Whether it has been read, or looked for, already. Never waits."""
    return name in _looked_for


@lru_cache
def _read(name: str) -> Encoding | None:
    try:
        path = _folder() / FILES[name]
        lines = path.read_bytes().splitlines()
        ranks = {b64decode(token): int(rank) for token, rank in (line.split() for line in lines)}
        from tiktoken import Encoding

        return Encoding(name, pat_str=PATTERNS[name], mergeable_ranks=ranks, special_tokens={})
    except (OSError, ValueError, ImportError):
        return None
    finally:
        _looked_for.add(name)


def _folder() -> Path:
    spec = find_spec("litellm")
    for folder in (spec.submodule_search_locations if spec else None) or ():
        return Path(folder) / FOLDER
    raise OSError("litellm is not installed")


_looked_for: set[str] = set()
