"""Which models a command runs a prompt on."""

from __future__ import annotations

import argparse

from workbench.domain.errors import InvalidInput
from workbench.services.prompts import Resolved


def models_of(args: argparse.Namespace) -> list[str]:
    """Those that `-m` names, each once."""
    return list(dict.fromkeys(model for models in args.models for model in models))


def models_for(args: argparse.Namespace, resolved: Resolved) -> list[str]:
    """Those that `-m` names, or else the one that the prompt is written for.

    Raises `InvalidInput` where there is neither.
    """
    own = resolved.content.model.name
    if models := models_of(args) or ([own] if own else []):
        return models
    raise InvalidInput(
        f"{resolved.prompt.path} is written for no model of its own, and none is named.",
        hint="Write: -m openai/gpt-4o-mini",
    )
