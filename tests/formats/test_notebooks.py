from __future__ import annotations

import json

import pytest

from workbench.domain.errors import FileProblem
from workbench.formats.notebooks import source_parts


def a_notebook(*cells, **metadata):
    return json.dumps({"cells": list(cells), "metadata": metadata, "nbformat": 4}).encode()


def code(*lines):
    return {"cell_type": "code", "source": list(lines)}


def parts(data):
    return [(p.name, p.data.decode(), p.cell) for p in source_parts("a.ipynb", data)]


def test_code_and_markdown_are_cells_with_their_numbers():
    data = a_notebook(
        {"cell_type": "markdown", "source": "# Title"},
        {"cell_type": "raw", "source": "as it is"},
        code("%matplotlib inline\n", "x = 1\n", "x?"),
        code("%%html\n", "<b>"),
    )

    assert parts(data) == [
        ("cell.md", "# Title", 1),
        ("cell.py", "pass\nx = 1\npass", 3),
        ("cell.py", "", 4),
    ]


def test_a_notebook_of_another_language_is_read_as_that():
    typescript = a_notebook(code("let x"), kernelspec={"language": "TypeScript"})
    julia = a_notebook(code("x"), language_info={"name": "julia"})

    assert parts(typescript) == [("cell.ts", "let x", 1)]
    assert parts(julia) == []


def test_another_file_is_one_part():
    [part] = source_parts("a.py", b"x")

    assert (part.name, part.data, part.cell) == ("a.py", b"x", None)


@pytest.mark.parametrize("data", [b"", b"[]", b'{"cells": 1}', b"\xff", b"[" * 100_000])
def test_what_is_no_notebook_is_said(data):
    with pytest.raises(FileProblem):
        list(source_parts("a.ipynb", data))


def test_strange_cells_are_passed_over():
    data = a_notebook(1, None, {"cell_type": "code"}, {"cell_type": "code", "source": [1, "x"]})

    assert parts(data) == [("cell.py", "", 3), ("cell.py", "x", 4)]
