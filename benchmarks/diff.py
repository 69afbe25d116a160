"""Diff of two 200 KB prompts against pure-Python diff-match-patch with semantic clean-up.

Goal: at most 0.05 times its time, and never over one second.
    .venv/bin/python -m benchmarks.diff
"""

from __future__ import annotations

import random
import string

from diff_match_patch import diff_match_patch

from benchmarks.rounds import Comparison, alternate
from workbench.diffing.words import diff_words

SIZE = 200_000
EDITS = 10
ROUNDS = 9
GOAL = 0.05


def main() -> None:
    compared = [compare(name, old, new) for name, old, new in pairs()]
    for comparison in compared:
        print(f"{comparison}  {'ok' if comparison.ratio <= GOAL else 'over the goal'}")


def compare(name: str, old: str, new: str) -> Comparison:
    return alternate(
        name, lambda: diff_words(old, new), lambda: pure_python(old, new), rounds=ROUNDS
    )


def pure_python(old: str, new: str) -> list[tuple[int, str]]:
    """As its makers set it: a line-level pass first, and coarse after one second."""
    differ = diff_match_patch()
    pieces: list[tuple[int, str]] = differ.diff_main(old, new)
    differ.diff_cleanupSemantic(pieces)
    return pieces


def pairs() -> list[tuple[str, str, str]]:
    chosen = random.Random(20261121)
    words = [
        "".join(chosen.choices(string.ascii_lowercase, k=chosen.randint(2, 9))) for _ in range(5000)
    ]
    found = []
    for name, paragraph in (("short lines", 10), ("paragraphs", 80), ("one line", SIZE)):
        old, rewritten = made(words, paragraph, chosen), made(words, paragraph, chosen)
        found.append((f"few edits, {name}", old, edited(old, words, chosen)))
        found.append((f"fully rewritten, {name}", old, rewritten))
    return found


def made(words: list[str], paragraph: int, chosen: random.Random) -> str:
    """Made-up prose: sentences of ten words or so, lines of `paragraph` words."""
    pieces: list[str] = []
    size = count = 0
    while size < SIZE:
        count += 1
        word = chosen.choice(words)
        end = "\n" if count % paragraph == 0 else " "
        pieces.append(f"{word}{'.' if chosen.random() < 0.1 else ''}{end}")
        size += len(pieces[-1])
    return "".join(pieces)


def edited(text: str, words: list[str], chosen: random.Random) -> str:
    """Some words replaced, one sentence taken out, one put in."""
    pieces = text.split(" ")
    for place in chosen.sample(range(len(pieces)), EDITS - 2):
        pieces[place] = chosen.choice(words)
    place = len(pieces) // 3
    del pieces[place : place + 8]
    pieces[2 * place : 2 * place] = chosen.choices(words, k=8)
    return " ".join(pieces)


if __name__ == "__main__":
    main()
