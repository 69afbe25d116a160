from __future__ import annotations

import csv
import io

from tests.store.audited import told
from workbench.domain.audit import LoggedEntry
from workbench.formats.audit_files import COLUMNS, csv_lines, markdown_lines

HASH = "sha256:" + "a" * 64


def logged(**fields):
    return LoggedEntry(told(1, **fields), HASH, number=2)


def test_no_cell_of_the_csv_is_a_formula():
    lines = csv_lines([logged(words="=HYPERLINK(1)", actor="@Eve", prompt="a/b")])

    [header, row] = csv.reader(io.StringIO("".join(lines)))
    cells = dict(zip(header, row, strict=True))
    assert tuple(header) == COLUMNS
    assert (cells["words"], cells["person"]) == ("'=HYPERLINK(1)", "'@Eve")
    assert (cells["hash"], cells["number"], cells["log"]) == (HASH, "2", "workspace")


def test_a_note_of_several_lines_is_one_cell_of_the_csv():
    [_header, row] = csv.reader(io.StringIO("".join(csv_lines([logged(words='a "b"\nc,d')]))))

    assert 'a "b"\nc,d' in row


def test_markdown_takes_nothing_in_a_note_for_markdown():
    *_, row = markdown_lines([logged(words="a | b\n<script> [x](y)")])

    assert row.count(" | ") == 8
    assert "a \\| b \\<script\\> \\[x\\]\\(y\\)" in row
