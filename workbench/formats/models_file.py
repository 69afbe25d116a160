"""`models.yaml`: the deployment that each environment calls for a model that versions name."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from workbench.formats.strict_yaml import StrictDocument
from workbench.formats.version_file import converted

Deployment = Annotated[str, msgspec.Meta(min_length=1)]


class ModelsFile(msgspec.Struct, frozen=True, kw_only=True):
    spec: Literal["prompt-models/1"]
    models: dict[str, dict[str, Deployment]] = {}
    """Deployments by model and environment."""


def models_in(document: StrictDocument, file: str) -> ModelsFile:
    """Raises `FileProblem`."""
    read: ModelsFile = converted(document, ModelsFile, file)
    return read
