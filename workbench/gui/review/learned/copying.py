"""A table of numbers as text, to be pasted into a spreadsheet or a document."""

from __future__ import annotations

import csv
import io

from workbench.formats.spreadsheets import harmless
from workbench.gui.review.learned.content import Table


def csv_text(table: Table) -> str:
    """None of the cells is a formula."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerows([harmless(cell) for cell in row] for row in (table.heads, *table.rows))
    return out.getvalue()


def markdown_text(table: Table) -> str:
    rule = tuple("---" for _head in table.heads)
    return "".join(
        f"| {' | '.join(map(_cell, row))} |\n" for row in (table.heads, rule, *table.rows)
    )


def _cell(words: str) -> str:
    for sign in ("\\", "|", "<", "*", "_", "`", "["):
        words = words.replace(sign, f"\\{sign}")
    return " ".join(words.split())
