"""What every test stands on: no screen, no system keyring, no network, folders of its own."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
