"""`python -m workbench.registry.verifying_share`: a part of a registry, by the rules.

The share is read from standard input and what was seen of it written to standard output: both are
between this program and itself.
"""

from __future__ import annotations

import gc
import pickle
import sys
from typing import BinaryIO

from workbench.domain.errors import RegistryError
from workbench.registry.verifying import Seen, seen_of


def answer(question: BinaryIO, told: BinaryIO) -> None:
    gc.disable()
    try:
        seen = seen_of(pickle.load(question))
    except RegistryError as error:
        seen = Seen(error=(error.message, error.hint))
    told.write(pickle.dumps(seen))
    told.flush()


if __name__ == "__main__":
    answer(sys.stdin.buffer, sys.stdout.buffer)
