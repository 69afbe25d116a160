"""A prompt with its dataset and checks, as a file that promptfoo runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from workbench.domain.datasets import Dataset
from workbench.domain.errors import InvalidInput
from workbench.domain.sensitive_text import secrets_in
from workbench.services.prompts import PromptService

if TYPE_CHECKING:
    from workbench.formats.promptfoo.writing import Exported


class PromptfooExports:
    def __init__(
        self, prompts: PromptService, known_secrets: Callable[[], frozenset[str]] = frozenset
    ) -> None:
        self._prompts, self._known_secrets = prompts, known_secrets

    def export(
        self, reference: str, dataset: Dataset | None = None, models: Sequence[str] = ()
    ) -> Exported:
        """`reference`: a prompt, its draft or one version. Raises `InvalidInput` for a text that
        holds a key."""
        from workbench.formats.promptfoo.writing import ExportedPrompt, write_config

        resolved = self._prompts.resolve(reference)
        frozen = self._prompts.freeze(resolved.content)
        included = {
            path: self._prompts.content(digest) for path, digest in frozen.content.components
        }
        prompt = ExportedPrompt(resolved.prompt.path, frozen.content)
        exported = write_config(prompt, included, dataset, models)
        for sighting in secrets_in(exported.text, self._known_secrets()):
            raise InvalidInput(
                f"Line {sighting.line} of the file would hold {sighting.kind}. "
                "Nothing was written.",
                hint="Take it out of the prompt or the dataset, and revoke it if it is real.",
            )
        return exported
