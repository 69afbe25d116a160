"""What can be said of a typed value before it is kept: a reason in words, empty when sound."""

from __future__ import annotations

import re

from workbench.domain.models import Endpoint
from workbench.services.settings import endpoint_problems

MODEL = re.compile(r"[^\s/]+/\S+")
FIELDS = {"name": "Name", "base_url": "Base URL", "models": "Models"}


def endpoint_problem(endpoint: Endpoint) -> str:
    for field, problem in endpoint_problems(endpoint):
        return f"{FIELDS.get(field, field)}: {problem}."
    return ""


def model_problem(name: str) -> str:
    if MODEL.fullmatch(name):
        return ""
    return "A model is named provider/model, as litellm names it: openai/gpt-4o-mini."
