from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from workbench.providers.litellm_import import load_litellm
from workbench.providers.rehearsal import answered

ROOT = Path(__file__).parents[2]
LOADED_BY_THE_FIRST_CALL = """
import asyncio, socket, sys
from tests.faulty_server.fixture import FaultyServer, running_server
from tests.providers.answering import a_call, answer, keys
from workbench.providers.gateway import LitellmGateway
from workbench.providers.rehearsal import rehearse

rehearse()
with running_server() as port:
    server, known = FaultyServer(port), set(sys.modules)
    came = asyncio.run(answer(LitellmGateway(keys(), [server.endpoint()]), a_call("faulty/ok")))
assert came.text == "Hello."
print("loaded:", len(set(sys.modules) - known))
"""


def test_the_whole_way_is_gone_through_without_a_network():
    assert asyncio.run(answered(load_litellm())) == "Ready."


def test_after_it_a_first_call_has_hardly_anything_to_load():
    command = [sys.executable, "-c", LOADED_BY_THE_FIRST_CALL]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=110, cwd=ROOT
    )

    assert int(done.stdout.rpartition("loaded: ")[2]) < 20
    assert done.stderr == ""
