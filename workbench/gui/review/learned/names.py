"""What contenders are called: by letters, as long as a blind review goes on."""

from __future__ import annotations

import re
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
        if self.hidden and self._letters:
            longest_first = sorted(self._letters, key=len, reverse=True)
            known = "|".join(re.escape(contender) for contender in longest_first)
            # One pass: what was put in is not looked at again
            sentence = re.sub(
                rf"(?<!\w)(?:{known})(?!\w)", lambda found: self._letters[found[0]], sentence
            )
        return safe(sentence)


def _letter(number: int) -> str:
    rounds, place = divmod(number, len(ascii_uppercase))
    return translate("Contender {0}").format(
        ascii_uppercase[place] + (str(rounds + 1) if rounds else "")
    )
