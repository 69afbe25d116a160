"""Undo within one item: what was said before each answer."""

from __future__ import annotations

from workbench.gui.review.reviewing.said import Said


class StepsBack:
    def __init__(self) -> None:
        self._now = Said()
        self._before: list[tuple[str, Said]] = []

    def __bool__(self) -> bool:
        return bool(self._before)

    def begin(self, said: Said) -> None:
        """Another item."""
        self._now, self._before = said, []

    def changed(self, question_id: str, said: Said) -> bool:
        """False where it says the same. Letters typed one after the other are one step."""
        if said == self._now:
            return False
        if not self._goes_on(question_id, said):
            self._before.append((question_id, self._now))
        self._now = said
        return True

    def back(self) -> Said:
        _question, self._now = self._before.pop()
        return self._now

    def _goes_on(self, question_id: str, said: Said) -> bool:
        if not self._before or self._before[-1][0] != question_id:
            return False
        if question_id:
            return _typing(self._now, said, question_id)
        return len(said.comments) == len(self._now.comments)


def _typing(before: Said, said: Said, question_id: str) -> bool:
    """A text grew or shrank by a few characters."""
    old, new = before.answers.get(question_id), said.answers.get(question_id)
    return isinstance(old, str) and isinstance(new, str) and abs(len(old) - len(new)) <= 1
