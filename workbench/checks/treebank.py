"""Words and marks of a text, parted as in the Penn Treebank.

After MacIntyre's rules of 1995 (`tokenizer.sed`), which tools for ROUGE use: marks stand alone,
and so do the ends of contractions (`do n't`, `we 'll`).
"""

from __future__ import annotations

import re

CONTRACTIONS = (
    r"(can)(not)", r"(d)('ye)", r"(gim)(me)", r"(gon)(na)", r"(got)(ta)", r"(lem)(me)",
    r"(more)('n)", r"(wan)(na)(?= )", r"('t)(is)", r"('t)(was)",
)  # fmt: skip
RULES = tuple(
    (re.compile(pattern, re.IGNORECASE), replacement)
    for pattern, replacement in (
        (r"\.{3}", " ... "),
        (r"[:,](?!\d)", r" \g<0> "),
        (r"[;@#$%&?!\]\[(){}<>]", r" \g<0> "),
        (r"--", " -- "),
        (r"$", " "),
        (r"^", " "),
        (r"(?<=[^'])' ", " ' "),
        (r"'([smd]) ", r" '\1 "),
        (r"('ll|'re|'ve|n't) ", r" \1 "),
        *((rf"(?<!\w){pattern}(?!\w)", r" \1 \2 ") for pattern in CONTRACTIONS),
    )
)
QUOTE = re.compile(r"``|''|\"")
OPENS = frozenset(" ([{<")
LAST_STOP = re.compile(r"(?<=[^.])(?<!\b[A-Za-z]\.[A-Za-z])\.([\])}>'\s]*)$")


def tokens(text: str) -> list[str]:
    text = " ".join(text.split())
    if not text:
        return []
    text = QUOTE.sub(_quote, text)
    text = LAST_STOP.sub(r" .\1 ", text)
    for rule, replacement in RULES:
        text = rule.sub(replacement, text)
    return text.split()


def _quote(found: re.Match[str]) -> str:
    """One at the start of a word opens; all others close."""
    start = found.start()
    opens = found[0] == "``" or (
        found[0] == '"'
        and (start == 0 or found.string[start - 1] in OPENS)
        and found.end() < len(found.string)
    )
    return " `` " if opens else " '' "
