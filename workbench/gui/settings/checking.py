"""What can be said of a typed value before it is kept. Reasons in words, empty when it is sound."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from workbench.domain.models import Endpoint

NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
MODEL = re.compile(r"[^\s/]+/\S+")
SCHEMES = ("http", "https")


def endpoint_problem(endpoint: Endpoint) -> str:
    if not NAME.fullmatch(endpoint.name):
        return "The name is small letters, digits, - and _: lab, gpu-box."
    try:
        parts = urlsplit(endpoint.base_url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in SCHEMES:
        return "The base URL begins with http:// or https:// and names a server."
    if parts.username or parts.password:
        return "Leave the key out of the URL: keep it under Keys."
    return ""


def model_problem(name: str) -> str:
    if MODEL.fullmatch(name):
        return ""
    return "A model is named provider/model, as litellm names it: openai/gpt-4o-mini."
