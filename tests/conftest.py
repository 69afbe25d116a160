"""What every test stands on: no screen, no system keyring, no network, folders of its own, and
garbage that is collected as in the window: on the main thread alone."""

from __future__ import annotations

import atexit
import gc
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from workbench.gui.kit.collector import Rounds

# How long an example takes is the machine's business, and no test's
settings.register_profile("workbench", deadline=None)
settings.load_profile("workbench")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

_home = tempfile.TemporaryDirectory(prefix="workbench-tests-", ignore_cleanup_errors=True)
atexit.register(_home.cleanup)
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = str(Path(_home.name) / _name.removeprefix("XDG_").lower())

# Windows of earlier tests are still in circles when a later test, with a window or without one,
# has something done in a thread
gc.disable()


_rounds = Rounds()


@pytest.fixture(autouse=True)
def _collected_here():
    yield
    _rounds.collect()
