"""Sentences that say what another one says already, word for word or nearly so.

Nearly: three words in a row are a shingle, and four of five shingles are shared. Sentences that
differ in a number, a name or a "not" are different, however much they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from workbench.domain.fixes import Fix, TextEdit
from workbench.domain.problems import Problem, Severity
from workbench.domain.prompts import PromptContent
from workbench.templating.problems.sentences import MARKER, Sentence
from workbench.templating.recent import Recent

FEWEST_WORDS, FEWEST_WORDS_NEAR = 4, 8
SHINGLE = 3
LIKE = 0.8
MOST_SHARING = 40
"""Sentences that are looked up for one shingle; a shingle of more says little."""
MOST = 50
DIFFERENT = "not no never don't doesn't must may only except without unless if always first last"
TELLING = frozenset(DIFFERENT.split())

Shingle = tuple[str, ...]


def repeats(content: PromptContent, sentences: Sequence[Sentence]) -> Iterator[Problem]:
    index = _Index()
    told = 0
    for sentence in sentences:
        earlier = index.like(sentence)
        index.add(sentence)
        if earlier is not None and told < MOST:
            told += 1
            yield _problem(sentence, earlier, content)


@dataclass(slots=True)
class _Index:
    exact: dict[tuple[str, ...], Sentence]
    long: list[tuple[Sentence, frozenset[Shingle]]]
    near: dict[Shingle, list[int]]
    """Places in `long`."""

    def __init__(self) -> None:
        self.exact, self.long = {}, []
        self.near = defaultdict(list)

    def add(self, sentence: Sentence) -> None:
        if len(sentence.words) < FEWEST_WORDS or sentence.words in self.exact:
            return
        self.exact[sentence.words] = sentence
        if len(sentence.words) >= FEWEST_WORDS_NEAR:
            shingles = _shingles(sentence)
            for shingle in shingles:
                if len(self.near[shingle]) < MOST_SHARING:
                    self.near[shingle].append(len(self.long))
            self.long.append((sentence, shingles))

    def like(self, sentence: Sentence) -> Sentence | None:
        if len(sentence.words) < FEWEST_WORDS:
            return None
        if found := self.exact.get(sentence.words):
            return found
        if len(sentence.words) < FEWEST_WORDS_NEAR:
            return None
        shingles = _shingles(sentence)
        like = []
        for place in self._sharing(shingles):
            count = len(shingles & self.long[place][1])
            if count >= LIKE * (len(shingles) + len(self.long[place][1]) - count):
                like.append((-count, place))
        others = (self.long[place][0] for _count, place in sorted(like)[:3])
        return next((each for each in others if not _differ_in_meaning(sentence, each)), None)

    def _sharing(self, shingles: frozenset[Shingle]) -> set[int]:
        """Those that may be alike: one that shares four of five shares one of any few."""
        rarest = sorted((self.near.get(each, ()) for each in shingles), key=len)
        few = len(shingles) - ceil(LIKE * len(shingles)) + 1
        return {place for places in rarest[:few] for place in places}


KEPT = 20_000_000
"""Bytes, about, of shingles that are remembered."""
_known: Recent[tuple[str, ...], frozenset[Shingle]] = Recent(KEPT)


def _shingles(sentence: Sentence) -> frozenset[Shingle]:
    words = sentence.words
    found = _known.get(words)
    if found is None:
        shingles = (words[at : at + SHINGLE] for at in range(len(words) - SHINGLE + 1))
        found = _known.put(words, frozenset(shingles), 200 * len(words))
    return found


def _differ_in_meaning(one: Sentence, other: Sentence) -> bool:
    differing = set(one.words) ^ set(other.words)
    return any(word in TELLING or any(c.isdigit() for c in word) for word in differing)


def _problem(sentence: Sentence, earlier: Sentence, content: PromptContent) -> Problem:
    same = sentence.words == earlier.words
    what = "This is said already" if same else "Nearly the same is said already"
    place = "above" if _near(sentence, earlier) else f"in {earlier.place}"
    if sentence.component:
        what = f"{sentence.component} says what is said already"
    return Problem(
        "repeated-sentence",
        Severity.HINT,
        f"{what} {place}: {shortened(earlier.text)}",
        sentence.message_index,
        sentence.start,
        sentence.end,
        () if sentence.component else (removal(sentence, content),),
    )


def _near(one: Sentence, other: Sentence) -> bool:
    return one.message_index == other.message_index and not (one.component or other.component)


def shortened(text: str) -> str:
    """A sentence as it is quoted."""
    return f"“{text if len(text) <= 80 else text[:77].rstrip() + '…'}”"


def removal(sentence: Sentence, content: PromptContent, title: str = "") -> Fix:
    """Take the sentence out; its whole line with the bullet, where nothing else stands there."""
    text = content.messages[sentence.message_index].text
    start, end = sentence.start, sentence.end
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    before, after = text[line_start:start], text[end:line_end]
    if not after.strip() and (not before.strip() or MARKER.fullmatch(before)):
        start, end = line_start, min(line_end + 1, len(text))
        if line_end == len(text) and start > 0:
            start -= 1
    elif not after.strip():
        start -= len(before) - len(before.rstrip())
    else:
        end += len(after) - len(after.lstrip())
    edit = TextEdit(start, text[start:end], "", sentence.message_index)
    return Fix(title or "Remove this sentence", (edit,))
