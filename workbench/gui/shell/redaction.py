"""Takes keys out of what the window writes to its logs and crash reports.

Known are the values of environment variables whose names say that they are secret, and the
keys that were kept for the session; the rest is recognised by the usual forms of keys.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

USUAL_FORMS = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|hf|ghp|gho|glpat|AIza)[-_][-_A-Za-z0-9]{12,}"
    r"|\bAIza[-_A-Za-z0-9]{20,}"
    r"|(?<=[Bb]earer )[^\s\"']{6,}"
)


class Redaction:
    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._environment = environment
        self._session: set[str] = set()

    def add(self, secret: str) -> None:
        self._session.add(secret)

    def __call__(self, text: str) -> str:
        from workbench.domain.redaction import REDACTED, environment_secrets, redacted

        known = environment_secrets(self._environment) | self._session
        return USUAL_FORMS.sub(REDACTED, redacted(text, known))
