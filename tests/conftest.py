"""What every test stands on: no screen, no system keyring, no network, folders of its own; and
windows whose remains are collected on the main thread alone."""

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

_rounds = Rounds()


def pytest_collection_finish():
    # The tests themselves stay: they need not be looked through each time
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _windows_die_on_the_main_thread(request):
    """As in the window. Before anything else is tested, what windows left is gone."""
    if "qapp" in request.fixturenames:
        gc.disable()
        yield
        _rounds.collect()
        return
    if not gc.isenabled():
        gc.collect()
        gc.enable()
    yield
