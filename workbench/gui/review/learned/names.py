"""What contenders are called: by letters, as long as a blind review goes on."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from workbench.gui.kit.safe_text import safe
from workbench.gui.review.wording import translate


class Names:
    def __init__(self, contenders: Sequence[str], *, hidden: bool) -> None:
        """The letters follow the order of the names, whatever came of the judgments."""
        self.hidden = hidden
        ordered = sorted({each for each in contenders if each})
        self._letters = {each: _letter(number) for number, each in enumerate(ordered)}

    def of(self, contender: str) -> str:
        if not self.hidden:
            return safe(contender)
        letter = self._letters.get(contender)
        return letter if letter else translate("Hidden")

    def within(self, sentence: str) -> str:
        """The sentence with every contender called as `of` does."""
        if self.hidden:
            for contender in sorted(self._letters, key=len, reverse=True):
                sentence = sentence.replace(contender, self._letters[contender])
        return safe(sentence)


def _letter(number: int) -> str:
    rounds, place = divmod(number, len(ascii_uppercase))
    return translate("Contender {0}").format(
        ascii_uppercase[place] + (str(rounds + 1) if rounds else "")
    )
