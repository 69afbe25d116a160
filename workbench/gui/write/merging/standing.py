"""What a merge rests on, and the choices made so far: pure, and kept while nobody looks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from workbench.diffing.merging import Choice, Conflict, Merge, Side, merge
from workbench.domain.prompts import PromptContent, Version
from workbench.gui.write.merging.wording import shown

Sides = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """Two versions with their contents, for the draft to be merged with."""

    prompt_id: str
    theirs: Version
    their_content: PromptContent
    base: Version | None
    base_content: PromptContent
    choices: Mapping[str, tuple[Sides, Choice]] = field(default_factory=dict)
    """By the key of the conflict; valid while its sides say the same."""

    @property
    def name(self) -> str:
        """Tells it from other merges, in this window and in the next one."""
        return f"{self.base.digest if self.base else ''} {self.theirs.digest}"

    def with_choice(self, conflict: Conflict, choice: Choice) -> Standing:
        chosen = {**self.choices, conflict.key: (sides_of(conflict), choice)}
        return replace(self, choices=chosen)

    def settled(self, conflicts: tuple[Conflict, ...]) -> dict[str, Choice]:
        """The choices that still fit what is in conflict now."""
        found = {conflict.key: self.choices.get(conflict.key) for conflict in conflicts}
        return {
            conflict.key: kept[1]
            for conflict in conflicts
            if (kept := found[conflict.key]) and kept[0] == sides_of(conflict)
        }

    def merged(self, draft: PromptContent) -> Merge:
        bare = merge(self.base_content, draft, self.their_content)
        choices = self.settled(bare.conflicts)
        if not choices:
            return bare
        return merge(self.base_content, draft, self.their_content, choices)

    def kept(self) -> str:
        """The choices as text, to be remembered."""
        document = {
            key: [list(sides), choice.side.value, choice.text]
            for key, (sides, choice) in self.choices.items()
        }
        return json.dumps({"name": self.name, "choices": document})

    def with_kept(self, text: str) -> Standing:
        """With what was remembered of this very merge."""
        try:
            document = json.loads(text) if text else {}
            if document.get("name") != self.name:
                return self
            choices = {
                key: ((sides[0], sides[1], sides[2]), Choice(Side(side), str(words)))
                for key, (sides, side, words) in document["choices"].items()
            }
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            return self
        return replace(self, choices=choices)


def sides_of(conflict: Conflict) -> Sides:
    return shown(conflict.mine), shown(conflict.base), shown(conflict.theirs)
