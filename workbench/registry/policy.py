"""What the team's policy asks of an environment, as far as it can be met here."""

from __future__ import annotations

from typing import Any

from workbench.domain.errors import InvalidInput, RegistryError
from workbench.registry import layout
from workbench.registry.contents import Contents

DEMANDS = {
    "signed": "signed approvals",
    "evidence": "evidence from evaluations",
    "promote_from": "a promotion from another environment",
    "approvals": "approvals by role",
}


def policy_of(contents: Contents) -> dict[str, Any]:
    document = contents.documents.get(layout.POLICY)
    return document.value if document and isinstance(document.value, dict) else {}


def check_environment(contents: Contents, environment: str) -> None:
    """Raises where the registry has no such environment, or asks more of it than can be given."""
    registry = contents.registry
    if registry is None or environment not in registry.environments:
        known = ", ".join(registry.environments) if registry else "none"
        raise InvalidInput(
            f"The registry has no environment {environment!r}.", hint=f"It has: {known}."
        )
    environments = policy_of(contents).get("environments", {})
    rules = environments.get(environment, {}) if isinstance(environments, dict) else {}
    asked = [
        words for name, words in DEMANDS.items() if isinstance(rules, dict) and rules.get(name)
    ]
    if asked:
        raise RegistryError(
            f"The registry's policy for {environment} asks for {' and '.join(asked)}.",
            hint="Export to dev, and follow your team's way from there. Nothing was written.",
        )
