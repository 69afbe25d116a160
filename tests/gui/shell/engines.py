"""Small engine processes for tests: each speaks as much of the protocol as its name says."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from workbench.domain.errors import WorkspaceTooNew
from workbench.engine import protocol
from workbench.engine.wire import error_record


def say(answer):
    sys.stdout.buffer.write(protocol.encode(answer))
    sys.stdout.buffer.flush()


def well():
    """Ready, answers models with none, ends when its input is closed."""
    say(protocol.Ready(protocol.PROTOCOL, "test"))
    for line in sys.stdin.buffer:
        request = protocol.decode_request(line)
        if isinstance(request, protocol.ListModels):
            say(protocol.ModelsFound(request.id, ()))


def dying():
    sys.exit(3)


def dying_once(marker):
    """Dies at the first start, serves at the second."""
    path = Path(marker)
    if path.exists():
        well()
    else:
        path.touch()
        sys.exit(3)


def stubborn():
    """Does not end when it is asked to."""
    say(protocol.Ready(protocol.PROTOCOL, "test"))
    while True:
        time.sleep(60)


def refusing():
    say(protocol.Refused(error_record(WorkspaceTooNew("made by a later release"))))


def complaining():
    """Writes a key where everybody can read it."""
    print(f"using {os.environ['SOME_API_KEY']}", file=sys.stderr, flush=True)
    well()


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
