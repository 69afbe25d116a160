"""What every test stands on: no screen, no system keyring, no network, folders of its own."""

from __future__ import annotations

import atexit
import os
import tempfile
from pathlib import Path

from hypothesis import settings

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
